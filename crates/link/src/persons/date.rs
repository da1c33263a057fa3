//! Dates as lists print them, and in how many ways two of them differ.

/// A date of which parts may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: i16,
    /// The month, 0 where it is not known.
    pub month: u8,
    /// The day, 0 where it is not known.
    pub day: u8,
}

/// In which order a column writes day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 31/12/2016.
    DayFirst,
    /// 12/31/2016.
    MonthFirst,
}

impl Order {
    /// The order that fits every value of a column; day first where both do.
    pub fn of<'a>(mut values: impl Iterator<Item = &'a str>) -> Self {
        let month_first = values.any(|value| {
            let parts: Vec<&str> = numbers(value).collect();
            parts.len() == 3 && parts[0].len() <= 2 && parts[1].parse::<u8>().is_ok_and(|n| n > 12)
        });
        if month_first {
            Self::MonthFirst
        } else {
            Self::DayFirst
        }
    }
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
}

impl Date {
    /// Reads a date. Of one that no calendar has, such as 31/02, the day is left out, and the month
    /// too where there is none such.
    ///
    /// ```
    /// use tollbook_link::persons::date::{Date, Order};
    /// let read = |text| Date::read(text, Order::DayFirst).map(|d| (d.year, d.month, d.day));
    /// assert_eq!(read("2016-07-09"), Some((2016, 7, 9)));
    /// assert_eq!(read("20160709"), Some((2016, 7, 9)));
    /// assert_eq!(read("9/7/2016"), Some((2016, 7, 9)));
    /// assert_eq!(read("31/02/2016"), Some((2016, 2, 0)));
    /// assert_eq!(read("2016-07"), Some((2016, 7, 0)));
    /// assert_eq!(read("soon"), None);
    /// ```
    pub fn read(text: &str, order: Order) -> Option<Self> {
        let mut parts = numbers(text);
        let (first, second, third) = (parts.next()?, parts.next(), parts.next());
        let number = |part: Option<&str>| part.map_or(Some(0), |p| p.parse::<u16>().ok());
        if second.is_none() && first.len() == 8 {
            return Self::new(
                number(first.get(..4))?,
                number(first.get(4..6))?,
                number(first.get(6..))?,
            );
        }
        let (a, b, c) = (number(Some(first))?, number(second)?, number(third)?);
        match (first.len(), third.map_or(0, str::len)) {
            (4, _) => Self::new(a, b, c),
            (_, 4) if order == Order::DayFirst => Self::new(c, b, a),
            (_, 4) => Self::new(c, a, b),
            (_, 0) if second.is_some_and(|s| s.len() == 4) => Self::new(b, a, 0),
            _ => None,
        }
    }

    /// A date of these numbers, without the parts that no calendar has.
    pub fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        let year = i16::try_from(year)
            .ok()
            .filter(|y| (1..=3000).contains(y))?;
        if !(1..=12).contains(&month) {
            return Some(Self {
                year,
                month: 0,
                day: 0,
            });
        }
        let month = month as u8;
        let day = day.min(99) as u8;
        let day = if day <= days_of(year, month) { day } else { 0 };
        Some(Self { year, month, day })
    }

    /// Days since some day long ago; of a date with unknown parts, those of its first day.
    pub fn number(self) -> i32 {
        let (y, m) = (i32::from(self.year), i32::from(self.month.max(1)));
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + i32::from(self.day.max(1))
    }

    /// Whether day and month are known.
    pub fn is_whole(self) -> bool {
        self.day > 0
    }
}

fn days_of(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    [
        31,
        28 + u8::from(leap),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ][usize::from(month) - 1]
}

/// How two dates differ, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// Not at all.
    Same,
    /// By one day.
    Day,
    /// Day and month are exchanged.
    Swapped,
    /// By a week at most.
    Week,
    /// Same month, and one of them names its first day, as if only the month were known.
    Month,
    /// Same day of another year, one before or after.
    Year,
    /// One digit differs, or two parts of three are equal.
    Slip,
    /// In no way that a slip explains.
    Far,
    /// A part of one is unknown; what both know is equal.
    Partial,
    /// A part of one is unknown, and what both know differs.
    PartialFar,
}

/// How two dates differ.
pub fn apart(a: Date, b: Date) -> Apart {
    if !a.is_whole() || !b.is_whole() {
        let months = a.month == 0 || b.month == 0 || a.month == b.month;
        return if a.year == b.year && months {
            Apart::Partial
        } else {
            Apart::PartialFar
        };
    }
    let days = (a.number() - b.number()).abs();
    let same_year = a.year == b.year;
    let same_day = a.day == b.day && a.month == b.month;
    match days {
        0 => Apart::Same,
        1 => Apart::Day,
        _ if same_year && a.month == b.day && a.day == b.month => Apart::Swapped,
        2..=7 => Apart::Week,
        _ if same_year && a.month == b.month && (a.day == 1 || b.day == 1) => Apart::Month,
        _ if same_day && (a.year - b.year).abs() == 1 => Apart::Year,
        _ if one_slip(a, b) => Apart::Slip,
        _ => Apart::Far,
    }
}

fn one_slip(a: Date, b: Date) -> bool {
    let digits = |d: Date| {
        let (y, m) = (d.year, d.month);
        [
            (y % 10) as u8,
            (y / 10 % 10) as u8,
            (y / 100) as u8,
            m,
            d.day / 10,
            d.day % 10,
        ]
    };
    let unlike = digits(a)
        .iter()
        .zip(digits(b))
        .filter(|(x, y)| **x != *y)
        .count();
    let parts = [a.year == b.year, a.month == b.month, a.day == b.day];
    unlike <= 1 || parts.iter().filter(|same| **same).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text, Order::DayFirst).expect("a date")
    }

    #[test]
    fn slips_of_dates_are_told_apart() {
        for (a, b, how) in [
            ("2016-07-09", "2016-07-09", Apart::Same),
            ("2016-02-28", "2016-02-29", Apart::Day),
            ("2015-12-31", "2016-01-01", Apart::Day),
            ("2016-07-09", "2016-09-07", Apart::Swapped),
            ("2016-07-09", "2016-07-16", Apart::Week),
            ("2016-07-29", "2016-07-01", Apart::Month),
            ("2016-07-09", "2017-07-09", Apart::Year),
            ("2016-07-09", "2016-07-29", Apart::Slip),
            ("2016-07-09", "2013-11-25", Apart::Far),
            ("2016-07", "2016-07-25", Apart::Partial),
            ("2016-08", "2016-07-25", Apart::PartialFar),
            ("31/02/2016", "2016-02-20", Apart::Partial),
        ] {
            assert_eq!(apart(date(a), date(b)), how, "{a} {b}");
            assert_eq!(apart(date(b), date(a)), how, "{b} {a}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_that_of_the_column() {
        assert_eq!(
            Order::of(["3/4/2016", "3/14/2016"].into_iter()),
            Order::MonthFirst
        );
        assert_eq!(
            Order::of(["3/4/2016", "14/3/2016"].into_iter()),
            Order::DayFirst
        );
    }

    #[test]
    fn days_are_counted_as_a_calendar_does() {
        let mut last = date("1999-12-31").number();
        for year in 2000..2005_u16 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let read = Date::new(year, month, day).expect("a year");
                    if read.is_whole() {
                        assert_eq!(read.number(), last + 1, "{read:?}");
                        last += 1;
                    }
                }
            }
        }
    }
}
