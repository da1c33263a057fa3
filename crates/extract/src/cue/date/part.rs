//! Times of day: alone ("at dawn", "at 22:17", "between 23:00 and 01:30") and beside a date.

use tollbook_record::PartOfDay;

use super::Meaning;
use super::recognise::Reader;
use crate::lexicon::{NumberWord, TimeWord};
use crate::token::Shape;

impl Reader<'_, '_> {
    /// "between 23:00 and 01:30", "between 10 p.m. on Monday and 2 a.m. on Tuesday"
    pub(super) fn clocks(&self, at: usize) -> Option<(Meaning, usize)> {
        if !matches!(self.before(at), "between" | "from") {
            return None;
        }
        let (first, next) = self.time_of_day(at)?;
        let (from, next) = self.on_weekday(next);
        if !matches!(self.low(next), "and" | "to" | "until" | "-" | "–") {
            return None;
        }
        let (last, next) = self.time_of_day(next + 1)?;
        let (to, next) = self.on_weekday(next);
        let meaning = match (from, to) {
            (Some(first), Some(last)) if first != last => Meaning::Weekdays { first, last },
            (Some(day), _) | (_, Some(day)) => Meaning::Weekday { day, before: false },
            _ if last < first => Meaning::ClockOverMidnight,
            _ => Meaning::Clock,
        };
        Some((meaning, next))
    }

    /// "on Monday" behind a time of day.
    fn on_weekday(&self, at: usize) -> (Option<i8>, usize) {
        let on = usize::from(self.low(at) == "on");
        match self.weekday(at + on) {
            Some(day) => (Some(day), at + on + 1),
            None => (None, at),
        }
    }

    /// The hour of "22:17", "10 p.m.", "1pm", "midnight", and where the words go on.
    fn time_of_day(&self, at: usize) -> Option<(u8, usize)> {
        let half = matches!(self.low(at + 1), "a.m." | "p.m." | "am" | "pm");
        let named = match self.low(at) {
            "midnight" => Some(24),
            "noon" => Some(12),
            _ => None,
        };
        let hour = named.or_else(|| self.hour_at(at))?;
        Some((hour, at + 1 + usize::from(half && named.is_none())))
    }

    /// "at 22:17", "at 9 a.m.", "at seven in the evening"
    pub(super) fn clock(&self, at: usize) -> Option<(Meaning, usize)> {
        if self.hour_at(at).is_some() {
            let half = matches!(self.low(at + 1), "a.m." | "p.m." | "am" | "pm");
            return Some((Meaning::Clock, at + 1 + usize::from(half)));
        }
        self.part_alone(at)
    }

