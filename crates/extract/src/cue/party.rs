//! Designations of those who may be accused, in the words of the report.

use std::ops::Range;

use crate::lexicon::{Gram, Party};
use crate::segment::Segments;
use crate::token::Shape;

/// The designation that covers or ends before unit `at`, seen from the left: the longest run of
/// adjectives, names and nouns of a party in `range`. The first that is found is given.
pub fn first_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    range
        .clone()
        .find_map(|at| designation(segments, at, range.end))
}

/// The last designation in `range`.
pub fn last_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    let mut found = None;
    while at < range.end {
        match designation(segments, at, range.end) {
            Some(party) => {
                at = party.end;
                found = Some(party);
            }
            None => at += 1,
        }
    }
    found
}

/// The designations of more than one word that hold a name: "the Dagalo militia", in order.
pub fn named(segments: &Segments<'_>) -> Vec<Range<usize>> {
    let end = segments.units.len();
    let mut out = Vec::new();
    let mut at = 0;
    while at < end {
        let Some(found) = designation(segments, at, end) else {
            at += 1;
            continue;
        };
        at = found.end;
        let names = found.len() > 1 && segments.units[found.start].capital;
        if names && !segments.units[found.start].has(Gram::DEFINITE) {
            out.push(found);
        }
    }
    out
}

/// The designation that begins at `at`: "Israeli" before a weapon, "government forces", "the
/// Allied Democratic Forces (ADF)", "gunmen in black", without epithets before it.
pub fn designation(segments: &Segments<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let units = &segments.units[..end];
    let mut next = at;
    let mut found = None;
    while let Some(unit) = units.get(next) {
        let lex = unit.lex;
        let modifies = lex.party == Some(Party::Adjective)
            || lex.gram.has(Gram::ADJECTIVE) && lex.person.is_none() && next > at
            || unit.capital
                && unit.shape == Shape::Word
                && lex.time.is_none()
                && !lex.gram.has(
                    Gram::DEFINITE
                        .with(Gram::ARTICLE)
                        .with(Gram::LOCATIVE)
                        .with(Gram::AND)
                        .with(Gram::PRONOUN),
                )
                && lex.speech.is_none();
        match lex.party {
            Some(Party::Noun | Party::Name) => found = Some(next + 1),
            Some(Party::Adjective) => found = found.or(Some(next + 1)).map(|f| f.max(next + 1)),
            None if !modifies => break,
            None => {}
        }
        next += 1;
        if next - at > 6 {
            break;
        }
    }
    let end_of_name = found?;
    let start = (at..end_of_name).find(|i| {
        !units[*i].has(Gram::EPITHET)
            || units[*i].lex.party.is_some() && *i + 1 == end_of_name
            || units[*i].capital && *i > at
    })?;
    Some(start..with_short_form(segments, end_of_name, end))
}

/// "(ADF)" belongs to the designation.
fn with_short_form(segments: &Segments<'_>, at: usize, end: usize) -> usize {
    let units = &segments.units[..end];
    let bracketed = units.get(at).is_some_and(|u| u.is('('))
        && units.get(at + 2).is_some_and(|u| u.is(')'))
        && units[at + 1].capital;
    if bracketed { at + 3 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let found = first_in(&segments, 0..segments.units.len());
        assert_eq!(found.map_or("", |r| segments.words(r)), expect, "{text}");
    }

    #[test]
    fn designations_without_epithets() {
        check("Suspected militiamen armed with machetes", "militiamen");
        check(
            "the Allied Democratic Forces (ADF) attacked",
            "Allied Democratic Forces (ADF)",
        );
        check("Russian warplanes struck", "Russian");
        check("by government forces on", "government forces");
        check("the criminal regime bombed", "regime");
        check("nothing here", "");
    }
}
