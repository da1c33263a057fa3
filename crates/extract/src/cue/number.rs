//! Number words and figures with their qualifiers, by the table of the claims format.

use tollbook_record::Count;

use crate::count::{Core, Qualifier};
use crate::lexicon::{Gram, NumberWord};
use crate::segment::Unit;
use crate::token::Shape;

/// A number read from units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it counts to.
    pub count: Count,
    /// The unit after it and its qualifiers.
    pub next: usize,
    /// Whether a qualifier that also says where something is ("over", "under") came first, so that
    /// only a noun of people after it makes it a number of people.
    pub weak: bool,
}

/// The number with its qualifiers that starts at `units[at]`, if one does.
pub fn read(units: &[Unit], at: usize) -> Option<Number> {
    let first = units.get(at).filter(|unit| may_begin(unit))?;
    // "asked about the 14 dead", "more than the 12 of last month": what was told before.
    let qualified = first.lex.before.is_some();
    if qualified && units.get(at + 1).is_some_and(|u| u.has(Gram::DEFINITE)) {
        return None;
    }
    let (qualifier, start) = qualifier_before(units, at);
    let (core, after) = between(units, start)
        .or_else(|| range(units, start))
        .or_else(|| core(units, start))?;
    let after = repeated(units, after, core);
    let (qualifier, next) = qualifier_after(units, after, qualifier);
    let count = core.qualified(qualifier)?;
    let weak = start > at
        && matches!(units[at].lex.before, Some(Qualifier::FewerThan))
        && units[at].end - units[at].start <= 5;
    Some(Number { count, next, weak })
}

/// Whether a number or its qualifier can begin with a unit: most words begin none.
pub fn may_begin(unit: &Unit) -> bool {
    let lex = unit.lex;
    lex.number.is_some()
        || lex.before.is_some()
        || matches!(unit.shape, Shape::Number(_) | Shape::Mark('~'))
        || unit.has(Gram::ARTICLE.with(Gram::BETWEEN).with(Gram::FROM))
}

/// "two (2) soldiers": the figure in brackets says the word again.
fn repeated(units: &[Unit], after: usize, core: Core) -> usize {
    let mark = |at: usize, mark| units.get(at).is_some_and(|u| u.is(mark));
    let again = units.get(after + 1).and_then(small);
    let same = matches!(core, Core::Exact(n) if again == Some(n));
    if same && mark(after, '(') && mark(after + 2, ')') {
        after + 3
    } else {
        after
    }
}

fn qualifier_before(units: &[Unit], mut at: usize) -> (Qualifier, usize) {
    let mut found = Qualifier::Exactly;
    while let Some(unit) = units.get(at) {
        let qualifier = if unit.is('~') {
            Some(Qualifier::About)
        } else {
            unit.lex.before
        };
        match qualifier {
            // "all 12", "another three": only what narrows the number counts.
            Some(Qualifier::Exactly) => {}
            Some(other) => found = other,
            None => break,
        }
        at += 1;
    }
    (found, at)
}

fn qualifier_after(units: &[Unit], at: usize, before: Qualifier) -> (Qualifier, usize) {
    match units.get(at) {
        Some(unit) if unit.is('+') => (Qualifier::AtLeast, at + 1),
        Some(unit) => match unit.lex.after {
            Some(qualifier) => (qualifier, at + 1),
            None => (before, at),
        },
        None => (before, at),
    }
}

/// "between 30 and 40", "from 30 to 40"
fn between(units: &[Unit], at: usize) -> Option<(Core, usize)> {
    let opener = units.get(at)?;
    let is_between = opener.has(Gram::BETWEEN);
    let is_from = opener.has(Gram::FROM);
    if !is_between && !is_from {
        return None;
    }
    let (low, middle) = plain(units, at + 1)?;
    let joint = units.get(middle)?;
    let joins = is_between && joint.has(Gram::PLAIN_AND) || joint.has(Gram::TO);
    let (high, next) = plain(units, middle + 1).filter(|_| joins)?;
    (low < high).then_some((Core::Span(low, high), next))
}

