//! Dates as Arabic reports write them.
//!
//! A date is read once into a [`Meaning`] and resolved later: months of both naming systems and of the
//! Maghreb, weekdays, days told from the report's day, the Islamic calendar, and the part of the day that
//! stands before or behind.

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use tollbook_record::{DateRange, PartOfDay};

use super::token::Token;
use crate::when::{Anchor, Meaning};

mod day;
mod part;
mod reader;
mod relative;
#[cfg(test)]
mod tests;
mod weekday;
mod words;

use reader::Reader;
use words::{List, WORDS};

/// A date found in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct DateCue {
    /// Its tokens, without preposition.
    pub tokens: Range<usize>,
    /// Letters of the first token that belong to no date: a clitic.
    pub letters: usize,
    /// What the words say.
    pub meaning: Meaning,
    /// The part of the day that they say.
    pub part: Option<PartOfDay>,
    /// Whether the days go on until the report, or until [`Self::until`]: "منذ الاثنين".
    pub since: bool,
    /// Where they go on to: "منذ الاثنين حتى الخميس".
    pub until: Option<Meaning>,
    /// Whether they only end something or date another thing: "حتى الأحد", "هجوم السابع من أكتوبر".
    pub aside: bool,
    /// The weekday beside a date, 1 Monday to 7 Sunday; it tells which day of several is meant.
    pub weekday: Option<i8>,
    /// Whether the words say that the day is to come: "الخميس المقبل".
    pub ahead: bool,
    /// Years before that of the report: "آذار من العام الماضي".
    pub years_back: i16,
}

impl DateCue {
    /// Whether the words name a day by themselves or by the day of publication.
    pub fn stands_alone(&self) -> bool {
        self.meaning.stands_alone()
    }

    /// Whether the words name a period that is longer than one incident lasts.
    pub fn is_period(&self) -> bool {
        self.since || self.weekday.is_none() && self.meaning.is_period()
    }

    /// The days that it means. `None` if the words cannot be resolved without a date that is not
    /// known.
    pub fn resolve(&self, anchor: &Anchor) -> Option<DateRange> {
        let published = anchor.published;
        let anchor = self.seen_from(*anchor)?;
        let dates = self.meaning.resolve(self.part, &anchor)?;
        let dates = self
            .weekday
            .and_then(|day| only(dates, day))
            .unwrap_or(dates);
        let last = match self.until {
            Some(until) => until.resolve(None, &anchor)?.last(),
            None if self.since => published,
            None => return Some(dates),
        };
        DateRange::new(dates.first(), last)
    }

    fn seen_from(&self, anchor: Anchor) -> Option<Anchor> {
        let published = match (self.years_back, anchor.published) {
            (0, published) => published,
            (years, Some(day)) => Some(Date::new(day.year().checked_sub(years)?, 12, 31).ok()?),
            (_, None) => None,
        };
        Some(Anchor {
            published,
            ahead: anchor.ahead || self.ahead,
            ..anchor
        })
    }
}

/// The one day of a week or less that is this weekday.
fn only(dates: DateRange, weekday: i8) -> Option<DateRange> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    let (first, last) = (dates.first()?, dates.last()?);
    let day = match first.weekday() == wanted {
        true => first,
        false => first.nth_weekday(1, wanted).ok()?,
    };
    let short =
        (last - first).get_days() < 7 && last.since(first).is_ok_and(|s| s.get_months() == 0);
    (short && day <= last).then(|| DateRange::day(day))
}

/// Whether the name of a month begins with a word in its form for looking up.
pub fn names_month(form: &str) -> bool {
    WORDS.names_month(form)
}

/// Whether a word without its article is the name of a weekday.
pub fn names_weekday(stem: &str) -> bool {
    WORDS.weekday(stem).is_some()
}

/// All dates in a run of tokens, in order, none inside another.
pub fn read(tokens: &[Token], range: Range<usize>) -> Vec<DateCue> {
    let reader = Reader {
        tokens,
        start: range.start,
        end: range.end.min(tokens.len()),
    };
    let mut out: Vec<DateCue> = Vec::new();
    let mut at = reader.start;
    while at < reader.end {
        let Some(mut cue) = reader.cue(at) else {
            at += 1;
            continue;
        };
        at = cue.tokens.end;
        let before = cue.tokens.start;
        let after_another = out.last_mut().filter(|last| {
            last.since && reader.phrase(List::Until, last.tokens.end) == Some(before)
        });
        if let Some(last) = after_another {
            last.until = Some(cue.meaning);
            last.tokens.end = cue.tokens.end;
            continue;
        }
        let until = WORDS.list(List::Until).before(tokens, before).is_some();
        if !until && reader.is_since(&cue) {
            cue.since = true;
            cue.tokens.start -= usize::from(reader.before(before) == "منذ");
        }
        if cue.since {
            cue.part = None;
        }
        // "الأكبر منذ ثلاثة أسابيع"
        let since = cue.tokens.start;
        let compares = cue.since && WORDS.list(List::Compared).before(tokens, since).is_some();
        cue.aside = until || compares || WORDS.list(List::Dated).before(tokens, before).is_some();
        out.push(cue);
    }
    out
}
