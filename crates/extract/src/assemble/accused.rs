//! Whom a claim accuses: the parties that its words make the doers, and how.

use std::ops::Range;

use tollbook_record::text::fold;
use tollbook_record::{AllegedPerpetrator, Degree};

use super::claims::Writer;
use super::scene::Scene;
use super::told::{Clause, SpeakerIndex, Spoken};
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::speaker::Stance;

impl Writer<'_, '_> {
    /// The alleged perpetrators of a speaker's claim on a scene.
    pub(super) fn perpetrators(
        &self,
        scene: &Scene,
        speaker: SpeakerIndex,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<AllegedPerpetrator> {
        let mut out: Vec<AllegedPerpetrator> = Vec::new();
        for clause in &scene.clauses {
            let acts = clause.acts.iter().filter(|a| own(clause, a.core));
            let doers = acts.filter_map(|a| self.doer(a, speaker));
            let accusing = |s: &&Spoken| s.cue.stance == Stance::Accuses && s.speaker == speaker;
            let accused = clause.speech.iter().filter(accusing);
            let accused = accused.filter_map(|s| Some((self.accused(s, clause)?, Degree::Alleged)));
            for (units, degree) in doers.chain(accused) {
                let name = self.words(&units);
                let known = |p: &AllegedPerpetrator| {
                    let (a, b) = (fold(&p.name), fold(&name));
                    a.contains(&b) || b.contains(&a)
                };
                if !out.iter().any(known) {
                    let quote = self.quote(&units);
                    out.push(AllegedPerpetrator {
                        name,
                        degree,
                        quote,
                    });
                }
            }
        }
        out
    }

    /// Whether a designation is the publisher's own name, or a part of it.
    fn is_publisher(&self, units: &Range<usize>) -> bool {
        let publisher = fold(self.publisher);
        let name = fold(self.segments.words(units.clone()));
        name.len() > 3 && publisher.contains(&name)
    }

    /// Whom an act is laid to, and how: one's own side's deed is claimed, another's alleged.
    fn doer(&self, act: &ActCue, speaker: SpeakerIndex) -> Option<(Range<usize>, Degree)> {
        let himself_named = act
            .doer
            .as_ref()
            .is_some_and(|doer| speaker.is_none() && self.is_publisher(doer));
        if himself_named {
            return Some((act.doer.clone()?, Degree::ClaimedResponsibility));
        }
        if !act.own {
            return Some((act.doer.clone()?, Degree::Alleged));
        }
        let himself = speaker.and_then(|at| {
            let units = self.speakers[at].mentions[0].clone();
            party::first_in(self.segments, units)
        });
        let units = act.doer.clone().or(himself)?;
        Some((units, Degree::ClaimedResponsibility))
    }

    /// "blamed the Allied Democratic Forces"
    fn accused(&self, spoken: &Spoken, clause: &Clause) -> Option<Range<usize>> {
        let from = spoken.cue.verb.end;
        party::first_in(self.segments, from..clause.units.end.min(from + 8))
    }
}