/// "30-40", "four to six", "two or three". "Rose by three to 15" is no range: it stands at 15.
fn range(units: &[Unit], at: usize) -> Option<(Core, usize)> {
    let (low, middle) = plain(units, at)?;
    let joint = units.get(middle)?;
    let rises =
        at > 1 && units[at - 2].has(Gram::RISE) && units[at - 1].has(Gram::BY.with(Gram::BY_AGENT));
    if rises && joint.has(Gram::TO) {
        return plain(units, middle + 1).map(|(now, next)| (Core::Exact(now), next));
    }
    let hyphen = joint.is_any(&['-', '–', '—', '‑']) && joint.start == units[middle - 1].end;
    let joins = hyphen || joint.has(Gram::TO.with(Gram::OR));
    let (high, next) = plain(units, middle + 1).filter(|_| joins)?;
    (low < high).then_some((Core::Span(low, high), next))
}

fn core(units: &[Unit], at: usize) -> Option<(Core, usize)> {
    let unit = units.get(at)?;
    if let Some(NumberWord::Vague(word)) = unit.lex.number {
        return Some((Core::Vague(word), at + 1));
    }
    // "half a dozen" needs no article, "a dozen" does.
    if let Some(NumberWord::Dozen(n @ ..12)) = unit.lex.number {
        return Some((Core::Round(n), at + 1));
    }
    if unit.has(Gram::ARTICLE)
        && let Some(NumberWord::Dozen(n)) = units.get(at + 1)?.lex.number
    {
        return Some((Core::Round(n), at + 2));
    }
    // "a hundred", "a thousand and one"
    let scale = unit.has(Gram::ARTICLE) && units.get(at + 1).and_then(small).is_some_and(is_scale);
    let (n, next) = plain(units, at + usize::from(scale))?;
    match units.get(next).and_then(|u| u.lex.number) {
        Some(NumberWord::Dozen(dozen)) => Some((Core::Round(n.checked_mul(dozen)?), next + 1)),
        _ => Some((Core::Exact(n), next)),
    }
}

/// A whole number in digits or words: "42,871", "two hundred and twelve", "3 million".
fn plain(units: &[Unit], at: usize) -> Option<(u32, usize)> {
    let mut total: u32 = 0;
    let mut part: u32 = 0;
    let mut next = at;
    while let Some(n) = units.get(next).and_then(small) {
        match n {
            100 if part > 0 => part = part.checked_mul(100)?,
            1000 | 1_000_000 if part > 0 => {
                total = total.checked_add(part.checked_mul(n)?)?;
                part = 0;
            }
            // "twenty six": a ten takes a unit after it; anything else is a new number.
            _ if next == at
                || part >= 100 && n < 100
                || part.is_multiple_of(10) && part >= 20 && n < 10 =>
            {
                part = part.checked_add(n)?;
            }
            _ if part == 0 => part = n,
            _ => break,
        }
        next += 1;
        if !matches!(units[next - 1].shape, Shape::Word)
            && !matches!(units.get(next).and_then(small), Some(1000 | 1_000_000))
        {
            break;
        }
        // "between one hundred and one hundred and fifty": what a scale follows is a new number.
        if units.get(next).is_some_and(|u| u.has(Gram::PLAIN_AND))
            && (part >= 100 || part == 0 && total > 0)
            && units.get(next + 1).and_then(small).is_some_and(|n| n < 100)
            && matches!(units[next + 1].shape, Shape::Word)
            && !is_another(units, next + 1, part)
        {
            next += 1;
        }
    }
    (next > at).then_some((total.checked_add(part)?, next))
}

/// Whether the words behind "and" make a hundred, or a thousand behind a thousand.
fn is_another(units: &[Unit], at: usize, part: u32) -> bool {
    match units.get(at + 1).and_then(small) {
        Some(100) => part > 0,
        Some(1000 | 1_000_000) => part == 0,
        _ => false,
    }
}

