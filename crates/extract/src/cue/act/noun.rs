//! Nouns that tell an attack: the event itself, or a weapon that acted.

use std::ops::Range;

use tollbook_record::Act;

use super::kind::ARMED;
use super::{ActCue, Reader};
use crate::cue::party;
use crate::lexicon::{Forms, Gram, Needs};

impl Reader<'_, '_> {
    pub(super) fn noun(&self, at: usize) -> Option<ActCue> {
        let unit = &self.segments.units[at];
        let act = unit.lex.act_noun.or_else(|| self.verbal(at))?;
        let start = self.group_start(at);
        let next = at + 1;
        let compound = next < self.end
            && (self.segments.units[next].lex.target.is_some()
                || self.segments.units[next]
                    .lex
                    .person
                    .is_some_and(|_| act == Act::Attack)
                || self.segments.units[next].has(Gram::SPEAKER));
        if compound {
            return None;
        }
        let definite = self.has(start, Gram::DEFINITE);
        let doer = party::first_in(self.segments, start..at)
            .or_else(|| self.agent_after(at))
            .or_else(|| self.committer(start));
        let bare = match self.low(at) {
            // "the bombing of two houses" came from outside, "a bombing in a market" did not.
            "bombing" | "bombings" if self.has(at + 1, Gram::OF) => self.setting.bombing_of(),
            "bombing" | "bombings" => self.setting.bombing(self.is_single(start, at)),
            "strike" | "strikes" => self.setting.strike(),
            // "a raid by soldiers", "the commandos' raid": men who came, whatever flew elsewhere.
            "raid" | "raids" if doer.clone().is_some_and(|d| self.are_men(d)) => Act::GroundAttack,
            "raid" | "raids" => self.setting.raid(),
            _ => act,
        };
        // "combat and tank fire" is combat; "a raid by aircraft" is what the aircraft make it.
        let after = match bare {
            Act::GroundAttack if !self.low(at).starts_with("raid") => at..at,
            _ => self.after(at, 5),
        };
        let general = matches!(bare, Act::Attack | Act::GroundAttack) || act == Act::Bombing;
        let agent = || {
            let near = self.means(start..at).or_else(|| self.means(after));
            near.or_else(|| self.committed_by(start))
        };
        let act = general.then(agent).flatten().unwrap_or(bare);
        // "It had carried out a strike": as the speaker's verb would tell it.
        let own = self.committing(start).is_some_and(|verb| {
            let before = self.verb_group_start(verb);
            !self.has_in(before..verb, Gram::BE)
                && self.subject(before).any(|i| self.is_first_person(i))
        });
        Some(ActCue {
            definite,
            own,
            verb: own,
            negated: self.has(start.saturating_sub(1), Gram::NOT)
                || (start..at).any(|i| self.low(i) == "no"),
            doer,
            ..ActCue::new(start..at + 1, at, act)
        })
    }

    /// "a bombing", "the train bombing", "the bombing at the gate", "Bombing kills four": one deed at one
    /// spot, and no state that goes on.
    fn is_single(&self, start: usize, at: usize) -> bool {
        let article = self.has(start, Gram::ARTICLE);
        let of_thing = at > self.start && self.segments.units[at - 1].lex.target.is_some();
        let spot = self.has(start, Gram::DEFINITE)
            && matches!(self.low(at + 1), "at" | "in" | "near" | "outside");
        article || of_thing || spot || at == self.start || self.low(at).ends_with('s')
    }

    /// "the burning of the church", "the storming of two posts": a verb of attack as a noun, with the
    /// thing that was hit behind it.
    fn verbal(&self, at: usize) -> Option<Act> {
        const REACH: usize = 5;
        let verb = self.segments.units[at].lex.act_verb?;
        let gerund = verb.forms == Forms::GERUND && self.has(at + 1, Gram::OF);
        let thing = |i: usize| self.segments.units[i].lex.target.is_some();
        let hit = || self.after(at + 1, REACH).any(thing);
        let tells = matches!(verb.needs, Needs::Nothing | Needs::Hit | Needs::Target);
        (gerund && tells && hit()).then_some(verb.act)
    }

