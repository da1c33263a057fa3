//! Parts of the day and times of the clock.

use tollbook_record::PartOfDay;

use super::reader::{Core, Reader};
use super::words::{List, WORDS};
use crate::arabic::clitic;
use crate::arabic::number;
use crate::arabic::token::Kind;
use crate::when::Meaning;

impl Reader<'_> {
    /// "فجر الخميس", "مساء يوم أمس", "بعد ظهر اليوم", "ليلة السبت على الأحد"
    pub fn led_by_part(&self, at: usize) -> Option<(Core, usize)> {
        let part = WORDS.parts.at(self.within(), at)?;
        let inside = self.past(List::Fillers, part.next);
        let night = (part.says == PartOfDay::Night)
            .then(|| self.night_between(inside))
            .flatten();
        let mut core = night
            .or_else(|| self.core(inside).filter(|core| core.letters == 0))
            .or_else(|| self.second_part(inside))?;
        if !Self::takes_a_part(core.meaning) {
            return None;
        }
        core.part = Some(part.says);
        Some((core, part.letters))
    }

    /// "الساعات الأولى من فجر الخميس": a part of a part.
    fn second_part(&self, at: usize) -> Option<Core> {
        let part = WORDS.parts.whole(self.within(), at)?;
        let inside = self.past(List::Fillers, part.next);
        self.core(inside).filter(|core| core.letters == 0)
    }

    /// A week or a month has no dawn.
    fn takes_a_part(meaning: Meaning) -> bool {
        !meaning.is_period() && !matches!(meaning, Meaning::LastDays(_))
    }

    /// The part of the day behind a date, "الخميس صباحاً", "أمس عند الساعة 22:40", and where it ends.
    pub fn part_behind(&self, core: Core) -> (Option<PartOfDay>, usize) {
        if !Self::takes_a_part(core.meaning) {
            return (None, core.next);
        }
        let at = core.next + usize::from(matches!(self.form(core.next), "،" | ","));
        let at = at + usize::from(matches!(self.form(at), "عند" | "في" | "حوالي" | "قرابه"));
        if let Some(clock) = self.time(at) {
            return (core.part.or(clock.part), clock.next);
        }
        let adverb = WORDS.list(List::PartAlone).whole(self.within(), at);
        let adverb = adverb.map(|found| found.next).or_else(|| {
            (self.form(at) == "مسا" && !matches!(core.meaning, Meaning::Clock)).then_some(at + 1)
        });
        match adverb {
            Some(next) => {
                let part = WORDS.parts.whole(self.within(), at).map(|found| found.says);
                (core.part.or(part), next)
            }
            None => (core.part, core.next),
        }
    }

    /// "الساعة الخامسة من مساء الخميس", "عند الساعة 22:40"
    pub fn clock(&self, at: usize) -> Option<(Core, usize)> {
        let clock = self.time(at)?;
        let of = clock.next + usize::from(matches!(self.form(clock.next), "من" | "،" | ","));
        let dated = self.led_by_part(of).or_else(|| self.dated(of));
        if let Some((mut core, 0)) = dated
            && Self::takes_a_part(core.meaning)
        {
            core.part = core.part.or(clock.part);
            return Some((core, 0));
        }
        Some((clock, 0))
    }

    /// "الساعة الخامسة والنصف صباحاً", "الساعة 22:40", "22:40", "الثالثة فجراً"
    fn time(&self, at: usize) -> Option<Core> {
        let named = clitic::front(self.form(at), |rest| rest == "الساعه").is_some();
        let (hour, next) = self.hour(at + usize::from(named))?;
        let next = self.past_minutes(next);
        if !named && !self.is_time(at, next) {
            return None;
        }
        let of = next + usize::from(self.form(next) == "من");
        let half = WORDS.parts.whole(self.within(), of);
        let day_follows =
            half.is_some_and(|part| self.core(self.past(List::Fillers, part.next)).is_some());
        let mut core = Core::new(Meaning::Clock, next);
        core.part = match half {
            Some(part) => {
                if !day_follows {
                    core.next = part.next;
                }
                Some(part.says)
            }
            None => part_of_hour(hour),
        };
        Some(core)
    }

    /// Whether an hour without its word is one: "22:40", or before a part of the day.
    fn is_time(&self, at: usize, next: usize) -> bool {
        let of = next + usize::from(self.form(next) == "من");
        let feminine = self.form(at).ends_with('ه') || self.form(at + 1) == "عشره";
        let part = || WORDS.parts.whole(self.within(), of).is_some();
        self.form(at).contains(':') || feminine && self.form(at).starts_with("ال") && part()
    }

    fn hour(&self, at: usize) -> Option<(u64, usize)> {
        let token = self.within().get(at)?;
        if token.kind == Kind::Number {
            let hour = token.form.split([':', '.']).next()?.parse().ok()?;
            return (hour <= 24).then_some((hour, at + 1));
        }
        if self.form(at) == "الواحده" {
            return Some((1, at + 1));
        }
        number::ordinal(self.within(), at).filter(|(hour, _)| *hour <= 12)
    }

    /// "والنصف", "إلا ربعاً", "و20 دقيقة", "تماماً"
    fn past_minutes(&self, at: usize) -> usize {
        let next = match self.form(at) {
            "والنصف" | "والربع" | "والثلث" | "ونصف" | "وربع" | "تماما" => {
                at + 1
            }
            "الا" => at + 2,
            "و" if self.form(at + 2).starts_with("دقي") => at + 3,
            form if form.starts_with('و') && self.form(at + 1).starts_with("دقي") => at + 2,
            _ => at,
        };
        match self.form(next) {
            "تماما" => next + 1,
            "بالتوقيت" => (next + 2).min(self.end),
            _ => next,
        }
    }

    /// "فجراً", "بعد منتصف الليل", "مع الفجر": on the day that the story has reached.
    pub fn part_alone(&self, at: usize) -> Option<(Core, usize)> {
        let within = self.within();
        let part = WORDS.parts.at(within, at)?;
        let adverb = WORDS.list(List::PartAlone).at(within, at);
        let led = self.follows(List::BeforePart, at) && self.form(at).starts_with("ال");
        let whole = adverb.is_some_and(|found| found.next == part.next);
        let mut core = Core::new(Meaning::Clock, part.next);
        core.part = Some(part.says);
        (whole || led).then_some((core, part.letters))
    }
}

/// The part of the day that an hour by itself tells: past noon alone.
fn part_of_hour(hour: u64) -> Option<PartOfDay> {
    match hour {
        13..=17 => Some(PartOfDay::Afternoon),
        18..=20 => Some(PartOfDay::Evening),
        21..=24 | 0 => Some(PartOfDay::Night),
        _ => None,
    }
}