fn is_scale(n: u32) -> bool {
    matches!(n, 100 | 1000 | 1_000_000)
}

fn small(unit: &Unit) -> Option<u32> {
    match (unit.shape, unit.lex.number) {
        (Shape::Number(n), _) => Some(n),
        (Shape::Word, Some(NumberWord::Cardinal(n))) => Some(n),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase_table::{self, notation};
    use crate::segment::segment;

    /// Reads the number at the start of `text` and shows what it counts and where it ends.
    fn shown(text: &str) -> String {
        let segments = segment(text);
        match read(&segments.units, 0) {
            None => "none".into(),
            Some(n) => {
                let words = segments.words(0..n.next);
                match n.count {
                    Count::Vague(word) => format!("{words}: {word}"),
                    Count::Stated { range, approximate } => {
                        let end = |e: Option<u32>| e.map_or("open".into(), |n| n.to_string());
                        let about = if approximate { " ~" } else { "" };
                        format!("{words}: {}..{}{about}", end(range.min()), end(range.max()))
                    }
                }
            }
        }
    }

    #[test]
    fn the_table_of_the_claims_format() {
        let table = [
            ("26 people", "26: 26..26"),
            ("twenty-six people", "twenty-six: 26..26"),
            ("٢٦ people", "٢٦: 26..26"),
            ("more than 26 people", "more than 26: 27..open"),
            ("over 26 people", "over 26: 27..open"),
            ("at least 26 people", "at least 26: 26..open"),
            ("26 or more people", "26 or more: 26..open"),
            ("30+ wounded", "30+: 30..open"),
            ("fewer than 26 people", "fewer than 26: open..25"),
            ("up to 26 people", "up to 26: open..26"),
            ("as many as 26 people", "as many as 26: open..26"),
            ("nearly 100 people", "nearly 100: open..100 ~"),
            ("about 100 people", "about 100: 100..100 ~"),
            ("~20 people", "~20: 20..20 ~"),
            ("between 30 and 40 people", "between 30 and 40: 30..40"),
            ("30-40 people", "30-40: 30..40"),
            ("four to six civilians", "four to six: 4..6"),
            ("a dozen people", "a dozen: 12..12 ~"),
            ("two dozen people", "two dozen: 24..24 ~"),
            ("half a dozen people", "half a dozen: 6..6 ~"),
            ("at least a dozen people", "at least a dozen: 12..open ~"),
            ("dozens of people", "dozens of: dozens"),
            ("several people", "several: several"),
            ("no civilians", "no: 0..0"),
        ];
        for (text, expect) in table {
            assert_eq!(shown(text), expect);
        }
    }

    #[test]
    fn number_phrases_come_out_as_grammar_has_them() {
        let table = include_str!("../../../../testdata/phrases/numbers-en.txt");
        phrase_table::check(table, |text| {
            let number = read(&segment(text).units, 0);
            number.map_or("none".into(), |number| notation(number.count))
        });
    }

    #[test]
    fn words_of_many_parts() {
        assert_eq!(
            shown("one hundred and twelve dead"),
            "one hundred and twelve: 112..112"
        );
        assert_eq!(
            shown("two thousand three hundred dead"),
            "two thousand three hundred: 2300..2300"
        );
        assert_eq!(shown("thirty one dead"), "thirty one: 31..31");
        assert_eq!(shown("42,871 dead"), "42,871: 42871..42871");
        assert_eq!(shown("a total of 18 people"), "a total of 18: 18..18");
        assert_eq!(shown("six and four more"), "six: 6..6");
        assert_eq!(shown("four thousand million million people"), "none");
    }

    #[test]
    fn what_is_no_whole_number_is_none() {
        for text in [
            "2.5 people",
            "107-mm rockets",
            "22:17",
            "4th brigade",
            "people",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }
}
