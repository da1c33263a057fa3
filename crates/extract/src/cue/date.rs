//! Dates as reports write them, and the days that they mean.
//!
//! A date is read once into a [`Meaning`] and resolved later, against the day of publication and
//! the day that the story has reached ("the following day").

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use tollbook_record::{DateRange, PartOfDay};

use crate::lexicon::{Gram, TimeUnit, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

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
}

/// What the words of a date say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// A day or days of a month, the year perhaps unsaid.
    Days {
        year: Option<i16>,
        month: i8,
        first: i8,
        last: i8,
    },
    /// A month, the year perhaps unsaid.
    Month { year: Option<i16>, month: i8 },
    /// A year.
    Year(i16),
    /// A day of the month with neither month nor year: "on the 15th".
    DayOfMonth(i8),
    /// A weekday; `before` if "last" rules out the day of publication.
    Weekday { day: i8, before: bool },
    /// From one weekday to another.
    Weekdays { first: i8, last: i8 },
    /// The night that ends on, or begins on and ends after, this weekday.
    NightInto(i8),
    /// So many days before publication; 0 is today.
    DaysAgo(i32),
    /// From some days before publication to the day of publication.
    LastDays(i32),
    /// The calendar unit before that of publication, or `ago` of them before.
    UnitsAgo { unit: TimeUnit, ago: i32 },
    /// The calendar unit of publication.
    ThisUnit(TimeUnit),
    /// The Saturday and Sunday before publication.
    Weekend,
    /// So many days after the day that the story has reached.
    Story(i32),
    /// A time of day by itself, on the day that the story has reached.
    Clock,
}

impl DateCue {
    /// Whether the words name a day by themselves or by the day of publication.
    pub fn stands_alone(&self) -> bool {
        !matches!(self.meaning, Meaning::Story(_) | Meaning::Clock)
    }

    /// The days that it means in a report of `published`, told when the story stands at `story`.
    /// `None` if the words cannot be resolved without a date that is not known.
    pub fn resolve(&self, published: Option<Date>, story: Option<DateRange>) -> Option<DateRange> {
        let dates = resolve(self.meaning, published, story)?;
        if self.since {
            DateRange::new(dates.first(), published)
        } else {
            Some(dates)
        }
    }
}

