//! Datelines: where and when a report was written, and who sent it.
//!
//! `KYIV, Nov 6 (Northline) -` and, from a monitoring service, `QARN (TELL), 3 MAY 90 (RADIO QARN
//! NETWORK) -- [REPORT] [TEXT]`. None of it tells where or when an incident was.

use crate::lexicon::TimeWord;
use crate::token::Shape;

use super::Unit;

const DASHES: &[char] = &['-', '–', '—'];

/// Whether it is a dash of any length.
pub fn is_dash(unit: &Unit) -> bool {
    unit.is_any(DASHES)
}

/// The dash that ends a dateline of place, date and agency, if the line begins with one; a report's first
/// line can have a colon in its place: "POONCH, July 20: ".
pub fn dash(line: &[Unit], first: bool) -> Option<usize> {
    let date = date(line)?;
    // "(Qarn, 14 March 2024) – "
    let closes = line[0].is('(') && line.get(date).is_some_and(|u| u.is(')'));
    let after = match closes {
        true => date + 1,
        false => agency(line, date).unwrap_or(date),
    };
    let ends = |u: &Unit| is_dash(u) || first && u.is(':');
    line.get(after).is_some_and(ends).then_some(after)
}

/// Past the date, which follows the place and a comma.
fn date(line: &[Unit]) -> Option<usize> {
    const PLACE: usize = 12;
    let head = &line[..line.len().min(PLACE)];
    let comma = head.iter().position(|u| u.is(','))?;
    let number = |at: usize| {
        line.get(at)
            .is_some_and(|u| matches!(u.shape, Shape::Number(_)))
    };
    let at = (comma + 1..head.len()).find(|at| {
        let month = matches!(line[*at].lex.time, Some(TimeWord::Month(_)));
        line[*at].shape == Shape::Date || month && (number(at - 1) || number(at + 1))
    })?;
    let end = at + 1;
    Some(end + usize::from(number(end)))
}

/// Past the agency in brackets; a monitoring service does not always close with the one it opened.
fn agency(line: &[Unit], open: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    line.get(open).filter(|u| u.is_any(&['(', '[']))?;
    let inside = line[open..].iter().take(LONGEST);
    let close = inside.clone().position(|u| u.is_any(&[')', ']']))?;
    Some(open + close + 1)
}

/// Past what a monitoring service puts between a dateline and the report: a second dash, "[TEXT]".
/// `None` where a bracket does not close.
pub fn after_remarks(line: &[Unit]) -> Option<usize> {
    let mut at = 0;
    loop {
        let unit = line.get(at)?;
        if is_dash(unit) {
            at += 1;
        } else if unit.is('[') {
            let Some(length) = line[at..].iter().position(|u| u.is(']')) else {
                return Some(at);
            };
            at += length + 1;
        } else {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::segment;

    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let first = segments.sentences[0].units.clone();
        assert_eq!(segments.words(first), expect, "{text}");
    }

    #[test]
    fn a_report_begins_behind_its_dateline() {
        check(
            "QARN CITY (TELL), 3 MAY 90 (RADIO QARN MORNING NETWORK) -- [REPORT] [TEXT] SHELLS FELL.",
            "SHELLS FELL.",
        );
        check(
            "QARN, 3 MAY 90 [TELEVISION CHANNEL 1) -- [SPEECH] SHELLS FELL.",
            "SHELLS FELL.",
        );
        check("QARN, Nov 6 (Northline) - Shells fell.", "Shells fell.");
        check("QARN, July 20: Shells fell.", "Shells fell.");
        check("(Qarn, 14 March 2024) – Shells fell.", "Shells fell.");
        check(
            "(Qarn fell on 14 March.) Shells fell.",
            "(Qarn fell on 14 March.)",
        );
        check(
            "QARN, which 3 May saw shelled - again - is empty.",
            "QARN, which 3 May saw shelled - again - is empty.",
        );
    }
}
