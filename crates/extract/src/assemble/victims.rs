//! The named victims of a claim.

use std::collections::HashSet;
use std::ops::Range;

use tollbook_record::{Count, Effect, Quote, Victim};

use super::told::Clause;
use crate::cue::name::NameCue;
use crate::frame::{FigureCue, Whole};
use crate::segment::Segments;

/// Gives a clause its named persons. Neither their names nor where they come from tell the place, and "a shepherd, NAME" counts nobody
/// beside the name.
pub fn settle(clause: &mut Clause, named: Vec<NameCue>) {
    // Mentions stand in order and apart, so the first that ends behind a word is the only candidate.
    let mentioned = |inner: &Range<usize>| {
        let at = named.partition_point(|v| v.mention.end < inner.end);
        named
            .get(at)
            .is_some_and(|v| v.mention.start <= inner.start)
    };
    clause.places.retain(|p| !mentioned(&p.name));
    let explains = |f: &FigureCue| f.group.count == Count::exactly(1) && mentioned(&f.group.units);
    let kept: Vec<bool> = clause.figures.iter().map(|f| !explains(f)).collect();
    keep(&mut clause.figures, &kept);
    clause.victims = named;
}

/// Drops figures. Parts point at wholes by index, so the indexes move with what is dropped.
pub(super) fn keep(figures: &mut Vec<FigureCue>, kept: &[bool]) {
    let moved: Vec<usize> = kept
        .iter()
        .scan(0, |before, keep| {
            let at = *before;
            *before += usize::from(*keep);
            Some(at)
        })
        .collect();
    for figure in figures.iter_mut() {
        if let Some(Whole::Here(whole)) = figure.part_of {
            figure.part_of = kept[whole].then(|| Whole::Here(moved[whole]));
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
    let mut seen: HashSet<(&str, Option<u8>)> = HashSet::new();
    let mut surnames: HashSet<&str> = HashSet::new();
    for clause in clauses {
        for cue in clause.victims.iter().filter(|v| own(clause, v.units.start)) {
            let name = segments.words(cue.units.clone());
            // "Qasr was found dead": he whose full name was told before.
            let again = cue.age.is_none() && cue.role.is_none() && surnames.contains(name);
            if again || !seen.insert((name, cue.age)) {
                continue;
            }
            surnames.extend(name.rsplit_once(' ').map(|(_, surname)| surname));
            let quote = Quote::new(segments.text, segments.bytes(&cue.units));
            out.push(Victim {
                name: name.into(),
                effect: cue.effect.or_else(|| told_above(segments, cue.units.start)),
                age: cue.age,
                sex: cue.sex,
                role: cue.role.map(|at| segments.low(at).into()),
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
