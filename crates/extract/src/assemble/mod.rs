//! Mentions to claims: which words speak of one incident, and on whose account.
//!
//! A [`told::Clause`] is a stretch of text with everything that was read from it. A [`scene::Scene`]
//! is one incident as the report tells it. Deciding where one scene ends and the next begins is the
//! hard part; [`scene::build`] does it. [`claims::write`] then makes one claim for each speaker.

mod above;
mod account;
mod accused;
mod act;
mod aftermath;
mod background;
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
mod surnames;
mod told;
mod turns;
mod unread;
mod victims;
mod voices;

use tollbook_record::{Publication, Quote, Reading};

use crate::gazetteer::Gazetteer;
use crate::segment::Segments;

/// The claims of a report, and for each byte of `asked` the designation of whoever is said to say the words there.
pub fn assemble(
    segments: &Segments<'_>,
    publication: &Publication,
    gazetteer: &Gazetteer,
    asked: &[usize],
) -> (Reading, Vec<Option<Quote>>) {
    let told = told::read(segments, publication, gazetteer);
    let speakers = asked.iter().map(|at| speaker_at(segments, &told, *at));
    let speakers = speakers.collect();
    let counts = unread::counts(&told.clauses);
    let scenes = scene::build(segments, publication, gazetteer, told);
    let mut reading = claims::write(segments, publication, scenes);
    let missed = unread::problems(segments, &counts, &reading.claims);
    reading.problems.extend(missed);
    (reading, speakers)
}

/// The one who speaks in the sentence at a byte of the report, or in one that ends with a colon before it.
fn speaker_at(segments: &Segments<'_>, told: &told::Told, at: usize) -> Option<Quote> {
    let next = told
        .clauses
        .partition_point(|clause| segments.bytes(&clause.units).start <= at);
    let clause = told.clauses[..next].last()?;
    let unit = clause
        .units
        .clone()
        .find(|&unit| segments.units[unit].start >= at)
        .unwrap_or(clause.units.end);
    let speaks = |clause: &told::Clause| {
        let last = clause.units.end.checked_sub(1)?;
        let opens = segments.units[last].is(':');
        clause.speaker_at(last).filter(|_| opens)
    };
    let before = || told.clauses[..next].iter().rev().nth(1).and_then(speaks);
    let speaker = clause.speaker_at(unit).or_else(before)?;
    let who = told.speakers[speaker].nearest(unit);
    Quote::new(segments.text, segments.bytes(&who))
}
