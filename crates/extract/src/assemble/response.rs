//! Denials and claims of responsibility: what is said in answer to an incident told.

use std::ops::Range;
use std::sync::Arc;

use tollbook_record::{Act, AllegedPerpetrator, Claim, Degree, Place, Speaker, Status, When};

use super::basis;
use super::claims::Writer;
use super::scene::Scene;
use super::told::{Clause, SpeakerIndex, Spoken};
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::speaker::{Stance, name_in};
use crate::lexicon::Gram;

/// Where and when the incident of an answer was told to be.
pub(super) struct Setting {
    pub place: Option<Arc<Place>>,
    pub when: Option<Arc<When>>,
}

impl Writer<'_, '_> {
    /// Denials and claims of responsibility: claims of their own about the same incident, one for
    /// each speaker. `first` is the index of the scene's first claim.
    pub(super) fn responses(&mut self, scene: &Scene, first: usize, setting: &Setting) {
        let mut denied: Vec<SpeakerIndex> = Vec::new();
        for clause in &scene.clauses {
            for spoken in &clause.speech {
                match spoken.cue.stance {
                    Stance::Denies => {
                        let bare = self.segments.units[spoken.cue.verb.start].has(Gram::BE);
                        let again = bare && !denied.is_empty();
                        if !again && !denied.contains(&spoken.speaker) {
                            denied.push(spoken.speaker);
                            self.denies(scene, clause, spoken, first, setting);
                        }
                    }
                    Stance::Responsible => self.answers_for(scene, spoken, first, setting),
                    Stance::Says | Stance::Accuses => {}
                }
            }
            self.negated_acts(scene, clause, first, setting);
        }
    }

    /// "There was no air strike": the negated act is what is denied, unless a verb of denial stands
    /// beside it.
    fn negated_acts(&mut self, scene: &Scene, clause: &Clause, first: usize, setting: &Setting) {
        let denies = |s: &Spoken| s.cue.stance == Stance::Denies;
        if clause.speech.iter().any(denies) {
            return;
        }
        let negated = |a: &&ActCue| a.negated && !a.weapon && !a.harm && a.act != Act::Attack;
        for act in clause.acts.iter().filter(negated) {
            let speaker = clause.speaker_at(act.core);
            let accused = act
                .doer
                .clone()
                .filter(|_| speaker.is_some())
                .or_else(|| self.denied_party(speaker, first, act.core));
            let claim = self.answer(scene, &act.units, speaker, setting);
            self.push_denial(scene, claim, act.act, accused, "negated-act");
        }
    }

    fn denies(
        &mut self,
        scene: &Scene,
        clause: &Clause,
        spoken: &Spoken,
        first: usize,
        setting: &Setting,
    ) {
        let words = self.with_object(clause, &spoken.cue.verb);
        let named = spoken.cue.named();
        let accused = self
            .denied_doer(clause, spoken)
            .or_else(|| {
                let party = named.and_then(|who| party::first_in(self.segments, who));
                party.map(|units| self.fuller(&units))
            })
            .or_else(|| self.own_men(clause, spoken))
            .or_else(|| self.denied_party(spoken.speaker, first, spoken.cue.verb.start));
        let claim = self.answer(scene, &words, spoken.speaker, setting);
        self.push_denial(scene, claim, act_of(scene), accused, "denial");
    }

    fn push_denial(
        &mut self,
        scene: &Scene,
        mut claim: Claim,
        act: Act,
        accused: Option<Range<usize>>,
        rule: &'static str,
    ) {
        claim.act = act;
        claim.status = Status::Denied;
        claim.alleged_perpetrators = accused
            .map(|units| self.party(&units, Degree::Denied))
            .into_iter()
            .collect();
        claim.rules = basis::of_answer(scene, &claim, rule).into();
        self.reading.claims.push(claim);
    }

    /// "The front claimed responsibility": he who has told of the scene has owned to it.
    fn answers_for(&mut self, scene: &Scene, spoken: &Spoken, first: usize, setting: &Setting) {
        let named = spoken.cue.named();
        let itself = self
            .himself(spoken.speaker)
            .or_else(|| {
                let who = named.clone()?;
                party::first_in(self.segments, who).map(|units| self.fuller(&units))
            })
            .or(named)
            .map(|units| self.party(&units, Degree::ClaimedResponsibility));
        if self.is_claimed_aside(spoken) {
            let told = &mut self.reading.claims[first..];
            let told = told.iter_mut().find(|c| c.status == Status::Asserted);
            if let Some(claim) = told {
                claim.alleged_perpetrators = itself.into_iter().collect();
                return;
            }
        }
        let speaker = self.speaker(spoken.speaker, scene);
        let told = self.reading.claims[first..].iter_mut().find(|c| {
            let same = match (&c.speaker, &speaker) {
                (Speaker::Named { name: a, .. }, Speaker::Named { name: b, .. }) => a == b,
                (a, b) => a == b,
            };
            same && c.status == Status::Asserted
        });
        if let Some(claim) = told {
            claim.alleged_perpetrators = itself.into_iter().collect();
            return;
        }
        let mut claim = self.answer(scene, &spoken.cue.verb, spoken.speaker, setting);
        claim.act = act_of(scene);
        claim.alleged_perpetrators = itself.into_iter().collect();
        claim.rules = basis::of_answer(scene, &claim, "responsibility").into();
        self.reading.claims.push(claim);
    }

