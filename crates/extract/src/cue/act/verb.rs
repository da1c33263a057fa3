//! Verbs that tell an attack: what does it, what is hit, and what kind that makes it.

use std::ops::Range;

use tollbook_record::{Act, Who};

use super::{ActCue, Reader};
use crate::cue::party;
use crate::lexicon::{Forms, Gram, Lex, Needs, Party};
use crate::token::Shape;

impl Reader<'_, '_> {
    /// "no shells had been fired": the subject before `at` is a group that "no" opens.
    fn follows_no(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let from = at.saturating_sub(LONGEST).max(self.start);
        (from..at).any(|i| self.low(i) == "no")
    }

    pub(super) fn verb(&self, at: usize) -> Option<ActCue> {
        let lex = self.segments.units[at].lex;
        let word = lex.act_verb.filter(|w| w.needs != Needs::Damage)?;
        let finite = word.forms.can_be(Forms::PAST) || word.forms.can_be(Forms::THIRD);
        let before = self.verb_group_start(at);
        let follows = at > self.start;
        // "a dormitory hit on Monday": the participle of the thing before it.
        let reduced = follows
            && word.forms.can_be(Forms::PARTICIPLE)
            && self.segments.units[at - 1].lex.target.is_some()
            && (self.has(at + 1, Gram::LOCATIVE.with(Gram::BY_AGENT)) || self.is_time(at + 1));
        let passive = reduced || self.has_in(before..at, Gram::BE);
        // "a drone hit a funeral" has a verb, "the attack two days ago" a noun.
        let subject_before = follows && {
            let lex = self.segments.units[at - 1].lex;
            let party = matches!(lex.party, Some(Party::Noun | Party::Name));
            lex.weapon.is_some() || lex.agent.is_some() || party
        };
        let named = self.determined(at) && !subject_before || !self.object_follows(at);
        let noun = lex.act_noun.is_some() || lex.weapon.is_some();
        let nominal = noun && !passive && named && !self.is_headline(at);
        let gerund = word.forms.can_be(Forms::GERUND) && !finite;
        // "opening fire" has its object in it.
        let phrase = self.low(at).contains(' ');
        // "did not bomb" is as finite as "will bomb".
        let achieved = self.is_achieved(at);
        let helped = achieved
            || (before.saturating_sub(1)..at).any(|i| {
                self.has(i, Gram::MODAL.with(Gram::THREATEN))
                    || matches!(self.low(i), "did" | "do" | "does" | "didn't")
            });
        let told = finite || helped || phrase && self.is_told_in_present(at);
        let base = word.forms.can_be(Forms::BASE) && !told;
        // "the air force targets only military sites": what it does at all times.
        let habit = word.forms.can_be(Forms::THIRD)
            && (self.low(at + 1) == "only" || follows && self.low(at - 1) == "only");
        // "came under fire on Sunday": what befell the subject.
        let undergone = follows && self.low(at - 1) == "under";
        if habit
            || undergone
            || nominal
            || base
            || gerund && !phrase && !self.object_follows(at)
            || !follows && !gerund
        {
            return None;
        }
        // "hit by inflation", "struck a deal", "used a road" tell no attack: a general verb needs
        // something that can be hit, a weapon or armed men.
        let subject = self.subject(self.reported(before));
        let act = self.refined(word.act, &subject, at);
        if self.is_adjective(at) || !self.has_needed(word.needs, act, &subject, at, passive) {
            return None;
        }
        let by = || self.agent_after(at).filter(|_| !self.object_follows(at));
        // "foiled an attempt to blow up a bus": not whose attempt it was.
        let attempted = before > self.start + 1
            && before < at
            && matches!(
                self.low(before - 1),
                "attempt" | "attempts" | "plot" | "plots" | "plan" | "plans" | "bid"
            );
        let doer = if attempted || self.has(at, Gram::SEIZE) {
            None
        } else if passive {
            self.agent_after(at)
        } else {
            let before =
                party::head_in(self.segments, subject.clone()).filter(|_| !subject.is_empty());
            // "A farmer hit a mine": nobody's deed, or that of those who laid it. Whoever blows himself up
            // is the weapon.
            let persons = || {
                let trodden = matches!(act, Act::MineExplosion | Act::SuicideBombing);
                party::persons_in(self.segments, subject.clone()).filter(|_| !trodden)
            };
            let state = || party::state_in(self.segments, subject.clone());
            let unknown = || party::acronym_in(self.segments, subject.clone());
            let ranked = || party::ranked_in(self.segments, subject.clone());
            match self.causer(&subject) {
                Some(causer) => causer,
                None => before
                    .or_else(by)
                    .or_else(ranked)
                    .or_else(persons)
                    .or_else(state)
                    .or_else(unknown),
            }
        };
        let start = if passive || subject.end < before {
            before
        } else {
            self.quote_start(&subject, before)
        };
        Some(ActCue {
            verb: true,
            weapon: word.needs == Needs::Doer,
            sign: word.needs == Needs::Doer,
            own: !passive
                && !self.is_accused(subject.start)
                && subject.clone().any(|i| self.is_first_person(i)),
            hypothetical: !achieved
                && (self.has_in(before..at, Gram::MODAL) && !self.may_have(before..at)
                    || at > self.start
                        && self.has(at - 1, Gram::TO)
                        && word.forms.can_be(Forms::BASE)),
            negated: self.has_in(before..at, Gram::NOT)
                || passive && self.follows_no(before)
                || !passive && self.low(at + 1) == "no",
            doer,
            ..ActCue::new(start..self.with_weapon(at, passive), at, act)
        })
    }

