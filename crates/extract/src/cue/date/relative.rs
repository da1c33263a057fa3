//! Dates that lean on publication ("yesterday", "three days ago") or on the story ("the day after").

use super::recognise::Reader;
use super::{Day, Meaning};
use crate::cue::number;
use crate::lexicon::{Gram, TimeUnit, TimeWord};
use crate::token::Shape;

/// No report reaches further back in days than this.
const MOST_DAYS: i32 = 20_000;

impl Reader<'_, '_> {
    pub(super) fn unit(&self, at: usize) -> Option<TimeUnit> {
        match self.time(at) {
            Some(TimeWord::Unit(unit)) => Some(unit),
            _ => None,
        }
    }

    /// "The attack came a day after a drone strike": the story stands at the attack, and what follows
    /// is the day before it.
    pub(super) fn seen_from(&self, meaning: Meaning, at: usize, next: usize) -> Meaning {
        let came = matches!(
            self.before(at),
            "came" | "comes" | "happened" | "occurred" | "follows"
        );
        let goes_on = self
            .shape(next)
            .is_some_and(|shape| !matches!(shape, Shape::Mark(_)));
        match meaning {
            Meaning::Story(days) if came && goes_on => Meaning::Story(-days),
            _ => meaning,
        }
    }

    /// "today", "yesterday", "last night", "this morning", "the following day", "the weekend"
    pub(super) fn relative(&self, at: usize) -> Option<(Meaning, usize)> {
        let the = usize::from(matches!(self.low(at), "the" | "a"));
        let word = self.low(at + the);
        let next = at + the + 1;
        let alone = the == 0;
        match word {
            "today" | "tonight" if alone => Some((Meaning::DaysAgo(0), next)),
            "yesterday" if alone => Some((Meaning::DaysAgo(1), next)),
            "tomorrow" if alone => Some((Meaning::DaysAgo(-1), next)),
            "hours" | "minutes" | "moments" if alone && self.low(next) == "ago" => {
                Some((Meaning::DaysAgo(0), next + 1))
            }
            "overnight" | "o/n" => self.after_overnight(next),
            "weekend" => Some((Meaning::Weekend, next)),
            "earlier" | "later" if self.low(next) == "today" => {
                Some((Meaning::DaysAgo(0), next + 1))
            }
            "earlier" | "later" if self.low(next) == "this" => {
                Some((Meaning::ThisUnit(self.unit(next + 1)?), next + 2))
            }
            "night" if self.low(next) == "before" && self.low(next + 1) == "last" => Some((
                Meaning::UnitsAgo {
                    unit: TimeUnit::Day,
                    ago: 2,
                },
                next + 2,
            )),
            "this" => self.this(next),
            "previous" | "preceding" if self.weekday(next).is_some() => {
                self.weekday_beside(next, -1)
            }
            "following" if self.weekday(next).is_some() => self.weekday_beside(next, 1),
            "preceding" if self.is_part(next) || self.unit(next) == Some(TimeUnit::Day) => {
                self.day_or_part(Meaning::Story(-1), next)
            }
            "last" | "previous" => self.last_one(word, next, alone),
            "past" => self
                .counted_back(next)
                .or_else(|| Some((Meaning::LastDays(unit_days(self.unit(next)?)), next + 1))),
            "coming" | "next"
                if !self.is_part(next)
                    && self.unit(next).is_none_or(|u| u != TimeUnit::Day || alone) =>
            {
                self.ahead(next)
            }
            "following" | "next" => self.day_or_part(Meaning::Story(1), next),
            "same" if self.unit(next) == Some(TimeUnit::Day) || self.is_part(next) => {
                self.day_or_part(Meaning::Story(0), next)
            }
            "same" if matches!(self.low(next), "time" | "moment" | "hour") => {
                Some((Meaning::Story(0), next + 1))
            }
            "same" => self.same_period(next),
            "that" if alone && self.points_back(at) && self.weekday(next).is_some() => {
                self.weekday_beside(next, 0)
            }
            "that" if alone && self.points_back(at) && self.month(next).is_some() => {
                Some((Meaning::StoryMonth(self.month(next)?), next + 1))
            }
            "that" if self.is_part(next) || self.low(next) == "day" && alone => {
                self.day_or_part(Meaning::Story(0), next)
            }
            "beginning" | "start" if self.low(next) == "of" => self.begun(next + 1),
            "first" | "second" | "third" | "fourth"
                if matches!(self.low(next), "half" | "quarter") =>
            {
                self.part_of_year(word, next)
            }
            "first" if self.low(next) == "week" => self.first_week(next),
            "day" if self.low(next) == "before" && self.low(next + 1) == "yesterday" => {
                Some((Meaning::DaysAgo(2), next + 2))
            }
            "day" if self.low(next) == "after" && self.low(next + 1) == "tomorrow" => {
                Some((Meaning::DaysAgo(-2), next + 2))
            }
            "so far this" => Some((Meaning::ThisUnit(self.unit(next)?), next + 1)),
            "day" if matches!(self.low(next), "before" | "earlier") => {
                Some((Meaning::Story(-1), next + 1))
            }
            "day" if matches!(self.low(next), "after" | "later") => {
                Some((Meaning::Story(1), next + 1))
            }
            "week" if !alone && self.low(next) == "before" => Some((Meaning::Story(-7), next + 1)),
            "hours" | "minutes" | "moments" if self.is_later(next) => {
                Some((Meaning::Story(0), next + 1))
            }
            _ => None,
        }
    }