    /// "the blast, which the Front claimed", "an attack claimed by the Front": who tells of the deed tells so
    /// whose it is.
    fn is_claimed_aside(&self, spoken: &Spoken) -> bool {
        let verb = &spoken.cue.verb;
        let next = self.segments.units.get(verb.end);
        let ends = next.is_none_or(|u| u.is_any(&['.', ',', ';', ')']) || u.has(Gram::BY_AGENT));
        matches!(self.segments.low(verb.start), "claimed" | "claims") && ends
    }

    /// "denies that the clinic was bombed by its aircraft", "Reports that Russian jets bombed a school are
    /// untrue": the doer that the denied words name, who is the speaker where the arms are his.
    fn denied_doer(&self, clause: &Clause, spoken: &Spoken) -> Option<Range<usize>> {
        let unit = |i: usize| &self.segments.units[i];
        let his = |i: usize| matches!(self.segments.low(i), "its" | "his" | "their" | "our");
        let arms = |i: usize| {
            let lex = unit(i).lex;
            lex.agent.is_some() || lex.weapon.is_some() || unit(i).has(Gram::FORCE)
        };
        let end = clause.units.end;
        let near = |i: usize| (i + 2..end.min(i + 5)).any(arms);
        let mut behind = spoken.cue.verb.end..end.saturating_sub(2);
        let own = behind.any(|i| unit(i).has(Gram::BY_AGENT) && his(i + 1) && near(i));
        let speaker = || {
            self.himself(spoken.speaker).or_else(|| {
                let named = spoken.cue.named()?;
                Some(name_in(self.segments, named))
            })
        };
        let denied = clause.denied.iter().filter(|a| !a.weapon);
        let doer = || denied.clone().find_map(|a| a.doer.clone());
        let possessed = |p: &Range<usize>| his(p.start) || p.start > 0 && his(p.start - 1);
        own.then(speaker)
            .flatten()
            .or_else(|| doer().filter(|p| !possessed(p)))
    }

    /// "denied that his army had fired": the men whom a speaker calls his own.
    fn own_men(&self, clause: &Clause, spoken: &Spoken) -> Option<Range<usize>> {
        const REACH: usize = 4;
        if self.himself(spoken.speaker).is_some() {
            return None;
        }
        let verb = spoken.cue.verb.end;
        let near = verb..clause.units.end.min(verb + REACH);
        let his = near
            .into_iter()
            .find(|i| matches!(self.segments.low(*i), "his" | "its" | "their"));
        let men = his.map(|his| his + 1)?;
        party::designation(self.segments, men, clause.units.end).filter(|found| found.start == men)
    }

    /// For whom a denial at unit `at` speaks: the speaker's own party; of a publisher, the party accused first.
    fn denied_party(&self, speaker: SpeakerIndex, first: usize, at: usize) -> Option<Range<usize>> {
        if speaker.is_some() {
            return self.himself(speaker);
        }
        // Whom he accuses after that he does not speak for.
        let said = self.segments.units[at].start;
        let accused = self.reading.claims[first..]
            .iter()
            .flat_map(|c| &c.alleged_perpetrators)
            .find(|p| p.quote.range().start < said);
        accused.and_then(|p| self.units_at(p.quote.range().start, p.quote.range().end))
    }

    /// The units between two bytes.
    fn units_at(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let units = &self.segments.units;
        let from = units.partition_point(|u| u.start < start);
        let to = units.partition_point(|u| u.end <= end);
        (from < to).then_some(from..to)
    }

    fn party(&self, units: &Range<usize>, degree: Degree) -> AllegedPerpetrator {
        AllegedPerpetrator {
            name: self.words(units),
            degree,
            quote: self.quote(units),
        }
    }

    /// "rejected the insinuation", "denied using poison gas": the verb with its object.
    fn with_object(&self, clause: &Clause, verb: &Range<usize>) -> Range<usize> {
        const LONGEST: usize = 4;
        let ends = |i: &usize| {
            let unit = &self.segments.units[*i];
            unit.is_any(&[',', '.', ';', ':', '"', '”', '“', '!', '?', '(', ')'])
                || unit.has(Gram::THAT)
        };
        let last = clause.units.end.min(verb.end + LONGEST);
        let end = (verb.end..last).find(ends).unwrap_or(last);
        verb.start..end.max(verb.end)
    }

    /// A claim in answer to a scene, with nothing of its own yet.
    fn answer(
        &self,
        scene: &Scene,
        words: &Range<usize>,
        speaker: SpeakerIndex,
        setting: &Setting,
    ) -> Claim {
        Claim {
            act: act_of(scene),
            quote: self.quote(words),
            status: Status::Asserted,
            speaker: self.speaker(speaker, scene),
            weapons: [].into(),
            targets: [].into(),
            place: setting.place.clone(),
            when: setting.when.clone(),
            alleged_perpetrators: [].into(),
            figures: [].into(),
            victims: [].into(),
            rules: [].into(),
        }
    }
}

fn act_of(scene: &Scene) -> Act {
    if scene.total { Act::Attack } else { scene.act }
}
