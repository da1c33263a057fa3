//! Full dates as publication dates are written: day, month and year, or nothing.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// Names of the months with their number: English, and the two sets that Arabic writes.
const MONTHS: &str = include_str!("months.txt");

static MONTH_NAMES: LazyLock<Vec<(&str, i8)>> = LazyLock::new(|| {
    let mut names: Vec<(&str, i8)> = MONTHS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .zip(1..)
        .flat_map(|(line, number)| line.split('|').map(move |name| (name, number)))
        .collect();
    // The longest first, so that "march" is not read as "mar".
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names
});

static FULL_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTH_NAMES
        .iter()
        // In the verbose form of a pattern a bare space means nothing.
        .map(|(name, _)| name.replace(' ', r"\s+"))
        .collect::<Vec<_>>()
        .join("|");
    let pattern = format!(
        r"(?ix)
        (?: \b (?P<iy>\d{{4}}) [-/.] (?P<im>\d{{1,2}}) [-/.] (?P<id>\d{{1,2}}) (?: T [\d:.]+ | \b )
          | \b (?P<na>\d{{1,2}}) [-/.] (?P<nb>\d{{1,2}}) [-/.] (?P<ny>\d{{4}}) \b
          | \b (?P<dd>\d{{1,2}}) (?:st|nd|rd|th)? [\s-]+ (?:of\s+)? (?P<dm>{months}) \.? ,? [\s-]+ (?P<dy>\d{{4}}) \b
          | \b (?P<mm>{months}) \.? \s+ (?P<md>\d{{1,2}}) (?:st|nd|rd|th)? ,? \s+ (?P<my>\d{{4}}) \b
        )"
    );
    Regex::new(&pattern).expect("the pattern is built from constants and a test runs it")
});

/// The one full date in `words`; `None` if there is none, if there are several different ones, or
/// if day and month cannot be told apart.
pub(super) fn only_date(words: &str) -> Option<Date> {
    let mut dates = FULL_DATE.captures_iter(words).map(|found| read(&found));
    let first = dates.next()??;
    dates.all(|other| other == Some(first)).then_some(first)
}

/// The date that `words` begin with, as machine-written fields have it.
pub(super) fn leading_date(words: &str) -> Option<Date> {
    let found = FULL_DATE.captures(words)?;
    let before = &words[..found.get(0)?.start()];
    before
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '،'))
        .then(|| read(&found))?
}

/// The date that `words` are, with at most a time of day behind it.
pub(crate) fn whole_date(words: &str) -> Option<Date> {
    let found = FULL_DATE.captures(words)?;
    let whole = found.get(0)?;
    let time = words[whole.end()..].trim();
    let is_time = matches!(time, "" | "Z") || time.contains(':');
    let of_a_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z' | ' ');
    (whole.start() == 0 && is_time && time.chars().all(of_a_time)).then(|| read(&found))?
}

/// Names of the days of the week, as they stand beside a date.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الاربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
    "الاحد",
];

/// Whether `line` is a date and, at most, the name of its day.
pub(super) fn is_only_a_date(line: &str) -> bool {
    FULL_DATE.find(line).is_some_and(|found| {
        let rest = format!("{} {}", &line[..found.start()], &line[found.end()..]);
        rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | '.' | '*' | '_' | '#'))
            .filter(|word| !word.is_empty())
            .all(|word| WEEKDAYS.contains(&word.to_lowercase().as_str()))
    })
}

/// Where the first full date stands in `line`.
pub(super) fn position(line: &str) -> Option<std::ops::Range<usize>> {
    FULL_DATE.find(line).map(|found| found.range())
}

fn read(found: &Captures) -> Option<Date> {
    let number = |group: &str| found.name(group).and_then(|m| digits(m.as_str()));
    let month = |group: &str| found.name(group).and_then(|m| month_number(m.as_str()));
    if let (Some(year), Some(month), Some(day)) = (number("iy"), number("im"), number("id")) {
        return date(year, month, day);
    }
    if let (Some(a), Some(b), Some(year)) = (number("na"), number("nb"), number("ny")) {
        return day_and_month(a, b).and_then(|(day, month)| date(year, month, day));
    }
    if let (Some(day), Some(month), Some(year)) = (number("dd"), month("dm"), number("dy")) {
        return date(year, month, day);
    }
    date(number("my")?, month("mm")?, number("md")?)
}

/// 25/03 and 03/25 say which is the month; 03/05 does not.
fn day_and_month(a: i16, b: i16) -> Option<(i16, i16)> {
    match (a > 12, b > 12) {
        (true, false) => Some((a, b)),
        (false, true) => Some((b, a)),
        (false, false) if a == b => Some((a, b)),
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let sensible = (1900..=2200).contains(&year);
    sensible.then(|| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok())?
}

fn month_number(name: &str) -> Option<i16> {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let lower = words.join(" ");
    let known = MONTH_NAMES.iter().find(|(known, _)| *known == lower)?;
    Some(known.1.into())
}

/// The number in Latin, Arabic-Indic or Persian digits.
fn digits(text: &str) -> Option<i16> {
    text.chars().try_fold(0i16, |number, c| {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '٠'..='٩' => c as u32 - '٠' as u32,
            '۰'..='۹' => c as u32 - '۰' as u32,
            _ => return None,
        };
        number.checked_mul(10)?.checked_add(digit as i16)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expect: Option<&str>) {
        let expect = expect.map(|text| text.parse().expect("a date"));
        assert_eq!(only_date(words), expect, "{words}");
    }

    #[test]
    fn full_dates_are_read() {
        check("2023-03-05T10:00:00+02:00", Some("2023-03-05"));
        check("Sun, 5 Mar 2023 10:00:00 +0000", Some("2023-03-05"));
        check("on the 5th of March, 2023", Some("2023-03-05"));
        check("Sept. 30, 2015", Some("2015-09-30"));
        check("25/03/2023", Some("2023-03-25"));
        check("٢٨ نيسان ٢٠١٦", Some("2016-04-28"));
        check("28 أبريل 2016", Some("2016-04-28"));
    }

    #[test]
    fn a_cell_is_a_date_only_as_a_whole() {
        let read = |words| whole_date(words).map(|date| date.to_string());
        for words in [
            "2031-03-03",
            "2031-03-03 00:00:00.000",
            "03 March 2031",
            "2031-03-03T10:00:00Z",
        ] {
            assert_eq!(read(words).as_deref(), Some("2031-03-03"), "{words}");
        }
        for words in [
            "31/02/2031",
            "03/04/2031",
            "2031-03-03 or later",
            "about 2031-03-03",
            "2031",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_not_certain_is_no_date() {
        check("03/05/2023", None);
        check("5 March", None);
        check("31 February 2023", None);
        check("2023-03-05 and 2023-03-06", None);
        check("0001-01-01", None);
    }
}