    /// "at dawn", "in the evening"
    fn part_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let Some(TimeWord::Part(_)) = self.time(at) else {
            return None;
        };
        let introduced = self.low(at).starts_with("at ")
            || matches!(
                self.before(at),
                "at" | "the"
                    | "by"
                    | "before"
                    | "around"
                    | "towards"
                    | "after"
                    | "since"
                    | "toward"
            );
        let dated = || {
            let joined = matches!(self.low(at + 1), "on" | "of");
            let from = at + 2;
            let cue = joined.then(|| self.cue(from))??;
            let day = cue.stands_alone() || matches!(cue.meaning, Meaning::Story(_));
            let whole = (at..=from).contains(&cue.units.start) && day;
            whole.then_some((cue.meaning, cue.units.end))
        };
        let beside = match self.low(at + 1) {
            "before" if self.before(at) == "the" => Some((Meaning::Story(-1), at + 2)),
            "after" if self.before(at) == "the" => Some((Meaning::Story(1), at + 2)),
            _ => None,
        };
        dated()
            .or(beside)
            .or(introduced.then_some((Meaning::Clock, at + 1)))
    }

    /// Words of the time of day around the date ("at dawn on Friday", "Friday night"): where the
    /// whole phrase starts and ends, and what it says.
    pub(super) fn part_of_day(
        &self,
        mut from: usize,
        mut to: usize,
    ) -> (usize, usize, Option<PartOfDay>) {
        let part_at = |i: usize| match self.time(i) {
            Some(TimeWord::Part(part)) => Some(part),
            _ => None,
        };
        let mut part = (from..to)
            .find_map(|i| self.hour(i))
            .or_else(|| (from..to).find_map(part_at));
        if let Some(found) = part_at(to) {
            part = part.or(Some(found));
            to += 1;
        }
        let before = from.saturating_sub(2).max(self.start);
        if from > before
            && matches!(self.segments.low(from - 1), "on" | "of")
            && let Some(found) = part_at(before)
        {
            part = part.or(Some(found));
            from = before;
        } else if from > self.start
            && let Some(found) = part_at(from - 1)
        {
            part = part.or(Some(found));
            from -= 1;
        }
        let joint = to + usize::from(self.low(to) == ",");
        if matches!(self.low(joint), "at" | "around" | "about")
            && let about = usize::from(matches!(self.low(joint + 1), "about" | "around"))
            && let Some(found) = self
                .hour(joint + 1 + about)
                .or_else(|| part_at(joint + 1 + about))
        {
            part = part.or(Some(found));
            to = joint + 2 + about;
        }
        (from, to, part)
    }

    fn hour(&self, at: usize) -> Option<PartOfDay> {
        Some(match self.hour_at(at)? {
            4 => PartOfDay::Dawn,
            5..=11 => PartOfDay::Morning,
            12..=17 => PartOfDay::Afternoon,
            18..=20 => PartOfDay::Evening,
            _ => PartOfDay::Night,
        })
    }

    /// The hour that the word at `at` tells, 0 to 23.
    fn hour_at(&self, at: usize) -> Option<u8> {
        let half = self.low(at + 1);
        let halved = matches!(half, "p.m." | "pm" | "a.m." | "am");
        let afternoon = matches!(half, "p.m." | "pm");
        let hour = match self.shape(at)? {
            Shape::Clock(hour) => return Some(afternoon_hour(hour, afternoon)),
            Shape::Number(n @ 1..=12) if halved => n as u8,
            Shape::Number(n @ 0..=2359)
                if matches!(half, "hrs" | "hours") && self.digits_of(at) == 4 =>
            {
                return Some((n / 100) as u8);
            }
            Shape::Measure if halved => self.low(at).split('.').next()?.parse().ok()?,
            Shape::Measure => return glued_hour(self.low(at)),
            Shape::Word if half == "in" && self.low(at + 2) == "the" => {
                return self.spelled_hour(at);
            }
            _ => return None,
        };
        (hour <= 12).then(|| afternoon_hour(hour, afternoon))
    }

    fn digits_of(&self, at: usize) -> usize {
        self.low(at).len()
    }

    /// "seven in the evening"
    fn spelled_hour(&self, at: usize) -> Option<u8> {
        let Some(NumberWord::Cardinal(n @ 1..=12)) = self.segments.units[at].lex.number else {
            return None;
        };
        match self.time(at + 3)? {
            TimeWord::Part(PartOfDay::Morning) => Some(n as u8),
            TimeWord::Part(PartOfDay::Afternoon | PartOfDay::Evening) => {
                Some(afternoon_hour(n as u8, true))
            }
            _ => None,
        }
    }
}

fn afternoon_hour(hour: u8, afternoon: bool) -> u8 {
    match hour {
        12 if !afternoon => 12,
        1..=11 if afternoon => hour + 12,
        _ => hour,
    }
}

/// "1pm", "10.30pm"
fn glued_hour(word: &str) -> Option<u8> {
    let (number, afternoon) = match word.strip_suffix("pm") {
        Some(number) => (number, true),
        None => (word.strip_suffix("am")?, false),
    };
    let hour: u8 = number.split(['.', ':']).next()?.parse().ok()?;
    (1..=12)
        .contains(&hour)
        .then(|| afternoon_hour(hour, afternoon))
}
