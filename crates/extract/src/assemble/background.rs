//! What a relative clause tells of a place before: "nine people were killed in Goma, which the army took in May".

use std::ops::Range;

use super::told::Clause;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// Takes away from a clause that counts people what a clause behind its place tells of another time. Numbers in
/// it are left without a figure, and reported as such.
pub fn set_aside(segments: &Segments<'_>, clause: &mut Clause) {
    let ends: Vec<usize> = { clause.places.iter() }
        .filter(|place| place.located)
        .map(|place| place.units.end)
        .collect();
    for end in ends {
        let Some(relative) = relative(segments, clause, end) else {
            continue;
        };
        let within = |at: usize| relative.contains(&at);
        let counted = clause
            .figures
            .iter()
            .any(|f| f.part_of.is_none() && f.group.units.start < end && f.predicate.start < end);
        // "which was hit on Monday" may well be the attack that is told; "in May" and "since May" are not its day.
        let mut dates = clause.dates.iter();
        let another = dates.any(|d| within(d.units.start) && d.is_period());
        if !counted || !another {
            continue;
        }
        clause.acts.retain(|act| !within(act.core));
        for act in &mut clause.acts {
            act.doer = act.doer.take().filter(|doer| !within(doer.start));
        }
        clause.blames.retain(|blame| !within(blame.at));
        clause.weapons.retain(|weapon| !within(weapon.1.start));
        for date in &mut clause.dates {
            date.aside |= within(date.units.start);
        }
        let apart = |f: &crate::frame::FigureCue| within(f.group.units.start);
        let left = clause.figures.iter().filter(|f| apart(f));
        clause.left.extend(left.map(|f| f.group.units.clone()));
        let kept: Vec<bool> = clause.figures.iter().map(|f| !apart(f)).collect();
        super::victims::keep(&mut clause.figures, &kept);
    }
}

/// The clause that opens behind a place: "which", "where", "a town besieged".
fn relative(segments: &Segments<'_>, clause: &Clause, end: usize) -> Option<Range<usize>> {
    let start = end + usize::from(segments.low_in(clause.units.clone(), end) == ",");
    let word = segments.low_in(clause.units.clone(), start);
    let noun = segments.units.get(start + 1)?;
    let town = matches!(word, "a" | "an") && start > end && noun.has(Gram::GENERIC_PLACE);
    let opens = matches!(word, "which" | "where") || town;
    let marks = [',', ';', '.'];
    let close = (start + 1..clause.units.end).find(|at| segments.units[*at].is_any(&marks));
    opens.then_some(start..close.unwrap_or(clause.units.end))
}
