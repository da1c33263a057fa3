//! Whom a claim accuses: the parties that its words make the doers, and how.

use std::ops::Range;

use tollbook_record::text::fold;
use tollbook_record::{Act, AllegedPerpetrator, Claim, Degree};

use super::claims::Writer;
use super::scene::Scene;
use super::side::Side;
use super::told::{Clause, SpeakerIndex, Spoken};
use super::{shares, sides};
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::speaker::Stance;
use crate::frame::FigureCue;
use crate::lexicon::Gram;
use crate::lexicon::alias::same_party;
use crate::segment::Unit;
use crate::token::Shape;

/// A party and how the deed is laid to it.
type Laid = (Range<usize>, Degree);

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
            for (units, degree) in self.laid(scene, clause, speaker, own) {
                // "the soldiers" after "the occupation army" are of it.
                let men = self.segments.units[units.end - 1].lex.person.is_some();
                let joined = self.follows_and(&units);
                if men && !joined && self.is_anaphor(&units) && !out.is_empty() {
                    continue;
                }
                let units = self.fuller(&units);
                let name = self.words(&units);
                let known = |p: &AllegedPerpetrator| {
                    let (a, b) = (fold(&p.name), fold(&name));
                    a.contains(&b) || b.contains(&a) || same_party(&p.name, &name)
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
        if out.is_empty() && scene.clauses.first().is_some_and(shares::is_share) {
            // "Russians killed four, two of them in Tamra": each part is laid to whom the whole is.
            return self.of_whole(speaker, scene);
        }
        if out.is_empty() {
            out.extend(self.meant_by_pronoun(scene, speaker, own));
        }
        out
    }

    /// "soldiers and heavily armed militiamen": the second of two.
    fn follows_and(&self, units: &Range<usize>) -> bool {
        let skipped = Gram::EPITHET.with(Gram::ADJECTIVE);
        const LONGEST: usize = 8;
        let first = units.start.saturating_sub(LONGEST);
        let before = (first..units.start)
            .rev()
            .find(|i| !self.segments.units[*i].has(skipped));
        before.is_some_and(|i| self.segments.units[i].has(Gram::PLAIN_AND))
    }

    /// The parties of the speaker's last claim.
    fn of_whole(&self, speaker: SpeakerIndex, scene: &Scene) -> Vec<AllegedPerpetrator> {
        let same = |c: &&Claim| c.speaker == self.speaker(speaker, scene);
        let last = self.reading.claims.iter().rfind(same);
        last.map(|c| c.alleged_perpetrators.to_vec())
            .unwrap_or_default()
    }

    /// "They shot my husband", "yesterday it struck a mill": the doers named last before, unless the
    /// speaker means himself.
    fn meant_by_pronoun(
        &self,
        scene: &Scene,
        speaker: SpeakerIndex,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Option<AllegedPerpetrator> {
        const REACH: usize = 90;
        let unit = |i: usize| &self.segments.units[i];
        let clauses = scene.clauses.iter();
        let acts = clauses.flat_map(|c| c.acts.iter().map(move |a| (c, a)));
        let told =
            |c: &Clause, a: &ActCue| own(c, a.core) && a.verb && !a.negated && !a.hypothetical;
        let pronoun = |c: &Clause, a: &ActCue| {
            let first = a.units.start.saturating_sub(2).max(c.units.start);
            let pronoun = (first..=a.units.start).find(|i| {
                let they =
                    self.segments.low(*i) == "they" && (unit(*i).quoted || speaker.is_none());
                they || self.segments.low(*i) == "it" && speaker.is_none()
            });
            // "Their shells fell on", "its jets dropped": of what they fight with.
            let arms = |i: usize| unit(i).lex.weapon.is_some() || unit(i).lex.agent.is_some();
            let theirs = |i: &usize| {
                matches!(self.segments.low(*i), "their" | "its")
                    && speaker.is_none()
                    && (i + 1..a.core).any(arms)
            };
            // "a bomb launched by one of its jets"
            let after = a.core + 1..c.units.end.min(a.core + 7);
            let by_theirs = |i: &usize| {
                let low = self.segments.low(*i);
                let by = (i.saturating_sub(3)..*i).any(|at| unit(at).has(Gram::BY_AGENT));
                by && speaker.is_none() && matches!(low, "their" | "its")
            };
            pronoun
                .or_else(|| (first..a.core).find(theirs))
                .or_else(|| after.into_iter().find(by_theirs))
        };
        let at = { acts }
            .filter(|(c, a)| told(c, a))
            .find_map(|(c, a)| pronoun(c, a))?;
        let first = at.saturating_sub(REACH);
        let possessive = matches!(self.segments.low(at), "their" | "its");
        // Whoever fights means himself, unless he says "we" and "our" of himself and names another.
        let fights = self.speaker_fights(speaker);
        let other = |p: &Range<usize>| !fights || self.side(scene, p, speaker) == Side::Other;
        if fights && !(possessive && speaker.is_none()) {
            return None;
        }
        let doer = |p: &Range<usize>| {
            other(p) && (possessive || p.clone().any(|i| unit(i).has(Gram::DOER)))
        };
        let counted = |p: &Range<usize>| scene.clauses.iter().any(|c| is_counted(c, p));
        let mut found = None;
        let mut next = first;
        while let Some(party) = party::first_in(self.segments, next..at) {
            next = party.end;
            found = Some(party).filter(|p| doer(p) && !counted(p)).or(found);
        }
        let units = self.fuller(&found?);
        Some(AllegedPerpetrator {
            name: self.words(&units),
            degree: Degree::Alleged,
            quote: self.quote(&units),
        })
    }

    /// To whom the words of a clause lay its deed.
    fn laid(
        &self,
        scene: &Scene,
        clause: &Clause,
        speaker: SpeakerIndex,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<Laid> {
        let acts = || {
            clause
                .acts
                .iter()
                .filter(|a| own(clause, a.core) && !a.negated)
        };
        let mut out: Vec<Laid> = Vec::new();
        // "In answer to the massacres of the regime our men shelled": what is told anew.
        let anew = acts().any(|a| !a.definite && a.verb && a.own);
        for act in acts().filter(|a| (!anew || !a.definite) && !self.is_answered(clause, a)) {
            let teller = self.teller_of_deed(scene, clause, act.core, speaker);
            let doer = act.doer.clone().filter(|d| !is_counted(clause, d));
            let doer = doer.or_else(|| self.owner(act));
            let other = self.meant_by_they(clause, act);
            let own_deed =
                act.own && act.verb && other.is_none() && !self.is_told_of_others(clause, act);
            let doer = doer.or(other);
            match doer {
                Some(units) if self.is_of_publisher(&units, teller) => {
                    out.push((self.ours(clause, act).unwrap_or(units), Degree::Alleged));
                }
                Some(units) if self.is_thing_of_another(&units) || self.is_foe(&units) => {
                    let parties = party::joined(self.segments, units, clause.units.clone());
                    out.extend(parties.into_iter().map(|party| (party, Degree::Alleged)));
                }
                Some(units) if own_deed && self.is_possessed_by(&units, teller) => {
                    let degree = self.own_deed(scene, clause, units.start, teller);
                    out.push((self.himself(teller).unwrap_or(units), degree));
                }
                Some(units) => {
                    for party in party::joined(self.segments, units, clause.units.clone()) {
                        let degree = self.degree(scene, clause, &party, teller);
                        out.extend(degree.map(|degree| (party, degree)));
                    }
                }
                None if own_deed && self.is_told_of_publisher(clause, act, teller) => {
                    let ours = self.ours(clause, act);
                    out.extend(ours.map(|units| (units, Degree::Alleged)));
                }
                None if own_deed => {
                    let degree = self.own_deed(scene, clause, act.core, teller);
                    let ours = || {
                        self.ours(clause, act)
                            .or_else(|| self.we(clause, act, teller))
                    };
                    let himself = self.himself(teller).or_else(ours);
                    out.extend(himself.map(|units| (units, degree)));
                }
                None if self.is_by_own_arms(clause, act, teller)
                    || self.is_admitted(act, teller) =>
                {
                    let degree = self.own_deed(scene, clause, act.core, teller);
                    out.extend(self.himself(teller).map(|units| (units, degree)));
                }
                None if self.eliminates(act) => {
                    let degree = self.own_deed(scene, clause, act.core, teller);
                    let himself = self.who_eliminates(scene, clause, teller);
                    out.extend(himself.map(|units| (units, degree)));
                }
                None => {}
            }
        }
        out.extend(
            acts()
                .flat_map(|a| sides::of(self.segments, clause, a))
                .map(|u| (u, Degree::Alleged)),
        );
        if out.is_empty()
            && let Some(units) = self.in_label(clause).filter(|u| own(clause, u.start))
        {
            out.push((units, Degree::Alleged));
        }
        if out.is_empty()
            && let Some(units) = self
                .opening_subject(clause)
                .filter(|u| own(clause, u.start))
        {
            let teller = self.teller_of_deed(scene, clause, units.start, speaker);
            let degree = self.degree(scene, clause, &units, teller);
            out.extend(degree.map(|degree| (units, degree)));
        }
        for blame in clause.blames.iter().filter(|b| own(clause, b.at)) {
            if is_counted(clause, &blame.party) {
                continue;
            }
            let teller = self.teller_of_deed(scene, clause, blame.at, speaker);
            let Some(degree) = self.degree(scene, clause, &blame.party, teller) else {
                continue;
            };
            if self.possessor(&blame.party).is_none() {
                out.push((blame.party.clone(), degree));
            } else if degree != Degree::Alleged {
                out.extend(self.himself(speaker).map(|units| (units, degree)));
            }
        }
        let accusing = |s: &&Spoken| s.cue.stance == Stance::Accuses && s.speaker == speaker;
        let accused = clause.speech.iter().filter(accusing);
        out.extend(accused.filter_map(|s| Some((self.accused(s, clause)?, Degree::Alleged))));
        out
    }

    /// In whose name the words at `at` lay the deed. The publisher's words around a speaker's toll are his
    /// own: whoever counts the civilians that his forces killed has not boasted of it. Who counts enemies has.
    fn teller_of_deed(
        &self,
        scene: &Scene,
        clause: &Clause,
        at: usize,
        speaker: SpeakerIndex,
    ) -> SpeakerIndex {
        let said = clause.speaker_at(at);
        let harm = self.harm(scene);
        let boasts = harm.fighters && !harm.civilians;
        if said.is_none() && boasts {
            speaker
        } else {
            said
        }
    }

    /// "The army said the clinic had been hit by its artillery": what a speaker's own arms or men did.
    fn is_by_own_arms(&self, clause: &Clause, act: &ActCue, speaker: SpeakerIndex) -> bool {
        const REACH: usize = 6;
        let unit = |i: usize| &self.segments.units[i];
        let near = act.core + 1..clause.units.end.min(act.core + REACH);
        let by = near.into_iter().find(|i| unit(*i).has(Gram::BY_AGENT));
        let Some(his) = by.map(|by| by + 1).filter(|at| *at + 1 < clause.units.end) else {
            return false;
        };
        let arms = (his + 1..clause.units.end.min(his + 4)).any(|i| {
            let lex = unit(i).lex;
            lex.agent.is_some() || lex.weapon.is_some() || unit(i).has(Gram::FORCE)
        });
        let own = matches!(self.segments.low(his), "its" | "his" | "our") && speaker.is_some();
        own && arms && self.speaker_fights(speaker)
    }

    /// "acknowledged that nine civilians died in its strike": a deed that its doer calls his.
    fn is_admitted(&self, act: &ActCue, speaker: SpeakerIndex) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let first = act.units.start.saturating_sub(1);
        let his = (first..act.core)
            .find(|i| matches!(self.segments.low(*i), "its" | "his" | "our") && !unit(*i).quoted);
        let Some(his) = his.filter(|at| !act.verb && speaker.is_some() && !self.is_of_another(*at))
        else {
            return false;
        };
        const REACH: usize = 12;
        let owns = (his.saturating_sub(REACH)..his).any(|i| unit(i).has(Gram::ADMISSION));
        owns && self.speaker_fights(speaker)
    }

    /// "Three terrorists were neutralised": the word of those who did it.
    fn eliminates(&self, act: &ActCue) -> bool {
        act.units
            .clone()
            .any(|i| self.segments.units[i].has(Gram::ELIMINATE))
    }

    /// Who tells so of his own deed: a speaker who fights, or the forces that a publisher who fights
    /// names beside it.
    fn who_eliminates(
        &self,
        scene: &Scene,
        clause: &Clause,
        speaker: SpeakerIndex,
    ) -> Option<Range<usize>> {
        if speaker.is_some() {
            return self
                .himself(speaker)
                .filter(|_| self.speaker_fights(speaker));
        }
        if !self.speaker_fights(None) {
            return None;
        }
        let mut at = clause.units.start;
        while let Some(found) = party::first_in(self.segments, at..clause.units.end) {
            if self.is_own_side(scene, &found, None) && !is_counted(clause, &found) {
                return Some(found);
            }
            at = found.end;
        }
        None
    }

    /// "The Front said that soldiers came at dawn and that they shelled the camp": not the speaker, but
    /// the party that he has named before.
    fn meant_by_they(&self, clause: &Clause, act: &ActCue) -> Option<Range<usize>> {
        let first = act.units.start.saturating_sub(2).max(clause.units.start);
        let they = (first..act.core).find(|i| self.segments.low(*i) == "they")?;
        let said = clause.speech.iter().map(|s| s.cue.verb.end);
        let said = { said }.filter(|end| *end <= they).max()?;
        let named = party::last_in(self.segments, said..they);
        // "Troops came to a wood where, according to the staff, they killed eight": who opens the sentence.
        let mut speech = clause.speech.iter().filter(|s| s.cue.units.end <= they);
        let inserted = speech.next_back().filter(|s| {
            let comma = s.cue.units.start.checked_sub(1);
            self.segments.units[s.cue.verb.start].has(Gram::BY)
                && comma.is_some_and(|at| self.segments.units[at].is(','))
        });
        let opens = || {
            let before = clause.units.start..inserted?.cue.units.start;
            let found = party::first_in(self.segments, before)?;
            self.opens_clause(clause, found.start).then_some(found)
        };
        named.filter(|_| inserted.is_none()).or_else(opens)
    }

    /// "They also burned houses, the government said": who is told of before, where the one who speaks stands
    /// behind and is one body.
    fn is_told_of_others(&self, clause: &Clause, act: &ActCue) -> bool {
        let first = act.units.start.saturating_sub(2).max(clause.units.start);
        let Some(they) = (first..act.core).find(|i| self.segments.low(*i) == "they") else {
            return false;
        };
        let mut said = clause
            .speech
            .iter()
            .filter_map(|s| Some((s.cue.verb.end, s.cue.named()?)));
        let before = said.clone().any(|(verb, _)| verb <= they);
        let body = |who: Range<usize>| {
            let head = &self.segments.units[who.end - 1];
            head.has(Gram::SPEAKER) && !head.lex.person.is_some_and(|p| p.plural)
        };
        !before && said.any(|(verb, who)| verb > they && body(who))
    }

    /// "The Front claims our jets killed 35": the publisher's arms, in the words of another.
    fn is_told_of_publisher(&self, clause: &Clause, act: &ActCue, speaker: SpeakerIndex) -> bool {
        let ours = self.ours(clause, act);
        ours.is_some_and(|units| self.is_of_publisher(&units, speaker))
    }

    /// "in response to the crimes of the regime": a deed that the one told answers is of another's account.
    fn is_answered(&self, clause: &Clause, act: &ActCue) -> bool {
        const REACH: usize = 2;
        let first = act
            .units
            .start
            .saturating_sub(REACH)
            .max(clause.units.start);
        let answers = |i: usize| self.segments.units[i].has(Gram::AVENGE);
        !act.verb && (first..act.core).any(answers)
    }

    /// "our lions shelled": a publisher's own, whatever he calls them.
    fn ours(&self, clause: &Clause, act: &ActCue) -> Option<Range<usize>> {
        const REACH: usize = 6;
        let first = act.core.saturating_sub(REACH).max(clause.units.start);
        let our = (first..act.core)
            .rev()
            .find(|i| self.segments.low(*i) == "our")?;
        (our + 1 < act.core).then_some(our..our + 2)
    }

    /// "We shot dead an officer": a publisher who tells his own deed.
    fn we(&self, clause: &Clause, act: &ActCue, speaker: SpeakerIndex) -> Option<Range<usize>> {
        const REACH: usize = 4;
        let first = act.core.saturating_sub(REACH).max(clause.units.start);
        let we = |i: &usize| self.segments.low(*i) == "we" && !self.segments.units[*i].quoted;
        let at = (first..act.core).rev().find(we)?;
        // "We received 44 wounded" is what a hospital does.
        let lex = self.segments.units[act.core].lex;
        let counts = |f: &FigureCue| f.predicate.contains(&act.core);
        let harms = lex.harm.is_some() && clause.figures.iter().any(counts);
        (speaker.is_none() && (harms || lex.act_verb.is_some())).then_some(at..at + 1)
    }

    /// "Tue. 6: CODECO, site of Rho: five dead": a line of a list names a party before its colon.
    fn in_label(&self, clause: &Clause) -> Option<Range<usize>> {
        const LONGEST: usize = 16;
        let unit = |i: usize| &self.segments.units[i];
        if !clause.opens || clause.figures.is_empty() {
            return None;
        }
        let end = clause.units.end.min(clause.units.start + LONGEST);
        let colon = (clause.units.start..end).rev().find(|i| unit(*i).is(':'))?;
        let named = |p: &Range<usize>| {
            let alone = p.start == clause.units.start
                || unit(p.start - 1).is_any(&[',', ':', '.', '-', '–', '—', ';']);
            let ends = unit(p.end).is_any(&[',', ':'])
                || self.segments.low(p.end) == "presumed"
                || self.segments.low(p.end) == "suspected";
            let doer = p.clone().any(|i| unit(i).has(Gram::DOER));
            alone && ends && doer
        };
        let spoken = |p: &Range<usize>| {
            clause.speech.iter().any(|s| {
                s.cue
                    .named()
                    .is_some_and(|n| n.start < p.end && p.start < n.end)
            })
        };
        let mut at = clause.units.start;
        while let Some(found) = party::first_in(self.segments, at..colon) {
            if named(&found) && !spoken(&found) {
                return Some(found);
            }
            at = found.end;
        }
        None
    }

    /// "its crew", where "it" is not the speaker.
    fn is_thing_of_another(&self, units: &Range<usize>) -> bool {
        let its = |i: &usize| matches!(self.segments.low(*i), "its" | "his" | "their");
        let at = (units.start.saturating_sub(1)..units.end).find(its);
        at.is_some_and(|at| self.is_of_another(at))
    }

    /// "its helicopters", "our men": a thing or people of the speaker's. Of a publisher only "ours" are.
    fn is_possessed_by(&self, units: &Range<usize>, speaker: SpeakerIndex) -> bool {
        let possessor = self.possessor(units);
        possessor.is_some_and(|at| speaker.is_some() || self.segments.low(at) == "our")
    }

    /// "its helicopters", "his brave men": the word that says that a thing or people are somebody's.
    fn possessor(&self, units: &Range<usize>) -> Option<usize> {
        const REACH: usize = 2;
        let has = |i: usize, gram: Gram| self.segments.units[i].has(gram);
        let praises = |i: &usize| {
            has(*i, Gram::EPITHET.with(Gram::ADJECTIVE)) || self.segments.units[*i].lex.is_unknown()
        };
        let mut before = (0..units.start).rev().take(REACH + 1);
        let first = before.find(|i| !praises(i));
        let mut near = [Some(units.start), first].into_iter().flatten();
        near.find(|i| has(*i, Gram::POSSESSIVE))
    }

    /// "the regime's shelling", "a drone of the Northern Command", "a prison of the militia"
    fn owner(&self, act: &ActCue) -> Option<Range<usize>> {
        const REACH: usize = 6;
        let start = act.units.start;
        let low = |i: usize| self.segments.low(i);
        let genitive = (start.saturating_sub(1)..=start).find(|i| matches!(low(*i), "'s" | "’s"));
        if let Some(at) = genitive.filter(|at| *at > 0) {
            let before = at.saturating_sub(REACH)..at;
            let state = || {
                let found = party::state_in(self.segments, at.saturating_sub(3)..at);
                found.filter(|state| state.end == at)
            };
            return party::last_in(self.segments, before)
                .filter(|p| p.end == at)
                .or_else(state);
        }
        let of = act.core + 1;
        let noun = !act.verb;
        // "the killing of seven soldiers": those who suffered it.
        let suffers = |core: usize| {
            let word = low(core);
            word.ends_with("ing")
                || word.ends_with("ings")
                || self.segments.units[core].lex.nominal.is_some()
                || matches!(act.act, Act::Execution | Act::Abduction)
                || matches!(
                    word,
                    "murder" | "murders" | "assassination" | "ambush" | "rape"
                )
        };
        // "execution, by the Front": a form parts them by a comma.
        let by = of + usize::from(low(of) == ",");
        let by = self
            .segments
            .units
            .get(by)
            .filter(|u| u.has(Gram::BY_AGENT))
            .map(|_| by);
        let of = by
            .or(Some(of).filter(|of| low(*of) == "of" && !suffers(act.core)))
            .filter(|_| noun)?;
        party::first_in(self.segments, of + 1..self.end(of + REACH)).filter(|p| p.start <= of + 2)
    }

    fn end(&self, at: usize) -> usize {
        at.min(self.segments.units.len())
    }

    /// The party that opens the clause as the subject of what it tells: "gunmen in black moved from
    /// house to house, shooting". One to whom something is done, or who speaks, is none.
    fn opening_subject(&self, clause: &Clause) -> Option<Range<usize>> {
        const FIRST_WORDS: usize = 24;
        let unit = |i: usize| &self.segments.units[i];
        let end = clause.units.end;
        let last = end.min(clause.units.start + FIRST_WORDS);
        let mut at = clause.units.start;
        while at < last {
            let Some(found) = party::designation(self.segments, at, end) else {
                at += 1;
                continue;
            };
            let opens = self.opens_clause(clause, found.start);
            let spoken = clause.speech.iter().any(|s| {
                s.cue
                    .named()
                    .is_some_and(|n| n.start < found.end && found.start < n.end)
            });
            let doer = found.clone().any(|i| unit(i).has(Gram::DOER));
            if opens
                && doer
                && !spoken
                && !is_counted(clause, &found)
                && self.acts(clause, found.end)
            {
                return Some(found);
            }
            at = found.end;
        }
        None
    }

    /// Whether a designation at `start` stands where a subject does: at the start of the clause or of
    /// a subordinate one, with nothing but articles, numbers and epithets before it.
    fn opens_clause(&self, clause: &Clause, start: usize) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let mut at = start;
        while at > clause.units.start {
            let before = unit(at - 1);
            let skips = before.has(
                Gram::ARTICLE
                    .with(Gram::DEFINITE)
                    .with(Gram::EPITHET)
                    .with(Gram::ADJECTIVE)
                    .with(Gram::POSSESSIVE),
            ) || before.lex.number.is_some()
                || matches!(before.shape, Shape::Number(_))
                || before.is_any(&['"', '“', '#', '@'])
                || before.lex.before.is_some();
            if !skips {
                break;
            }
            at -= 1;
        }
        at == clause.units.start
            || unit(at - 1).is_any(&[',', ':', ';', '-', '–', '—', ')'])
            || unit(at - 1).has(Gram::THAT)
            || matches!(
                self.segments.low(at - 1),
                "when" | "as" | "after" | "while" | "where" | "before" | "and"
            )
    }

    /// Whether the first verb after `at` tells of a deed of its subject.
    fn acts(&self, clause: &Clause, at: usize) -> bool {
        const REACH: usize = 14;
        for i in at..clause.units.end.min(at + REACH) {
            let unit = &self.segments.units[i];
            let lex = unit.lex;
            // "The regiment had 12 men killed": it lost them.
            let counted = |u: &Unit| {
                let number = u.lex.number.is_some() || matches!(u.shape, Shape::Number(_));
                number || u.lex.person.is_some()
            };
            let next = self.segments.units.get(i + 1);
            let lost = unit.has(Gram::HAVE) && next.is_some_and(counted);
            let passive = unit.has(Gram::BE.with(Gram::NOT)) || lex.suffers.is_some() || lost;
            let relative = matches!(self.segments.low(i), "who" | "which" | "that");
            let says = lex.speech.is_some() && !unit.capital;
            if passive && !relative || says || unit.is_any(&[';', '.', ':']) {
                return false;
            }
            let told = |a: &ActCue| a.core == i && a.verb && !a.negated;
            if clause.acts.iter().any(told) {
                return true;
            }
            // "Gunmen moved from house to house, shooting": a deed follows that has no other subject.
            let word = self.segments.low(i);
            let follows = |a: &ActCue| a.core > i && a.verb && !a.negated && a.doer.is_none();
            if lex.is_unknown() && (word.ends_with("ed") || word.ends_with("ing")) {
                return clause.acts.iter().any(follows);
            }
        }
        false
    }

    /// "blamed the Northern Front", "pinned the ambush on deserters", "blamed 'the wolves'"
    fn accused(&self, spoken: &Spoken, clause: &Clause) -> Option<Range<usize>> {
        const REACH: usize = 9;
        let end = clause.units.end;
        let verb = spoken.cue.verb.end;
        let reach = || verb..end.min(verb + REACH);
        // "blamed the attack on the rebels": what stands after the preposition is accused, unless a
        // party is blamed before it.
        let on = reach().find(|i| matches!(self.segments.low(*i), "on" | "to" | "at"));
        let on = on.or_else(|| self.parted_object(verb, end));
        let before = verb..on.unwrap_or(reach().end).min(reach().end);
        let found = party::first_in(self.segments, before).or_else(|| {
            on.and_then(|on| party::first_in(self.segments, on + 1..end.min(on + REACH)))
        });
        found
            .or_else(|| self.quoted_name(reach()))
            .or_else(|| self.proper_name(verb, end))
    }

    /// "blamed the shelling, in which two people died, on the rebels": the preposition behind the remark.
    fn parted_object(&self, verb: usize, end: usize) -> Option<usize> {
        const LONGEST: usize = 18;
        let mark = |i: usize| self.segments.units[i].is(',');
        let stop = |i: &usize| !self.segments.units[*i].is_any(&['.', ';', ':']);
        let near = (verb + 1..end.min(verb + LONGEST)).take_while(stop);
        let parted = |i: &usize| self.segments.low(*i) == "on" && mark(i - 1);
        near.into_iter().find(parted)
    }

    /// "held Saudi Arabia responsible": a name that no table has, right after the verb.
    fn proper_name(&self, verb: usize, end: usize) -> Option<Range<usize>> {
        let unit = |i: usize| &self.segments.units[i];
        let start = verb + usize::from(verb < end && unit(verb).has(Gram::DEFINITE));
        let named = |i: &usize| unit(*i).capital && unit(*i).shape == Shape::Word;
        let run = (start..end.min(start + 5)).take_while(named).count();
        (run > 0).then(|| start..start + run)
    }

    /// A few words in quotation marks.
    fn quoted_name(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mark = |i: &usize| self.segments.units[*i].is_any(&['"', '“', '”']);
        let open = range.clone().find(mark)?;
        let close = (open + 2..range.end).find(mark)?;
        let article = usize::from(self.segments.units[open + 1].has(Gram::DEFINITE));
        (close - open <= 6).then_some(open + 1 + article..close)
    }
}

/// Whether the people of a designation are counted as harmed.
fn is_counted(clause: &Clause, units: &Range<usize>) -> bool {
    clause
        .figures
        .iter()
        .any(|f| f.group.units.start < units.end && units.start < f.group.units.end)
}

#[cfg(test)]
mod tests;