    fn weekday_beside(&self, at: usize, step: i8) -> Option<(Meaning, usize)> {
        let day = self.weekday(at)?;
        Some((Meaning::StoryWeekday { day, step }, at + 1))
    }

    /// Whether "that" at `at` points to a time: behind a word of saying or of a charge it opens what is
    /// told, and a day with an owner's mark or a verb behind it is its subject.
    fn points_back(&self, at: usize) -> bool {
        let opens = at > self.start && {
            let unit = &self.segments.units[at - 1];
            unit.lex.speech.is_some() || unit.has(Gram::CHARGE.with(Gram::BE).with(Gram::TALE))
        };
        let next = self.segments.units[..self.end].get(at + 2);
        let subject = next.is_some_and(|u| u.has(Gram::BE.with(Gram::HAVE).with(Gram::MODAL)))
            || matches!(self.low(at + 2), "'s" | "’s");
        !opens && !subject && at > self.start
    }

    /// "since the beginning of the year", "since the start of this month": the unit that goes on.
    fn begun(&self, at: usize) -> Option<(Meaning, usize)> {
        let unit = at + usize::from(matches!(self.low(at), "the" | "this"));
        let known = self.unit(unit).filter(|u| *u != TimeUnit::Day)?;
        Some((Meaning::ThisUnit(known), unit + 1))
    }

    fn is_later(&self, at: usize) -> bool {
        matches!(self.low(at), "later" | "earlier" | "before" | "after")
    }

    /// "overnight 22/23 Feb." and "overnight on 4 May" name their nights; else it is the last one.
    fn after_overnight(&self, next: usize) -> Option<(Meaning, usize)> {
        let from = next + usize::from(matches!(self.low(next), "on" | "from" | "of"));
        let dated = self.cue(from).filter(|cue| {
            cue.units.start + 2 >= from && matches!(cue.meaning, Meaning::Days { .. })
        });
        match dated {
            Some(cue) => Some((cue.meaning, cue.units.end)),
            None => Some((Meaning::LastDays(1), next)),
        }
    }

    /// After "this": a part of today, or a unit that goes on.
    fn this(&self, next: usize) -> Option<(Meaning, usize)> {
        if self.is_part(next) {
            return Some((Meaning::DaysAgo(0), next));
        }
        if self.low(next) == "weekend" {
            return Some((Meaning::Weekend, next + 1));
        }
        Some((Meaning::ThisUnit(self.unit(next)?), next + 1))
    }

    /// After "last" or "previous": "night", "24 hours", "week".
    fn last_one(&self, word: &str, next: usize, alone: bool) -> Option<(Meaning, usize)> {
        let day = self.unit(next) == Some(TimeUnit::Day);
        if word == "previous" && (day || self.is_part(next)) {
            return self.day_or_part(Meaning::Story(-1), next);
        }
        if self.is_part(next) {
            return Some((Meaning::DaysAgo(1), next));
        }
        if self.low(next) == "weekend" {
            return Some((Meaning::Weekend, next + 1));
        }
        self.counted_back(next).or_else(|| {
            let unit = self.unit(next)?;
            // "the last week" runs until now; "last week" is the one before.
            let meaning = if alone || unit == TimeUnit::Year {
                Meaning::UnitsAgo { unit, ago: 1 }
            } else {
                Meaning::LastDays(unit_days(unit))
            };
            Some((meaning, next + 1))
        })
    }

    /// "day" or a part of the day, which is read again with the words around it.
    fn day_or_part(&self, meaning: Meaning, next: usize) -> Option<(Meaning, usize)> {
        if self.is_part(next) {
            return Some((meaning, next));
        }
        (self.unit(next) == Some(TimeUnit::Day)).then_some((meaning, next + 1))
    }

