//! A run of tokens in which dates are looked for, and the phrase around a date.

use tollbook_record::PartOfDay;

use super::DateCue;
use super::words::{List, WORDS};
use crate::arabic::clitic::{self, Front};
use crate::arabic::token::{Kind, Token};
use crate::when::Meaning;

pub(super) struct Reader<'t> {
    pub tokens: &'t [Token],
    pub start: usize,
    pub end: usize,
}

/// The words of a date, without what stands around them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Core {
    pub meaning: Meaning,
    pub part: Option<PartOfDay>,
    /// The token after it.
    pub next: usize,
    /// Letters of the first token in front of it.
    pub letters: usize,
    pub weekday: Option<i8>,
    pub ahead: bool,
    pub since: bool,
    pub years_back: i16,
}

impl Core {
    pub fn new(meaning: Meaning, next: usize) -> Self {
        Self {
            meaning,
            part: None,
            next,
            letters: 0,
            weekday: None,
            ahead: false,
            since: false,
            years_back: 0,
        }
    }
}

impl Reader<'_> {
    /// The form of a token; empty past the end.
    pub fn form(&self, at: usize) -> &str {
        match at < self.end {
            true => &self.tokens[at].form,
            false => "",
        }
    }

    /// The form of the token before `at`, also before the run.
    pub fn before(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.map_or("", |token| &token.form)
    }

    /// The tokens up to the end of the run.
    pub fn within(&self) -> &[Token] {
        &self.tokens[..self.end]
    }

    /// Where a phrase of a list ends that begins with token `at`.
    pub fn phrase(&self, list: List, at: usize) -> Option<usize> {
        let phrases = WORDS.list(list);
        let found = match list {
            List::MonthWord | List::YearWord | List::PartsOfMonth => phrases.at(self.within(), at),
            _ => phrases.whole(self.within(), at),
        };
        Some(found?.next)
    }

    /// Past a phrase of a list, if one stands at `at`.
    pub fn past(&self, list: List, at: usize) -> usize {
        self.phrase(list, at).unwrap_or(at)
    }

    /// Whether a word of the list stands before token `at`.
    pub fn follows(&self, list: List, at: usize) -> bool {
        WORDS.list(list).before(self.tokens, at).is_some()
    }

    /// A whole number in digits.
    pub fn number(&self, at: usize) -> Option<i16> {
        let token = self.tokens[..self.end].get(at)?;
        (token.kind == Kind::Number).then(|| token.form.parse().ok())?
    }

    /// Past one mark that may stand inside a date.
    pub fn past_mark(&self, at: usize) -> usize {
        at + usize::from(matches!(
            self.form(at),
            "،" | "," | "(" | ")" | "/" | "-" | "–"
        ))
    }

    /// The date that begins with token `at`, with its part of the day.
    pub fn cue(&self, at: usize) -> Option<DateCue> {
        if at >= self.end || !WORDS.starts.has(&self.tokens[at]) {
            return None;
        }
        let (core, letters) = self
            .led_by_part(at)
            .or_else(|| self.dated(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.part_alone(at))?;
        // "شارع "26 سبتمبر"": the marks say nothing.
        let open = at - usize::from(matches!(self.before(at), "\"" | "«" | "“"));
        if self.follows(List::NamedAfterDates, open) && matches!(core.meaning, Meaning::Days { .. })
        {
            return None;
        }
        let (part, next) = self.part_behind(core);
        Some(DateCue {
            // A date whose last word the text cuts off ends with the text.
            tokens: at..next.min(self.end),
            letters,
            meaning: core.meaning,
            part,
            since: core.since,
            until: None,
            aside: false,
            weekday: core.weekday,
            ahead: core.ahead,
            years_back: core.years_back,
        })
    }

    /// "يوم الخميس", "أمس", "28 نيسان": a date without a part of the day in front.
    pub fn dated(&self, at: usize) -> Option<(Core, usize)> {
        let day = clitic::front(self.form(at), |rest| {
            matches!(rest, "يوم" | "نهار" | "يومي")
        });
        if let Some(front) = day
            && let Some(core) = self.core(at + 1)
            && core.letters == 0
        {
            return Some((core, front.letters));
        }
        let core = self.core(at)?;
        Some((core, core.letters))
    }

    /// The date whose first word is at `at`.
    pub fn core(&self, at: usize) -> Option<Core> {
        self.days(at)
            .or_else(|| self.digits(at))
            .or_else(|| self.weekdays(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.last_hours(at))
            .or_else(|| self.unit(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year(at))
    }

    /// The first reading of a form's front whose rest is known.
    pub fn front(&self, at: usize, is_known: impl Fn(&str) -> bool) -> Option<Front<'_>> {
        clitic::front(self.form(at), is_known)
    }

    /// Whether the words before a date say that it begins something.
    pub fn is_since(&self, cue: &DateCue) -> bool {
        let at = cue.tokens.start;
        let told = match cue.meaning {
            Meaning::Days { first, last } => first != last,
            Meaning::Weekdays { .. } => true,
            _ => false,
        };
        // "من" begins a span only where "حتى" follows.
        let spans = self.before(at) == "من" && self.phrase(List::Until, cue.tokens.end).is_some();
        !told && (spans || self.follows(List::Since, at) || self.is_since_beginning(at))
    }

    /// "منذ بدء العدوان في السابع من أكتوبر": the day on which a war began.
    fn is_since_beginning(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let before = (self.start.max(at.saturating_sub(REACH))..at).rev();
        let mut words = before.skip_while(|&i| matches!(self.form(i), "في" | "("));
        let mut begun = false;
        words.any(|i| {
            let since = begun && self.form(i) == "منذ";
            begun = self.phrase(List::Beginnings, i).is_some();
            since
        })
    }
}
