//! With what and on what: the words that state the act of a claim, its weapons and its targets.

use std::ops::Range;

use tollbook_record::{Act, Target, TargetKind, Weapon, WeaponKind, Who};

use super::claims::Writer;
use super::hit::{self, explodes};
use super::scene::Scene;
use super::told::Clause;
use crate::cue::act::ActCue;
use crate::lexicon::Gram;
use crate::segment::Segments;
use crate::token::Shape;

/// A thing that was hit, with its words.
type Hit = (TargetKind, Range<usize>);

impl Writer<'_, '_> {
    /// The words that state the act: a deed of the scene's kind in the speaker's own words, else in
    /// anybody's, else the harm that is told, else the figure.
    pub(super) fn statement(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> Option<Range<usize>> {
        let acts = || {
            let all = scene.clauses.iter();
            let all = all.flat_map(|c| c.acts.iter().map(move |a| (c, a)));
            all.filter(|(_, a)| !a.negated)
        };
        let mine = || acts().filter(|(c, a)| own(c, a.core)).map(|(_, a)| a);
        let of_kind = |a: &&ActCue| a.act == scene.act && !a.definite;
        let deed = |a: &&ActCue| of_kind(a) && !a.harm;
        // "was shot dead" says more than "bullets".
        let tells_kind = |a: &ActCue| {
            let lex = self.segments.units[a.core].lex;
            a.harm
                && lex
                    .harm
                    .or(lex.hits.map(|hit| hit.harm))
                    .is_some_and(|h| h.act.is_some())
        };
        let told = |a: &&ActCue| of_kind(a) && (!a.harm && !a.weapon || tells_kind(a));
        let units = |a: &ActCue| a.units.clone();
        let figure = self.counted(scene, &own);
        let stated = |f: &Range<usize>| {
            let verb = self.segments.units[f.start].has(Gram::BE.with(Gram::HAVE));
            scene.total && !verb
        };
        let sum = || figure.clone().filter(stated);
        mine()
            .find(told)
            .or_else(|| mine().find(deed))
            .map(units)
            .or_else(sum)
            .or_else(|| scene.told.clone())
            .or_else(|| acts().map(|(_, a)| a).find(deed).map(units))
            .or_else(|| mine().find(of_kind).map(units))
            .or_else(|| mine().find(|a| !a.definite).map(units))
            .or_else(|| mine().next().map(units))
            .or_else(|| figure.clone())
            .or_else(|| acts().next().map(|(_, a)| units(a)))
            .or_else(|| self.counted(scene, &|_, _| true))
    }

    /// The words of a figure with what became of it, where no verb tells it.
    fn counted(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Option<Range<usize>> {
        let all = scene.clauses.iter();
        let mut all = all.flat_map(|c| c.figures.iter().map(move |f| (c, f)));
        let (clause, figure) = all.find(|(c, f)| own(c, f.group.units.start))?;
        let (group, predicate) = (&figure.group.units, &figure.predicate);
        let verb = self.segments.units[predicate.start].has(Gram::BE.with(Gram::HAVE));
        let follows = predicate.start <= group.end + 1 && predicate.start >= group.start;
        let leads = predicate.end <= group.start && group.start - predicate.end <= 1;
        // "Total: 18 killed": the word that sums up belongs to the words of the sum.
        let sums = |i: &usize| self.segments.units[*i].has(Gram::SUM);
        let word = (group.start.saturating_sub(2).max(clause.units.start)..group.start).find(sums);
        let start = word.unwrap_or(group.start);
        Some(if (follows || leads) && !verb {
            start.min(predicate.start)..group.end.max(predicate.end)
        } else {
            predicate.clone()
        })
    }

    pub(super) fn weapons(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<Weapon> {
        let mut out: Vec<Weapon> = Vec::new();
        let mut add = |kind: WeaponKind, units: &Range<usize>| {
            if out.iter().all(|w| w.kind != kind) {
                let quote = self.quote(units);
                out.push(Weapon { kind, quote });
            }
        };
        for clause in &scene.clauses {
            for (kind, units) in &clause.weapons {
                if own(clause, units.start) && self.is_used(clause, units) {
                    add(self.kind_of(scene, clause, *kind, units), units);
                }
            }
            let burns = clause.acts.iter().filter(|a| a.act == Act::Arson && a.verb);
            for act in burns.filter(|a| own(clause, a.core) && !a.negated && !explodes(scene.act)) {
                add(WeaponKind::Fire, &(act.core..act.core + 1));
            }
        }
        let known: Vec<WeaponKind> = out.iter().map(|w| w.kind).collect();
        out.retain(|w| !is_of_another(w, &known));
        out
    }

    /// Not a weapon that was seized, nor one that only tells what kind of store or base is
    /// meant.
    fn is_used(&self, clause: &Clause, weapon: &Range<usize>) -> bool {
        const REACH: usize = 10;
        let units = &self.segments.units;
        let in_list = |i: &usize| {
            let unit = &units[*i];
            let closed = Gram::AND.with(Gram::OF).with(Gram::ARTICLE);
            let closed = closed.with(Gram::ADJECTIVE).with(Gram::DEFINITE);
            unit.is(',')
                || unit.has(closed)
                || unit.lex.weapon.is_some()
                || unit.lex.number.is_some()
                || matches!(unit.shape, Shape::Number(_) | Shape::Measure)
        };
        let first = weapon.start.saturating_sub(REACH).max(clause.units.start);
        let before = (first..weapon.start).rev().find(|i| !in_list(i));
        let be = |i: usize| units[i].has(Gram::BE.with(Gram::HAVE));
        let after = (weapon.end..clause.units.end).find(|i| !be(*i));
        let taken = |i: usize| units[i].has(Gram::SEIZE);
        let kind = |i: usize| {
            matches!(
                units[i].lex.target,
                Some(TargetKind::MilitarySite | TargetKind::Factory)
            )
        };
        // "an IED expert", "the bomb disposal squad": the weapon tells what he is.
        let person = |i: usize| {
            let lex = units[i].lex;
            lex.person.is_some() && lex.harm.is_none() && lex.suffers.is_none()
        };
        let modifies = after.is_some_and(|i| i == weapon.end && (kind(i) || person(i)));
        // "Jet bombs market": a verb behind its subject.
        let flown = weapon.start > clause.units.start && {
            let before = units[weapon.start - 1].lex;
            before.agent.is_some() && units[weapon.start].lex.act_verb.is_some()
        };
        if weapon.len() == 1 && flown {
            return false;
        }
        // "nobody had a gun"
        const NEAR: usize = 5;
        let near = weapon.start.saturating_sub(NEAR).max(clause.units.start)..weapon.start;
        let has = { near.clone() }.rev().find(|i| units[*i].has(Gram::HAVE));
        let none = has.is_some_and(|has| { near.start..has }.any(|i| units[i].has(Gram::NOT)));
        !none && !before.is_some_and(taken) && !after.is_some_and(taken) && !modifies
    }

    /// The kind of a weapon as its clause tells it: a plain bomb that aircraft drop was not laid, nor was "the
    /// bomb" of a strike from the air.
    fn kind_of(
        &self,
        scene: &Scene,
        clause: &Clause,
        kind: WeaponKind,
        units: &Range<usize>,
    ) -> WeaponKind {
        let plain = matches!(self.segments.low(units.end - 1), "bomb" | "bombs");
        let falls = |a: &ActCue| {
            let near = a.units.start <= units.end + 2 && units.start <= a.core + 5;
            near && matches!(a.act, Act::Airstrike)
        };
        let definite = self.segments.units[units.start].has(Gram::DEFINITE);
        let dropped =
            clause.acts.iter().any(falls) || definite && matches!(scene.act, Act::Airstrike);
        if kind == WeaponKind::Ied && plain && dropped {
            WeaponKind::AerialBomb
        } else {
            kind
        }
    }

    /// What the statements of attacks in a scene say was hit.
    pub(super) fn targets(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<Target> {
        let told = self.things(scene, own, hit::read);
        if told.is_empty() {
            self.things(scene, own, hit::around)
        } else {
            told
        }
    }

    /// "the vehicle" after a minibus, "the building" after a school: a thing told before.
    fn means_one_of(&self, told: &[Target], kind: TargetKind, units: &Range<usize>) -> bool {
        let definite = self.segments.units[units.start].has(Gram::DEFINITE);
        let any = |kinds: &[TargetKind]| told.iter().any(|t| kinds.contains(&t.kind));
        let word = self.segments.low(units.end - 1);
        definite
            && match kind {
                TargetKind::Vehicle => {
                    any(&[TargetKind::Bus, TargetKind::Ambulance, TargetKind::Convoy])
                }
                TargetKind::Residential => {
                    matches!(
                        word,
                        "building" | "buildings" | "compound" | "village" | "roof"
                    ) && !told.is_empty()
                }
                _ => false,
            }
    }

    /// "a gathering of the enemy", "a camp of militants" is a military site; "the building", which another
    /// has told to be a clinic, is that clinic.
    pub(super) fn kind_of_thing(
        &self,
        scene: &Scene,
        kind: TargetKind,
        units: &Range<usize>,
    ) -> TargetKind {
        const REACH: usize = 4;
        let unit = |i: usize| &self.segments.units[i];
        let last = units.end - 1;
        let crowd = matches!(
            kind,
            TargetKind::Gathering | TargetKind::Camp | TargetKind::Residential
        );
        let crowd = crowd && !unit(last).has(Gram::GENERIC_PLACE.with(Gram::QUARTER_PLACE))
            || matches!(self.segments.low(last), "camp" | "camps");
        let of = self
            .segments
            .units
            .get(units.end)
            .is_some_and(|u| u.has(Gram::OF));
        let fighters = |i: usize| {
            let who = unit(i).lex.person.map(|p| p.who);
            who == Some(Who::Fighters) || super::stand::hostile(self.segments.low(i))
        };
        let end = self.segments.units.len().min(units.end + 1 + REACH);
        let stop = |i: &usize| !matches!(unit(*i).shape, Shape::Mark(_));
        let theirs = of && (units.end + 1..end).take_while(stop).any(fighters);
        if crowd && theirs {
            return TargetKind::MilitarySite;
        }
        let word = matches!(
            self.segments.low(last),
            "building" | "buildings" | "compound" | "site" | "facility" | "complex" | "structure"
        );
        let points = unit(units.start).has(Gram::DEFINITE) && units.len() == 2;
        if !(word && points) {
            return kind;
        }
        const RECENT: usize = 8;
        let known = scene
            .clauses
            .partition_point(|c| c.units.start <= units.start);
        let recent = &scene.clauses[known.saturating_sub(RECENT)..known];
        let told = recent.iter().flat_map(|c| hit::read(self.segments, c));
        let before = told.filter(|(_, other)| other.end <= units.start);
        before
            .map(|(kind, _)| kind)
            .find(|k| stands(*k))
            .unwrap_or(kind)
    }

    /// The things that `read` finds in the speaker's own words, each kind once.
    fn things(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
        read: fn(&Segments<'_>, &Clause) -> Vec<Hit>,
    ) -> Vec<Target> {
        let mut out: Vec<Target> = Vec::new();
        for clause in &scene.clauses {
            for (kind, units) in read(self.segments, clause) {
                let kind = self.kind_of_thing(scene, kind, &units);
                let new =
                    out.iter().all(|t| t.kind != kind) && !self.means_one_of(&out, kind, &units);
                if new && own(clause, units.start) {
                    let quote = self.quote(&units);
                    out.push(Target { kind, quote });
                }
            }
        }
        out
    }
}

/// Whether a kind of thing is one that stands: "the building" can mean it.
fn stands(kind: TargetKind) -> bool {
    matches!(
        kind,
        TargetKind::Hospital
            | TargetKind::School
            | TargetKind::Mosque
            | TargetKind::Church
            | TargetKind::PlaceOfWorship
            | TargetKind::Shelter
            | TargetKind::Bakery
            | TargetKind::Factory
            | TargetKind::Office
            | TargetKind::Media
            | TargetKind::Prison
            | TargetKind::Shop
            | TargetKind::PoliceSite
            | TargetKind::GovernmentSite
    )
}

/// "the missile" after a ballistic missile, "the bomb" after a car bomb: the same weapon, told again.
fn is_of_another(weapon: &Weapon, known: &[WeaponKind]) -> bool {
    let words = weapon.quote.text().to_lowercase();
    let general = match weapon.kind {
        WeaponKind::GuidedMissile => ["missile", "missiles"],
        WeaponKind::Ied => ["bomb", "bombs"],
        _ => return false,
    };
    let last = words.rsplit(' ').next().unwrap_or_default();
    let bare = words.split(' ').count() == 1 || words.starts_with("the ");
    let fuller: &[WeaponKind] = match weapon.kind {
        WeaponKind::GuidedMissile => &[WeaponKind::BallisticMissile, WeaponKind::CruiseMissile],
        _ => &[
            WeaponKind::CarBomb,
            WeaponKind::SuicideVest,
            WeaponKind::AerialBomb,
            WeaponKind::BarrelBomb,
            WeaponKind::ClusterMunition,
        ],
    };
    bare && general.contains(&last) && fuller.iter().any(|kind| known.contains(kind))
}
