//! Forms: lines of a name and what fills it ("Location: Pulka", "Date: 10 January") that tell of one
//! incident together.

use super::setting::{Dated, Setting};
use super::told::Clause;
use crate::cue::place::PlaceCue;
use crate::lexicon::Gram;
use crate::segment::Segments;
use crate::token::Shape;

/// What a line of a form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Where.
    Place,
    /// When.
    Day,
    /// What was done.
    Deed,
}

/// The field that a line fills, and the unit of its colon.
pub fn field(segments: &Segments<'_>, clause: &Clause) -> Option<(Field, usize)> {
    const LONGEST: usize = 5;
    if !clause.opens {
        return None;
    }
    let mut opening = clause.units.clone().take(LONGEST);
    let colon = opening.find(|at| segments.units[*at].is(':'))?;
    // "Incident 7: air attack on a quarry" is a heading.
    let numbered =
        (clause.units.start..colon).any(|at| matches!(segments.units[at].shape, Shape::Number(_)));
    let filled = colon + 1 < clause.units.end && !numbered;
    let first = &segments.units[clause.units.start];
    let named = [
        (Gram::FIELD_PLACE, Field::Place),
        (Gram::FIELD_DAY, Field::Day),
        (Gram::FIELD_DEED, Field::Deed),
    ];
    let found = named.iter().find(|(gram, _)| first.has(*gram));
    found.map(|(_, field)| (*field, colon)).filter(|_| filled)
}

/// What the lines of a form have told so far.
#[derive(Default)]
pub struct Form {
    /// The last line.
    pub line: usize,
    /// Where.
    pub place: Option<PlaceCue>,
    /// When.
    pub when: Option<Dated>,
    /// The line that tells the deed.
    pub deed: Option<Clause>,
}

impl Form {
    /// Whether a line stands in the form: so few lines after its last field that no other story has
    /// begun.
    pub fn holds(&self, line: usize) -> bool {
        const APART: usize = 4;
        line.saturating_sub(self.line) <= APART
    }

    /// Whether the form has named a place or a day that no scene has taken yet.
    pub fn names(&self, line: usize) -> bool {
        self.holds(line) && (self.place.is_some() || self.when.is_some())
    }

    /// Gives a scene the place and the day that the form names.
    pub fn fill(&mut self, setting: &mut Setting) {
        if let Some(place) = self.place.take() {
            setting.place = Some(place);
        }
        if let Some(when) = self.when.take() {
            setting.when = Some(when);
        }
    }
}
