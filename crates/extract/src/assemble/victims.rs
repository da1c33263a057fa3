//! The named victims of a claim.

use std::ops::Range;

use tollbook_record::{Count, Effect, Quote, Victim};

use super::told::Clause;
use crate::cue::name::NameCue;
use crate::cue::place::PlaceCue;
use crate::frame::{FigureCue, Whole};
use crate::segment::Segments;

/// Gives a clause its named persons. Neither their names nor where they come from tell the place, and "a shepherd, NAME" counts nobody
/// beside the name.
pub fn settle(clause: &mut Clause, named: Vec<NameCue>) {
    let within = |outer: &Range<usize>, inner: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end
    };
    let is_name = |p: &PlaceCue| named.iter().any(|v| within(&v.mention, &p.name));
    clause.places.retain(|p| !is_name(p));
    let explains = |f: &FigureCue| {
        let one = f.group.count == Count::exactly(1);
        one && named.iter().any(|v| within(&v.mention, &f.group.units))
    };
    let kept: Vec<bool> = clause.figures.iter().map(|f| !explains(f)).collect();
    keep(&mut clause.figures, &kept);
    clause.victims = named;
}

/// Drops figures. Parts point at wholes by index, so the indexes move with what is dropped.
pub(super) fn keep(figures: &mut Vec<FigureCue>, kept: &[bool]) {
    let moved = |at: usize| kept[..at].iter().filter(|keep| **keep).count();
    for figure in figures.iter_mut() {
        if let Some(Whole::Here(whole)) = figure.part_of {
            figure.part_of = kept[whole].then(|| Whole::Here(moved(whole)));
        }
    }
    let mut keep = kept.iter();
    figures.retain(|_| *keep.next().unwrap_or(&true));
}

/// The named persons in `clauses` whom the speaker of the claim names, each once.
pub fn of(
    segments: &Segments<'_>,
    clauses: &[Clause],
    own: &impl Fn(&Clause, usize) -> bool,
) -> Vec<Victim> {
    let mut out: Vec<Victim> = Vec::new();
    for clause in clauses {
        for cue in clause.victims.iter().filter(|v| own(clause, v.units.start)) {
            let name = segments.words(cue.units.clone()).to_owned();
            if out.iter().any(|v| v.name == name && v.age == cue.age) {
                continue;
            }
            let quote = Quote::new(segments.text, segments.bytes(&cue.units));
            out.push(Victim {
                name,
                effect: cue.effect.or_else(|| told_above(segments, cue.units.start)),
                age: cue.age,
                sex: cue.sex,
                role: cue.role.map(|at| segments.low(at).to_owned()),
                quote: quote.expect("units are non-empty slices of the text"),
            });
        }
    }
    out
}

/// What the words above a list of names say became of them. Lists are of the dead, the missing and
/// the taken before they are of the hurt, so the nearest word of those goes first.
fn told_above(segments: &Segments<'_>, at: usize) -> Option<Effect> {
    const REACH: usize = 400;
    let harm = |i: usize| {
        let lex = segments.units[i].lex;
        let verb = lex.harm.or(lex.suffers).or(lex.nominal).map(|h| h.effect);
        verb.or(lex.state).or(lex.remains)
    };
    let above = || (at.saturating_sub(REACH)..at).rev().filter_map(harm);
    let graver = [Effect::Killed, Effect::Missing, Effect::Abducted];
    above()
        .find(|e| graver.contains(e))
        .or_else(|| above().next())
}
