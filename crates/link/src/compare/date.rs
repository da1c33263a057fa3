//! Days.

use tollbook_record::PartOfDay;

use crate::facts::{Days, Facts, Scope};
use crate::weights::WEIGHTS;

/// How two ranges of days compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateLevel {
    Missing,
    /// One gives no day, and was published shortly after the day of the other.
    ToldSoonAfter,
    /// One gives no day, and was published within a month after the day of the other.
    ToldWithinMonth,
    /// One gives no day, and was published before the day of the other came.
    ToldBefore,
    SameDay,
    SamePeriod,
    /// The ranges share a day; the longer of them has this many days, `None` if an end is open.
    Overlap(Option<i32>),
    OneDayApart,
    /// A day apart, and the earlier account says night, which ends on the day of the later one.
    NightBetween,
    Apart(i32),
}

pub(super) fn compare(x: &Facts, y: &Facts) -> DateLevel {
    let (Some(a), Some(b)) = (x.days, y.days) else {
        return undated(x, y);
    };
    let totals = x.scope == Scope::Total && y.scope == Scope::Total;
    if totals && is_same_range(a, b) {
        return DateLevel::SamePeriod;
    }
    match level(a, b) {
        DateLevel::OneDayApart if is_night_before(x, y) => DateLevel::NightBetween,
        level => level,
    }
}

/// Days after which a report that gives no day is none of the month's news any more.
const MONTH: i32 = 30;

/// Where one gives no day, its day of publication may still lie shortly after the other's day. Nothing is told before it
/// came, but for threats.
fn undated(x: &Facts, y: &Facts) -> DateLevel {
    let days = x.days_or_publication().zip(y.days_or_publication());
    if days.is_some_and(|(a, b)| gap(a, b) == 0) {
        return DateLevel::ToldSoonAfter;
    }
    let (dated, told) = match (x.days, y.days) {
        (Some(days), None) => (days, y),
        (None, Some(days)) => (days, x),
        _ => return DateLevel::Missing,
    };
    let (Some(first), Some(published)) = (dated.first, told.published) else {
        return DateLevel::Missing;
    };
    match published - first {
        ..0 if told.scope == Scope::Incident => DateLevel::ToldBefore,
        0..=MONTH => DateLevel::ToldWithinMonth,
        _ => DateLevel::Missing,
    }
}

/// Whether the one that tells of the earlier day tells of its night.
fn is_night_before(x: &Facts, y: &Facts) -> bool {
    let last = |facts: &Facts| facts.days.and_then(|days| days.last);
    let earlier = if last(x) < last(y) { x } else { y };
    earlier.part_of_day == Some(PartOfDay::Night)
}

/// Whether both ranges start and end alike, give or take a day.
fn is_same_range(a: Days, b: Days) -> bool {
    let near = |a: Option<i32>, b: Option<i32>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1,
        (None, None) => true,
        _ => false,
    };
    near(a.first, b.first) && near(a.last, b.last)
}

fn level(a: Days, b: Days) -> DateLevel {
    match gap(a, b) {
        0 => {}
        1 => return DateLevel::OneDayApart,
        days => return DateLevel::Apart(days),
    }
    match (a.length(), b.length()) {
        (Some(1), Some(1)) => DateLevel::SameDay,
        (Some(m), Some(n)) => DateLevel::Overlap(Some(m.max(n))),
        _ => DateLevel::Overlap(None),
    }
}

/// Days between the two, 0 if they share one; an open end reaches without limit.
fn gap(a: Days, b: Days) -> i32 {
    let after = |last: Option<i32>, first: Option<i32>| match (last, first) {
        (Some(last), Some(first)) => (first - last).max(0),
        _ => 0,
    };
    after(a.last, b.first).max(after(b.last, a.first))
}

impl DateLevel {
    pub fn weight(self) -> f64 {
        let weights = &WEIGHTS.date;
        match self {
            Self::Missing => weights.missing,
            Self::ToldSoonAfter => weights.told_soon_after,
            Self::ToldWithinMonth => weights.told_within_month,
            Self::ToldBefore => weights.told_before,
            Self::SameDay => weights.same_day,
            Self::SamePeriod => weights.same_period,
            Self::Overlap(Some(days)) if days <= 3 => weights.overlap_3_days,
            Self::Overlap(Some(days)) if days <= 10 => weights.overlap_10_days,
            Self::Overlap(_) => weights.overlap_longer,
            Self::OneDayApart => weights.one_day_apart,
            Self::NightBetween => weights.night_between,
            Self::Apart(_) => weights.apart,
        }
    }

    pub fn is_apart(self) -> bool {
        matches!(self, Self::Apart(_) | Self::ToldBefore)
    }

    pub fn is_missing(self) -> bool {
        matches!(self, Self::Missing | Self::ToldWithinMonth)
    }

    /// Whether the two share a day.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::SameDay | Self::SamePeriod | Self::Overlap(_))
    }

    pub fn reason(self, a: &Facts, b: &Facts) -> Option<String> {
        let dates = |facts: &Facts| {
            let dates = facts.dates;
            dates.map_or_else(String::new, |dates| dates.to_string())
        };
        let (a, b) = (dates(a), dates(b));
        Some(match self {
            Self::Missing => "at least one of them gives no day".to_owned(),
            Self::ToldSoonAfter => {
                "at least one of them gives no day, and was published shortly after the other's"
                    .to_owned()
            }
            Self::ToldWithinMonth => {
                "at least one of them gives no day, and was published within a month of the other's"
                    .to_owned()
            }
            Self::ToldBefore => {
                "one of them gives no day, and was published before the other's".to_owned()
            }
            Self::SameDay => format!("both say {a}"),
            Self::SamePeriod | Self::Overlap(_) if a == b => format!("both say {a}"),
            Self::SamePeriod => format!("they cover nearly the same days: {a} and {b}"),
            Self::Overlap(_) => format!("their days overlap: {a} and {b}"),
            Self::OneDayApart => format!("their days are one apart: {a} and {b}"),
            Self::NightBetween => {
                format!("the night of the earlier day lies between them: {a} and {b}")
            }
            Self::Apart(days) => format!("their days are {days} apart: {a} and {b}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: i32, last: i32) -> Days {
        let (first, last) = (Some(first), Some(last));
        Days { first, last }
    }

    #[test]
    fn levels_follow_the_gap() {
        assert_eq!(level(days(3, 3), days(3, 3)), DateLevel::SameDay);
        assert_eq!(level(days(3, 4), days(4, 9)), DateLevel::Overlap(Some(6)));
        assert_eq!(level(days(3, 3), days(4, 4)), DateLevel::OneDayApart);
        assert_eq!(level(days(9, 9), days(3, 4)), DateLevel::Apart(5));
        let since = Days {
            first: Some(2),
            last: None,
        };
        assert_eq!(level(since, days(9, 9)), DateLevel::Overlap(None));
    }
}
