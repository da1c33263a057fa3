//! Both sides of a fight: "clashes between the army and rebels", "soldiers clashed with militiamen".

use std::ops::Range;

use tollbook_record::Act;

use super::told::Clause;
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// How far after the word for a fight its sides are named.
const REACH: usize = 6;

/// The sides of the fight that a statement tells, if it tells one.
pub fn of(segments: &Segments<'_>, clause: &Clause, act: &ActCue) -> Vec<Range<usize>> {
    let fight = act.act == Act::GroundAttack || act.act == Act::Shooting;
    let mutual = act.units.clone().chain(act.core..act.core + 1);
    let mutual = { mutual }.any(|i| segments.units[i].has(Gram::MUTUAL));
    let after = act.core + 1..clause.units.end.min(act.core + 1 + REACH);
    let find = |words: &[&str]| after.clone().find(|i| words.contains(&segments.low(*i)));
    let between = after
        .clone()
        .find(|i| segments.units[*i].has(Gram::BETWEEN))
        .filter(|_| fight || mutual);
    if let Some(between) = between {
        let end = clause.units.end.min(between + 16);
        let first = party::first_in(segments, between + 1..end.min(between + 7));
        return first
            .filter(|f| f.start <= between + 3)
            .map(|f| other(segments, f, end, Gram::PLAIN_AND))
            .unwrap_or_default();
    }
    if !mutual {
        return Vec::new();
    }
    let Some(with) = find(&["with", "against"]) else {
        return of_nouns(segments, clause, act);
    };
    let end = clause.units.end.min(with + 9);
    let second = party::first_in(segments, with + 1..end).filter(|p| p.start <= with + 4);
    // "fighting of one band with another"
    let first = party::first_in(segments, act.core + 1..with);
    first.into_iter().chain(second).collect()
}

/// "The army and the Northern Front exchanged fire": two subjects that a conjunction joins.
fn of_nouns(segments: &Segments<'_>, clause: &Clause, act: &ActCue) -> Vec<Range<usize>> {
    match &act.doer {
        Some(doer) if act.verb => party::joined(segments, doer.clone(), clause.units.clone()),
        _ => Vec::new(),
    }
}

/// A side and the one joined to it.
fn other(
    segments: &Segments<'_>,
    first: Range<usize>,
    end: usize,
    joint: Gram,
) -> Vec<Range<usize>> {
    let and = (first.end..end.min(first.end + 4)).find(|i| segments.units[*i].has(joint));
    let second = and.and_then(|and| {
        let near = and + 1..end.min(and + 6);
        // "herders and farmers in Plateau State": a place is no side.
        let placed =
            |p: &Range<usize>| (and + 1..p.start).any(|i| segments.units[i].has(Gram::LOCATIVE));
        let named = party::first_in(segments, near).filter(|p| p.start <= and + 3 && !placed(p));
        let people = || {
            let noun = (and + 1..end.min(and + 3))
                .take_while(|i| !segments.units[*i].has(Gram::LOCATIVE))
                .find(|i| segments.units[*i].lex.person.is_some_and(|p| p.plural))?;
            let determiner = Gram::DEFINITE.with(Gram::ARTICLE);
            let first = (and + 1..noun).find(|i| !segments.units[*i].has(determiner));
            Some(first.unwrap_or(noun)..noun + 1)
        };
        named.or_else(people)
    });
    std::iter::once(first).chain(second).collect()
}
