//! Those to whom a claim lays the deed, and to what degree.

use tollbook_record::{AllegedPerpetrator, Degree};

use super::super::clause::{Clause, SpeakerIndex};
use super::super::lexicon::{Cue, Pronoun, bare};
use super::super::party::PartyCue;
use super::super::scene::Scene;
use super::Writer;

impl Writer<'_, '_> {
    /// Each party once.
    pub(super) fn accused(
        &self,
        mine: &[&Clause],
        scene: &Scene,
        speaker: SpeakerIndex,
    ) -> Vec<AllegedPerpetrator> {
        let mut out: Vec<AllegedPerpetrator> = Vec::new();
        for clause in mine {
            for party in &clause.accused {
                // "برصاص المهاجمين": those told before.
                let at = party.tokens.start;
                let back = self.doc.stem_in(at, Cue::BACK) && self.doc.words[at].article;
                if back && party.tokens.len() == 1 && !out.is_empty() {
                    continue;
                }
                let degree = self.degree(clause, party, scene, speaker);
                let named = speaker
                    .filter(|_| self.is_ours(party))
                    .and_then(|s| self.told.speakers[s].first());
                let party = PartyCue {
                    name: named.unwrap_or(&party.name).clone(),
                    ..party.clone()
                };
                if let Some(one) = self.perpetrator(&party, degree)
                    && !out.iter().any(|p| shares_word(&p.name, &one.name))
                {
                    out.push(one);
                }
            }
        }
        out
    }

    fn degree(
        &self,
        clause: &Clause,
        party: &PartyCue,
        scene: &Scene,
        speaker: SpeakerIndex,
    ) -> Degree {
        if scene.hypothetical || clause.accuser.is_some() {
            return Degree::Alleged;
        }
        if self.owns(clause) {
            return Degree::ClaimedResponsibility;
        }
        // "بيان صادر عن كتائب الفجر ... تمكن مجاهدونا"
        if speaker.is_some() && self.is_ours(party) {
            return Degree::ClaimedResponsibility;
        }
        let own = speaker.is_none() && self.own_voice && !party.adjective && !self.is_enemy(party);
        let speaks_for = speaker.is_some_and(|s| {
            self.told.speakers[s].iter().any(|who| {
                party
                    .name
                    .clone()
                    .any(|i| who.clone().any(|j| self.doc.stem(i) == self.doc.stem(j)))
            })
        });
        let deed = clause
            .acts
            .iter()
            .any(|a| a.tokens.start >= clause.span.start);
        let admits = clause
            .span
            .clone()
            .any(|i| self.doc.stem_in(i, Cue::ADMITS));
        match (own || speaks_for) && deed {
            true if admits || own && self.answers => Degree::AdmittedAct,
            true => Degree::ClaimedResponsibility,
            false => Degree::Alleged,
        }
    }

    /// "مجاهدونا", "قواتنا": those of whoever speaks.
    fn is_ours(&self, party: &PartyCue) -> bool {
        let at = party.tokens.start;
        let ours = self.doc.words[at].pronoun == Some(Pronoun::Us)
            || self.doc.form(at).ends_with("ونا")
            || self.doc.form(at).ends_with("تنا");
        ours && party.tokens.len() == 1
    }

    fn is_enemy(&self, party: &PartyCue) -> bool {
        party
            .tokens
            .clone()
            .any(|i| self.doc.stem_in(i, Cue::ENEMY))
    }

    /// A party with a degree; `None` if it has no words.
    pub(in crate::arabic) fn perpetrator(
        &self,
        party: &PartyCue,
        degree: Degree,
    ) -> Option<AllegedPerpetrator> {
        let quote = self.doc.quote(&party.tokens)?;
        let name = self.doc.name(&party.name)?;
        Some(AllegedPerpetrator {
            name,
            degree,
            quote,
        })
    }
}

fn shares_word(a: &str, b: &str) -> bool {
    let words = |s: &str| {
        s.split_whitespace()
            .map(tollbook_record::text::fold)
            // "إسرائيلي" and "الإسرائيلية" name one.
            .map(|word| bare(&word).trim_end_matches('ه').to_owned())
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    a.iter().any(|w| b.contains(w) && w.chars().count() > 3)
}
