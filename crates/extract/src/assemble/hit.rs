//! What was hit: things that stand where an attack puts its target, and not the places where somebody
//! was treated, where shots came from or which were only near.

use std::ops::Range;

use tollbook_record::{Act, TargetKind};

use super::told::Clause;
use crate::cue::act::ActCue;
use crate::lexicon::{Gram, Needs};
use crate::segment::{LineKind, Segments, Unit};
use crate::token::Shape;

type Thing = (TargetKind, Range<usize>);

/// The things that the statements of attacks in a clause say were hit, in order.
pub fn read(segments: &Segments<'_>, clause: &Clause) -> Vec<Thing> {
    if clause.targets.is_empty() {
        return Vec::new();
    }
    let reader = Reader { segments, clause };
    let mut out = Vec::new();
    let damage = reader.damage();
    let mut carried = Vec::new();
    for act in clause.acts.iter().filter(|a| !a.negated).chain(&damage) {
        let to = match reader.is_laid(act) {
            true => &mut carried,
            false => &mut out,
        };
        reader.after(act, to);
        reader.before(act, to);
    }
    // "Explosives hidden in a cart blew up outside a shop": what carried them was not the target.
    if out.is_empty() {
        out = carried;
    }
    out.retain(|thing| !reader.is_way(thing));
    out.sort_by_key(|(_, units)| units.start);
    out.dedup_by(|a, b| a.1.start == b.1.start);
    out
}

/// Where those harmed were, in or on a thing: "killed in their fields", "seized from a college". It
/// tells what was attacked where nothing else in the scene does.
pub fn around(segments: &Segments<'_>, clause: &Clause) -> Vec<Thing> {
    let reader = Reader { segments, clause };
    let acts = || clause.acts.iter().filter(|a| !a.negated);
    let held = |thing: &&Thing| acts().any(|act| reader.holds(act, thing));
    let things = clause
        .targets
        .iter()
        .filter(|t| reader.thing(t.1.end - 1).is_some() && !reader.is_way(t));
    things.filter(held).cloned().collect()
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    clause: &'s Clause,
}

/// How a preposition ties a thing to the attack before it.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    /// "shelled a market"
    Object,
    /// "fell on a market"
    Onto,
    /// "went off beside a market": only what explodes or lands hits what it is near.
    Near,
    /// "hit a car in a market"
    Where,
}

impl Reader<'_, '_> {
    /// Whether a statement is a weapon that was put on or in something.
    fn is_laid(&self, act: &ActCue) -> bool {
        let next = self.segments.units.get(act.core + 1);
        act.weapon && !act.verb && next.is_some_and(|u| u.has(Gram::LAID))
    }

    fn unit(&self, at: usize) -> &Unit {
        &self.segments.units[at]
    }

    fn low(&self, at: usize) -> &str {
        self.segments.low(at)
    }

    /// Verbs of damage, which say what was hit and are no statements of an attack.
    fn damage(&self) -> Vec<ActCue> {
        let verb = |at: &usize| {
            let word = self.unit(*at).lex.act_verb;
            // "The target was a court"
            let names = *at > self.clause.units.start
                && self.unit(*at).has(Gram::BE)
                && matches!(self.low(*at - 1), "target" | "targets");
            let robs = self.unit(*at).has(Gram::LOOTING) && !self.unit(*at).has(Gram::ADJECTIVE);
            names || robs || word.is_some_and(|w| w.needs == Needs::Damage)
        };
        let group = Gram::BE.with(Gram::HAVE).with(Gram::ADVERB);
        let cue = |core: usize| {
            let mut start = core;
            while start > self.clause.units.start && self.unit(start - 1).has(group) {
                start -= 1;
            }
            ActCue {
                verb: true,
                weapon: true,
                ..ActCue::new(start..core + 1, core, Act::Attack)
            }
        };
        self.clause.units.clone().filter(verb).map(cue).collect()
    }

    /// The thing whose noun is at `at`, unless the noun only modifies another or is part of a name.
    fn thing(&self, at: usize) -> Option<&Thing> {
        let targets = &self.clause.targets;
        // They stand in order, so the work stays linear in a sentence of any length.
        let found = targets.partition_point(|t| t.1.end < at + 1);
        let thing = targets.get(found).filter(|t| t.1.end == at + 1)?;
        let other = self.modifies(at)
            || self.names(thing)
            || self.is_part(thing)
            || self.is_said_again(thing)
            || self.is_band(thing);
        (!other).then_some(thing)
    }

