//! Values as a person writes them: words of a source, numbers of people, days.

use std::ops::Range;

use jiff::civil::Date;
use tollbook_publish::wire::v1::{Word, claim};
use tollbook_record::text::fold;
use tollbook_record::{CodePoints, CountRange, Vague};

/// Why what a person wrote is no value, with the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoValue {
    /// The source has no such words.
    #[error("“{0}”: these words do not stand in the source; copy them from its text")]
    Words(String),
    /// The source has the words more than once; where, in code points.
    #[error("“{words}”: these words stand in the source at {}; give more words, or say at which of these", listed(.at))]
    Places {
        /// The words.
        words: String,
        /// Where they begin.
        at: Vec<usize>,
    },
    /// No number of people.
    #[error("{0}: a number is written 4, a range 4-5, at least four 4+, at most five ..5")]
    Count(String),
    /// No day.
    #[error("{0}: a day is written 2031-03-04, a period 2031-03-04..2031-03-06")]
    Days(String),
}

fn listed(at: &[usize]) -> String {
    let places: Vec<String> = at.iter().map(ToString::to_string).collect();
    places.join(", ")
}

/// `4`, `4-5`, `4+` or `..5`, in the digits of any script that the program reads.
pub fn range(written: &str) -> Result<CountRange, NoValue> {
    let fault = || NoValue::Count(written.to_owned());
    let plain = fold(written);
    let number = |digits: &str| digits.trim().parse::<u32>().map_err(|_| fault());
    if let Some(least) = plain.strip_suffix('+') {
        return Ok(CountRange::at_least(number(least)?));
    }
    if let Some(most) = plain.strip_prefix("..") {
        return Ok(CountRange::at_most(number(most)?));
    }
    match plain.split_once(['-', '–']) {
        Some((least, most)) => {
            CountRange::new(Some(number(least)?), Some(number(most)?)).ok_or_else(fault)
        }
        None => Ok(CountRange::exactly(number(&plain)?)),
    }
}

/// The figure with another count: a number as [`range`] takes it, `about` before it, or a word such as
/// `dozens`.
pub fn counted(figure: claim::Figure, written: &str) -> Result<claim::Figure, NoValue> {
    if let Ok(vague) = written.parse::<Vague>() {
        return Ok(claim::Figure {
            min: None,
            max: None,
            approximate: false,
            vague: Some(Word(vague)),
            ..figure
        });
    }
    let (approximate, number) = match written.strip_prefix("about ") {
        Some(number) => (true, number),
        None => (false, written),
    };
    let range = range(number)?;
    Ok(claim::Figure {
        min: range.min(),
        max: range.max(),
        approximate,
        vague: None,
        ..figure
    })
}

/// `2031-03-04`, `2031-03-04..2031-03-05`, `2031-03-04..` or `..2031-03-05`.
pub fn days(written: &str) -> Result<(Option<Date>, Option<Date>), NoValue> {
    let fault = || NoValue::Days(written.to_owned());
    let day = |day: &str| match day.trim() {
        "" => Ok(None),
        day => fold(day).parse::<Date>().map(Some).map_err(|_| fault()),
    };
    let (first, last) = written.split_once("..").unwrap_or((written, written));
    match (day(first)?, day(last)?) {
        (None, None) => Err(fault()),
        days => Ok(days),
    }
}

/// A place as written, which the gazetteers have not been asked for.
pub fn place(name: String, within: Vec<String>, quote: claim::Quote) -> claim::Place {
    claim::Place {
        quote,
        name,
        within,
        stated: None,
        id: None,
        lat: None,
        lon: None,
        precision: None,
        radius_km: None,
        gazetteer_name: None,
        country: None,
        candidates: None,
        reason: String::new(),
    }
}

/// Where words stand in a text: at the code point that is given, else at their only place. Where the text
/// breaks its lines makes no difference.
pub fn quote(text: &str, words: &str, at: Option<usize>) -> Result<claim::Quote, NoValue> {
    let points = CodePoints::new(text);
    let found = places(text, words);
    let starts: Vec<usize> = found
        .iter()
        .map(|range| points.of_byte(range.start))
        .collect();
    let which = match (at, starts.len()) {
        (_, 0) => return Err(NoValue::Words(words.to_owned())),
        (Some(at), _) => starts.iter().position(|start| *start == at),
        (None, 1) => Some(0),
        (None, _) => None,
    };
    let Some(which) = which else {
        return Err(NoValue::Places {
            words: words.to_owned(),
            at: starts,
        });
    };
    Ok(claim::Quote {
        start: starts[which],
        end: points.of_byte(found[which].end),
        text: text[found[which].clone()].into(),
    })
}

/// Every place, in bytes, at which the words stand.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let (sought, _) = unbroken(words.trim());
    if sought.is_empty() {
        return Vec::new();
    }
    let (whole, starts) = unbroken(text);
    let found = whole.match_indices(&sought);
    found
        .map(|(at, found)| {
            let last = found.chars().next_back().map_or(0, char::len_utf8);
            starts[at]..starts[at + found.len() - last] + last
        })
        .collect()
}

/// A text with one blank for each run of blanks, and where each of its bytes stands in the text as it is.
fn unbroken(text: &str) -> (String, Vec<usize>) {
    let (mut whole, mut starts) = (String::with_capacity(text.len()), Vec::new());
    for (at, letter) in text.char_indices() {
        let is_blank = letter.is_whitespace();
        if is_blank && whole.ends_with(' ') {
            continue;
        }
        let letter = if is_blank { ' ' } else { letter };
        whole.push(letter);
        starts.extend((0..letter.len_utf8()).map(|byte| at + byte));
    }
    (whole, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_nonsense_is_not() {
        let shown = |written| range(written).map(|range| range.to_string()).ok();
        for (written, expected) in [
            ("4", Some("4")),
            ("٤", Some("4")),
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
    fn days_are_read_and_nonsense_is_not() {
        let shown = |written| {
            let (first, last) = days(written).ok()?;
            let day = |day: Option<Date>| day.map_or("open".to_owned(), |day| day.to_string());
            Some(format!("{} {}", day(first), day(last)))
        };
        for (written, expected) in [
            ("2031-03-04", Some("2031-03-04 2031-03-04")),
            ("٢٠٣١-٠٣-٠٤", Some("2031-03-04 2031-03-04")),
            ("2031-03-04..2031-03-06", Some("2031-03-04 2031-03-06")),
            ("2031-03-04..", Some("2031-03-04 open")),
            ("..", None),
            ("", None),
            ("2031-02-30", None),
            ("Tuesday", None),
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

    #[test]
    fn a_line_that_is_broken_elsewhere_has_the_same_words() {
        let text = "killed two\r\n people — وقُتل  اثنان";
        for (words, quoted) in [
            ("two people", "two\r\n people"),
            ("— وقُتل اثنان", "— وقُتل  اثنان"),
            (" killed\ntwo ", "killed two"),
        ] {
            let found = quote(text, words, None).expect("it stands there");
            assert_eq!(found.text, quoted);
            let letters = text.chars().skip(found.start).take(found.end - found.start);
            assert_eq!(letters.collect::<String>(), quoted);
        }
    }
}