    /// "the same period", "the same five days"
    fn same_period(&self, next: usize) -> Option<(Meaning, usize)> {
        if matches!(self.low(next), "period" | "time" | "span") && self.low(next) == "period" {
            return Some((Meaning::SamePeriod, next + 1));
        }
        let unit = next + usize::from(self.unit(next).is_none());
        self.unit(unit)
            .filter(|u| matches!(u, TimeUnit::Day | TimeUnit::Week | TimeUnit::Month))
            .map(|_| (Meaning::SamePeriod, unit + 1))
    }

    /// "the first half of the year": also of a year that is named.
    fn part_of_year(&self, word: &str, at: usize) -> Option<(Meaning, usize)> {
        if let Some(months) = self.first_months(word, at) {
            return Some(months);
        }
        let (first, last) = match (word, self.low(at)) {
            ("first", "half") => (1, 6),
            ("second", "half") => (7, 12),
            ("first", "quarter") => (1, 3),
            ("second", "quarter") => (4, 6),
            ("third", "quarter") => (7, 9),
            ("fourth", "quarter") => (10, 12),
            _ => return None,
        };
        if self.low(at + 1) != "of" {
            return None;
        }
        if let Some(half) = self.half_of_month(word, at) {
            return Some(half);
        }
        let the = usize::from(matches!(self.low(at + 2), "the" | "this"));
        if self.unit(at + 2 + the) == Some(TimeUnit::Year) {
            return Some((Meaning::PartOfYear { first, last }, at + 3 + the));
        }
        let year = Some(self.year(at + 2)?);
        Some((Meaning::Months { year, first, last }, at + 3))
    }

    /// "the first six months of the year"
    fn first_months(&self, word: &str, at: usize) -> Option<(Meaning, usize)> {
        let months = number::read(&self.segments.units[..self.end], at)?;
        let last = i8::try_from(months.count.range().max()?).ok()?;
        let year = months.next + 3;
        let told = word == "first"
            && (2..12).contains(&last)
            && self.unit(months.next) == Some(TimeUnit::Month)
            && self.low(months.next + 1) == "of"
            && self.unit(year) == Some(TimeUnit::Year);
        told.then_some((Meaning::PartOfYear { first: 1, last }, year + 1))
    }

    /// "the second half of May 2019"
    fn half_of_month(&self, word: &str, at: usize) -> Option<(Meaning, usize)> {
        const MIDDLE: i8 = 15;
        if self.low(at) != "half" {
            return None;
        }
        let (month, year, next) = self.month_after(at + 1)?;
        // Without a year, February has the days that it has in every year.
        let leap = jiff::civil::Date::new(year.unwrap_or(2001), month, 1).ok()?;
        let (first, last) = match word {
            "first" => (1, MIDDLE),
            _ => (MIDDLE + 1, leap.days_in_month()),
        };
        let day = |day| Day { year, month, day };
        let (first, last) = (day(first), day(last));
        Some((Meaning::Days { first, last }, next))
    }

    /// "the first week of June"
    fn first_week(&self, at: usize) -> Option<(Meaning, usize)> {
        let (month, year, next) = self
            .month_after(at + 1)
            .filter(|_| self.low(at + 1) == "of")?;
        let day = |day| Day { year, month, day };
        let (first, last) = (day(1), day(7));
        Some((Meaning::Days { first, last }, next))
    }

    /// "the last 24 hours", "the past three days"
    fn counted_back(&self, at: usize) -> Option<(Meaning, usize)> {
        let (days, next) = self.days_counted(at)?;
        Some((Meaning::LastDays(days), next))
    }

    /// "in the next 48 hours", "the coming hours", "next week": what is still to come.
    fn ahead(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some((days, next)) = self.days_counted(at) {
            return Some((Meaning::NextDays(days), next));
        }
        let days = match self.unit(at)? {
            TimeUnit::Hour => 1,
            TimeUnit::Day => 3,
            TimeUnit::Week => 7,
            TimeUnit::Month | TimeUnit::Year => return None,
        };
        Some((Meaning::NextDays(days), at + 1))
    }

    /// A number and a unit of time, in days.
    fn days_counted(&self, at: usize) -> Option<(i32, usize)> {
        let number = number::read(&self.segments.units[..self.end], at)?;
        let n = i32::try_from(number.count.range().min()?).ok()?;
        let unit = self.unit(number.next)?;
        let days = match unit {
            TimeUnit::Hour => n.checked_add(23)? / 24,
            _ => n.checked_mul(unit_days(unit))?,
        };
        (days <= MOST_DAYS).then_some((days, number.next + 1))
    }

