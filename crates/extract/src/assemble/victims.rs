//! The named victims of a claim.

use tollbook_record::{Effect, Quote, Victim};

use super::told::Clause;
use crate::segment::Segments;

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

/// What the words above a list of names say became of them: the nearest word of harm.
fn told_above(segments: &Segments<'_>, at: usize) -> Option<Effect> {
    const REACH: usize = 400;
    let harm = |i: usize| {
        let lex = segments.units[i].lex;
        let verb = lex.harm.or(lex.suffers).or(lex.nominal).map(|h| h.effect);
        verb.or(lex.state).or(lex.remains)
    };
    (at.saturating_sub(REACH)..at).rev().find_map(harm)
}
