//! The grammar of calendar dates: days, months, years, weekdays, feasts, and spans of them.

use std::ops::Range;

use tollbook_record::{PartOfDay, TargetKind};

use super::{DateCue, Day, Meaning};
use crate::cue::number;
use crate::lexicon::{Feast, Gram, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

/// A sentence in which dates are looked for.
pub(super) struct Reader<'s, 'a> {
    pub segments: &'s Segments<'a>,
    pub start: usize,
    pub end: usize,
}

/// Marks and words between the ends of a span.
const JOINTS: &[&str] = &[
    "to", "and", "-", "–", "—", "/", "until", "through", "till", "or",
];

impl Reader<'_, '_> {
    pub(super) fn low(&self, at: usize) -> &str {
        self.segments.low_in(0..self.end, at)
    }

    /// The word before unit `at`, also before the sentence's own units: a label may stand there.
    pub(super) fn before(&self, at: usize) -> &str {
        if at > self.start {
            self.segments.low(at - 1)
        } else {
            ""
        }
    }

    pub(super) fn time(&self, at: usize) -> Option<TimeWord> {
        (at < self.end).then(|| self.segments.units[at].lex.time)?
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        (at < self.end).then(|| self.segments.units[at].shape)
    }

    pub(super) fn is_part(&self, at: usize) -> bool {
        matches!(self.time(at), Some(TimeWord::Part(_)))
    }

    pub(super) fn month(&self, at: usize) -> Option<i8> {
        let Some(TimeWord::Month(month)) = self.time(at) else {
            return None;
        };
        // "may" and "march" are verbs too; a month has a capital.
        let middle = self.low(at).starts_with("mid-");
        (middle || self.segments.units[at].capital).then_some(month)
    }

    pub(super) fn weekday(&self, at: usize) -> Option<i8> {
        let Some(TimeWord::Weekday(day)) = self.time(at) else {
            return None;
        };
        let named = self.segments.names_by_weekday(at);
        (self.segments.units[at].capital && !named).then_some(day)
    }

    pub(super) fn year(&self, at: usize) -> Option<i16> {
        match self.shape(at)? {
            Shape::Number(n @ 1900..=2100)
                if !self.segments.text[self.segments.units[at].start..].starts_with("1,") =>
            {
                Some(n as i16)
            }
            _ => None,
        }
    }

    /// The year that may follow a month, "2019", ", 2019", "of this year", and where the words go on.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let comma = usize::from(matches!(self.low(at), "," | "of"));
        if matches!(self.low(at + comma), "this") && self.low(at + comma + 1) == "year" {
            return (None, at + comma + 2);
        }
        if let Some(year) = self.short_year(at) {
            return (Some(year), at + 1);
        }
        match self.year(at + comma) {
            Some(year) => (Some(year), at + comma + 1),
            None => (None, at),
        }
    }

    /// "10 Jan 90": two digits that nothing follows.
    fn short_year(&self, at: usize) -> Option<i16> {
        let ends = at + 1 >= self.end || matches!(self.shape(at + 1), Some(Shape::Mark(_)));
        match self.shape(at)? {
            Shape::Number(n @ 70..=99) if ends => Some(1900 + n as i16),
            _ => None,
        }
    }

    /// A day of the month: "4", "4th", "the 4th", "the seventh".
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        match self.shape(at)? {
            Shape::Number(n @ 1..=31) => Some((n as i8, at + 1)),
            Shape::Ordinal(n @ 1..=31) => Some((n as i8, at + 1)),
            Shape::Word if self.low(at) == "the" => {
                let ordinal = matches!(self.shape(at + 1), Some(Shape::Ordinal(_)));
                let spelled = || Some((ordinal_word(self.low(at + 1))?, at + 2));
                if ordinal { self.day(at + 1) } else { spelled() }
            }
            _ => None,
        }
    }

    /// The date whose first unit, without preposition, is at `at`.
    pub(super) fn cue(&self, at: usize) -> Option<DateCue> {
        if at >= self.end || !self.may_begin(at) {
            return None;
        }
        let (meaning, next) = self
            .clocks(at)
            .or_else(|| self.days(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.first_days(at))
            .or_else(|| self.digits(at))
            .or_else(|| self.night_between(at))
            .or_else(|| self.weekdays(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.beside_feast(at))
            .or_else(|| self.numbered_day(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.months(at))
            .or_else(|| self.day_alone(at))
            .or_else(|| self.clock(at))?;
        // "28 March last year": no year is told; the words behind are a date of their own.
        let last_year = self.low(next) == "last" && self.low(next + 1) == "year";
        if self.names_a_place(next) || last_year && matches!(meaning, Meaning::Days { .. }) {
            return None;
        }
        let meaning = self.seen_from(meaning, at, next);
        let (from, to, part) = self.part_of_day(at, next);
        Some(DateCue {
            units: from..to,
            meaning,
            part,
            since: false,
            aside: false,
        })
    }

    /// Whether a date can begin with a unit: most words begin none.
    fn may_begin(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        match unit.shape {
            Shape::Word => {
                let low = self.segments.low(at);
                unit.lex.time.is_some()
                    || number::may_begin(unit)
                    || opens_date(low)
                    || self.low(at + 1) == "of" && ordinal_word(low).is_some()
            }
            Shape::Mark(_) => number::may_begin(unit),
            _ => true,
        }
    }

    /// "7 July district", "22 May Hospital": named after a day.
    fn names_a_place(&self, at: usize) -> bool {
        let month = at > 0
            && matches!(
                self.segments.units[at - 1].lex.time,
                Some(TimeWord::Month(_))
            );
        let site = at < self.end && {
            let unit = &self.segments.units[at];
            unit.has(Gram::GENERIC_PLACE) || unit.lex.target.is_some()
        };
        month && site
    }

    /// "4 March 2019", "20 to 21 October", "12 and 13 June", "the 4th to the 6th of September",
    /// "28 April to 3 May", "Fri 8 - Mon 11 November 2019"
    fn days(&self, at: usize) -> Option<(Meaning, usize)> {
        let (first, next) = self.day(at)?;
        let next = self.past_listed_days(next);
        if let Some((last, end)) = self.second_day(next)
            && let Some((month, year, end)) = self.month_after(end)
            && last > first
        {
            let day = |day| Day { year, month, day };
            let (first, last) = (day(first), day(last));
            return Some((Meaning::Days { first, last }, end));
        }
        let (month, year, next) = self.month_after(next)?;
        let first = Day {
            year,
            month,
            day: first,
        };
        if let Some((last, end)) = self.second_day(next)
            && let Some((month, late, end)) = self.month_after(end)
        {
            let last = Day {
                year: late,
                month,
                day: last,
            };
            let first = Day {
                year: year.or(late),
                ..first
            };
            return Some((Meaning::Days { first, last }, end));
        }
        Some((Meaning::Days { first, last: first }, next))
    }

    /// "2, 4 and 6 June": past the days between the first and the last.
    fn past_listed_days(&self, at: usize) -> usize {
        const MOST: usize = 6;
        let mut next = at;
        for _ in 0..MOST {
            match self.day(next + 1) {
                Some((_, after)) if self.low(next) == "," => next = after,
                _ => break,
            }
        }
        if self.low(next) == "and" { next } else { at }
    }

    /// The second day of a span, past its weekday: "- Mon 11", "and 13", "to the 6th".
    fn second_day(&self, at: usize) -> Option<(i8, usize)> {
        if !JOINTS.contains(&self.low(at)) {
            return None;
        }
        let next = at + 1 + usize::from(self.weekday(at + 1).is_some());
        self.day(next)
    }

    /// "March 2019", "of March": a month with its year.
    pub(super) fn month_after(&self, at: usize) -> Option<(i8, Option<i16>, usize)> {
        let at = at + usize::from(self.low(at) == "of");
        let month = self.month(at)?;
        let (year, next) = self.year_after(at + 1);
        Some((month, year, next))
    }

    /// "March 4", "March 4-6, 2019", "March 30 to April 2"
    fn month_first(&self, at: usize) -> Option<(Meaning, usize)> {
        let month = self.month(at)?;
        // "for the whole July 27 people had died": the number counts.
        if matches!(self.before(at), "whole" | "entire" | "all") {
            return None;
        }
        let (day, mut next) = self.day(at + 1)?;
        // "in June 12 people died"
        if matches!(
            self.before(at),
            "in" | "of" | "late" | "early" | "mid" | "during"
        ) && self.counts(next)
        {
            return None;
        }
        let mut last = Day {
            year: None,
            month,
            day,
        };
        if JOINTS.contains(&self.low(next)) && self.low(next) != "or" {
            if let Some((to, after)) = self.day(next + 1)
                && to > day
                && self.month(after).is_none()
                && !self.counts(after)
            {
                (last.day, next) = (to, after);
            } else if let Some(late) = self.month(next + 1)
                && let Some((to, after)) = self.day(next + 2)
            {
                last = Day {
                    year: None,
                    month: late,
                    day: to,
                };
                next = after;
            }
        }
        let (year, next) = self.year_after(next);
        last.year = year;
        let first = Day { year, month, day };
        Some((Meaning::Days { first, last }, next))
    }

    /// "the first ten days of July"
    fn first_days(&self, at: usize) -> Option<(Meaning, usize)> {
        if self.low(at) != "first" {
            return None;
        }
        let number = number::read(&self.segments.units[..self.end], at + 1)?;
        let last = i8::try_from(number.count.range().min()?).ok()?;
        let unit = number.next;
        if !matches!(self.low(unit), "days") || self.low(unit + 1) != "of" || last > 28 {
            return None;
        }
        let (month, year, next) = self.month_after(unit + 1)?;
        let day = |day| Day { year, month, day };
        let (first, last) = (day(1), day(last));
        Some((Meaning::Days { first, last }, next))
    }

    /// Whether a unit is what a number before it counts.
    fn counts(&self, at: usize) -> bool {
        at < self.end && self.segments.units[at].lex.person.is_some()
    }

    /// "2016-04-28", "12/04/2019", "23/5", "12.04.2022" and "22/23 Feb"
    fn digits(&self, at: usize) -> Option<(Meaning, usize)> {
        if !matches!(self.shape(at)?, Shape::Date | Shape::Measure) {
            return None;
        }
        let parts = numbers(self.low(at))?;
        let months = parts.len() == 2 && self.month(at + 1).is_some();
        if months {
            let month = self.month(at + 1)?;
            let (year, next) = self.year_after(at + 2);
            let day = |day: i16| Day {
                year,
                month,
                day: day as i8,
            };
            let (first, last) = (day(parts[0]), day(parts[1]));
            let fits = (1..=31).contains(&parts[0]) && parts[1] > parts[0] && parts[1] <= 31;
            return fits.then_some((Meaning::Days { first, last }, next));
        }
        let (year, month, day) = match parts[..] {
            [year @ 1900..=2100, month, day] => (Some(year), month, day),
            // Day before month, as most of the world writes it, unless that cannot be.
            [day, month, year] if month <= 12 => (Some(century(year)?), month, day),
            [month, day, year] => (Some(century(year)?), month, day),
            [day, month] if self.is_short_date(at) => (None, month, day),
            _ => return None,
        };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let day = Day {
            year,
            month: month as i8,
            day: day as i8,
        };
        fits.then_some((
            Meaning::Days {
                first: day,
                last: day,
            },
            at + 1,
        ))
    }

    /// "6/11" by itself is a date where something says so: a preposition, a bracket, a mark that ends
    /// it. "2/4" before words counts the parts of a thread.
    fn is_short_date(&self, at: usize) -> bool {
        let slash = self.low(at).contains('/');
        let led = matches!(
            self.before(at),
            "on" | "since"
                | "from"
                | "of"
                | "("
                | "until"
                | "to"
                | "dated"
                | "overnight"
                | "o/n"
                | "the"
                | "between"
                | "and"
        ) || at > self.start && (self.weekday(at - 1).is_some() || self.is_part(at - 1));
        let ended = matches!(self.low(at + 1), ":" | ")" | "," | "-" | "–");
        slash && (led || ended && at > self.start || self.low(at + 1) == ":")
    }

    /// "the night of Saturday to Sunday", "overnight into Saturday", "overnight Friday"
    fn night_between(&self, at: usize) -> Option<(Meaning, usize)> {
        let night = self.time(at)? == TimeWord::Part(PartOfDay::Night);
        if night && matches!(self.low(at + 1), "into" | "to") {
            return Some((Meaning::NightInto(self.weekday(at + 2)?), at + 3));
        }
        if night && matches!(self.low(at + 1), "between" | "from") && self.weekday(at + 2).is_some()
        {
            return self.night_between(at + 2);
        }
        let overnight = matches!(self.low(at), "overnight" | "o/n");
        if overnight {
            let from = at + 1 + usize::from(matches!(self.low(at + 1), "from" | "on" | "between"));
            if let Some(between) = self
                .night_between(from)
                .filter(|_| self.weekday(from).is_some())
            {
                return Some(between);
            }
            return Some((Meaning::NightFrom(self.weekday(from)?), from + 1));
        }
        let first = self.weekday(at)?;
        let next =
            at + 1 + usize::from(self.time(at + 1) == Some(TimeWord::Part(PartOfDay::Night)));
        let joined = matches!(self.low(next), "to" | "into" | "-" | "–" | "/" | "and");
        let night = next > at + 1
            || self.low(next) == "into"
            || overnight_before(self.before(at))
            || matches!(self.before(at), "of" | "between" | "from") && self.night_before(at);
        let last = self
            .weekday(next + 1)
            .filter(|day| joined && night && *day == first % 7 + 1)?;
        Some((Meaning::NightInto(last), next + 2))
    }

    fn night_before(&self, at: usize) -> bool {
        at >= self.start + 2
            && self.segments.units[at - 2].lex.time == Some(TimeWord::Part(PartOfDay::Night))
    }

    /// "Friday", "last Thursday", "between Friday and Tuesday"; "Friday, 8 October" is left to the
    /// day.
    fn weekdays(&self, at: usize) -> Option<(Meaning, usize)> {
        let last = matches!(self.low(at), "last" | "past");
        let start = at + usize::from(last);
        let day = self.weekday(start)?;
        let comma = usize::from(matches!(self.low(start + 1), "," | "the"));
        if let Some(dated) = self
            .days(start + 1 + comma)
            .or_else(|| self.month_first(start + 1 + comma))
            .or_else(|| self.digits(start + 1 + comma))
        {
            return Some(dated);
        }
        // "Mon. 5:" in a bulletin: the day of the month says more than the weekday.
        if let Some(Shape::Number(n @ 1..=31)) = self.shape(start + 1)
            && matches!(self.low(start + 2), ":" | "-" | "–" | "," | ".")
        {
            return Some((Meaning::DayOfMonth(n as i8), start + 2));
        }
        if let ("the", Some(Shape::Ordinal(n @ 1..=31))) =
            (self.low(start + 1), self.shape(start + 2))
        {
            return Some((Meaning::DayOfMonth(n as i8), start + 3));
        }
        let joined = matches!(self.before(at), "on" | "both") && self.low(start + 1) == "and";
        let spans = joined
            || matches!(self.before(at), "between" | "from")
            || self.low(start + 1) == "through";
        // "between Thursday noon and Friday evening"
        let part = usize::from(spans && self.is_part(start + 1));
        if matches!(
            self.low(start + 1 + part),
            "and" | "to" | "through" | "until" | "till"
        ) && let Some(to) = self.weekday(start + 2 + part)
            && spans
        {
            let meaning = Meaning::Weekdays {
                first: day,
                last: to,
            };
            return Some((meaning, start + 3 + part));
        }
        Some((Meaning::Weekday { day, before: last }, start + 1))
    }

    fn is_market(&self, at: usize) -> bool {
        let unit = self.segments.units[..self.end].get(at);
        unit.is_some_and(|u| u.lex.target == Some(TargetKind::Market))
    }

    /// "Eid al-Fitr", "Easter 2019", "21 Rajab 1437", "Ramadan"
    fn feast(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some((day, next)) = self.day(at)
            && let Some(month) = self.hijri_month(next)
            && let Some(year) = hijri_year(self.shape(next + 1))
        {
            let day = Some(day);
            let year = Some(year);
            return Some((Meaning::Hijri { year, month, day }, next + 2));
        }
        match self.time(at)? {
            // "a Christmas market": held for weeks.
            TimeWord::Feast(_) if self.is_market(at + 1) => None,
            TimeWord::Feast(feast) if self.has_capital(at) => {
                let (year, next) = self.year_after(at + 1);
                Some((Meaning::Feast { feast, year }, next))
            }
            TimeWord::HijriMonth(month) => {
                let year = hijri_year(self.shape(at + 1))?;
                Some((
                    Meaning::Hijri {
                        year: Some(year),
                        month,
                        day: None,
                    },
                    at + 2,
                ))
            }
            _ => None,
        }
    }

    /// "Easter", "feast of the Assumption": a name has a capital, be it behind other words.
    fn has_capital(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        self.segments.text[unit.start..unit.end].contains(char::is_uppercase)
    }

    /// "the eve of Easter", "the day after Christmas", "two days before Eid al-Adha"
    fn beside_feast(&self, at: usize) -> Option<(Meaning, usize)> {
        let the = usize::from(matches!(self.low(at), "the" | "a"));
        let (days, next) = match self.low(at + the) {
            "eve" if self.low(at + the + 1) == "of" => (-1, at + the + 2),
            "day" => self.days_beside(1, at + the + 1)?,
            _ => {
                let number = number::read(&self.segments.units[..self.end], at)?;
                let days = i32::try_from(number.count.range().min()?).ok()?;
                let unit = matches!(self.low(number.next), "day" | "days");
                self.days_beside(days, number.next + 1)
                    .filter(|_| unit && days < 60)?
            }
        };
        let next = next + usize::from(matches!(self.low(next), "the" | "that" | "this"));
        let deed = next < self.end && self.segments.units[next].lex.act_noun.is_some();
        if self.low(at + the) == "eve" && deed {
            return Some((Meaning::Story(-1), next + 1));
        }
        match self.feast(next)? {
            (Meaning::Feast { feast, year }, end) => {
                Some((Meaning::BesideFeast { feast, year, days }, end))
            }
            _ => None,
        }
    }

    fn days_beside(&self, days: i32, at: usize) -> Option<(i32, usize)> {
        match self.low(at) {
            "before" => Some((-days, at + 1)),
            "after" => Some((days, at + 1)),
            _ => None,
        }
    }

    /// "Day 16, Tamra:": the day of an entry, where the heading names the month.
    fn numbered_day(&self, at: usize) -> Option<(Meaning, usize)> {
        let opens = self.low(at) == "day" && at == self.start && self.segments.units[at].capital;
        let Shape::Number(n @ 1..=31) = self.shape(at + 1)? else {
            return None;
        };
        let ends = matches!(
            self.low(at + 2),
            "," | ":" | "." | "-" | "–" | "—" | "(" | ";" | ""
        );
        (opens && ends).then_some((Meaning::NumberedDay(n as i8), at + 2))
    }

    /// A month of the Islamic calendar; the fast is one too.
    fn hijri_month(&self, at: usize) -> Option<i8> {
        match self.time(at)? {
            TimeWord::HijriMonth(month) => Some(month),
            TimeWord::Feast(Feast::Ramadan) => Some(9),
            _ => None,
        }
    }

    /// "in April", "in April 2014", "between March and May", "in 2014": a month or year by itself
    /// needs a preposition.
    fn months(&self, at: usize) -> Option<(Meaning, usize)> {
        let introduced = matches!(
            self.before(at),
            "in" | "since"
                | "during"
                | "of"
                | "from"
                | "until"
                | "for"
                | "between"
                | "last"
                | "whole"
                | "entire"
                | "late"
                | "early"
                | "mid"
                | "this"
                | "throughout"
                | "before"
                | "after"
                | "and"
                | "late-"
                | "mid-"
                | "by"
                | "all"
        );
        let Some(month) = self.month(at) else {
            // "for the 2027 bombing": the year of a deed that is named.
            let next = self.segments.units[..self.end].get(at + 1);
            let named = self.before(at) == "the" && next.is_some_and(|u| u.lex.act_noun.is_some());
            let year = self.year(at).filter(|_| introduced || named)?;
            return Some((Meaning::Year(year), at + 1));
        };
        let (year, next) = self.year_after(at + 1);
        if !introduced && year.is_none() && !JOINTS.contains(&self.low(at + 1)) {
            return None;
        }
        let mut second = next + 1;
        while matches!(self.low(second), "early" | "late" | "mid") {
            second += 1;
        }
        if JOINTS.contains(&self.low(next))
            && let Some(last) = self.month(second)
            && self
                .day(second + 1)
                .is_none_or(|_| self.year(second + 1).is_some())
            && last > month
        {
            let (late, end) = self.year_after(second + 1);
            let first = month;
            let year = year.or(late);
            return Some((Meaning::Months { year, first, last }, end));
        }
        let (first, last) = (month, month);
        (introduced || year.is_some()).then_some((Meaning::Months { year, first, last }, next))
    }

    /// "on the 15th", "of the 18th"
    fn day_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let introduced = self.before(at) == "the"
            && at > self.start + 1
            && matches!(
                self.segments.low(at - 2),
                "on" | "of" | "since" | "from" | "until"
            );
        let month = self.low(at + 1) == "of"
            && matches!(self.low(at + 2), "this" | "the")
            && self.low(at + 3) == "month";
        let spelled = || ordinal_word(self.low(at)).filter(|_| month);
        let n = match self.shape(at)? {
            Shape::Ordinal(n @ 1..=31) => n as i8,
            _ => spelled()?,
        };
        // "on the 2nd floor", "of the 15th Brigade"
        let counts = at + 1 < self.end && {
            let next = &self.segments.units[at + 1];
            let word = next.shape == Shape::Word;
            word && (next.capital || next.lex.is_unknown() || next.lex.person.is_some())
        };
        let end = if month { at + 4 } else { at + 1 };
        (introduced && !counts).then_some((Meaning::DayOfMonth(n), end))
    }

    /// Takes the preposition into the words of the date, and what it says of it.
    pub(super) fn with_preposition(&self, mut cue: DateCue) -> DateCue {
        const BEFORE: &[&str] = &[
            "on",
            "in",
            "at",
            "during",
            "over",
            "since",
            "from",
            "between",
            "early",
            "late",
            "the",
            "of",
            "around",
            "about",
            "shortly",
            "just",
            "before",
            "after",
            "by",
            "approximately",
            "towards",
            "throughout",
            "until",
            "till",
            "as of",
            "within",
            "last",
            "whole",
            "entire",
        ];
        let mut taken = 0;
        let mut ends = false;
        while cue.units.start > self.start
            && taken < 4
            && BEFORE.contains(&self.segments.low(cue.units.start - 1))
        {
            cue.units.start -= 1;
            taken += 1;
            let word = self.segments.low(cue.units.start);
            cue.since |= word == "since";
            ends |= matches!(word, "by" | "until" | "till");
        }
        // "As of this morning, 38 bodies had been recovered": the day of the count.
        let count = match self.segments.low(cue.units.start) {
            "of" => cue.units.start.checked_sub(1),
            "at" => cue.units.start.checked_sub(1),
            _ => None,
        };
        ends |= count.is_some_and(|at| at >= self.start && self.segments.low(at) == "as");
        while self.segments.low(cue.units.start) == "of" && cue.units.start + 1 < cue.units.end {
            cue.units.start += 1;
        }
        cue.since |= self.since_before(cue.units.start);
        let denied = matches!(
            self.before(cue.units.start),
            "not" | "born" | "founded" | "built"
        );
        let ranks = cue.since && self.ranks(cue.units.start);
        cue.since &= !ranks;
        cue.aside = ends || denied || ranks || self.dates_another(&cue.units);
        cue
    }

    /// "the third since March", "the deadliest attack since 2019": the date only counts from then.
    fn ranks(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let word = |i: usize| {
            let low = self.segments.low(i);
            let shape = self.segments.units[i].shape;
            self.segments.units[i].has(Gram::ORDINAL)
                || matches!(shape, Shape::Ordinal(_))
                || matches!(low, "first" | "worst" | "largest" | "biggest" | "highest")
                || low.ends_with("iest")
        };
        let first = at.saturating_sub(REACH).max(self.start);
        let plain = |i: &usize| {
            let unit = &self.segments.units[*i];
            let verb = unit.lex.harm.is_some() || unit.lex.suffers.is_some() || unit.has(Gram::BE);
            !verb && !matches!(unit.shape, Shape::Mark(_))
        };
        let mut before = (first..at).rev().take_while(plain);
        before.any(|i| word(i) && self.before(i) == "the")
    }

    /// "since the offensive resumed on Tuesday", "since the siege began (6 May)"
    fn since_before(&self, at: usize) -> bool {
        const REACH: usize = 9;
        let from = at.saturating_sub(REACH).max(self.start);
        for i in (from..at).rev() {
            let unit = &self.segments.units[i];
            if self.segments.low(i) == "since" {
                return true;
            }
            let mark = matches!(unit.shape, Shape::Mark(c) if c != '(');
            if mark || matches!(unit.shape, Shape::Number(_)) || unit.has(Gram::AND) {
                return false;
            }
        }
        false
    }

    /// "the 7 October massacre", "Tuesday's attack in Dori": the day of a deed that is named, not told.
    fn dates_another(&self, units: &Range<usize>) -> bool {
        let deed = |at: usize| {
            let lex = self.segments.units[..self.end].get(at).map(|u| u.lex);
            lex.is_some_and(|lex| lex.act_noun.is_some() || lex.nominal.is_some())
        };
        // "the Friday market": what happens there every week.
        let weekly = units.end < self.end
            && self.weekday(units.end - 1).is_some()
            && self.segments.units[units.end].lex.target.is_some();
        if weekly && self.before_is_definite(units) || self.dates_publication(units) {
            return true;
        }
        let the =
            matches!(self.low(units.start), "the" | "in" | "of") && self.low(units.end) != "'s";
        the && deed(units.end) && self.before_is_definite(units)
    }

    /// "in our edition of Friday", "a dispatch dated 25 June", "Tuesday's paper", "Page 3, Tuesday": when
    /// something was printed, written or broadcast.
    fn dates_publication(&self, units: &Range<usize>) -> bool {
        const SENT: &[&str] = &[
            "statement",
            "dispatch",
            "communique",
            "communiqué",
            "broadcast",
            "letter",
            "tweet",
            "article",
            "bulletin",
            "telegram",
            "press release",
        ];
        const PRINTED: &[&str] = &[
            "edition",
            "issue",
            "newsletter",
            "reply",
            "report",
            "note",
            "memo",
            "memorandum",
            "circular",
            "editorial",
            "paper",
            "newspaper",
            "email",
            "e-mail",
            "update",
            "programme",
            "newscast",
        ];
        let printed = |word: &str| PRINTED.contains(&word) || SENT.contains(&word);
        if matches!(self.low(units.end), "'s" | "’s") {
            return printed(self.low(units.end + 1));
        }
        let mut at = units.start;
        while at > self.start
            && units.start - at < 3
            && matches!(
                self.segments.low(at - 1),
                "of" | "from"
                    | "on"
                    | "dated"
                    | "published"
                    | "issued"
                    | "the"
                    | "printed"
                    | "sent"
            )
        {
            at -= 1;
        }
        let page = at >= self.start + 3
            && self.segments.low(at - 1) == ","
            && matches!(self.shape(at - 2), Some(Shape::Number(_)))
            && self.segments.low(at - 3) == "page";
        let linked = |link: &str| match link {
            "on" | "in" => SENT.contains(&self.before(at)),
            "of" | "from" | "dated" | "published" | "issued" | "printed" | "sent" => {
                printed(self.before(at))
            }
            _ => false,
        };
        page || linked(self.segments.low(at))
    }

    fn before_is_definite(&self, units: &Range<usize>) -> bool {
        units.clone().any(|at| self.segments.low(at) == "the")
    }
}

fn overnight_before(word: &str) -> bool {
    matches!(word, "overnight" | "o/n")
}

/// The numbers of "12/04/2019" or "12.04.2022"; two or three of them.
fn numbers(word: &str) -> Option<Vec<i16>> {
    let dotted = word.matches('.').count() == 2;
    let parts: Vec<i16> = word
        .split(|c| matches!(c, '-' | '/') || dotted && c == '.')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    matches!(parts.len(), 2 | 3).then_some(parts)
}

fn century(year: i16) -> Option<i16> {
    match year {
        0..=99 => Some(2000 + year),
        1900..=2100 => Some(year),
        _ => None,
    }
}

fn hijri_year(shape: Option<Shape>) -> Option<i16> {
    match shape? {
        Shape::Number(n @ 1300..=1500) => Some(n as i16),
        _ => None,
    }
}

/// Words other than numbers and those of time with which a date can begin.
fn opens_date(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "today"
            | "tonight"
            | "yesterday"
            | "tomorrow"
            | "hours"
            | "minutes"
            | "moments"
            | "overnight"
            | "o/n"
            | "weekend"
            | "earlier"
            | "later"
            | "night"
            | "midnight"
            | "noon"
            | "this"
            | "that"
            | "same"
            | "last"
            | "past"
            | "previous"
            | "preceding"
            | "following"
            | "next"
            | "coming"
            | "beginning"
            | "start"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "day"
            | "week"
            | "eve"
            | "so far this"
    )
}

/// "seventh": the words for the days of a month.
fn ordinal_word(word: &str) -> Option<i8> {
    const WORDS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first",
    ];
    WORDS.iter().position(|w| *w == word).map(|at| at as i8 + 1)
}
