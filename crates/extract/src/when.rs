//! What dates mean, in every language that is read.
//!
//! The words of a date are read once into a [`Meaning`] and resolved later, against the day of
//! publication, the days that the report's heading names and the day that the story has reached ("the
//! following day").

use jiff::civil::Date;
use serde::Deserialize;
use tollbook_record::{DateRange, PartOfDay};

mod calendar;
mod resolve;

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
    /// From the day of publication on.
    FromNow,
    /// The calendar unit before that of publication, or `ago` of them before.
    UnitsAgo {
        /// The unit.
        unit: TimeUnit,
        /// How many.
        ago: i32,
    },
    /// The week, Sunday to Saturday, so many before that of publication.
    WeeksAgo(i32),
    /// The first days of the week of publication: Saturday to Monday.
    WeekBegins,
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
    /// So many days before the first, or after the last, day of a feast: "on the eve of Easter".
    BesideFeast {
        /// Which.
        feast: Feast,
        /// The year of the feast, if it is told.
        year: Option<i16>,
        /// Below zero before, above zero after.
        days: i32,
    },
    /// A weekday beside the day that the story has reached: "the preceding Tuesday", "that Friday".
    StoryWeekday {
        /// 1 Monday to 7 Sunday.
        day: i8,
        /// Below zero the last before that day, above zero the next after it.
        step: i8,
    },
    /// A month of the year that the story has reached: "that December".
    StoryMonth(i8),
    /// A day by its number, in the month that the report's heading names: "Day 16".
    NumberedDay(i8),
    /// A day, or a whole month, of the Islamic calendar.
    Hijri {
        /// The year, if it is told.
        year: Option<i16>,
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

impl Meaning {
    /// Whether the words name a day by themselves or by the day of publication.
    pub fn stands_alone(&self) -> bool {
        !matches!(
            self,
            Self::Story(_)
                | Self::StoryWeekday { .. }
                | Self::StoryMonth(_)
                | Self::Clock
                | Self::ClockOverMidnight
                | Self::SamePeriod
        )
    }

    /// Whether the words name a period that is longer than one incident lasts.
    pub fn is_period(&self) -> bool {
        match self {
            Self::Months { .. }
            | Self::Year(_)
            | Self::PartOfYear { .. }
            | Self::UnitsAgo { .. }
            | Self::WeeksAgo(_)
            | Self::ThisUnit(_)
            | Self::StoryMonth(_)
            | Self::SamePeriod => true,
            Self::LastDays(days) => *days > 1,
            Self::Days { first, last } => first.month != last.month || last.day > first.day + 1,
            _ => false,
        }
    }

    /// The days that it allows. `None` if it cannot be told without a date that is not known.
    pub fn resolve(&self, part: Option<PartOfDay>, anchor: &Anchor) -> Option<DateRange> {
        resolve::resolve(*self, part, anchor)
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Hours and minutes: the same day.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A feast or fast by which days are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feast {
    /// After Ramadan.
    EidAlFitr,
    /// The feast of sacrifice.
    EidAlAdha,
    /// The month of fasting.
    Ramadan,
    /// 10 Muharram.
    Ashura,
    /// Forty days after Ashura.
    Arbaeen,
    /// The birthday of the Prophet.
    Mawlid,
    /// The Persian new year.
    Nowruz,
    /// 6 January.
    Epiphany,
    /// Christmas of the Eastern churches, 7 January.
    OrthodoxChristmas,
    /// 14 February.
    ValentinesDay,
    /// 8 March.
    WomensDay,
    /// 17 March.
    SaintPatrick,
    /// 1 May.
    MayDay,
    /// 24 June.
    SaintJohn,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 2 November.
    AllSouls,
    /// 11 November.
    SaintMartin,
    /// 8 December.
    ImmaculateConception,
    /// 26 December.
    BoxingDay,
    /// The first day of Lent.
    AshWednesday,
    /// From Palm Sunday to the day before Easter.
    HolyWeek,
    /// The Thursday before Easter.
    MaundyThursday,
    /// The day before Easter.
    HolySaturday,
    /// Forty days from Easter, a Thursday.
    Ascension,
    /// The second Thursday after Pentecost.
    CorpusChristi,
    /// A week before Easter.
    PalmSunday,
    /// Before Easter.
    GoodFriday,
    /// Western Easter.
    Easter,
    /// After Easter.
    EasterMonday,
    /// Fifty days after Easter.
    Pentecost,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    Christmas,
    /// 31 December.
    NewYearsEve,
    /// 1 January.
    NewYearsDay,
}