/// All dates of a sentence, in order, none inside another.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>) -> Vec<DateCue> {
    let reader = Reader {
        segments,
        end: sentence.end,
    };
    let mut out: Vec<DateCue> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match reader.cue(at) {
            Some(cue) => {
                at = cue.units.end;
                out.push(reader.with_preposition(cue, sentence.start));
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    end: usize,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        if at < self.end {
            self.segments.low(at)
        } else {
            ""
        }
    }

    fn time(&self, at: usize) -> Option<TimeWord> {
        (at < self.end).then(|| self.segments.units[at].lex.time)?
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        (at < self.end).then(|| self.segments.units[at].shape)
    }

    fn month(&self, at: usize) -> Option<i8> {
        let Some(TimeWord::Month(month)) = self.time(at) else {
            return None;
        };
        // "may" and "march" are verbs too; a month has a capital.
        self.segments.units[at].capital.then_some(month)
    }

    fn weekday(&self, at: usize) -> Option<i8> {
        let Some(TimeWord::Weekday(day)) = self.time(at) else {
            return None;
        };
        self.segments.units[at].capital.then_some(day)
    }

    fn year(&self, at: usize) -> Option<i16> {
        match self.shape(at)? {
            Shape::Number(n @ 1900..=2100)
                if !self.segments.text[self.segments.units[at].start..].starts_with("1,") =>
            {
                Some(n as i16)
            }
            _ => None,
        }
    }

    /// The year that may follow a month, "2019" or ", 2019", and where the words go on.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let comma = usize::from(self.low(at) == ",");
        match self.year(at + comma) {
            Some(year) => (Some(year), at + comma + 1),
            None => (None, at),
        }
    }

    /// A day of the month: "4", "4th", "the 4th".
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        match self.shape(at)? {
            Shape::Number(n @ 1..=31) => Some((n as i8, at + 1)),
            Shape::Ordinal(n @ 1..=31) => Some((n as i8, at + 1)),
            Shape::Word
                if self.low(at) == "the"
                    && matches!(self.shape(at + 1), Some(Shape::Ordinal(_))) =>
            {
                self.day(at + 1)
            }
            _ => None,
        }
    }

    fn cue(&self, at: usize) -> Option<DateCue> {
        let (meaning, next) = self
            .days(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.digits(at))
            .or_else(|| self.night_between(at))
            .or_else(|| self.weekdays(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.month_or_year(at))
            .or_else(|| self.day_alone(at))
            .or_else(|| self.clock(at))?;
        let meaning = self.seen_from(meaning, at, next);
        let (from, to, part) = self.part_of_day(at, next);
        Some(DateCue {
            units: from..to,
            meaning,
            part,
            since: false,
        })
    }

    /// "The attack came a day after a drone strike": the story stands at the attack, and what follows
    /// is the day before it.
    fn seen_from(&self, meaning: Meaning, at: usize, next: usize) -> Meaning {
        let came = at > 0
            && matches!(
                self.segments.low(at - 1),
                "came" | "comes" | "happened" | "occurred"
            );
        let goes_on = self
            .shape(next)
            .is_some_and(|shape| !matches!(shape, Shape::Mark(_)));
        match meaning {
            Meaning::Story(days) if came && goes_on => Meaning::Story(-days),
            _ => meaning,
        }
    }

    /// "4 March 2019", "20 to 21 October", "12 and 13 June", "the 4th to the 6th of September"
    fn days(&self, at: usize) -> Option<(Meaning, usize)> {
        let (first, mut next) = self.day(at)?;
        let mut last = first;
        let joint = self.low(next);
        if matches!(joint, "to" | "and" | "-" | "–" | "/")
            && let Some((day, after)) = self.day(next + 1)
            && day > first
        {
            (last, next) = (day, after);
        }
        if self.low(next) == "of" {
            next += 1;
        }
        let month = self.month(next)?;
        next += 1;
        let (year, next) = self.year_after(next);
        Some((
            Meaning::Days {
                year,
                month,
                first,
                last,
            },
            next,
        ))
    }

    /// "March 4", "March 4-6, 2019"
    fn month_first(&self, at: usize) -> Option<(Meaning, usize)> {
        let month = self.month(at)?;
        let (first, mut next) = self.day(at + 1)?;
        let mut last = first;
        if matches!(self.low(next), "to" | "and" | "-" | "–")
            && let Some((day, after)) = self.day(next + 1)
            && day > first
            && self.month(next + 2).is_none()
        {
            (last, next) = (day, after);
        }
        let (year, next) = self.year_after(next);
        Some((
            Meaning::Days {
                year,
                month,
                first,
                last,
            },
            next,
        ))
    }

    /// "2016-04-28", "12/04/2019", "23/5", and "22/23 Feb"
    fn digits(&self, at: usize) -> Option<(Meaning, usize)> {
        if self.shape(at)? != Shape::Date {
            return None;
        }
        let parts: Vec<i16> = self
            .low(at)
            .split(['-', '/'])
            .map(|p| p.parse().ok())
            .collect::<Option<_>>()?;
        let days = |year, month: i16, first: i16, last: i16| {
            let fits =
                (1..=12).contains(&month) && (1..=31).contains(&first) && (1..=31).contains(&last);
            fits.then_some(Meaning::Days {
                year,
                month: month as i8,
                first: first as i8,
                last: last as i8,
            })
        };
        let meaning = match parts[..] {
            [year @ 1900..=2100, month, day] => days(Some(year), month, day, day),
            // Day before month, as most of the world writes it, unless that cannot be.
            [day, month, year] if month <= 12 => days(Some(century(year)), month, day, day),
            [month, day, year] => days(Some(century(year)), month, day, day),
            [first, last] if self.month(at + 1).is_some() => {
                let month = i16::from(self.month(at + 1)?);
                return Some((
                    days(self.year(at + 2), month, first, last)?,
                    at + 2 + usize::from(self.year(at + 2).is_some()),
                ));
            }
            [day, month] => days(None, month, day, day),
            _ => None,
        };
        Some((meaning?, at + 1))
    }

    /// "the night of Saturday to Sunday", "overnight into Saturday"
    fn night_between(&self, at: usize) -> Option<(Meaning, usize)> {
        let night = matches!(self.time(at)?, TimeWord::Part(PartOfDay::Night));
        let into = matches!(self.low(at + 1), "into" | "to");
        if night && into {
            return Some((Meaning::NightInto(self.weekday(at + 2)?), at + 3));
        }
        let first = self.weekday(at)?;
        let next =
            at + 1 + usize::from(self.time(at + 1) == Some(TimeWord::Part(PartOfDay::Night)));
        let joined = matches!(self.low(next), "to" | "into" | "-" | "–");
        let last = self
            .weekday(next + 1)
            .filter(|day| joined && *day == first % 7 + 1)?;
        Some((Meaning::NightInto(last), next + 2))
    }

    /// "Friday", "last Thursday", "between Friday and Tuesday", "Friday, 8 October" is left to the day
    fn weekdays(&self, at: usize) -> Option<(Meaning, usize)> {
        let last = matches!(self.low(at), "last" | "past");
        let start = at + usize::from(last);
        let day = self.weekday(start)?;
        let comma = usize::from(self.low(start + 1) == ",");
        if let Some(dated) = self
            .days(start + 1 + comma)
            .or_else(|| self.month_first(start + 1 + comma))
        {
            return Some(dated);
        }
        // "Mon. 5:" in a bulletin: the day of the month says more than the weekday.
        if let Some(Shape::Number(n @ 1..=31)) = self.shape(start + 1)
            && matches!(self.low(start + 2), ":" | "-" | "–" | "," | ".")
        {
            return Some((Meaning::DayOfMonth(n as i8), start + 2));
        }
        if matches!(self.low(start + 1), "and" | "to" | "through")
            && let Some(to) = self.weekday(start + 2)
            && at > 0
            && matches!(self.segments.low(at - 1), "between" | "from")
        {
            return Some((
                Meaning::Weekdays {
                    first: day,
                    last: to,
                },
                start + 3,
            ));
        }
        Some((Meaning::Weekday { day, before: last }, start + 1))
    }

    /// "today", "yesterday", "last night", "this morning", "the following day", "the weekend"
    fn relative(&self, at: usize) -> Option<(Meaning, usize)> {
        let unit = |i: usize| match self.time(i) {
            Some(TimeWord::Unit(unit)) => Some(unit),
            _ => None,
        };
        let part = |i: usize| matches!(self.time(i), Some(TimeWord::Part(_)));
        let the = usize::from(matches!(self.low(at), "the" | "a"));
        let word = self.low(at + the);
        let next = at + the + 1;
        match word {
            "today" | "tonight" if the == 0 => Some((Meaning::DaysAgo(0), next)),
            "yesterday" if the == 0 => Some((Meaning::DaysAgo(1), next)),
            "overnight" | "o/n" => self.digits(next).or(Some((Meaning::LastDays(1), next))),
            "weekend" => Some((Meaning::Weekend, next)),
            "this" if part(next) => Some((Meaning::DaysAgo(0), next)),
            "this" => Some((Meaning::ThisUnit(unit(next)?), next + 1)),
            "last" if part(next) => Some((Meaning::DaysAgo(1), next)),
            "last" | "previous" if the == 0 || word == "last" => self.last(next).or_else(|| {
                Some((
                    Meaning::UnitsAgo {
                        unit: unit(next)?,
                        ago: 1,
                    },
                    next + 1,
                ))
            }),
            "past" => self
                .last(next)
                .or_else(|| Some((Meaning::LastDays(unit_days(unit(next)?)), next + 1))),
            "following" | "next" if unit(next) == Some(TimeUnit::Day) => {
                Some((Meaning::Story(1), next + 1))
            }
            "previous" if unit(next) == Some(TimeUnit::Day) || part(next) => {
                Some((Meaning::Story(-1), next + usize::from(!part(next))))
            }
            "same" if unit(next) == Some(TimeUnit::Day) || part(next) => {
                Some((Meaning::Story(0), next + usize::from(!part(next))))
            }
            "day" if matches!(self.low(next), "before" | "earlier") => {
                Some((Meaning::Story(-1), next + 1))
            }
            "day" if matches!(self.low(next), "after" | "later") => {
                Some((Meaning::Story(1), next + 1))
            }
            "hours" | "minutes"
                if matches!(self.low(next), "later" | "earlier" | "before" | "after") =>
            {
                Some((Meaning::Story(0), next + 1))
            }
            _ => None,
        }
    }

    /// "the last 24 hours", "the past three days"
    fn last(&self, at: usize) -> Option<(Meaning, usize)> {
        let number = super::number::read(&self.segments.units[..self.end], at)?;
        let n = number.count.range().min()? as i32;
        let Some(TimeWord::Unit(unit)) = self.time(number.next) else {
            return None;
        };
        let days = if unit == TimeUnit::Hour {
            (n + 23) / 24
        } else {
            n.checked_mul(unit_days(unit))?
        };
        (days <= 20_000).then_some((Meaning::LastDays(days), number.next + 1))
    }

    /// "three days ago", "a month ago", "two days earlier"
    fn counted(&self, at: usize) -> Option<(Meaning, usize)> {
        let article = self.segments.units[at].has(Gram::ARTICLE);
        let (n, next) = if article {
            (1, at + 1)
        } else {
            let number = super::number::read(&self.segments.units[..self.end], at)?;
            (number.count.range().min()? as i32, number.next)
        };
        let Some(TimeWord::Unit(unit)) = self.time(next) else {
            return None;
        };
        if n > 3_000 {
            return None;
        }
        let meaning = match (self.low(next + 1), unit) {
            ("ago", TimeUnit::Hour) => Meaning::DaysAgo(0),
            ("ago", TimeUnit::Day) => Meaning::DaysAgo(n),
            ("ago", TimeUnit::Week) => Meaning::DaysAgo(n * 7),
            ("ago", _) => Meaning::UnitsAgo { unit, ago: n },
            ("earlier" | "before", TimeUnit::Day) => Meaning::Story(-n),
            ("later" | "after", TimeUnit::Day) => Meaning::Story(n),
            _ => return None,
        };
        Some((meaning, next + 2))
    }

    /// "in April", "in April 2014", "in 2014": a month or year by itself needs a preposition.
    fn month_or_year(&self, at: usize) -> Option<(Meaning, usize)> {
        let introduced = at > 0
            && matches!(
                self.segments.low(at - 1),
                "in" | "since" | "during" | "of" | "from" | "until" | "for"
            );
        if let Some(month) = self.month(at) {
            let (year, next) = self.year_after(at + 1);
            return (introduced || year.is_some())
                .then_some((Meaning::Month { year, month }, next));
        }
        let year = self.year(at).filter(|_| introduced)?;
        Some((Meaning::Year(year), at + 1))
    }

    /// "on the 15th"
    fn day_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let introduced =
            at > 1 && self.segments.low(at - 1) == "the" && self.segments.low(at - 2) == "on";
        match self.shape(at)? {
            Shape::Ordinal(n @ 1..=31) if introduced => {
                Some((Meaning::DayOfMonth(n as i8), at + 1))
            }
            _ => None,
        }
    }

    /// "at 22:17", "at 9 a.m."
    fn clock(&self, at: usize) -> Option<(Meaning, usize)> {
        let half = matches!(self.low(at + 1), "a.m." | "p.m." | "am" | "pm");
        match self.shape(at)? {
            Shape::Clock(_) => Some((Meaning::Clock, at + 1 + usize::from(half))),
            Shape::Number(1..=12) | Shape::Measure if half => Some((Meaning::Clock, at + 2)),
            _ => self.part_alone(at),
        }
    }

    /// "at dawn", "in the evening"
    fn part_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let Some(TimeWord::Part(_)) = self.time(at) else {
            return None;
        };
        let before = if at > 0 {
            self.segments.low(at - 1)
        } else {
            ""
        };
        let introduced = matches!(
            before,
            "at" | "the" | "by" | "before" | "around" | "towards" | "after" | "since"
        );
        let dated = || {
            let joined = matches!(self.low(at + 1), "on" | "of");
            let from = at + 2;
            joined.then(|| {
                self.days(from)
                    .or_else(|| self.month_first(from))
                    .or_else(|| self.night_between(from))
                    .or_else(|| self.weekdays(from))
            })?
        };
        dated().or(introduced.then_some((Meaning::Clock, at + 1)))
    }

    /// Words of the time of day around the date ("at dawn on Friday", "Friday night"): where the
    /// whole phrase starts and ends, and what it says.
    fn part_of_day(&self, mut from: usize, mut to: usize) -> (usize, usize, Option<PartOfDay>) {
        let part_at = |i: usize| match self.time(i) {
            Some(TimeWord::Part(part)) => Some(part),
            _ => None,
        };
        let mut part = (from..to)
            .find_map(part_at)
            .or_else(|| (from..to).find_map(|i| self.hour(i)));
        if let Some(found) = part_at(to) {
            part = part.or(Some(found));
            to += 1;
        }
        let before = from.saturating_sub(2);
        if from > before
            && matches!(self.segments.low(from - 1), "on" | "of")
            && let Some(found) = part_at(before)
        {
            part = part.or(Some(found));
            from = before;
        } else if from > 0
            && let Some(found) = part_at(from - 1)
        {
            part = part.or(Some(found));
            from -= 1;
        }
        if matches!(self.low(to), "at" | "around" | "about")
            && let Some(found) = self.hour(to + 1)
        {
            part = part.or(Some(found));
            to += 2;
        }
        (from, to, part)
    }

    fn hour(&self, at: usize) -> Option<PartOfDay> {
        let afternoon = matches!(self.low(at + 1), "p.m." | "pm");
        let hour = match self.shape(at)? {
            Shape::Clock(hour) => hour,
            Shape::Number(n @ 1..=12) if afternoon || matches!(self.low(at + 1), "a.m." | "am") => {
                n as u8
            }
            _ => return None,
        };
        let hour = if afternoon && hour < 12 {
            hour + 12
        } else {
            hour
        };
        Some(match hour {
            4 => PartOfDay::Dawn,
            5..=11 => PartOfDay::Morning,
            12..=17 => PartOfDay::Afternoon,
            18..=20 => PartOfDay::Evening,
            _ => PartOfDay::Night,
        })
    }

    /// Takes the preposition into the words of the date.
    fn with_preposition(&self, mut cue: DateCue, start: usize) -> DateCue {
        const BEFORE: &[&str] = &[
            "on", "in", "at", "during", "over", "since", "from", "between", "early", "late", "the",
            "of", "around", "about", "shortly", "just", "before", "after", "by",
        ];
        let mut taken = 0;
        while cue.units.start > start
            && taken < 3
            && BEFORE.contains(&self.segments.low(cue.units.start - 1))
        {
            cue.units.start -= 1;
            taken += 1;
            cue.since |= self.segments.low(cue.units.start) == "since";
        }
        while self.segments.low(cue.units.start) == "of" {
            cue.units.start += 1;
        }
        cue
    }
}

