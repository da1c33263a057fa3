//! When an incident is said to have been.

use jiff::civil::Date;

use crate::quote::Quote;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A part of the day, as worded.
    PartOfDay {
        Dawn = "dawn",
        Morning = "morning",
        Noon = "noon",
        /// 12 to 18 hours.
        Afternoon = "afternoon",
        /// 18 to 21 hours.
        Evening = "evening",
        /// 21 to 4 hours.
        Night = "night",
    }
}

/// Days from `first` to `last`, both inclusive; an end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    first: Option<Date>,
    last: Option<Date>,
}

impl DateRange {
    /// A range of days; `None` at an end leaves it open. `None` if the ends are crossed.
    pub fn new(first: Option<Date>, last: Option<Date>) -> Option<Self> {
        match (first, last) {
            (Some(a), Some(b)) if a > b => None,
            _ => Some(Self { first, last }),
        }
    }

    /// One day.
    pub const fn day(date: Date) -> Self {
        Self {
            first: Some(date),
            last: Some(date),
        }
    }

    /// The first day; `None` if open.
    pub const fn first(self) -> Option<Date> {
        self.first
    }

    /// The last day; `None` if open.
    pub const fn last(self) -> Option<Date> {
        self.last
    }

    /// Whether the two share a day; an open end reaches without limit.
    pub fn overlaps(self, other: DateRange) -> bool {
        let starts_before = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_before(self.first, other.last) && starts_before(other.first, self.last)
    }

    /// The number of days between the two, 0 if they overlap.
    pub fn gap_days(self, other: DateRange) -> u32 {
        if self.overlaps(other) {
            return 0;
        }
        let days = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => (b - a).get_days().max(0) as u32,
            _ => 0,
        };
        days(self.last, other.first).max(days(other.last, self.first))
    }
}

impl std::fmt::Display for DateRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first, self.last) {
            (Some(a), Some(b)) if a == b => write!(f, "{a}"),
            (Some(a), Some(b)) => write!(f, "{a} to {b}"),
            (Some(a), None) => write!(f, "from {a}"),
            (None, Some(b)) => write!(f, "until {b}"),
            (None, None) => f.write_str("date not known"),
        }
    }
}

/// The date of an incident as read from its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The days that the words allow. Both ends are open where relative words ("on Friday") stand
    /// in a report whose date of publication is not known.
    pub dates: DateRange,
    /// The part of the day, if the words say one.
    pub part_of_day: Option<PartOfDay>,
    /// The words.
    pub quote: Quote,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn gaps_count_days_and_open_ends_reach() {
        let day = |d| DateRange::day(date(2016, 4, d));
        assert_eq!(day(27).gap_days(day(28)), 1);
        assert_eq!(day(28).gap_days(day(27)), 1);
        assert_eq!(day(27).gap_days(day(27)), 0);
        let since = DateRange::new(Some(date(2016, 4, 20)), None).expect("one end is open");
        assert!(since.overlaps(day(30)));
        assert_eq!(since.gap_days(day(18)), 2);
    }
}