    /// "in the same quarter": where it was, told before.
    fn is_said_again(&self, thing: &Thing) -> bool {
        let head = thing.1.end - 1;
        let before = thing.1.start.checked_sub(1);
        thing.0 == TargetKind::Residential
            && self.unit(head).has(Gram::GENERIC_PLACE)
            && before
                .is_some_and(|at| matches!(self.low(at), "same" | "neighbouring" | "neighboring"))
    }

    /// "a rescue party": people who do something together, and no feast.
    fn is_band(&self, thing: &Thing) -> bool {
        let before = thing
            .1
            .start
            .checked_sub(1)
            .filter(|at| *at >= self.clause.units.start);
        let closed = Gram::ARTICLE
            .with(Gram::DEFINITE)
            .with(Gram::POSSESSIVE)
            .with(Gram::LOCATIVE);
        thing.1.len() == 1
            && matches!(self.low(thing.1.start), "party" | "parties")
            && before
                .is_some_and(|at| self.unit(at).shape == Shape::Word && !self.unit(at).has(closed))
    }

    /// "the roof of a school": a part of a building is not what was hit, the building is.
    fn is_part(&self, thing: &Thing) -> bool {
        let of = thing.1.end;
        let end = self.clause.units.end.min(of + 5);
        let after = self.clause.targets.partition_point(|t| t.1.start <= of);
        thing.0 == TargetKind::Residential
            && of < end
            && self.unit(of).has(Gram::OF)
            && self.clause.targets[after..]
                .first()
                .is_some_and(|t| t.1.end <= end)
    }

    /// "school teachers", "hospital sources", "the monastery school": the noun tells what kind.
    fn modifies(&self, at: usize) -> bool {
        let next = at + 1;
        if next >= self.clause.units.end {
            return false;
        }
        let unit = self.unit(next);
        let lex = unit.lex;
        lex.target.is_some()
            || lex.person.is_some() && lex.harm.is_none()
            || unit.has(Gram::SPEAKER.with(Gram::TITLE)) && lex.speech.is_none()
    }

