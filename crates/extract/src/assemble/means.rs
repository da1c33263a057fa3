//! With what and on what: the words that state the act of a claim, its weapons and its targets.

use std::ops::Range;

use tollbook_record::{Target, Weapon};

use super::claims::Writer;
use super::scene::Scene;
use super::told::Clause;
use crate::cue::act::ActCue;

impl Writer<'_, '_> {
    /// The words that state the act: the first statement of the scene's kind of attack.
    pub(super) fn statement(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> Option<Range<usize>> {
        let acts = || {
            scene
                .clauses
                .iter()
                .flat_map(|c| c.acts.iter().map(move |a| (c, a)))
                .filter(|(c, a)| own(c, a.core) && !a.negated)
        };
        let of_kind = || {
            let fits = |a: &ActCue| a.act == scene.act && !a.definite;
            let deed = acts().find(|(_, a)| fits(a) && !a.harm);
            deed.or_else(|| acts().find(|(_, a)| fits(a)))
        };
        let found: Option<&ActCue> = of_kind()
            .or_else(|| acts().find(|(_, a)| !a.definite))
            .or_else(|| acts().next())
            .map(|(_, a)| a);
        found.map(|a| a.units.clone()).or_else(|| {
            scene
                .clauses
                .iter()
                .flat_map(|c| c.figures.iter().map(move |f| (c, f)))
                .find(|(c, f)| own(c, f.group.units.start))
                .map(|(_, f)| {
                    if f.rule == "counted-state" {
                        f.group.units.start..f.predicate.end
                    } else {
                        f.predicate.clone()
                    }
                })
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
