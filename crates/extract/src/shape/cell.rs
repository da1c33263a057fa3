//! One cell to one value, or nothing.

use std::str::FromStr;

use jiff::civil::Date;
use tollbook_record::text::fold;

/// The days that one day stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spread {
    Day,
    /// A day of a week; which day of it is not told.
    Week,
    /// A day of a month.
    Month,
}

/// A word that is no spread.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not day, week or month")]
pub(super) struct NoSpread(String);

impl FromStr for Spread {
    type Err = NoSpread;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            _ => Err(NoSpread(word.to_owned())),
        }
    }
}

impl Spread {
    /// The first and the last day that `day` may stand for.
    pub(super) fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let days = jiff::Span::new().days(6);
                (day.saturating_sub(days), day.saturating_add(days))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }
}

/// A number of persons: digits of any script, and nothing else but the `.0` that some programs write behind
/// whole numbers. Anything that stands for "not known" is none.
pub(super) fn number(value: &str) -> Option<u32> {
    let folded = fold(value);
    let digits = folded.strip_suffix(".0").unwrap_or(&folded);
    let only_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    only_digits.then(|| digits.parse().ok())?
}

/// Degrees, at most so many to either side.
pub(super) fn degrees(value: &str, most: f64) -> Option<f64> {
    let degrees: f64 = fold(value).parse().ok()?;
    (degrees.abs() <= most).then_some(degrees)
}

/// An age in whole years.
pub(super) fn age(value: &str) -> Option<u8> {
    const OLDEST: u32 = 125;
    let years = number(value).filter(|years| *years <= OLDEST)?;
    u8::try_from(years).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_number_is_one() {
        for (value, expect) in [
            ("0", Some(0)),
            ("12", Some(12)),
            ("١٢", Some(12)),
            ("12.0", Some(12)),
            ("-99", None),
            ("12.5", None),
            ("1,200", None),
            ("unknown", None),
            ("12 or 13", None),
            ("99999999999", None),
            (".0", None),
        ] {
            assert_eq!(number(value), expect, "{value}");
        }
    }

    #[test]
    fn an_age_is_one_that_people_reach() {
        assert_eq!(age("7"), Some(7));
        assert_eq!(age("300"), None);
        assert_eq!(age("6 months"), None);
    }

    #[test]
    fn a_day_of_a_week_stands_for_every_week_that_holds_it() {
        let day = jiff::civil::date(2031, 3, 3);
        let (first, last) = Spread::Week.around(day);
        assert_eq!(
            (first, last),
            (
                jiff::civil::date(2031, 2, 25),
                jiff::civil::date(2031, 3, 9)
            )
        );
    }
}
