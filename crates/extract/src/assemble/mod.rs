//! Mentions to claims: which words speak of one incident, and on whose account.
//!
//! A [`told::Clause`] is a stretch of text with everything that was read from it. A [`scene::Scene`]
//! is one incident as the report tells it. Deciding where one scene ends and the next begins is the
//! hard part; [`scene::build`] does it. [`claims::write`] then makes one claim for each speaker.

mod above;
mod account;
mod accused;
mod act;
mod basis;
mod claims;
mod clause;
mod figures;
mod form;
mod hit;
mod means;
mod named;
mod response;
mod scene;
mod setting;
mod shares;
mod side;
mod sides;
mod stand;
mod sums;
mod told;
mod turns;
mod unread;
mod victims;
mod voices;

use tollbook_record::{Publication, Reading};

use crate::gazetteer::Gazetteer;
use crate::segment::Segments;

/// The claims of a report.
pub fn assemble(
    segments: &Segments<'_>,
    publication: &Publication,
    gazetteer: &Gazetteer,
) -> Reading {
    let told = told::read(segments, publication, gazetteer);
    let counts = unread::counts(&told.clauses);
    let scenes = scene::build(segments, publication, gazetteer, told);
    let mut reading = claims::write(segments, publication, scenes);
    let missed = unread::problems(segments, &counts, &reading.claims);
    reading.problems.extend(missed);
    reading
}