    /// Whether a party is named by the men that it is made of, or is a group that has no aircraft.
    fn are_men(&self, party: Range<usize>) -> bool {
        { party }.any(|i| {
            let unit = &self.segments.units[i];
            let lex = unit.lex;
            if lex.party == Some(crate::lexicon::Party::Name) && !unit.has(Gram::STATE) {
                return true;
            }
            let troops = matches!(self.low(i), "forces" | "troops" | "commandos" | "police");
            lex.person.is_some() && lex.party == Some(crate::lexicon::Party::Noun) || troops
        })
    }

    /// The kind of attack that the first weapon or machine in `range` tells.
    fn means(&self, mut range: Range<usize>) -> Option<Act> {
        range.find_map(|i| {
            let lex = self.segments.units[i].lex;
            let machine = lex.agent.filter(|a| !ARMED.contains(a));
            lex.weapon.and_then(|w| w.1).or(machine)
        })
    }

    /// "warplanes carried out a raid": a verb that says nothing of its own passes on its subject.
    fn committed_by(&self, start: usize) -> Option<Act> {
        let verb = self.committing(start)?;
        self.subject(verb)
            .find_map(|i| self.segments.units[i].lex.agent)
            .filter(|a| !ARMED.contains(a))
    }

    /// "The army carried out a raid": who did it is the subject of the verb before the noun.
    fn committer(&self, start: usize) -> Option<Range<usize>> {
        let verb = self.committing(start)?;
        let before = self.verb_group_start(verb);
        let subject = self.subject(before);
        let passive = self.has_in(before..verb, Gram::BE);
        let party = party::head_in(self.segments, subject.clone())
            .or_else(|| party::persons_in(self.segments, subject));
        party.filter(|_| !passive)
    }

    fn committing(&self, start: usize) -> Option<usize> {
        let near = start.saturating_sub(2).max(self.start)..start;
        near.rev().find(|i| self.has(*i, Gram::COMMIT))
    }

    /// A weapon that acts by itself or is what harmed: "by a mine", "a car bomb in the market".
    pub(super) fn weapon(&self, at: usize) -> Option<ActCue> {
        let lex = self.segments.units[at].lex;
        if lex.weapon.is_none() && lex.agent.is_none() {
            return None;
        }
        let start = self.group_start(at);
        // "An imam by gunmen": a line of a list leaves out the verb.
        let by = start > self.start && self.has(start - 1, Gram::BY_AGENT);
        let armed = lex
            .agent
            .filter(|a| by && matches!(a, Act::Shooting | Act::Sniping));
        let carried = || {
            let carrier = self
                .carrier(at, 7)
                .or_else(|| self.theirs(&(start..at + 1)));
            carrier.filter(|_| lex.weapon.is_some())
        };
        let fallen = |act: Act| self.fallen(act, at + 1);
        let act = carried()
            .or_else(|| lex.weapon.and_then(|w| w.1).map(fallen))
            .or(armed)?;
        let introduced = start > self.start
            && matches!(
                self.low(start - 1),
                "by" | "from" | "with" | "hit" | "in" | "of"
            );
        let subject =
            (at + 1..self.end.min(at + 4)).any(|i| self.segments.units[i].lex.act_verb.is_some());
        let opens = start == self.start
            || self.segments.units[start - 1].is_any(&[':', ';', '-', '–', '.', ',']);
        if !(introduced || subject || opens) || !subject && self.is_booty(start) {
            return None;
        }
        let last = if armed.is_some() { at + 1 } else { at };
        let doer = party::first_in(self.segments, start..last);
        Some(ActCue {
            weapon: true,
            definite: self.has(start, Gram::DEFINITE),
            doer,
            ..ActCue::new(start..at + 1, at, act)
        })
    }

    /// "recovered 16 rifles, 400 mines", "left behind 37 bodies, two mortars": a weapon in the list of
    /// what was taken or left did nothing.
    fn is_booty(&self, start: usize) -> bool {
        const REACH: usize = 14;
        let first = start.saturating_sub(REACH).max(self.start);
        (first..start)
            .rev()
            .take_while(|i| {
                let unit = &self.segments.units[*i];
                let deed = unit.lex.act_verb.is_some() && !unit.has(Gram::SEIZE);
                !unit.is_any(&['.', ';', ':']) && !deed
            })
            .any(|i| self.has(i, Gram::SEIZE))
    }
}
