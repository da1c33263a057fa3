//! Who tells of a scene: the speakers that have something of their own to say of it.

use tollbook_record::Who;

use super::Scene;
use crate::assemble::told::{Clause, SpeakerIndex};
use crate::cue::act::ActCue;
use crate::segment::Segments;

/// The speakers of a scene with something of their own to say, the publisher among them.
pub fn speakers_of(segments: &Segments<'_>, scene: &Scene) -> Vec<SpeakerIndex> {
    let mut out: Vec<SpeakerIndex> = Vec::new();
    for clause in &scene.clauses {
        let told = clause
            .figures
            .iter()
            .map(|f| clause.speaker_at(f.told_at()));
        let named = clause
            .victims
            .iter()
            .map(|v| clause.speaker_at(v.units.start));
        let accused = clause
            .speech
            .iter()
            .filter(|s| matches!(s.cue.stance, crate::cue::speaker::Stance::Accuses))
            .filter(|s| names_somebody(segments, clause, s.cue.verb.end))
            .map(|s| s.speaker);
        // A named speaker who tells of his own side's deed speaks for himself; so does a publisher
        // who says "we".
        let own = clause
            .acts
            .iter()
            .filter(|a| a.own && a.verb && !a.negated)
            .map(|a| (clause.speaker_at(a.core), a))
            .filter(|(speaker, a)| speaker.is_some() || says_we(segments, clause, a))
            .map(|(speaker, _)| speaker);
        // A named speaker who says who did it, or with what, adds to what is told.
        let doers = clause
            .acts
            .iter()
            .filter(|a| a.doer.is_some() && !a.negated && !a.hypothetical)
            .map(|a| a.core)
            .chain(clause.blames.iter().map(|b| b.at))
            .map(|at| clause.speaker_at(at))
            .filter(Option::is_some);
        // A named speaker who tells of an attack in a verb of his own tells of it himself.
        let tells = clause
            .acts
            .iter()
            .filter(|a| a.verb && !a.definite && !a.harm && !a.negated && !a.hypothetical)
            .map(|a| clause.speaker_at(a.core))
            .filter(Option::is_some);
        // "The army admits the air strike": who owns to a deed told before tells of it.
        let admits = clause
            .speech
            .iter()
            .filter(|s| admits(segments, clause, s.cue.verb.end))
            .map(|s| s.speaker);
        for speaker in told
            .chain(named)
            .chain(accused)
            .chain(own)
            .chain(doers)
            .chain(tells)
            .chain(admits)
        {
            if !out.contains(&speaker) {
                out.push(speaker);
            }
        }
    }
    out
}

/// "blamed the rebels", and not "blamed a gas cylinder": a party or a name follows.
fn names_somebody(segments: &Segments<'_>, clause: &Clause, from: usize) -> bool {
    const REACH: usize = 12;
    (from..clause.units.end.min(from + REACH)).any(|i| {
        let unit = &segments.units[i];
        let armed = unit.lex.person.is_some_and(|p| p.who == Who::Fighters);
        unit.lex.party.is_some() || armed || unit.capital || unit.is_any(&['"', '“'])
    })
}

/// "our rocket unit struck": the words before a verb say "we" or "our".
fn says_we(segments: &Segments<'_>, clause: &Clause, act: &ActCue) -> bool {
    const REACH: usize = 8;
    let from = act.core.saturating_sub(REACH).max(clause.units.start);
    (from..act.core).any(|i| matches!(segments.low(i), "we" | "our") && !segments.units[i].quoted)
}

/// Whether a verb of owning to something stands before `end` and an attack behind it.
fn admits(segments: &Segments<'_>, clause: &Clause, end: usize) -> bool {
    const REACH: usize = 4;
    let verb = segments.low(end - 1);
    let owns = ["admit", "acknowledg", "conced"];
    let told = |a: &ActCue| (end..end + REACH).contains(&a.core) && !a.negated && !a.hypothetical;
    owns.iter().any(|o| verb.starts_with(o)) && clause.acts.iter().any(told)
}
