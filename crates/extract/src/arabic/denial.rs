//! The claims of those who deny what a scene tells.

use tollbook_record::{Act, AllegedPerpetrator, Claim, Degree, Speaker, Status};

use super::act;
use super::claims::{Writer, rules};
use super::clause::{Clause, SpeakerIndex};
use super::lexicon::Gram;
use super::party::{self, PartyCue};
use super::scene::Scene;

impl Writer<'_, '_> {
    /// The claims of those who deny what a scene tells.
    pub(super) fn denials(&self, scene: &Scene, lead: SpeakerIndex, out: &mut Vec<Claim>) {
        let template = out.first().cloned();
        for clause in self.clauses(scene) {
            let answers = clause.span.clone().any(|i| self.doc.has(i, Gram::DENIES));
            if !answers {
                continue;
            }
            let speaker = clause.speaker;
            let all: Vec<&Clause> = self.clauses(scene).collect();
            // "نفى وجود مقاتلين": what is denied is no deed.
            let presence = clause.span.clone().any(|i| self.doc.stem(i) == "وجود");
            if presence && clause.acts.is_empty() && clause.figures.is_empty() {
                continue;
            }
            let strong = clause.acts.iter().find(|a| !a.word.weak);
            let word = strong
                .or(clause.acts.first())
                .map(|a| a.tokens.clone())
                .or_else(|| {
                    all.iter()
                        .flat_map(|c| &c.acts)
                        .next()
                        .map(|a| a.tokens.clone())
                });
            // "نفى ما نشره المرصد عن مقتل 5": what is denied may be told by its harm alone.
            let harm = || {
                let mut words = clause.span.clone();
                let at = words.find(|&i| self.doc.words[i].lex.harm.is_some())?;
                Some(at..self.doc.after(at))
            };
            let Some(quote) = word.or_else(harm).and_then(|w| self.doc.quote(&w)) else {
                continue;
            };
            if let Some(accuser) = &clause.accuser
                && let Some(first) = out.iter_mut().find(|c| c.status == Status::Asserted)
                && let Some(quote) = self.doc.quote(accuser)
            {
                first.speaker = Speaker::Named {
                    name: quote.text().to_owned(),
                    quote,
                };
            }
            let charge = out.iter().find(|c| !c.alleged_perpetrators.is_empty());
            let mut denied = self.denied_parties(clause, charge);
            denied.dedup_by(|a, b| a.name == b.name);
            let act = template.as_ref().map_or_else(
                || {
                    clause.acts.first().map_or(Act::Attack, |a| {
                        act::kind(self.doc, a, clause.span.clone(), &[])
                    })
                },
                |t| t.act,
            );
            let mut claim = Claim {
                act,
                quote,
                status: Status::Denied,
                speaker: self.speaker(speaker, &[clause]),
                weapons: [].into(),
                targets: self.targets(&[clause], act).into(),
                place: self.place(scene).map(Into::into),
                when: self.when(scene).map(Into::into),
                alleged_perpetrators: denied.into(),
                figures: [].into(),
                victims: [].into(),
                rules: [].into(),
            };
            claim.rules = rules(&claim, "denial", &[], scene, lead).into();
            if out
                .iter()
                .any(|c| c.status == Status::Denied && c.speaker == claim.speaker)
            {
                continue;
            }
            out.push(claim);
        }
    }

    fn denied_parties(&self, clause: &Clause, charge: Option<&Claim>) -> Vec<AllegedPerpetrator> {
        let here = clause
            .accused
            .iter()
            .filter_map(|p| self.perpetrator(p, Degree::Denied));
        let mut out: Vec<AllegedPerpetrator> = here.collect();
        if out.is_empty()
            && let Some(claim) = charge
        {
            out.extend(
                claim
                    .alleged_perpetrators
                    .iter()
                    .cloned()
                    .map(|p| AllegedPerpetrator {
                        degree: Degree::Denied,
                        ..p
                    }),
            );
        }
        if out.is_empty()
            && let Some(who) = clause.cue.as_ref().and_then(|cue| cue.who.clone())
        {
            let mut own = party::find(self.doc, who.clone());
            // "نفت قوة حماية طرابلس"
            if own.is_empty() && self.doc.has(who.start, Gram::PARTY_HEAD) {
                own.push(PartyCue {
                    tokens: who.clone(),
                    name: who,
                    adjective: false,
                });
            }
            out.extend(
                own.iter()
                    .filter_map(|p| self.perpetrator(p, Degree::Denied)),
            );
        }
        out
    }
}
