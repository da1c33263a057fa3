//! Dates as reports write them, and the days that they mean.
//!
//! A date is read once into a [`Meaning`] (`recognise`, with its part of the day from `part`) and
//! resolved later (`resolve`), against the day of publication, the days that the report's heading
//! names and the day that the story has reached ("the following day").

use std::ops::Range;

use jiff::civil::Date;
use tollbook_record::{DateRange, PartOfDay};

use crate::lexicon::{Feast, TimeUnit};
use crate::segment::Segments;

mod calendar;
mod part;
mod recognise;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;

use recognise::Reader;

/// A date found in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct DateCue {
    /// Its units, with its preposition.
    pub units: Range<usize>,
    /// What the words say.
    pub meaning: Meaning,
    /// The part of the day that they say.
    pub part: Option<PartOfDay>,
    /// Whether the days go on until the report: "since Monday".
    pub since: bool,
    /// Whether they only end something or date another thing: "by Sunday", "the 7 October attack".
    pub aside: bool,
}

/// A day of the calendar, its year perhaps unsaid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// The year, if it is told.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// What the words of a date say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// From one day to another, or one day.
    Days {
        /// The first.
        first: Day,
        /// The last.
        last: Day,
    },
    /// From one month to another of the same year, or one month.
    Months {
        /// The year, if it is told.
        year: Option<i16>,
        /// The first month.
        first: i8,
        /// The last month.
        last: i8,
    },
    /// A year.
    Year(i16),
    /// Some months of the year of publication: "the first half of the year".
    PartOfYear {
        /// The first month.
        first: i8,
        /// The last month.
        last: i8,
    },
    /// A day of the month with neither month nor year: "on the 15th".
    DayOfMonth(i8),
    /// A weekday; `before` if "last" rules out the day of publication.
    Weekday {
        /// 1 Monday to 7 Sunday.
        day: i8,
        /// Whether the day of publication is ruled out.
        before: bool,
    },
    /// From one weekday to another.
    Weekdays {
        /// The first.
        first: i8,
        /// The last.
        last: i8,
    },
    /// The night that ends on this weekday.
    NightInto(i8),
    /// The night that begins on this weekday.
    NightFrom(i8),
    /// So many days before publication; 0 is today, -1 tomorrow.
    DaysAgo(i32),
    /// From some days before the report to its day.
    LastDays(i32),
    /// From the day of publication to some days after it.
    NextDays(i32),
    /// The calendar unit before that of publication, or `ago` of them before.
    UnitsAgo {
        /// The unit.
        unit: TimeUnit,
        /// How many.
        ago: i32,
    },
    /// The day of publication, so many years before.
    YearsToTheDay(i16),
    /// The calendar unit of publication, until publication.
    ThisUnit(TimeUnit),
    /// The Saturday and Sunday before publication.
    Weekend,
    /// So many days after the day that the story has reached.
    Story(i32),
    /// The time that the story has told of last: "the same period".
    SamePeriod,
    /// A time of day by itself, on the day that the story has reached.
    Clock,
    /// From one time of day to an earlier one: past midnight.
    ClockOverMidnight,
    /// A feast, the year perhaps unsaid.
    Feast {
        /// Which.
        feast: Feast,
        /// The year, if it is told.
        year: Option<i16>,
    },
    /// A day, or a whole month, of the Islamic calendar.
    Hijri {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
        /// 1 to 30; `None` for the month.
        day: Option<i8>,
    },
}

/// The days that dates lean on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// The day of publication.
    pub published: Option<Date>,
    /// The days that the heading of a bulletin names.
    pub report: Option<DateRange>,
    /// The day that the story has reached.
    pub story: Option<DateRange>,
    /// Whether what is told is still to come: a threat or a plan.
    pub ahead: bool,
}

impl DateCue {
    /// Whether the words name a day by themselves or by the day of publication.
    pub fn stands_alone(&self) -> bool {
        !matches!(
            self.meaning,
            Meaning::Story(_) | Meaning::Clock | Meaning::ClockOverMidnight | Meaning::SamePeriod
        )
    }

    /// Whether the words name a period that is longer than one incident lasts.
    pub fn is_period(&self) -> bool {
        let long = match self.meaning {
            Meaning::Months { .. }
            | Meaning::Year(_)
            | Meaning::PartOfYear { .. }
            | Meaning::UnitsAgo { .. }
            | Meaning::ThisUnit(_)
            | Meaning::SamePeriod => true,
            Meaning::LastDays(days) => days > 1,
            Meaning::Days { first, last } => first.month != last.month || last.day > first.day + 1,
            _ => false,
        };
        long || self.since
    }

    /// The days that it means. `None` if the words cannot be resolved without a date that is not
    /// known.
    pub fn resolve(&self, anchor: &Anchor) -> Option<DateRange> {
        let dates = resolve::resolve(self.meaning, self.part, anchor)?;
        if self.since {
            DateRange::new(dates.first(), anchor.published)
        } else {
            Some(dates)
        }
    }
}

/// All dates of a sentence, in order, none inside another.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>) -> Vec<DateCue> {
    let reader = Reader {
        segments,
        start: sentence.start,
        end: sentence.end,
    };
    let mut out: Vec<DateCue> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match reader.cue(at) {
            Some(cue) => {
                at = cue.units.end;
                let mut cue = reader.with_preposition(cue);
                // What the date before has taken is not taken again.
                let taken = out.last().map_or(0, |last| last.units.end);
                cue.units.start = cue.units.start.max(taken);
                out.push(cue);
            }
            None => at += 1,
        }
    }
    out
}
