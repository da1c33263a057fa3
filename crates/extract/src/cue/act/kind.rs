//! Which kind of attack a verb or noun tells, by what does it and what it is done with.

use std::ops::Range;

use tollbook_record::Act;

use super::Reader;
use crate::lexicon::{Gram, Lex, Needs};
use crate::token::Shape;

/// What says more of an attack than the aircraft that carried it.
const TELLING: &[Act] = &[Act::ChemicalAttack, Act::BarrelBombing, Act::SuicideBombing];

/// What armed men do, as against what machines do.
pub(crate) const ARMED: &[Act] = &[Act::GroundAttack, Act::Shooting, Act::Sniping];

impl Reader<'_, '_> {
    /// The kind of attack of a verb that says `act`, with its subject and what stands after it.
    pub(super) fn refined(&self, act: Act, subject: &Range<usize>, at: usize) -> Act {
        let object = self.after(at, 6);
        let weapon = |range: &Range<usize>| self.first(range, |lex| lex.weapon.and_then(|w| w.1));
        let agent = |range: &Range<usize>| self.first(range, |lex| lex.agent);
        // "Gunmen hit the tower": they did not only shoot at it.
        let armed = |range: &Range<usize>| agent(range) == Some(Act::Shooting);
        let telling = |range: &Range<usize>| weapon(range).filter(|a| TELLING.contains(a));
        let machine = agent(subject).filter(|a| !ARMED.contains(a));
        // A bomb that is dropped was not laid.
        let dropped = self.low(at).starts_with("drop") && weapon(&object) == Some(Act::Bombing);
        match act {
            Act::Attack if dropped => Act::Airstrike,
            Act::Attack => telling(&object)
                .or_else(|| telling(subject))
                .or_else(|| weapon(subject).filter(|a| *a == Act::DroneStrike))
                .or(machine)
                .or_else(|| self.carrier(at + 1, 10))
                .or_else(|| weapon(subject).and_then(|_| self.flown_by(at)))
                .or_else(|| self.theirs(subject))
                .or_else(|| weapon(subject).map(|act| self.fallen(act, at)))
                .or_else(|| weapon(&object))
                .or_else(|| agent(&object).filter(|a| !ARMED.contains(a)))
                .or_else(|| agent(subject).filter(|_| !self.handles(&object)))
                .or_else(|| self.storms(subject, &object))
                .map(|act| {
                    if act == Act::Shooting && armed(subject) {
                        Act::GroundAttack
                    } else {
                        act
                    }
                })
                .unwrap_or(act),
            // "A helicopter opened fire with a machine gun": from the air. A tank may fire its machine guns.
            Act::Shooting if machine == Some(Act::Airstrike) => Act::Airstrike,
            Act::Shooting if weapon(&object) == Some(act) => act,
            Act::Shooting if self.fires_with(at).is_some() => self.fires_with(at).unwrap_or(act),
            // "opened fire from mortars", "shells were fired into the town"
            Act::Shooting if weapon(&object).or_else(|| weapon(subject)) == Some(Act::Shelling) => {
                Act::Shelling
            }
            Act::Bombing | Act::Airstrike | Act::Shooting | Act::Shelling | Act::Arson => {
                match weapon(subject)
                    .filter(|a| *a == Act::DroneStrike)
                    .or(machine)
                {
                    Some(
                        by @ (Act::DroneStrike
                        | Act::Airstrike
                        | Act::Shelling
                        | Act::NavalBombardment),
                    ) => by,
                    _ => act,
                }
            }
            // "jets attacked", "attacked the town with drones": not on the ground.
            Act::GroundAttack => {
                let drone = weapon(subject).filter(|a| *a == Act::DroneStrike);
                // "Soldiers in helicopters raided a village": they did not bomb it.
                if drone.is_none() && self.men_carried(subject) {
                    return act;
                }
                let by = agent(subject).filter(|a| ARMED.contains(a)).is_none();
                let with = || self.with_weapon_act(at).filter(|_| by);
                drone.or(machine).or_else(with).unwrap_or(act)
            }
            Act::VehicleAttack => weapon(&object)
                .filter(|a| matches!(a, Act::MineExplosion | Act::Bombing))
                .unwrap_or(act),
            _ => act,
        }
    }

    /// "Two bombs fell on a monastery": from the air.
    pub(super) fn fallen(&self, act: Act, at: usize) -> Act {
        let word = self.low(at);
        let falls = ["fell", "fall", "land", "rain", "dropp"];
        let plain = act == Act::Bombing && falls.iter().any(|f| word.starts_with(f));
        if plain { Act::Airstrike } else { act }
    }