    /// "three days ago", "a month ago", "two days earlier", "within four hours"
    pub(super) fn counted(&self, at: usize) -> Option<(Meaning, usize)> {
        let article = self.segments.units[at].has(Gram::ARTICLE);
        let (n, next) = if article {
            (1, at + 1)
        } else {
            let number = number::read(&self.segments.units[..self.end], at)?;
            // "A few minutes ago" was on the day of the report, however many they were.
            let few = (self.unit(number.next) == Some(TimeUnit::Hour)).then_some(0);
            let told = number
                .count
                .range()
                .min()
                .and_then(|n| i32::try_from(n).ok());
            (told.or(few)?, number.next)
        };
        if self.time(next) == Some(TimeWord::Part(tollbook_record::PartOfDay::Night))
            && self.low(next + 1) == "ago"
        {
            return Some((Meaning::DaysAgo(n), next + 2));
        }
        let fortnight = matches!(self.low(next), "fortnight" | "fortnights");
        let unit = self.unit(next).or(fortnight.then_some(TimeUnit::Week))?;
        if n > 3_000 {
            return None;
        }
        let n = if fortnight { n * 2 } else { n };
        let days = || n.checked_mul(unit_days(unit));
        // "a week to the day earlier"
        let exactly = self.low(next + 1) == "to" && self.low(next + 3) == "day";
        let after = next + 1 + if exactly { 3 } else { 0 };
        let meaning = match (self.low(after), unit) {
            ("ago", TimeUnit::Hour) => Meaning::DaysAgo(n / 24),
            ("ago", TimeUnit::Day | TimeUnit::Week) => Meaning::DaysAgo(days()?),
            ("ago", TimeUnit::Year) if self.is_to_the_day(after + 1) => {
                return Some((
                    Meaning::YearsToTheDay(i16::try_from(n).ok()?),
                    self.past_to_the_day(after + 1),
                ));
            }
            ("ago", _) => Meaning::UnitsAgo { unit, ago: n },
            ("before" | "after", _) if self.counts_from_another(after + 1) => return None,
            ("earlier" | "before", TimeUnit::Day | TimeUnit::Week) => Meaning::Story(-days()?),
            ("later" | "after", TimeUnit::Day | TimeUnit::Week) => Meaning::Story(days()?),
            ("after" | "before" | "since", TimeUnit::Year) if exactly => {
                Meaning::YearsToTheDay(i16::try_from(n).ok()?)
            }
            ("ending", TimeUnit::Hour | TimeUnit::Day) => {
                let end = self.until_today(after + 1)?;
                let days = if unit == TimeUnit::Hour {
                    n.checked_add(23)? / 24
                } else {
                    n
                };
                return Some((Meaning::LastDays(days), end));
            }
            ("earlier" | "before" | "later" | "after", TimeUnit::Hour) => Meaning::Story(0),
            _ if self.before(at) == "within" && unit == TimeUnit::Hour => {
                return Some((Meaning::NextDays(n / 24), after));
            }
            _ => return None,
        };
        Some((meaning, after + 1))
    }

    /// "at noon today", "this morning": behind "ending", the end of the words.
    fn until_today(&self, at: usize) -> Option<usize> {
        const REACH: usize = 4;
        let end = self.end.min(at + REACH);
        (at..end).find_map(|i| match self.low(i) {
            "today" | "tonight" => Some(i + 1),
            "this" if self.is_part(i + 1) => Some(i + 2),
            _ => None,
        })
    }

    /// "two weeks after the ceasefire was signed": days are counted from what the story does not date.
    fn counts_from_another(&self, at: usize) -> bool {
        const REACH: usize = 5;
        let units = &self.segments.units[at.min(self.end)..self.end.min(at + REACH)];
        let opens = units.first().is_some_and(|u| {
            u.has(Gram::DEFINITE.with(Gram::POSSESSIVE).with(Gram::ARTICLE))
                || u.shape == Shape::Word && u.lex.is_unknown()
        });
        let told = |u: &crate::segment::Unit| {
            let lex = u.lex;
            lex.act_noun.is_some()
                || lex.nominal.is_some()
                || lex.harm.is_some()
                || lex.weapon.is_some()
                || lex.act_verb.is_some()
                || lex.time.is_some()
        };
        opens && !units.iter().any(told)
    }

    /// "two years ago today", "a year ago to the day"
    fn is_to_the_day(&self, at: usize) -> bool {
        self.low(at) == "today" || self.low(at) == "to" && self.low(at + 2) == "day"
    }

    fn past_to_the_day(&self, at: usize) -> usize {
        at + if self.low(at) == "today" { 1 } else { 3 }
    }
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
