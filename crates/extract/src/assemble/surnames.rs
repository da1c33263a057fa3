//! Names of persons that are names of places too.

use std::collections::HashSet;

use super::told::Clause;
use crate::lexicon::Gram;
use crate::segment::Segments;
use crate::token::Shape;

/// "Dixon was angry", in a report that tells of a Rami Dixon: he is meant, and no town of that name, unless the words say that something
/// is there ("in Dixon").
pub fn leave_out(segments: &Segments<'_>, clauses: &mut [Clause]) {
    let persons = of_persons(segments, clauses);
    if persons.is_empty() {
        return;
    }
    let there = |at: usize| {
        let before = at.checked_sub(1).map(|before| &segments.units[before]);
        before.is_some_and(|unit| unit.has(Gram::LOCATIVE.with(Gram::OF).with(Gram::COMPASS)))
    };
    for clause in clauses {
        clause.places.retain(|place| {
            let alone = place.name.len() == 1 && place.within.is_empty();
            !alone || !persons.contains(segments.low(place.name.start)) || there(place.units.start)
        });
    }
}

/// The last words of the full names of victims, of those who speak, and of those whose age is told.
fn of_persons<'s>(segments: &'s Segments<'_>, clauses: &[Clause]) -> HashSet<&'s str> {
    let name = |at: usize| {
        segments
            .units
            .get(at)
            .is_some_and(|unit| unit.capital && unit.shape == Shape::Word && unit.lex.is_unknown())
    };
    let victims = clauses.iter().flat_map(|clause| &clause.victims);
    let victims = victims.map(|victim| victim.units.clone());
    let speakers = clauses.iter().flat_map(|clause| &clause.speech);
    let speakers = speakers.filter_map(|spoken| spoken.cue.named());
    let full = victims
        .chain(speakers)
        .filter(|units| units.len() > 1 && units.clone().all(name))
        .map(|units| units.end - 1);
    let aged = (0..segments.units.len()).filter_map(|at| {
        let before = matches!(segments.units[at].shape, Shape::Age(_));
        (before && name(at + 1) && name(at + 2)).then_some(at + 2)
    });
    full.chain(aged).map(|at| segments.low(at)).collect()
}
