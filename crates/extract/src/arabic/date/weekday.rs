//! Weekdays, nights between two of them, and the date that stands beside one.

use super::reader::{Core, Reader};
use super::words::{List, WORDS};
use crate::when::Meaning;

impl Reader<'_> {
    /// The weekday at token `at`, 1 Monday to 7 Sunday.
    pub fn weekday(&self, at: usize) -> Option<i8> {
        self.weekday_front(at).map(|(day, _)| day)
    }

    fn weekday_front(&self, at: usize) -> Option<(i8, usize)> {
        let front = crate::arabic::clitic::fronts(self.form(at))
            .find(|front| front.article && WORDS.weekday(front.rest).is_some())
            .filter(|_| !self.follows(List::NamedAfterDays, at))?;
        // The day begins with its article, except behind the lam that takes it.
        let article = if front.particle == Some('ل') { 0 } else { 2 };
        Some((WORDS.weekday(front.rest)?, front.letters - article))
    }

    /// "الخميس", "الخميس الماضي", "الأحد والثلاثاء", "الخميس 28 نيسان"
    pub fn weekdays(&self, at: usize) -> Option<Core> {
        let (day, letters) = self.weekday_front(at)?;
        let mut core = self
            .weekday_and_date(at, day)
            .or_else(|| self.two_weekdays(at, day))
            .unwrap_or_else(|| self.one_weekday(at, day));
        core.letters = letters;
        Some(core)
    }

    fn one_weekday(&self, at: usize, day: i8) -> Core {
        let past = self.phrase(List::Past, at + 1);
        let current = self.phrase(List::Current, at + 1);
        let coming = self.phrase(List::Coming, at + 1);
        let before = past.is_some();
        let next = past.or(current).or(coming).unwrap_or(at + 1);
        let mut core = Core::new(Meaning::Weekday { day, before }, next);
        core.ahead = coming.is_some();
        // "الخميس من الأسبوع الماضي"
        if self.form(next) == "من"
            && let Some(week) = self.unit(next + 1)
            && matches!(week.meaning, Meaning::WeeksAgo(_))
        {
            core = Core {
                weekday: Some(day),
                ..week
            };
        }
        core
    }

    /// "الخميس 28 نيسان", "الخميس، 28/4/2016", "الخميس الموافق 28 نيسان"
    fn weekday_and_date(&self, at: usize, day: i8) -> Option<Core> {
        let mark = self.past_mark(at + 1);
        let date = self.past(List::SameDay, mark);
        let mut core = self.days(date).or_else(|| self.digits(date))?;
        core.next +=
            usize::from(self.form(mark.wrapping_sub(1)) == "(" && self.form(core.next) == ")");
        core.weekday = Some(day);
        Some(core)
    }

    /// "بين الأحد والثلاثاء", "من الأحد إلى الثلاثاء", "الاثنين والثلاثاء"
    fn two_weekdays(&self, at: usize, first: i8) -> Option<Core> {
        let next = match self.form(at + 1) {
            "الي" | "حتي" | "-" | "–" => at + 2,
            form if form.starts_with('و') => at + 1,
            _ => return None,
        };
        let last = self.weekday(next).filter(|last| *last != first)?;
        // "السبت والأحد 13 و14 تموز"
        let dates = self.days(self.past_mark(next + 1));
        Some(dates.unwrap_or_else(|| Core::new(Meaning::Weekdays { first, last }, next + 1)))
    }

    /// "ليلة السبت على الأحد", "ليل الاثنين - الثلاثاء", "ليل الأحد الاثنين": behind the word for the night.
    pub fn night_between(&self, at: usize) -> Option<Core> {
        let first = at + usize::from(matches!(self.form(at), "بين" | "يوم"));
        let evening = self.weekday(first)?;
        let joint = first
            + 1
            + usize::from(matches!(
                self.form(first + 1),
                "علي" | "الي" | "-" | "–" | "/" | "و"
            ));
        let named = WORDS
            .parts
            .at(self.within(), joint)
            .map_or(joint, |part| part.next);
        let morning = self.weekday(named).filter(|day| *day == evening % 7 + 1)?;
        Some(Core::new(Meaning::NightInto(morning), named + 1))
    }
}
