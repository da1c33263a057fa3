//! With what and on what: the words that state the act of a claim, its weapons and its targets.

use std::ops::Range;

use tollbook_record::{Target, Weapon};

use super::claims::Writer;
use super::scene::Scene;
use super::told::Clause;
use crate::cue::act::ActCue;

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
        let units = |a: &ActCue| a.units.clone();
        mine()
            .find(deed)
            .map(units)
            .or_else(|| scene.told.clone())
            .or_else(|| acts().map(|(_, a)| a).find(deed).map(units))
            .or_else(|| mine().find(of_kind).map(units))
            .or_else(|| mine().find(|a| !a.definite).map(units))
            .or_else(|| mine().next().map(units))
            .or_else(|| self.counted(scene, &own))
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
        let (_, figure) = all.find(|(c, f)| own(c, f.group.units.start))?;
        Some(if figure.rule == "counted-state" {
            figure.group.units.start..figure.predicate.end
        } else {
            figure.predicate.clone()
        })
    }

    pub(super) fn weapons(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<Weapon> {
        let mut out: Vec<Weapon> = Vec::new();
        for clause in &scene.clauses {
            for (kind, units) in &clause.weapons {
                let new = out.iter().all(|w| w.kind != *kind);
                if new && own(clause, units.start) {
                    out.push(Weapon {
                        kind: *kind,
                        quote: self.quote(units),
                    });
                }
            }
        }
        out
    }

    /// Things that can be hit and stand after a statement of an attack in the same clause.
    pub(super) fn targets(
        &self,
        scene: &Scene,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<Target> {
        let mut out: Vec<Target> = Vec::new();
        for clause in &scene.clauses {
            for (kind, units) in &clause.targets {
                let hit = clause.acts.iter().any(|a| self.is_object(a, units));
                let new = out.iter().all(|t| t.kind != *kind);
                if hit && new && own(clause, units.start) {
                    out.push(Target {
                        kind: *kind,
                        quote: self.quote(units),
                    });
                }
            }
        }
        out
    }

    /// "struck a bus stop", "an air raid on a market", "a house was hit".
    fn is_object(&self, act: &ActCue, target: &Range<usize>) -> bool {
        const REACH: usize = 9;
        let after = target.start > act.core && target.start - act.core <= REACH;
        let before = target.end <= act.units.start && act.units.start - target.end <= 3 && act.verb;
        let between = if after {
            act.core + 1..target.start
        } else {
            target.end..act.units.start
        };
        let parted = between
            .into_iter()
            .any(|i| self.segments.units[i].is_any(&['.', ';']));
        (after || before) && !parted
    }
}