fn century(year: i16) -> i16 {
    if year < 100 { 2000 + year } else { year }
}

fn unit_days(unit: TimeUnit) -> i32 {
    match unit {
        TimeUnit::Hour => 0,
        TimeUnit::Day => 1,
        TimeUnit::Week => 7,
        TimeUnit::Month => 30,
        TimeUnit::Year => 365,
    }
}

fn resolve(
    meaning: Meaning,
    published: Option<Date>,
    story: Option<DateRange>,
) -> Option<DateRange> {
    let back = |from: Date, days: i32| from.checked_sub(days.days()).ok();
    let span = |first: Date, last: Date| DateRange::new(Some(first), Some(last));
    match meaning {
        Meaning::Days {
            year: Some(year),
            month,
            first,
            last,
        } => span(
            Date::new(year, month, first).ok()?,
            Date::new(year, month, last).ok()?,
        ),
        Meaning::Days {
            year: None,
            month,
            first,
            last,
        } => {
            let published = published?;
            let in_year = |year| {
                Some((
                    Date::new(year, month, first).ok()?,
                    Date::new(year, month, last).ok()?,
                ))
            };
            let (a, b) = in_year(published.year())
                .filter(|(a, _)| *a <= published)
                .or_else(|| in_year(published.year() - 1))?;
            span(a, b)
        }
        Meaning::Month { year, month } => {
            let year = year.or_else(|| {
                let published = published?;
                Some(published.year() - i16::from(month > published.month()))
            })?;
            let first = Date::new(year, month, 1).ok()?;
            span(first, first.last_of_month())
        }
        Meaning::Year(year) => span(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        Meaning::DayOfMonth(day) => {
            let published = published?;
            let this = Date::new(published.year(), published.month(), day)
                .ok()
                .filter(|d| *d <= published);
            let before = || {
                Date::new(published.year(), published.month(), 1)
                    .ok()?
                    .yesterday()
                    .ok()?
                    .with()
                    .day(day)
                    .build()
                    .ok()
            };
            Some(DateRange::day(this.or_else(before)?))
        }
        Meaning::Weekday { day, before } => {
            Some(DateRange::day(past_weekday(published?, day, before)?))
        }
        Meaning::Weekdays { first, last } => {
            let end = past_weekday(published?, last, false)?;
            span(past_weekday(end, first, false)?, end)
        }
        Meaning::NightInto(day) => {
            let morning = past_weekday(published?, day, false)?;
            span(back(morning, 1)?, morning)
        }
        Meaning::DaysAgo(days) => Some(DateRange::day(back(published?, days)?)),
        Meaning::LastDays(days) => span(back(published?, days)?, published?),
        Meaning::UnitsAgo { unit, ago } => units_ago(published?, unit, ago),
        Meaning::ThisUnit(unit) => {
            let whole = units_ago(published?, unit, 0)?;
            span(whole.first()?, published?)
        }
        Meaning::Weekend => {
            let sunday = past_weekday(published?, 7, false)?;
            span(back(sunday, 1)?, sunday)
        }
        Meaning::Story(days) => {
            let story = story?;
            let shift = |d: Option<Date>| d.and_then(|d| d.checked_add(days.days()).ok());
            match days {
                0 => Some(story),
                1.. => Some(DateRange::day(shift(story.last())?)),
                _ => Some(DateRange::day(shift(story.first())?)),
            }
        }
        Meaning::Clock => story.or(published.map(DateRange::day)),
    }
}

/// The nearest such weekday that is not after `from`, or before it.
fn past_weekday(from: Date, day: i8, before: bool) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    if from.weekday() == wanted && !before {
        return Some(from);
    }
    from.nth_weekday(-1, wanted).ok()
}

