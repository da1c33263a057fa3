//! Feasts and the Islamic calendar.
//!
//! The months of the Islamic calendar begin when the moon is seen, so that countries differ. The
//! tabular calendar is within a day of them; one day is added on both sides.

use jiff::ToSpan;
use jiff::civil::Date;
use tollbook_record::DateRange;

use crate::lexicon::Feast;

/// The days of a feast: in `year`, else the last time that it had begun by `published`.
pub(super) fn feast(feast: Feast, year: Option<i16>, published: Option<Date>) -> Option<DateRange> {
    if let Some(year) = year {
        return in_year(feast, year);
    }
    let published = published?;
    let begun = |range: &DateRange| range.first().is_some_and(|first| first <= published);
    [0, 1, 2]
        .into_iter()
        .filter_map(|ago| in_year(feast, published.year() - ago))
        .find(begun)
}

fn in_year(feast: Feast, year: i16) -> Option<DateRange> {
    let fixed = |month, day| Some(DateRange::day(Date::new(year, month, day).ok()?));
    let easter = |days: i32| {
        let day = easter_sunday(year)?.checked_add(days.days()).ok()?;
        Some(DateRange::day(day))
    };
    let islamic = |month, first, last| {
        // An Islamic year is 11 days shorter: the feast may fall twice in a year; the later one counts.
        let hijri = islamic_year_of(year);
        [hijri + 1, hijri, hijri - 1]
            .into_iter()
            .filter_map(|h| around(h, month, first, last))
            .find(|range| range.last().is_some_and(|last| last.year() == year))
    };
    match feast {
        Feast::EidAlFitr => islamic(10, 1, 3),
        Feast::EidAlAdha => islamic(12, 10, 13),
        Feast::Ramadan => islamic(9, 1, 30),
        Feast::Ashura => islamic(1, 10, 10),
        Feast::Arbaeen => islamic(2, 20, 20),
        Feast::Mawlid => islamic(3, 12, 12),
        Feast::Nowruz => DateRange::new(
            Some(Date::new(year, 3, 20).ok()?),
            Some(Date::new(year, 3, 21).ok()?),
        ),
        Feast::PalmSunday => easter(-7),
        Feast::GoodFriday => easter(-2),
        Feast::Easter => easter(0),
        Feast::EasterMonday => easter(1),
        Feast::Pentecost => easter(49),
        Feast::ChristmasEve => fixed(12, 24),
        Feast::Christmas => fixed(12, 25),
        Feast::NewYearsEve => fixed(12, 31),
        Feast::NewYearsDay => fixed(1, 1),
    }
}

/// A day or month that is told in the Islamic calendar, a day more on both sides.
pub(super) fn hijri(year: i16, month: i8, day: Option<i8>) -> Option<DateRange> {
    match day {
        Some(day) => around(i32::from(year), month, day, day),
        None => around(i32::from(year), month, 1, 30),
    }
}

fn around(year: i32, month: i8, first: i8, last: i8) -> Option<DateRange> {
    let begin = tabular(year, month, first)?.yesterday().ok()?;
    let end = tabular(year, month, last)?.tomorrow().ok()?;
    DateRange::new(Some(begin), Some(end))
}

fn islamic_year_of(year: i16) -> i32 {
    (i32::from(year) - 622) * 33 / 32
}

/// The tabular calendar: months of 30 and 29 days in turn, 11 leap years in 30, counted from
/// 18 July 622 (Gregorian), the astronomers' epoch.
fn tabular(year: i32, month: i8, day: i8) -> Option<Date> {
    let month = i32::from(month);
    let days = (year - 1) * 354
        + (3 + 11 * year).div_euclid(30)
        + 29 * (month - 1)
        + month / 2
        + i32::from(day)
        - 1;
    Date::new(622, 7, 18).ok()?.checked_add(days.days()).ok()
}

/// The Sunday after the first full moon of spring, Gregorian, by the rule of 1876 ("Anonymous").
fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(
        year,
        i8::try_from(n / 31).ok()?,
        i8::try_from(n % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// The day as announced lies in the range.
    fn check(feast: Feast, announced: Date) {
        let range = in_year(feast, announced.year()).expect("every feast falls in every year here");
        assert!(
            range.overlaps(DateRange::day(announced)),
            "{feast:?} {range}"
        );
    }

    #[test]
    fn feasts_fall_on_the_days_that_were_announced() {
        check(Feast::EidAlFitr, date(2016, 7, 6));
        check(Feast::EidAlFitr, date(2024, 4, 10));
        check(Feast::EidAlAdha, date(2019, 8, 11));
        check(Feast::EidAlAdha, date(2023, 6, 28));
        check(Feast::Ramadan, date(2021, 4, 13));
        check(Feast::Ashura, date(2017, 10, 1));
        check(Feast::Easter, date(2016, 3, 27));
        check(Feast::Easter, date(2019, 4, 21));
        check(Feast::GoodFriday, date(2018, 3, 30));
    }

    #[test]
    fn islamic_days_are_within_one() {
        let rajab = hijri(1437, 7, Some(21)).expect("a day");
        assert_eq!(rajab.to_string(), "2016-04-27 to 2016-04-29");
    }
}
