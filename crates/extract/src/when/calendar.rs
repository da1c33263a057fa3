//! Feasts and the Islamic calendar.
//!
//! The months of the Islamic calendar begin when the moon is seen, so that countries differ. A day of
//! it is that of the Umm al-Qura calendar and one day more on both sides; the tabular calendar, which
//! some print, is taken in where it is further off.

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::{TabularAlgorithmEpoch, TabularAlgorithmLeapYears};
use icu_calendar::types::Month;
use jiff::ToSpan;
use jiff::civil::Date;
use tollbook_record::DateRange;

use super::Feast;

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
        Feast::Epiphany => fixed(1, 6),
        Feast::OrthodoxChristmas => fixed(1, 7),
        Feast::ValentinesDay => fixed(2, 14),
        Feast::WomensDay => fixed(3, 8),
        Feast::SaintPatrick => fixed(3, 17),
        Feast::MayDay => fixed(5, 1),
        Feast::SaintJohn => fixed(6, 24),
        Feast::Assumption => fixed(8, 15),
        Feast::AllSaints => fixed(11, 1),
        Feast::AllSouls => fixed(11, 2),
        Feast::SaintMartin => fixed(11, 11),
        Feast::ImmaculateConception => fixed(12, 8),
        Feast::BoxingDay => fixed(12, 26),
        Feast::AshWednesday => easter(-46),
        Feast::HolyWeek => DateRange::new(easter(-7)?.first(), easter(-1)?.last()),
        Feast::MaundyThursday => easter(-3),
        Feast::HolySaturday => easter(-1),
        Feast::Ascension => easter(39),
        Feast::CorpusChristi => easter(60),
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

/// A day or month that is told in the Islamic calendar; without a year the last that had begun by
/// `published`.
pub(super) fn hijri(
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
    published: Option<Date>,
) -> Option<DateRange> {
    let (first, last) = day.map_or((1, 30), |day| (day, day));
    if let Some(year) = year {
        return around(i32::from(year), month, first, last);
    }
    let published = published?;
    let this = islamic_year_of(published.year()) + 1;
    [this, this - 1, this - 2]
        .into_iter()
        .filter_map(|year| around(year, month, first, last))
        .find(|range| range.first().is_some_and(|first| first <= published))
}

fn around(year: i32, month: i8, first: i8, last: i8) -> Option<DateRange> {
    let (from, to) = (
        umm_al_qura(year, month, first)?,
        umm_al_qura(year, month, last)?,
    );
    let begin = from.yesterday().ok()?.min(tabular(year, month, first)?);
    let end = to.tomorrow().ok()?.max(tabular(year, month, last)?);
    DateRange::new(Some(begin), Some(end))
}

fn islamic_year_of(year: i16) -> i32 {
    (i32::from(year) - 622) * 33 / 32
}

/// The calendar of Saudi Arabia, as tables have it; a thirtieth that a month lacks is its last day.
fn umm_al_qura(year: i32, month: i8, day: i8) -> Option<Date> {
    gregorian(year, month, day, Hijri::new_umm_al_qura())
}

/// The tabular calendar, with the astronomers' epoch of 18 July 622.
fn tabular(year: i32, month: i8, day: i8) -> Option<Date> {
    let rules = Hijri::new_tabular(
        TabularAlgorithmLeapYears::TypeII,
        TabularAlgorithmEpoch::Thursday,
    );
    gregorian(year, month, day, rules)
}

fn gregorian<C: icu_calendar::Calendar + Copy>(
    year: i32,
    month: i8,
    day: i8,
    calendar: C,
) -> Option<Date> {
    let month = Month::new(u8::try_from(month).ok()?);
    let of_day = |day: i8| {
        let day = u8::try_from(day).ok()?;
        icu_calendar::Date::try_new(year.into(), month, day, calendar).ok()
    };
    let date = of_day(day).or_else(|| of_day(day - 1).filter(|_| day == 30))?;
    // Day 1 of the fixed count is 1 January of the year 1.
    let days = date.to_rata_die().to_i64_date().checked_sub(1)?;
    Date::new(1, 1, 1).ok()?.checked_add(days.days()).ok()
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
        check(Feast::MaundyThursday, date(1984, 4, 19));
        check(Feast::HolyWeek, date(2023, 4, 5));
        check(Feast::AshWednesday, date(2024, 2, 14));
        check(Feast::Ascension, date(2015, 5, 14));
        check(Feast::CorpusChristi, date(2017, 6, 15));
        check(Feast::Assumption, date(2019, 8, 15));
    }

    #[test]
    fn islamic_days_are_within_one() {
        let rajab = hijri(Some(1437), 7, Some(21), None).expect("a day");
        assert_eq!(rajab.to_string(), "2016-04-27 to 2016-04-29");
    }
}
