//! The dates of a report with the days that they mean.

use std::ops::Range;

use jiff::civil::Date;
use tollbook_record::{DateRange, PartOfDay};

use super::date;
use super::doc::Doc;
use crate::when::{Anchor, Meaning, TimeUnit};

/// What a date tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day, or days.
    Day,
    /// A time of day or "just now", which leans on another date.
    Leaning,
    /// A period that is longer than an incident.
    Since,
    /// Days to come.
    Future,
}

/// A date as told, with the days that it means.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The bytes of its words.
    pub bytes: Range<usize>,
    /// The days.
    pub dates: Option<DateRange>,
    /// The part of the day.
    pub part: Option<PartOfDay>,
    /// What it tells.
    pub kind: Kind,
    /// Whether it only ends or dates something else.
    pub aside: bool,
    /// What the words say, for a day counted from another.
    pub meaning: Meaning,
}

/// The dates of a report, in order.
pub fn find(doc: &Doc<'_>, published: Option<Date>) -> Vec<DayCue> {
    let mut out: Vec<DayCue> = Vec::new();
    let cues = date::read(doc.tokens(), 0..doc.end());
    let hijri = hijri_month(&cues);
    for mut cue in cues {
        if let (Some(month), Meaning::ThisUnit(TimeUnit::Month)) = (hijri, cue.meaning) {
            cue.meaning = month;
            cue.since = true;
        }
        if let Some(years) = published.and_then(|day| years_to_the_day(doc, &cue, day)) {
            cue.meaning = Meaning::YearsToTheDay(years);
        }
        // A day counted from another ("the next day") leans on the last that was told.
        let story = out
            .iter()
            .rev()
            .find_map(|d| d.dates.filter(|_| d.kind == Kind::Day));
        let anchor = Anchor {
            published,
            report: None,
            story,
            ahead: cue.ahead,
        };
        let ahead = cue.ahead || matches!(cue.meaning, Meaning::NextDays(_));
        let kind = match (ahead, cue.is_period(), cue.stands_alone()) {
            (true, ..) => Kind::Future,
            (_, true, _) => Kind::Since,
            (_, _, false) => Kind::Leaning,
            _ => Kind::Day,
        };
        let start = doc.tokens()[cue.tokens.start].byte_of(doc.text.raw, cue.letters);
        out.push(DayCue {
            bytes: start..doc.tokens()[cue.tokens.end - 1].end,
            dates: cue.resolve(&anchor),
            part: cue.part,
            kind,
            aside: cue.aside,
            meaning: cue.meaning,
            tokens: cue.tokens,
        });
    }
    out
}

/// "في مثل هذا اليوم من عام 2014", "في مثل هذا اليوم قبل عشر سنوات": how many years ago to the day.
fn years_to_the_day(doc: &Doc<'_>, cue: &date::DateCue, published: Date) -> Option<i16> {
    const REACH: usize = 6;
    let at = cue.tokens.start;
    let before = at.saturating_sub(REACH)..at;
    before
        .rev()
        .find(|&i| doc.form(i) == "مثل" && doc.form(i + 1) == "هذا")?;
    let years = match cue.meaning {
        Meaning::Year(year) => published.year() - year,
        Meaning::UnitsAgo {
            unit: TimeUnit::Year,
            ago,
        } => i16::try_from(ago).ok()?,
        _ => return None,
    };
    (years > 0).then_some(years)
}

/// "14 جمادى الأولى ... مطلع الشهر الجاري": this month is one of the calendar in which a report dates itself.
fn hijri_month(cues: &[date::DateCue]) -> Option<Meaning> {
    let first = cues.iter().map(|cue| cue.meaning);
    let mut dated = first.filter(|meaning| {
        matches!(
            meaning,
            Meaning::Days { .. } | Meaning::Hijri { day: Some(_), .. }
        )
    });
    match dated.next()? {
        Meaning::Hijri { year, month, .. } => Some(Meaning::Hijri {
            year,
            month,
            day: None,
        }),
        _ => None,
    }
}