    /// "Two men on a motorcycle fire on a shop": several people before a verb that tells what they do.
    pub(super) fn is_told_in_present(&self, at: usize) -> bool {
        let subject = self.subject(at);
        let led = at > self.start && self.has(at - 1, Gram::TO.with(Gram::MODAL));
        let several = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.person.is_some_and(|p| p.plural)
        };
        let verb = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.speech.is_some() || lex.harm.is_some()
        };
        let first = subject.clone().find(|i| several(*i));
        let near = first.is_some_and(|i| i <= subject.start + 3);
        near && !led && !subject.clone().any(verb)
    }

    /// "accuses our men of having shelled": what another says of him whose men they are.
    pub(super) fn is_accused(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|at| *at >= self.start);
        before.is_some_and(|at| {
            let word = self.low(at);
            let accuses = ["accus", "blam", "charg"]
                .iter()
                .any(|stem| word.starts_with(stem));
            accuses || word == "that" && self.is_denied_charge(at)
        })
    }

    /// "denied a report by the agency that its soldiers killed": a charge of another's, under a denial.
    fn is_denied_charge(&self, that: usize) -> bool {
        const REACH: usize = 14;
        let before = that.saturating_sub(REACH).max(self.start)..that;
        let denial = before.clone().find(|i| self.has(*i, Gram::DENIAL));
        denial.is_some_and(|denial| (denial..that).any(|i| self.has(i, Gram::CHARGE)))
    }

    pub(super) fn is_time(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].lex.time.is_some()
    }

    /// "may have killed": a report, not a plan.
    pub(super) fn may_have(&self, verb: Range<usize>) -> bool {
        let may = verb.clone().any(|i| matches!(self.low(i), "may" | "might"));
        may && self.has_in(verb, Gram::HAVE)
    }

    /// "were able, with God's help, to target", "managed to storm": it was done.
    fn is_achieved(&self, at: usize) -> bool {
        const REACH: usize = 9;
        if at <= self.start || !self.has(at - 1, Gram::TO) {
            return false;
        }
        let first = at.saturating_sub(REACH).max(self.start);
        let ends = |i: &usize| !self.segments.units[*i].is_any(&['.', ';', ':']);
        { (first..at - 1).rev() }
            .take_while(ends)
            .any(|i| matches!(self.low(i), "able" | "managed" | "succeeded"))
    }

    pub(super) fn is_first_person(&self, at: usize) -> bool {
        // "Israel and its settlers": of whom the words before name.
        let joined = at > self.start + 1
            && self.has(at - 1, Gram::PLAIN_AND)
            && (self.segments.units[at - 2].capital
                || self.segments.units[at - 2].lex.party.is_some());
        // "The army said it had hit": the speaker; "they hit us" in a quotation: somebody else.
        match self.low(at) {
            "its" | "their" | "his" if joined => false,
            "we" | "our" => true,
            "it" | "its" | "they" => !self.segments.units[at].quoted,
            // "said that his men had ambushed": his side, and no neighbours of his.
            "his" | "their" => {
                let lex = self.segments.units.get(at + 1).map(|u| u.lex);
                let armed = |who| matches!(who, Who::Fighters | Who::Soldiers | Who::Police);
                let side = |lex: &Lex| {
                    lex.person.is_some_and(|p| armed(p.who)) || lex.party.is_some() || {
                        lex.agent.is_some()
                    }
                };
                !self.segments.units[at].quoted && lex.is_some_and(side)
            }
            _ => false,
        }
    }

    /// "the besieged town": a participle between a determiner and its noun tells of no deed.
    fn is_adjective(&self, at: usize) -> bool {
        let form = self.segments.units[at].lex.act_verb.map(|w| w.forms);
        let closed = Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE);
        at > self.start
            && form.is_some_and(|f| f.can_be(Forms::PARTICIPLE))
            && self.has(at - 1, closed)
            && !self.object_follows(at)
    }

    /// The end of the words that state the act: with the weapon that is the verb's object ("fired
    /// six rockets") or its instrument ("was hit by a shell").
    fn with_weapon(&self, at: usize, passive: bool) -> usize {
        const REACH: usize = 5;
        let modifies = |i: usize| {
            let unit = &self.segments.units[i];
            unit.has(
                Gram::ARTICLE
                    .with(Gram::DEFINITE)
                    .with(Gram::POSSESSIVE)
                    .with(Gram::ADJECTIVE)
                    .with(Gram::EPITHET),
            ) || unit.lex.party.is_some()
                || unit.lex.number.is_some()
                || unit.lex.before.is_some()
                || unit.capital
                || matches!(unit.shape, Shape::Number(_) | Shape::Measure)
                || i == at + 1 && passive && matches!(self.low(i), "by" | "with")
        };
        let mut i = at + 1;
        while i < self.end.min(at + 1 + REACH) {
            if self.segments.units[i].lex.weapon.is_some() {
                return i + 1;
            }
            if !modifies(i) {
                break;
            }
            i += 1;
        }
        at + 1
    }

    /// Where the auxiliaries and adverbs before the verb begin.
    pub(super) fn verb_group_start(&self, at: usize) -> usize {
        let group = Gram::BE
            .with(Gram::HAVE)
            .with(Gram::MODAL)
            .with(Gram::ADVERB)
            .with(Gram::NOT);
        // "on 3 May killed six"
        let month = |i: usize| {
            let unit = &self.segments.units[i];
            unit.capital && i > self.start && unit.lex.time.is_some() && unit.has(Gram::MODAL)
        };
        let mut start = at;
        while start > self.start
            && (self.has(start - 1, group) && !month(start - 1) || self.has(start - 1, Gram::TO))
        {
            start -= 1;
        }
        start
    }

    fn determined(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.start
            && (self.has(before - 1, Gram::ADJECTIVE)
                || self.segments.units[before - 1].lex.party.is_some()
                || self.segments.units[before - 1].lex.weapon.is_some())
        {
            before -= 1;
        }
        before > self.start
            && (self.has(
                before - 1,
                Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE),
            ) || self.segments.units[before - 1].lex.number.is_some())
    }

    pub(super) fn object_follows(&self, at: usize) -> bool {
        let next = at + 1;
        let unit = self.segments.units.get(next).filter(|_| next < self.end);
        unit.is_some_and(|u| {
            u.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE))
                || u.lex.target.is_some()
                || u.lex.person.is_some()
                || u.capital
                || u.lex.number.is_some()
                || u.lex.before.is_some()
                || matches!(u.shape, Shape::Number(_))
                || matches!(self.low(next), "him" | "them" | "us" | "me")
        })
    }

    /// "Warplanes are said by the monitors to have struck": the subject stands before what reports.
    fn reported(&self, before: usize) -> usize {
        const REACH: usize = 8;
        if !self.has(before, Gram::TO) {
            return before;
        }
        let first = before.saturating_sub(REACH).max(self.start);
        // "Soldiers appear to have executed"
        let seems = before.checked_sub(1).filter(|at| *at >= self.start);
        let seems = seems.filter(|at| {
            let word = self.low(*at);
            word.starts_with("appear") || word.starts_with("seem")
        });
        if seems.is_some() {
            return before - 1;
        }
        let be = (first..before).rev().find(|i| self.has(*i, Gram::BE));
        let said = |be: &usize| {
            let next = self.segments.units[be + 1].lex;
            next.speech.is_some() || self.has(be + 1, Gram::ADVERB)
        };
        be.filter(said).unwrap_or(before)
    }

    /// The noun group before the verb, back to a mark, a conjunction or another verb.
    pub(super) fn subject(&self, before: usize) -> Range<usize> {
        const LONGEST: usize = 10;
        let before = self.before_remark(before);
        let mut start = before;
        while start > self.start && before - start < LONGEST {
            // "The Northern Front (NF) shelled"
            if let Some(open) = self.short_form_before(start) {
                start = open;
                continue;
            }
            let unit = &self.segments.units[start - 1];
            let lex = unit.lex;
            let stop = matches!(unit.shape, Shape::Mark(c) if !matches!(c, '"' | '“' | '”' | '-' | '\'' | '’'))
                || unit.has(Gram::THAT.with(Gram::BE).with(Gram::MODAL))
                || lex.speech.is_some() && lex.party.is_none() && !unit.has(Gram::SPEAKER)
                || matches!(
                    self.low(start - 1),
                    "when"
                        | "where"
                        | "after"
                        | "before"
                        | "as"
                        | "while"
                        | "because"
                        | "which"
                        | "said"
                );
            if stop {
                break;
            }
            start -= 1;
        }
        // "..., killing one, and shells hit": the subject is after the conjunction.
        let joint = (start..before)
            .rev()
            .find(|i| self.has(*i, Gram::AND) && !self.has(*i, Gram::SUBSET));
        // "Soldiers lined up nine men and shot them": the subject of the first of two verbs.
        if joint.is_some_and(|and| and + 1 == before)
            && let Some(subject) = self.subject_of_first(before)
        {
            return subject;
        }
        joint.map_or(start, |i| i + 1)..before
    }

    /// "Colonel Doss had eleven villagers shot": who had it done, if the words before the verb say that it was
    /// had done; a body that had its men shot has lost them.
    pub(super) fn causer(&self, subject: &Range<usize>) -> Option<Option<Range<usize>>> {
        let have = { subject.clone() }.find(|i| self.has(*i, Gram::HAVE))?;
        let unit = |i: usize| &self.segments.units[i];
        let counts = |i: usize| {
            unit(i).lex.number.is_some()
                || unit(i).lex.person.is_some()
                || unit(i).has(Gram::ADJECTIVE.with(Gram::ARTICLE))
                || matches!(unit(i).shape, Shape::Number(_))
        };
        let people = (have + 1..subject.end).any(|i| unit(i).lex.person.is_some());
        (people && (have + 1..subject.end).all(counts))
            .then(|| party::ranked_in(self.segments, subject.start..have))
    }

    /// The party that opens the clause in which a second verb stands at `before`, behind "and".
    fn subject_of_first(&self, before: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 24;
        let first = before.saturating_sub(LONGEST).max(self.start);
        let opens = |i: &usize| {
            let unit = &self.segments.units[*i];
            unit.is_any(&['.', ';', ':', ',', '"', '“'])
                || unit.has(Gram::THAT.with(Gram::CLAUSE).with(Gram::RELATIVE))
                || unit.lex.speech.is_some() && unit.lex.party.is_none()
        };
        let start = { first..before }.rev().find(opens);
        let start = start
            .or((first == self.start).then_some(first.wrapping_sub(1)))?
            .wrapping_add(1);
        // "On Monday in Dori nine gunmen": what may stand before the subject.
        let skipped = Gram::DEFINITE
            .with(Gram::ARTICLE)
            .with(Gram::EPITHET)
            .with(Gram::ADJECTIVE)
            .with(Gram::LOCATIVE)
            .with(Gram::GENERIC_PLACE);
        let leads = |i: usize| {
            let unit = &self.segments.units[i];
            let lex = unit.lex;
            let counts = lex.number.is_some() || lex.time.is_some() || unit.shape != Shape::Word;
            unit.has(skipped) || counts || unit.capital
        };
        let found = (start..before)
            .take_while(|i| *i == start || leads(i - 1))
            .find_map(|i| party::designation(self.segments, i, before))?;
        let found = party::with_owner(self.segments, found, before);
        // What stands behind the party is its verb, and no passive.
        let passive = self.has_in(found.end..before, Gram::BE);
        (!passive && found.end + 1 < before).then_some(found)
    }

    /// Where a name in short, in brackets, begins that ends before `at`.
    fn short_form_before(&self, at: usize) -> Option<usize> {
        let open = at.checked_sub(3).filter(|open| *open >= self.start)?;
        let units = &self.segments.units;
        (units[at - 1].is(')') && units[open].is('(') && units[open + 1].capital).then_some(open)
    }

    /// "his men, advancing from the east, had shelled": the subject stands before the remark.
    fn before_remark(&self, before: usize) -> usize {
        const REACH: usize = 12;
        let mark = |i: usize| i > self.start && self.segments.units[i - 1].is(',');
        if !mark(before) {
            return before;
        }
        let first = before.saturating_sub(REACH).max(self.start + 1);
        let open = (first..before - 1).rev().find(|i| mark(*i));
        let remark = |open: &usize| {
            // "its men, backed by militias, had shelled": a phrase is told by its first word.
            let low = self.low(*open);
            let low = low.split(' ').next().unwrap_or(low);
            low.ends_with("ing")
                || low.ends_with("ed")
                || self.has(*open, Gram::DEFINITE.with(Gram::ARTICLE).with(Gram::BY))
                // "The army, on Monday, shelled"
                || self.has(*open, Gram::LOCATIVE)
                || low == "who"
        };
        // "Rebels came, the mayor said, and shelled": what tells who speaks is no remark. "Warplanes,
        // according to the mayor, shelled" has its subject before it.
        let said = |open: &usize| {
            let by = self.has(*open, Gram::BY);
            !by && (*open..before).any(|i| self.segments.units[i].lex.speech.is_some())
        };
        // "The army, residents said, shelled": what stands between a party and its verb, whatever it is.
        let parted = |open: &usize| {
            let party = party::head_in(self.segments, self.noun_before(*open - 1));
            let told = { *open..before - 1 }.any(|i| self.is_told(i));
            !told && party.is_some_and(|party| party.end == *open - 1)
        };
        open.filter(|o| remark(o) && !said(o) || parted(o))
            .map_or(before, |o| o - 1)
    }

    /// The words before `end`, back to a mark or a verb.
    fn noun_before(&self, end: usize) -> Range<usize> {
        const LONGEST: usize = 8;
        let first = end.saturating_sub(LONGEST).max(self.start);
        let stops = |i: &usize| {
            let unit = &self.segments.units[*i];
            self.is_told(*i)
                || matches!(unit.shape, Shape::Mark(_))
                || unit.has(Gram::BE.with(Gram::THAT).with(Gram::BY_AGENT))
                || unit.lex.speech.is_some() && unit.lex.party.is_none()
        };
        let start = { first..end }.rev().find(stops);
        start.map_or(first, |i| i + 1)..end
    }

    /// Whether a verb of harm or attack stands at `at`.
    fn is_told(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.harm.is_some() || lex.act_verb.is_some() && lex.act_noun.is_none()
    }

    /// "by government forces" after a passive.
    pub(super) fn agent_after(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 12;
        let mut near = (at + 1..self.end.min(at + REACH))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';']) && self.low(*i) != "what")
            .filter(|i| self.has(*i, Gram::BY_AGENT));
        let by = near.next()?;
        // "reported by the army", "claimed by the rebels": not the deed but the word is theirs. "an area
        // controlled by the rebels", "stands by the people": what they hold, or no deed at all.
        let other = by > at + 1 && (self.is_said(by - 1) || self.has(by - 1, Gram::HOLDING));
        if other {
            return near
                .next()
                .filter(|_| self.has(by - 1, Gram::HOLDING))
                .and_then(|by| self.agent_at(by));
        }
        // "by a drone of Iranian make launched by Russia"
        self.agent_at(by)
            .or_else(|| near.next().and_then(|by| self.agent_at(by)))
    }

    /// The party behind "by" at `by`.
    fn agent_at(&self, by: usize) -> Option<Range<usize>> {
        // "by a bomb that the army blamed on the rebels": who stands in the clause about it has not done it.
        let clause = Gram::RELATIVE.with(Gram::THAT).with(Gram::CLAUSE);
        let end = self.end.min(by + 9);
        let end = (by + 1..end).find(|i| self.has(*i, clause)).unwrap_or(end);
        let party = party::first_in(self.segments, by + 1..end)
            .filter(|found| found.start <= by + 5)
            .map(|found| party::with_owner(self.segments, found, end));
        let state = || party::state_in(self.segments, by + 1..end.min(by + 3));
        party
            .or_else(|| party::persons_in(self.segments, by + 1..end.min(by + 6)))
            .or_else(state)
    }

    fn is_said(&self, at: usize) -> bool {
        let said = Gram::DENIAL
            .with(Gram::RESPONSIBILITY)
            .with(Gram::ADMISSION);
        self.segments.units[at].lex.speech.is_some() || self.has(at, said)
    }

    /// The quote takes in the subject where it is short and names a weapon, an aircraft or a party.
    pub(super) fn quote_start(&self, subject: &Range<usize>, before: usize) -> usize {
        const LONGEST: usize = 6;
        let tells = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.weapon.is_some() || lex.agent.is_some() || lex.act_noun.is_some()
        };
        match subject.clone().find(|i| tells(*i)) {
            Some(first) if subject.end - first <= LONGEST => {
                self.group_start(first).max(subject.start)
            }
            _ => before,
        }
    }
}