    /// "attacked the city with 14 drones": what a weapon after "with" tells.
    fn with_weapon_act(&self, at: usize) -> Option<Act> {
        const REACH: usize = 10;
        let mut after = self.after(at, REACH);
        let with = after.find(|i| matches!(self.low(*i), "with" | "using"))?;
        let weapon = (with + 1..after.end.min(with + 5))
            .find_map(|i| self.segments.units[i].lex.weapon.and_then(|w| w.1))?;
        matches!(
            weapon,
            Act::DroneStrike
                | Act::MissileStrike
                | Act::Shelling
                | Act::ChemicalAttack
                | Act::Airstrike
        )
        .then_some(weapon)
    }

    /// "soldiers in helicopters", "commandos flown in by helicopter": men before what carried them.
    fn men_carried(&self, subject: &Range<usize>) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let flown = |i: usize| unit(i).lex.agent == Some(Act::Airstrike);
        let Some(machine) = { subject.clone() }.find(|i| flown(*i)) else {
            return false;
        };
        let men = { subject.start..machine }.any(|i| {
            let lex = unit(i).lex;
            lex.person.is_some() && lex.party.is_some() && !self.has(i, Gram::ADJECTIVE)
        });
        let inside = { subject.start..machine }
            .any(|i| matches!(self.low(i), "in" | "aboard" | "on" | "from" | "by" | "with"));
        men && inside
    }

    /// "hit by a rocket from a plane", "a bomb launched by one of its jets": what carried the weapon that
    /// stands behind `from`.
    pub(super) fn carrier(&self, from: usize, reach: usize) -> Option<Act> {
        const NEAR: usize = 5;
        let end = self.end.min(from + reach);
        let stops = |i: &usize| {
            let unit = &self.segments.units[*i];
            unit.is_any(&['.', ';', ':', ',']) || unit.lex.harm.is_some()
        };
        let mut weapon = (from..end).take_while(|i| !stops(i));
        let weapon = weapon.find(|i| self.segments.units[*i].lex.weapon.is_some())?;
        let mut near = (weapon + 1..end.min(weapon + 1 + NEAR)).take_while(|i| !stops(i));
        let link = near.find(|i| self.has(*i, Gram::FROM.with(Gram::BY_AGENT)))?;
        self.flown_by(link - 1)
    }

    /// "fired by a warplane": the machine behind the word after `at`.
    fn flown_by(&self, at: usize) -> Option<Act> {
        const NEAR: usize = 5;
        let link = at + 1;
        let linked = self.has(link, Gram::FROM.with(Gram::BY_AGENT));
        (link + 1..self.end.min(link + 1 + NEAR))
            .take_while(|_| linked)
            .take_while(|i| {
                let unit = &self.segments.units[*i];
                !unit.is_any(&['.', ';', ':', ',']) && unit.lex.harm.is_none()
            })
            .find_map(|i| self.segments.units[i].lex.agent)
            .filter(|a| matches!(a, Act::Airstrike | Act::NavalBombardment | Act::DroneStrike))
    }

    /// "The gunboats came back. Their shells fell": the machines that the words before named.
    pub(super) fn theirs(&self, subject: &Range<usize>) -> Option<Act> {
        const BACK: usize = 24;
        let own = { subject.clone() }.find(|i| matches!(self.low(*i), "their" | "its"))?;
        let arms = { own + 1..subject.end }.any(|i| self.segments.units[i].lex.weapon.is_some());
        (own.saturating_sub(BACK)..own)
            .rev()
            .find_map(|i| self.segments.units[i].lex.agent)
            .filter(|a| arms && matches!(a, Act::Airstrike | Act::NavalBombardment))
    }

    /// "The group destroyed a column of the army": fighters who hit soldiers have come at them.
    fn storms(&self, subject: &Range<usize>, object: &Range<usize>) -> Option<Act> {
        use tollbook_record::TargetKind as Kind;
        let group = { subject.clone() }.any(|i| self.has(i, Gram::GROUP));
        let posts = { object.clone() }.any(|i| {
            matches!(
                self.segments.units[i].lex.target,
                Some(Kind::Convoy | Kind::Checkpoint | Kind::MilitarySite)
            )
        });
        (group && posts && !self.handles(object)).then_some(Act::GroundAttack)
    }

    /// "opened fire with tanks", "fired from helicopters at": the machine that shoots.
    fn fires_with(&self, at: usize) -> Option<Act> {
        const REACH: usize = 4;
        let with = at + 1;
        let led = matches!(self.low(with), "with" | "from" | "using");
        let machine = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.agent.filter(|a| !ARMED.contains(a))
        };
        (with + 1..self.end.min(with + 1 + REACH))
            .take_while(|_| led)
            .take_while(|i| !self.has(*i, Gram::LOCATIVE))
            .find_map(machine)
    }

    /// Whether a weapon is in the object: armed men who throw something do not storm.
    fn handles(&self, object: &Range<usize>) -> bool {
        let armed = |i: usize| self.segments.units[i].lex.weapon.is_some();
        object.clone().any(armed)
    }

    /// The first kind of attack that a facet of the words in `range` tells.
    fn first(&self, range: &Range<usize>, facet: impl Fn(&Lex) -> Option<Act>) -> Option<Act> {
        range
            .clone()
            .find_map(|i| facet(self.segments.units[i].lex))
    }

    /// Up to `reach` units after `at`, to the end of the clause.
    pub(super) fn after(&self, at: usize, reach: usize) -> Range<usize> {
        let last = self.end.min(at + 1 + reach);
        let stop = (at + 1..last).find(|i| self.segments.units[*i].is_any(&['.', ';', ':']));
        at + 1..stop.unwrap_or(last)
    }

    /// Whether a verb has beside it what makes it one of attack.
    pub(super) fn has_needed(
        &self,
        needs: Needs,
        act: Act,
        subject: &Range<usize>,
        at: usize,
        passive: bool,
    ) -> bool {
        let armed = |i: usize| self.segments.units[i].lex.weapon.is_some();
        let thing = |i: usize| self.segments.units[i].lex.target.is_some();
        match needs {
            Needs::Nothing => true,
            Needs::Hit => {
                act != Act::Attack || passive || self.hits_something(at) || self.is_headline(at)
            }
            Needs::Weapon => {
                let undergone = passive || !self.object_follows(at);
                self.after(at, 5).any(armed) || undergone && subject.clone().any(armed)
            }
            Needs::Damage => false,
            Needs::Flames => self.after(at, 6).any(|i| self.has(i, Gram::FLAMES)),
            Needs::Target => {
                let reach = if passive { 8 } else { 3 };
                let before = subject.end.saturating_sub(reach).max(subject.start)..subject.end;
                // "burned to death when their house ...": the people burn.
                let person = |i: usize| self.segments.units[i].lex.person.is_some();
                if self.object_follows(at) {
                    self.after(at, 4).any(thing)
                } else {
                    before.clone().any(thing) && !before.clone().next_back().is_some_and(person)
                }
            }
            Needs::Doer => {
                // "entered its third year": a time, and no place.
                let ordinal = |i: usize| {
                    matches!(self.segments.units[i].shape, Shape::Ordinal(_))
                        || self.has(i, Gram::ORDINAL)
                };
                let time =
                    self.after(at, 3).any(ordinal) && self.after(at, 4).any(|i| self.is_time(i));
                !time
                    && crate::cue::party::last_in(self.segments, subject.clone()).is_some()
                    && !passive
            }
        }
    }

    /// "ambulance hit", "monastery flattened": a line of a list leaves out the auxiliary.
    pub(super) fn is_headline(&self, at: usize) -> bool {
        let next = self
            .segments
            .units
            .get(at + 1)
            .filter(|_| at + 1 < self.end);
        let ends = next.is_none_or(|u| u.is_any(&['.', ',', ';', ':', '(']));
        ends && at > self.start && self.segments.units[at - 1].lex.target.is_some()
    }

    /// Whether something that can be hit, a weapon or people follow a general verb.
    fn hits_something(&self, at: usize) -> bool {
        // "Rwandan forces fired it": what it was stood before.
        if at + 1 < self.end && matches!(self.segments.low(at + 1), "it" | "them") {
            return true;
        }
        (at + 1..self.end.min(at + 9))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';', ',']))
            .any(|i| {
                let lex = self.segments.units[i].lex;
                // "struck a legitimate target", "hit a militant cell"
                let called = self.has(i, Gram::DOOMED.with(Gram::BAND));
                lex.target.is_some()
                    || lex.weapon.is_some()
                    || called
                    || lex.person.is_some() && lex.party.is_none()
            })
    }
}
