//! Denials and claims of responsibility: what is said in answer to an incident told.

use tollbook_record::{Act, AllegedPerpetrator, Claim, Degree, Place, Status, When};

use super::basis;
use super::claims::Writer;
use super::scene::Scene;
use super::told::{SpeakerIndex, Spoken};
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::speaker::Stance;

impl Writer<'_, '_> {
    /// Denials and claims of responsibility: claims of their own about the same incident.
    pub(super) fn responses(&mut self, scene: &Scene, place: &Option<Place>, when: &Option<When>) {
        for clause in &scene.clauses {
            for spoken in &clause.speech {
                let (status, degree) = match spoken.cue.stance {
                    Stance::Denies => (Status::Denied, Degree::Denied),
                    Stance::Responsible => (Status::Asserted, Degree::ClaimedResponsibility),
                    Stance::Says | Stance::Accuses => continue,
                };
                let mut claim = self.response(scene, spoken, status, degree, place, when);
                let rule = match status {
                    Status::Denied => "denial",
                    _ => "responsibility",
                };
                claim.rules = basis::of_answer(scene, &claim, rule);
                self.reading.claims.push(claim);
            }
            for act in clause
                .acts
                .iter()
                .filter(|a| a.negated && !a.weapon && !a.harm && a.act != Act::Attack)
            {
                let answered = clause.speech.iter().any(|s| s.cue.stance == Stance::Denies);
                if !answered {
                    let speaker = clause.speaker_at(act.core);
                    let mut claim = self.denial(scene, act, speaker, place, when);
                    claim.rules = basis::of_answer(scene, &claim, "negated-act");
                    self.reading.claims.push(claim);
                }
            }
        }
    }

    /// "There was no air strike": the negated act is what is denied.
    fn denial(
        &self,
        scene: &Scene,
        act: &ActCue,
        speaker: SpeakerIndex,
        place: &Option<Place>,
        when: &Option<When>,
    ) -> Claim {
        Claim {
            act: act.act,
            quote: self.quote(&act.units),
            status: Status::Denied,
            speaker: self.speaker(speaker, scene),
            weapons: Vec::new(),
            targets: Vec::new(),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: Vec::new(),
            figures: Vec::new(),
            victims: Vec::new(),
            rules: Vec::new(),
        }
    }

    fn response(
        &self,
        scene: &Scene,
        spoken: &Spoken,
        status: Status,
        degree: Degree,
        place: &Option<Place>,
        when: &Option<When>,
    ) -> Claim {
        let party = spoken
            .cue
            .named()
            .and_then(|who| party::first_in(self.segments, who));
        let itself = party.map(|units| AllegedPerpetrator {
            name: self.words(&units),
            degree,
            quote: self.quote(&units),
        });
        Claim {
            act: if scene.total { Act::Attack } else { scene.act },
            quote: self.quote(&spoken.cue.verb),
            status,
            speaker: self.speaker(spoken.speaker, scene),
            weapons: Vec::new(),
            targets: Vec::new(),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: itself.into_iter().collect(),
            figures: Vec::new(),
            victims: Vec::new(),
            rules: Vec::new(),
        }
    }
}