fn units_ago(published: Date, unit: TimeUnit, ago: i32) -> Option<DateRange> {
    let month_first = published.first_of_month();
    let (first, last) = match unit {
        TimeUnit::Hour | TimeUnit::Day => {
            let day = published.checked_sub(ago.days()).ok()?;
            (day, day)
        }
        TimeUnit::Week => {
            let monday = past_weekday(published, 1, false)?
                .checked_sub((ago * 7).days())
                .ok()?;
            (monday, monday.checked_add(6.days()).ok()?)
        }
        TimeUnit::Month => {
            let first = month_first.checked_sub(ago.months()).ok()?;
            (first, first.last_of_month())
        }
        TimeUnit::Year => {
            let year = published.year().checked_sub(i16::try_from(ago).ok()?)?;
            (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
    };
    DateRange::new(Some(first), Some(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use jiff::civil::date;

    /// Reads the first date of `text`, published on Saturday 30 April 2016 with the story standing
    /// at 20 April.
    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let cues = read(&segments, 0..segments.units.len());
        let shown = cues.first().map_or("none".to_owned(), |cue| {
            let story = Some(DateRange::day(date(2016, 4, 20)));
            let dates = cue.resolve(Some(date(2016, 4, 30)), story);
            let part = cue.part.map_or(String::new(), |p| format!(" {p}"));
            format!(
                "{}: {}{part}",
                segments.words(cue.units.clone()),
                dates.map_or("?".into(), |d| d.to_string())
            )
        });
        assert_eq!(shown, expect);
    }

    #[test]
    fn days_of_months() {
        check(
            "It came on 28 April 2016 there.",
            "on 28 April 2016: 2016-04-28",
        );
        check(
            "It came on April 28, 2016.",
            "on April 28, 2016: 2016-04-28",
        );
        check(
            "It came on 27 and 28 April.",
            "on 27 and 28 April: 2016-04-27 to 2016-04-28",
        );
        check(
            "From the 4th to the 6th of September.",
            "From the 4th to the 6th of September: 2015-09-04 to 2015-09-06",
        );
        check("On 12/04/2016 it fell.", "On 12/04/2016: 2016-04-12");
        check("On 2016-04-12 it fell.", "On 2016-04-12: 2016-04-12");
        check("on the 15th it fell", "on the 15th: 2016-04-15");
        check(
            "o/n 22/23 Feb. it fell",
            "o/n 22/23 Feb.: 2016-02-22 to 2016-02-23 night",
        );
    }

    #[test]
    fn weekdays_point_back() {
        check("on Saturday", "on Saturday: 2016-04-30");
        check(
            "on Wednesday evening",
            "on Wednesday evening: 2016-04-27 evening",
        );
        check("last Saturday", "last Saturday: 2016-04-23");
        check("at dawn on Friday", "at dawn on Friday: 2016-04-29 dawn");
        check(
            "between Tuesday and Friday",
            "between Tuesday and Friday: 2016-04-26 to 2016-04-29",
        );
        check(
            "in the night of Thursday to Friday",
            "in the night of Thursday to Friday: 2016-04-28 to 2016-04-29 night",
        );
        check(
            "Wednesday, 27 April 2016",
            "Wednesday, 27 April 2016: 2016-04-27",
        );
    }

    #[test]
    fn words_that_lean_on_publication() {
        check("yesterday", "yesterday: 2016-04-29");
        check(
            "last night at 22:17",
            "last night at 22:17: 2016-04-29 night",
        );
        check("overnight", "overnight: 2016-04-29 to 2016-04-30 night");
        check(
            "in the last 24 hours",
            "in the last 24 hours: 2016-04-29 to 2016-04-30",
        );
        check("three days ago", "three days ago: 2016-04-27");
        check("last month", "last month: 2016-03-01 to 2016-03-31");
        check("in March", "in March: 2016-03-01 to 2016-03-31");
        check("in December", "in December: 2015-12-01 to 2015-12-31");
        check("in 2014", "in 2014: 2014-01-01 to 2014-12-31");
        check(
            "over the weekend",
            "over the weekend: 2016-04-23 to 2016-04-24",
        );
    }

    #[test]
    fn words_that_lean_on_the_story() {
        check("the following day", "the following day: 2016-04-21");
        check("The day before, a shell fell", "The day before: 2016-04-19");
        check("on the same day", "on the same day: 2016-04-20");
        check("hours later", "hours later: 2016-04-20");
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "They may march.",
            "12 people",
            "2,014 people",
            "the second floor",
        ] {
            check(text, "none");
        }
    }
}