    /// "Sariab Road", "the village of Kafr Naha": a settlement or a street that has a name is a place.
    fn names(&self, thing: &Thing) -> bool {
        let head = thing.1.end - 1;
        let place = thing.0 == TargetKind::Road
            || thing.0 == TargetKind::Residential && self.unit(head).has(Gram::GENERIC_PLACE);
        let named = |i: usize| {
            let unit = self.unit(i);
            let word = &self.segments.text[unit.start..unit.end];
            let name = unit.capital || word.chars().any(char::is_uppercase);
            name && unit.shape == Shape::Word && unit.lex.number.is_none()
        };
        let before = head > self.clause.units.start && {
            let unit = self.unit(head - 1);
            named(head - 1) && !unit.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE))
        };
        let after = head + 2 < self.clause.units.end
            && self.unit(head + 1).has(Gram::OF)
            && named(head + 2);
        place && (before || after)
    }

    /// What follows a statement: its object, or what a preposition ties to it.
    fn after(&self, act: &ActCue, out: &mut Vec<Thing>) {
        const REACH: usize = 16;
        if !self.reaches(act) {
            return;
        }
        let end = self
            .clause
            .units
            .end
            .min(act.units.end.max(act.core + 1) + REACH);
        let noun = !act.verb;
        let mut tie = match noun {
            true => None,
            // "was shot in a cafe": the subject was hit, unless a weapon is the subject.
            false if self.is_passive(act) && !self.is_thrown(act) => Some(Tie::Where),
            false => Some(Tie::Object),
        };
        let mut found = false;
        let mut plain = 0;
        // "Rockets fired from the hill hit a house": what is hit follows the last verb.
        let verb = |i: &usize| self.unit(*i).lex.act_verb.is_some();
        let core = act
            .units
            .clone()
            .rfind(verb)
            .unwrap_or(act.core)
            .max(act.core);
        for at in core + 1..end {
            if let Some(thing) = self.thing(at) {
                let near = tie == Some(Tie::Near) && !explodes(act.act);
                if tie.is_none() || tie == Some(Tie::Where) || near {
                    return;
                }
                out.push(thing.clone());
                found = true;
                continue;
            }
            let unit = self.unit(at);
            if self.ends_object(at, act) {
                return;
            }
            if unit.is(',') || unit.has(Gram::PLAIN_AND) {
                // A list goes on only after a thing in it; a weapon may be one of several.
                let led = at + 1 < end && self.unit(at + 1).has(Gram::LOCATIVE);
                if !found && unit.is(',') && !led {
                    return;
                }
                tie = if found { Some(Tie::Object) } else { tie };
                continue;
            }
            if let Some(next) = self.tie(at, tie, found) {
                tie = Some(next);
                continue;
            }
            let known = self.opens_group(at) || unit.has(Gram::BY_AGENT) || unit.lex.time.is_some();
            plain += usize::from(!known);
            if plain > 3 {
                return;
            }
        }
    }

    /// "ambushed on the road": where it was, and not what was hit.
    fn is_way(&self, thing: &Thing) -> bool {
        let before = thing.1.start.checked_sub(1);
        let led = before.is_some_and(|at| self.unit(at).has(Gram::LOCATIVE));
        thing.0 == TargetKind::Road && led
    }

    /// Whether a thing after a statement holds those harmed.
    fn holds(&self, act: &ActCue, thing: &Thing) -> bool {
        const REACH: usize = 12;
        let start = thing.1.start;
        let besieged = act.act == Act::SiegeOrDeprivation;
        if start <= act.core
            || start - act.core > REACH
            || thing.0 == TargetKind::Hospital
            || besieged
        {
            return false;
        }
        // The nearest preposition, with no more than the noun's own group after it, or a part of the
        // thing: "on the shoulder of the highway".
        const GROUP: usize = 7;
        let first = (act.core + 1).max(thing.1.end.saturating_sub(GROUP + 1));
        let tied = Gram::LOCATIVE.with(Gram::TO);
        let other = ["off", "out of", "beneath", "under", "underneath"];
        let led = (first..start)
            .rev()
            .take_while(|i| !self.unit(*i).is(',') && !matches!(self.low(*i), "way" | "front"))
            .filter(|i| !self.unit(*i).has(Gram::OF))
            .find(|i| self.unit(*i).has(tied) || other.contains(&self.low(*i)));
        // "fired on worshippers leaving a mosque", "as they queued outside a bakery"
        let doing = { act.core + 1..start }
            .rev()
            .take_while(|i| !self.unit(*i).is(','))
            .find(|i| self.unit(*i).has(Gram::USING));
        let way = |i: usize| { i..start }.any(|at| self.unit(at).has(Gram::TO));
        let used = doing.is_some_and(|i| start - i <= GROUP && !way(i));
        let inside = used
            || led.is_some_and(|i| {
                let low = self.low(i);
                let taken = act.act == Act::Abduction && matches!(low, "from" | "out of" | "off");
                taken
                    || matches!(
                        low,
                        "in" | "at"
                            | "on"
                            | "inside"
                            | "beneath"
                            | "under"
                            | "into"
                            | "through"
                            | "off"
                    )
            });
        let parted = (act.core + 1..start).any(|i| {
            let unit = self.unit(i);
            unit.is_any(&['.', ';', ':']) || unit.lex.speech.is_some()
        });
        // "by men on a motorcycle": it carried those who did it.
        let rides = |i: usize| i > act.core + 1 && self.unit(i - 1).has(Gram::DOER);
        let carried = thing.0 == TargetKind::Vehicle
            && ((act.core + 1..start).any(|i| self.unit(i).has(Gram::BY_AGENT))
                || led.is_some_and(rides));
        inside && !parted && !carried
    }

    /// Whether things after a statement can be its target.
    fn reaches(&self, act: &ActCue) -> bool {
        if act.harm || act.act == Act::SiegeOrDeprivation {
            return false;
        }
        let listed = self.clause.kind == LineKind::Item || self.clause.label.is_some();
        let bare = !act.verb && act.weapon;
        let mine = bare
            && self.unit(act.core).lex.weapon.is_some_and(|w| {
                use tollbook_record::WeaponKind as Kind;
                matches!(w.0, Kind::Landmine | Kind::SmallArms | Kind::Knife)
            });
        let opens = act.units.start == self.clause.units.start
            || self.unit(act.units.start - 1).is_any(&[':', '-', '–', '—']);
        // "a bomb stuck to a minibus", "explosives hidden in a cart"
        let laid = self
            .segments
            .units
            .get(act.core + 1)
            .is_some_and(|u| u.has(Gram::LAID) && act.core + 1 < self.clause.units.end);
        !bare || (listed || opens) && !mine || laid
    }

    /// Words at which the object of a statement ends.
    fn ends_object(&self, at: usize, act: &ActCue) -> bool {
        let unit = self.unit(at);
        let lex = unit.lex;
        let weapon = at < act.units.end || lex.weapon.is_some();
        let next = self.segments.units.get(at + 1);
        let owner = next.is_some_and(|u| u.has(Gram::POSSESSIVE) || u.is_any(&['\'', '’']));
        let person = lex.person.is_some() && lex.party.is_none() && !unit.has(Gram::ADJECTIVE);
        let person = person && !owner;
        if unit.has(Gram::DEFINITE.with(Gram::ARTICLE)) {
            return false;
        }
        let short = unit.is('.') && at > act.core && self.low(at - 1) == "nr";
        !short && unit.is_any(&['.', ';', ':', '–', '—', '(', '!', '?'])
            || unit.has(
                Gram::BE
                    .with(Gram::RELATIVE)
                    .with(Gram::MODAL)
                    .with(Gram::SUBSET),
            )
            || matches!(
                self.low(at),
                "when" | "as" | "after" | "before" | "while" | "where" | "during"
            )
            || lex.speech.is_some()
            || lex.harm.is_some()
            || lex.suffers.is_some()
            || person
            || !weapon && (lex.act_verb.is_some() || lex.act_noun.is_some())
    }

    /// What a preposition at `at` does to the tie; `None` if there is none.
    fn tie(&self, at: usize, before: Option<Tie>, found: bool) -> Option<Tie> {
        let unit = self.unit(at);
        let prepositional = unit.has(
            Gram::LOCATIVE
                .with(Gram::OF)
                .with(Gram::TO)
                .with(Gram::BY_AGENT),
        );
        if !prepositional
            && !matches!(
                self.low(at),
                "onto" | "under" | "beneath" | "with" | "for" | "upon" | "among"
            )
        {
            return None;
        }
        let dated = at + 1 < self.clause.units.end && self.dated(at + 1);
        let kept = before.unwrap_or(Tie::Where);
        Some(match self.low(at) {
            _ if dated => return before,
            // "at the school of the town and at the market"
            "on" | "at" | "in" | "into" | "against" if found && self.joins(at) => Tie::Onto,
            "to" if !found && at > 0 && self.unit(at - 1).has(Gram::LAID) => Tie::Onto,
            "of" if found => Tie::Where,
            "of" => before.unwrap_or(Tie::Object),
            _ if found || before == Some(Tie::Where) => Tie::Where,
            "on" | "at" | "into" | "onto" | "against" | "inside" | "upon" | "through" | "under"
            | "beneath" | "among" => Tie::Onto,
            "in" | "within" if before != Some(Tie::Object) || kept == Tie::Onto => Tie::Onto,
            "in" | "within" => Tie::Near,
            "vicinity of" | "outskirts of" | "nr" | "nr." | "near" | "beside" | "outside"
            | "close to" | "next to" | "just outside" | "around" => Tie::Near,
            "by" | "with" => return before,
            _ => Tie::Where,
        })
    }

    fn joins(&self, at: usize) -> bool {
        at > self.clause.units.start && self.unit(at - 1).has(Gram::PLAIN_AND)
    }

    /// "on the same night", "at dawn": no place.
    fn dated(&self, at: usize) -> bool {
        (at..self.clause.units.end.min(at + 3)).any(|i| {
            let lex = self.unit(i).lex;
            lex.time.is_some() || matches!(self.unit(i).shape, Shape::Clock(_))
        })
    }

    /// Words that stand before a noun in its group, names among them.
    fn opens_group(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let closed = Gram::ARTICLE
            .with(Gram::DEFINITE)
            .with(Gram::POSSESSIVE)
            .with(Gram::ADJECTIVE)
            .with(Gram::ADVERB)
            .with(Gram::EPITHET);
        unit.has(closed)
            || unit.capital
            || unit.lex.number.is_some()
            || unit.lex.weapon.is_some()
            || unit.lex.party.is_some()
            || unit.lex.before.is_some()
            || !matches!(unit.shape, Shape::Word)
    }

    /// What stands before a verb in the passive, or hit what it is in: "A house was hit", "a bus hit
    /// a mine".
    fn before(&self, act: &ActCue, out: &mut Vec<Thing>) {
        const REACH: usize = 12;
        if !act.verb || act.harm || !self.is_undergone(act) {
            return;
        }
        let first = self
            .clause
            .units
            .start
            .max(act.units.start.saturating_sub(REACH));
        let mut inner: Option<&Thing> = None;
        let mut found = false;
        let mut at = self.before_remark(act.units.start);
        let first = first.min(at.saturating_sub(REACH).max(self.clause.units.start));
        while at > first {
            at -= 1;
            if let Some(thing) = self.thing(at) {
                let start = thing.1.start;
                // "a bus carrying pilgrims was hit": the bus was.
                let carried = thing.0 == TargetKind::Gathering
                    && start > first
                    && matches!(
                        self.low(start - 1),
                        "carrying"
                            | "transporting"
                            | "ferrying"
                            | "taking"
                            | "bringing"
                            | "bearing"
                    );
                if carried {
                    at = start - 1;
                    continue;
                }
                let led = (start > first).then(|| self.unit(start - 1));
                // "at a dormitory hit on Monday": the participle is the thing's own.
                let reduced = at + 1 == act.units.start && act.units.start == act.core;
                let tied = led.is_some_and(|u| u.has(Gram::LOCATIVE.with(Gram::OF))) && !reduced;
                if found && tied {
                    return;
                }
                if tied {
                    inner = inner.or(Some(thing).filter(|_| led.is_some_and(|u| u.has(Gram::OF))));
                } else {
                    out.push(thing.clone());
                    found = true;
                }
                at = start;
                continue;
            }
            let unit = self.unit(at);
            let lex = unit.lex;
            let joint = unit.is(',') || unit.has(Gram::PLAIN_AND);
            // "a boat carrying mourners was hit": the boat was, not the mourners.
            let carried = at > first && self.low(at - 1).ends_with("ing");
            let person = lex.person.is_some() && lex.party.is_none() && !carried;
            let stop = unit.is_any(&['.', ';', ':', '!', '?'])
                || unit.has(Gram::PLAIN_AND) && !found
                || person && !found && inner.is_none()
                || found && !joint && !self.opens_group(at)
                || lex.speech.is_some()
                || lex.harm.is_some()
                || lex.act_verb.is_some()
                || unit.has(Gram::BE.with(Gram::MODAL))
                || matches!(
                    self.low(at),
                    "when" | "as" | "after" | "before" | "while" | "where"
                );
            if stop {
                break;
            }
        }
        if let Some(thing) = inner.filter(|_| !found) {
            out.push(thing.clone());
        }
    }

    /// "The clinic, which treats 300 a day, was hit": the subject stands before the remark.
    fn before_remark(&self, at: usize) -> usize {
        const LONGEST: usize = 16;
        let first = at.saturating_sub(LONGEST).max(self.clause.units.start);
        let comma = |i: usize| i > first && self.unit(i - 1).is(',');
        if !comma(at) {
            return at;
        }
        let remark = |i: &usize| comma(*i) && self.unit(*i).has(Gram::RELATIVE);
        (first + 1..at - 1).rev().find(remark).map_or(at, |i| i - 1)
    }

    fn is_passive(&self, act: &ActCue) -> bool {
        let mut group = act.units.start..act.core;
        group.any(|i| self.unit(i).has(Gram::BE))
    }

    /// "A grenade was thrown": the subject is a weapon.
    fn is_thrown(&self, act: &ActCue) -> bool {
        const REACH: usize = 4;
        let first = act
            .units
            .start
            .saturating_sub(REACH)
            .max(self.clause.units.start);
        (first..act.core).any(|i| self.unit(i).lex.weapon.is_some())
    }

    /// Whether the subject of a verb is what was hit.
    fn is_undergone(&self, act: &ActCue) -> bool {
        let group = act.units.start..act.core;
        let passive = self.is_passive(act);
        let next = act.core + 1;
        let object = next < self.clause.units.end && {
            let unit = self.unit(next);
            unit.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE))
                || unit.lex.target.is_some()
                || unit.lex.number.is_some()
                || unit.lex.person.is_some()
                || unit.capital
                || matches!(unit.shape, Shape::Number(_))
        };
        let trodden = (act.core + 1..act.units.end).any(|i| self.unit(i).lex.weapon.is_some())
            && matches!(act.act, Act::MineExplosion | Act::Bombing)
            && act.doer.is_none();
        passive || trodden || !object && group.is_empty()
    }
}

