//! Dates as reports write them, and the days that they mean.
//!
//! A date is read once into a [`Meaning`] (`recognise`, with its part of the day from `part`) and
//! resolved later.

use std::ops::Range;

use tollbook_record::{DateRange, PartOfDay};

use crate::segment::Segments;
pub use crate::when::{Anchor, Day, Meaning};

mod part;
mod recognise;
mod relative;
#[cfg(test)]
mod tests;

use recognise::Reader;

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
    /// Whether they only end something or date another thing: "by Sunday", "the 7 October attack".
    pub aside: bool,
}

impl DateCue {
    /// Whether the words name a day by themselves or by the day of publication.
    pub fn stands_alone(&self) -> bool {
        self.meaning.stands_alone()
    }

    /// Whether the words name a period that is longer than one incident lasts.
    pub fn is_period(&self) -> bool {
        self.since || self.meaning.is_period()
    }

    /// The days that it means. `None` if the words cannot be resolved without a date that is not
    /// known.
    pub fn resolve(&self, anchor: &Anchor) -> Option<DateRange> {
        let dates = self.meaning.resolve(self.part, anchor)?;
        // "Since dawn 12 people have been killed": on the day that the story has reached.
        if self.since && self.meaning != Meaning::Clock {
            DateRange::new(dates.first(), anchor.published)
        } else {
            Some(dates)
        }
    }
}

/// All dates of a sentence, in order, none inside another.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>) -> Vec<DateCue> {
    let reader = Reader {
        segments,
        start: sentence.start,
        end: sentence.end,
    };
    let mut out: Vec<DateCue> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match reader.cue(at) {
            Some(cue) => {
                at = cue.units.end;
                let mut cue = reader.with_preposition(cue);
                // What the date before has taken is not taken again.
                let taken = out.last().map_or(0, |last| last.units.end);
                cue.units.start = cue.units.start.max(taken);
                out.push(cue);
            }
            None => at += 1,
        }
    }
    out
}
