//! Whose account a scene is: what is told of an incident without a speaker of its own goes on with
//! the account of him who gave its toll.

use super::scene::Scene;
use super::told::Clause;
use crate::cue::speaker::Stance;
use crate::frame::FigureCue;
use crate::segment::LineKind;

/// "Six people were killed, the mayor said. Among the dead was a boy.": the boy is the mayor's. If
/// the publisher gives a toll of his own first, what nobody says is his.
pub fn follow(scene: &mut Scene) {
    let mut lead = None;
    let mut line = None;
    // Whether it was a toll that made him the one who tells, and not a deed alone.
    let mut counted = false;
    for clause in &mut scene.clauses {
        let silent = clause.speech.iter().all(|s| s.cue.stance != Stance::Says);
        if silent && clause.default_speaker.is_none() {
            let near = line == Some(clause.line) || !opens_anew(clause);
            let near = near && (counted || line == Some(clause.line) && !clause.figures.is_empty());
            if clause.kind == LineKind::Prose && clause.label.is_none() && tells(clause) && near {
                clause.default_speaker = lead;
            }
            if lead.is_none() && tells(clause) {
                return;
            }
            continue;
        }
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