/// Whether an attack hits what it is near: what lands or goes off. It burns by itself what it hits.
pub fn explodes(act: Act) -> bool {
    matches!(
        act,
        Act::Bombing
            | Act::SuicideBombing
            | Act::Shelling
            | Act::MissileStrike
            | Act::Airstrike
            | Act::DroneStrike
            | Act::BarrelBombing
    )
}

#[cfg(test)]
mod tests {
    use tollbook_record::Publication;

    use super::*;
    use crate::assemble::told;
    use crate::gazetteer::Gazetteer;
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let told = told::read(&segments, &Publication::default(), Gazetteer::embedded());
        let hit: Vec<&str> = told
            .clauses
            .iter()
            .flat_map(|c| read(&segments, c))
            .map(|(_, units)| segments.words(units))
            .collect();
        assert_eq!(hit, expect, "{text}");
    }

    #[test]
    fn objects_and_what_prepositions_tie_to_the_attack() {
        check("An army drone hit a funeral in Ariha.", &["a funeral"]);
        check(
            "A missile hit the railway depot at Taftanaz.",
            &["the railway depot"],
        );
        check(
            "In Harim, shells fired by the rebels hit a bread oven: 3 killed.",
            &["a bread oven"],
        );
        check(
            "An air raid on a school and two houses killed six.",
            &["a school", "two houses"],
        );
        check(
            "Three farmers were shot; 140 homes torched.",
            &["140 homes"],
        );
        check("Mortar shells landed near the bakery.", &["the bakery"]);
        check(
            "Gunmen fired rockets at the roof of a clinic.",
            &["a clinic"],
        );
    }

    #[test]
    fn subjects_of_the_passive() {
        check(
            "A house and two cars were burned.",
            &["A house", "two cars"],
        );
        check("A tent in the yard was hit by a shell.", &["A tent"]);
        check("A bus carrying workers hit a landmine.", &["A bus"]);
    }

    #[test]
    fn what_held_those_harmed() {
        let around = |text: &str| -> Vec<String> {
            let segments = segment(text);
            let told = told::read(&segments, &Publication::default(), Gazetteer::embedded());
            let clauses = told.clauses.iter();
            let things = clauses.flat_map(|c| super::around(&segments, c));
            things
                .map(|(_, units)| segments.words(units).to_owned())
                .collect()
        };
        assert_eq!(around("Six were shot while eating in a cafe."), ["a cafe"]);
        assert_eq!(
            around("Gunmen opened fire on worshippers leaving a mosque."),
            ["a mosque"]
        );
        assert_eq!(
            around("Nine were killed as they queued outside a bakery."),
            ["a bakery"]
        );
        assert_eq!(
            around("Gunmen shot two teachers on their way to a school."),
            [] as [&str; 0]
        );
        assert_eq!(
            around("Two nurses were abducted from a clinic."),
            [] as [&str; 0]
        );
        assert_eq!(
            around("Two girls were abducted from a school."),
            ["a school"]
        );
        assert_eq!(
            around("A judge was shot in front of his house."),
            [] as [&str; 0]
        );
        assert_eq!(
            around("A judge was shot by men on a motorcycle."),
            [] as [&str; 0]
        );
    }

    #[test]
    fn what_a_bomb_was_put_on_and_reduced_participles() {
        check(
            "A magnetic bomb stuck to a minibus hurt five.",
            &["a minibus"],
        );
        check(
            "Rescuers worked at a dormitory hit on Monday.",
            &["a dormitory"],
        );
        check(
            "A man blew himself up outside a money changer's.",
            &["a money changer's"],
        );
    }

    #[test]
    fn what_was_not_hit() {
        check(
            "The wounded were taken to the hospital after the shelling.",
            &[],
        );
        check("Shells fired from the base hit Ariha.", &[]);
        check("The village of Kafr Nabl was bombed.", &[]);
        check("The raid killed four school teachers.", &[]);
        check("A mason was shot on his way home.", &[]);
    }
}
