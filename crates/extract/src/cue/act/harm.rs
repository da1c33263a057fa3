//! Verbs of harm, which state an attack where nothing better does.

use tollbook_record::{Act, Who};

use super::{ActCue, Reader};
use crate::cue::party;
use crate::lexicon::{Forms, Gram};
use crate::token::Shape;

impl Reader<'_, '_> {
    /// "captured two nurses": people who do not fight are the object; fighters are taken prisoner.
    fn takes_people(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let object = self.after(at, REACH).take_while(|i| {
            let unit = &self.segments.units[*i];
            unit.shape != Shape::Mark(',') && !unit.has(Gram::LOCATIVE.with(Gram::AND))
        });
        let mut nouns = object.filter_map(|i| Some((self.segments.units[i].lex.person?, i)));
        nouns
            .next()
            .is_some_and(|(person, i)| person.who != Who::Fighters && !self.has(i, Gram::SUSPECT))
    }

    /// A verb of harm is a statement of an attack where nothing better is.
    pub(super) fn harm(&self, at: usize) -> Option<ActCue> {
        let unit = &self.segments.units[at];
        // "was pulled off a bus by soldiers": verbs that harm where people are their object tell an
        // abduction by themselves in the passive, unless it is fighters who were taken.
        let taken = || {
            let hit = unit
                .lex
                .hits
                .filter(|hit| hit.harm.act == Some(Act::Abduction))?;
            let before = self.verb_group_start(at);
            let fights = |i: usize| {
                let person = self.segments.units[i].lex.person;
                person.is_some_and(|p| p.who == Who::Fighters)
            };
            let people = match self.has_in(before..at, Gram::BE) {
                true => !self.subject(before).any(fights),
                false => self.takes_people(at),
            };
            people.then_some(hit.harm)
        };
        // "beat a prisoner to death", "shot two men dead": the word behind its object says what the verb did.
        let deadly = || {
            let dead = |i: usize| matches!(self.low(i), "to death" | "dead");
            let hit = unit.lex.hits.filter(|_| self.object_follows(at))?;
            let mut after = self.after(at, 8).take_while(|i| !self.has(*i, Gram::AND));
            after.any(dead).then_some(hit.harm)
        };
        let harm = unit.lex.harm.or_else(taken).or_else(deadly)?;
        // "displaced people": the participle stands before its noun.
        let adjective = unit.has(Gram::ADJECTIVE)
            && at + 1 < self.end
            && self.segments.units[at + 1].lex.person.is_some();
        if adjective {
            return None;
        }
        let before = self.verb_group_start(at);
        let passive = self.has_in(before..at, Gram::BE);
        let finite = harm.forms.can_be(Forms::PAST)
            || harm.forms.can_be(Forms::PARTICIPLE)
            || harm.forms.can_be(Forms::THIRD)
            || self.is_told_in_present(at);
        if !finite && harm.act.is_none() {
            return None;
        }
        let subject = self.subject(before);
        let doer = if passive {
            self.agent_after(at)
        } else if let Some(causer) = self.causer(&subject) {
            causer
        } else {
            party::head_in(self.segments, subject.clone())
                .or_else(|| party::ranked_in(self.segments, subject.clone()))
                .or_else(|| party::persons_in(self.segments, subject.clone()))
                .or_else(|| party::state_in(self.segments, subject.clone()))
                .or_else(|| party::acronym_in(self.segments, subject.clone()))
        };
        let weapon = subject
            .clone()
            .chain(at + 1..self.end.min(at + 8))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';']))
            .find_map(|i| self.segments.units[i].lex.weapon.and_then(|w| w.1));
        // "Snipers killed two", "killed by gunmen"; other armed men may have killed in any way.
        let by = self
            .after(at, 5)
            .skip_while(|i| !self.has(*i, Gram::BY_AGENT));
        let doing = subject.clone().filter(|_| !passive).chain(by);
        let machine = { doing }
            .find_map(|i| self.segments.units[i].lex.agent)
            .filter(|a| *a != Act::GroundAttack);
        // "shells killed two": what did it stands with the verb.
        let adjacent = subject.end.checked_sub(1).is_some_and(|last| {
            let lex = self.segments.units[last].lex;
            subject.contains(&last) && (lex.weapon.is_some() || lex.agent.is_some())
        });
        let start = if passive || !adjacent || subject.end < before {
            before
        } else {
            self.quote_start(&subject, before)
        };
        // "We received 44 wounded": what became of those counted, and no deed of ours.
        let counted = before > self.start && {
            let last = &self.segments.units[before - 1];
            let number = last.lex.number.is_some() || matches!(last.shape, Shape::Number(_));
            number || last.lex.person.is_some() && !self.object_follows(at)
        };
        Some(ActCue {
            verb: true,
            harm: true,
            own: !passive
                && !counted
                && !self.is_accused(subject.start)
                && subject.clone().any(|i| self.is_first_person(i)),
            hypothetical: self.has_in(before..at, Gram::MODAL) && !self.may_have(before..at),
            negated: self.has_in(before..at, Gram::NOT),
            doer: doer
                .filter(|_| passive || self.object_follows(at))
                .or_else(|| self.agent_after(at).filter(|_| !self.object_follows(at))),
            ..ActCue::new(
                start..at + 1,
                at,
                harm.act.or(machine).or(weapon).unwrap_or(Act::Attack),
            )
        })
    }
}
