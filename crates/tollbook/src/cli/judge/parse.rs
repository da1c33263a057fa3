//! Numbers, days and words as they are written on a command line.

use jiff::civil::Date;
use tollbook_publish::wire::v1::claim::Quote;
use tollbook_record::{CodePoints, CountRange};

use crate::error::InputError;

/// `4`, `4-5`, `4+` or `..5`.
pub fn range(written: &str) -> Result<CountRange, String> {
    let fault = || {
        format!("{written}: a number is written 4, a range 4-5, at least four 4+, at most five ..5")
    };
    let number = |digits: &str| digits.trim().parse::<u32>().map_err(|_| fault());
    if let Some(least) = written.strip_suffix('+') {
        return Ok(CountRange::at_least(number(least)?));
    }
    if let Some(most) = written.strip_prefix("..") {
        return Ok(CountRange::at_most(number(most)?));
    }
    match written.split_once(['-', '–']) {
        Some((least, most)) => {
            CountRange::new(Some(number(least)?), Some(number(most)?)).ok_or_else(fault)
        }
        None => Ok(CountRange::exactly(number(written)?)),
    }
}

/// `2031-03-04`, `2031-03-04..2031-03-05`, `2031-03-04..` or `..2031-03-05`.
pub fn days(written: &str) -> Result<(Option<Date>, Option<Date>), String> {
    let fault =
        || format!("{written}: a day is written 2031-03-04, a period 2031-03-04..2031-03-06");
    let day = |day: &str| match day.trim() {
        "" => Ok(None),
        day => day.parse::<Date>().map(Some).map_err(|_| fault()),
    };
    match written.split_once("..") {
        Some((first, last)) => Ok((day(first)?, day(last)?)),
        None => Ok((day(written)?, day(written)?)),
    }
}

/// Where words stand in a text: at the code point that is given, else at their only place.
pub fn quote(text: &str, words: &str, at: Option<usize>) -> Result<Quote, InputError> {
    let points = CodePoints::new(text);
    let starts: Vec<usize> = text
        .match_indices(words)
        .filter(|_| !words.is_empty())
        .map(|(byte, _)| points.of_byte(byte))
        .collect();
    let start = match (at, starts.as_slice()) {
        (Some(at), all) if all.contains(&at) => at,
        (None, [only]) => *only,
        (_, []) => {
            let fault = format!(
                "“{words}”: these words do not stand in the source; copy them from its text"
            );
            return Err(InputError::Unreadable(fault));
        }
        (_, several) => {
            let places: Vec<String> = several.iter().map(ToString::to_string).collect();
            let fault = format!(
                "“{words}”: these words stand in the source at {}; give more words, or one of these with --at",
                places.join(", ")
            );
            return Err(InputError::Unreadable(fault));
        }
    };
    Ok(Quote {
        start,
        end: start + words.chars().count(),
        text: words.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_nonsense_is_not() {
        let shown = |written| range(written).map(|range| range.to_string()).ok();
        for (written, expected) in [
            ("4", Some("4")),
            ("4-5", Some("4–5")),
            ("4–5", Some("4–5")),
            ("4+", Some("4 or more")),
            ("..5", Some("up to 5")),
            ("5-4", None),
            ("-4", None),
            ("four", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(shown(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn words_are_found_at_their_only_place_or_at_the_one_given() {
        let text = "حي two and two";
        let start = |words, at| {
            quote(text, words, at)
                .map(|quote| (quote.start, quote.end))
                .ok()
        };
        assert_eq!(start("and", None), Some((7, 10)));
        assert_eq!(start("two", None), None);
        assert_eq!(start("two", Some(11)), Some((11, 14)));
        assert_eq!(start("two", Some(4)), None);
        assert_eq!(start("three", None), None);
        assert_eq!(start("", None), None);
    }
}
