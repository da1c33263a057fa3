//! Whose account a scene is: what is told of an incident without a speaker of its own goes on with
//! the account of him who gave its toll.

use super::scene::Scene;
use super::told::Clause;
use crate::cue::speaker::Stance;
use crate::frame::FigureCue;
use crate::segment::{LineKind, Segments};

/// "Six people were killed, the mayor said. Among the dead was a boy.": the boy is the mayor's. If
/// the publisher gives a toll of his own first, what nobody says is his.
pub fn follow(segments: &Segments<'_>, scene: &mut Scene) {
    let mut lead = None;
    let mut line = None;
    // Whether it was a toll that made him the one who tells, and not a deed alone.
    let mut counted = false;
    // Who told of the deed in the sentences right before, in which line.
    let mut last = None;
    for clause in &mut scene.clauses {
        let silent = clause.speech.iter().all(|s| s.cue.stance != Stance::Says);
        if silent && clause.default_speaker.is_none() {
            if speaks_of_us(segments, clause) {
                return;
            }
            let near = line == Some(clause.line) || !opens_anew(clause);
            let near = near && (counted || line == Some(clause.line) && !clause.figures.is_empty());
            if clause.kind == LineKind::Prose && clause.label.is_none() && tells(clause) && near {
                // "Residents say two jets bombed a school. 17 people were killed.": the residents'.
                let whole = clause
                    .figures
                    .iter()
                    .any(|f| f.part_of.is_none() && !f.inherits);
                let nearest = last.filter(|(_, told)| whole && *told == clause.line);
                clause.default_speaker = nearest.map_or(lead, |(speaker, _)| speaker);
            }
            if lead.is_none() && tells(clause) {
                return;
            }
            continue;
        }
        let says = clause.speech.iter().rfind(|s| s.cue.stance == Stance::Says);
        let of_deed = tells(clause) || clause.acts.iter().any(|a| !a.negated);
        last = says
            .filter(|_| of_deed)
            .map(|s| (s.speaker, clause.line))
            .or(last);
        // "The mayor said that a bomb had been defused. No one was hurt."
        let deed = { clause.acts.iter() }.find(|a| a.verb && !a.definite && !a.negated);
        let first = clause.figures.first().map(FigureCue::told_at);
        if lead.is_none()
            && let Some(at) = first.or(deed.map(|a| a.core))
        {
            lead = clause.speaker_at(at);
            line = Some(clause.line);
            counted = first.is_some();
            if lead.is_none() && first.is_some() {
                return;
            }
        }
    }
}

/// "We say: nobody was harmed. Our aircraft struck a post": a publisher who speaks of himself goes on with his
/// own account.
fn speaks_of_us(segments: &Segments<'_>, clause: &Clause) -> bool {
    const OPENING: usize = 4;
    let mut words = clause.units.clone().take(OPENING);
    words.any(|i| matches!(segments.low(i), "we" | "our") && !segments.units[i].quoted)
}

fn tells(clause: &Clause) -> bool {
    !clause.figures.is_empty() || !clause.victims.is_empty()
}

/// Whether a clause tells of a deed as if nothing had been told of it.
fn opens_anew(clause: &Clause) -> bool {
    clause
        .acts
        .iter()
        .any(|a| !a.harm && !a.definite && !a.weapon)
}
