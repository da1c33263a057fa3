//! What opens another incident beside the one told: a second strike, another hour, an attack that has not
//! been told before.

use std::ops::Range;

use tollbook_record::Act;
use tollbook_record::text::fold;

use super::{Builder, Scene};
use crate::assemble::told::Clause;
use crate::cue::act::ActCue;
use crate::cue::date::DateCue;
use crate::lexicon::alias::same_party;
use crate::lexicon::{Gram, Party};

impl Builder<'_, '_> {
    /// "At noon the same day artillery shelled the camp": a deed at another part of the day than the
    /// scene's.
    pub(super) fn at_another_hour(&self, scene: &Scene, clause: &Clause) -> bool {
        let known = scene.setting.when.as_ref().and_then(|w| w.0.part);
        let new = clause
            .dates
            .iter()
            .find_map(|d| d.part.filter(|_| !d.aside));
        let differs = known.zip(new).is_some_and(|(known, new)| known != new);
        differs && self.is_deed(clause)
    }

    /// A verb of attack that is more than the harm done.
    pub(super) fn is_deed(&self, clause: &Clause) -> bool {
        let mut acts = clause.acts.iter();
        acts.any(|a| a.verb && !a.harm && !a.weapon && !a.negated && !a.definite)
    }

    /// "a second missile hit", "the planes came back": a strike after the one told, with figures of
    /// its own.
    pub(super) fn strikes_again(&self, clause: &Clause) -> bool {
        let again = |i: usize| self.segments.units[i].has(Gram::AGAIN);
        let low = |i: usize| self.segments.low(i);
        // "The second killed her parents": the noun was told with the first.
        let opens = clause.units.start;
        let alone = matches!(low(opens), "the second" | "a second" | "the third")
            || matches!(low(opens), "the" | "a") && again(opens + 1);
        let harms = clause.acts.iter().any(|a| a.harm && a.core <= opens + 3);
        if alone && harms && clause.units.len() > 3 {
            return true;
        }
        // "A raid on a nearby school": another target.
        let beside = |i: usize| {
            matches!(
                low(i),
                "nearby" | "neighbouring" | "neighboring" | "adjacent" | "another"
            )
        };
        if self.introduces(clause) && clause.units.clone().any(beside) {
            return true;
        }
        // "Later, a second bomb killed two", "a second device exploded"; "a second man" was hurt in the first.
        const SUBJECT: usize = 4;
        let strike = |i: usize| again(i) && self.segments.units[i + 1].lex.person.is_none();
        clause.acts.iter().any(|a| {
            let subject = a.core.saturating_sub(SUBJECT).max(clause.units.start)..a.core;
            let told = a.units.start.saturating_sub(1).max(clause.units.start)..a.units.end;
            let harm = a.harm && subject.clone().any(|i| self.names_means(i + 1) && again(i));
            !a.negated
                && (harm || !a.harm && (told.clone().any(again) || subject.clone().any(strike)))
        })
    }

    /// "Near Dori one man was killed and nine others were hurt by a bomb in Tamra": "others" are beside those
    /// told of in the same sentence, and of one attack with them.
    pub(super) fn leans_on(&self, scene: &Scene, clause: &Clause) -> bool {
        let last = scene.clauses.last().map_or(usize::MAX, |c| c.units.end);
        let beside = |i: usize| matches!(self.segments.low(i), "others" | "another" | "other");
        let first = clause.figures.first();
        let others = first.is_some_and(|f| f.group.units.clone().any(beside));
        let joined = last == clause.units.start && !clause.opens;
        joined && others && scene.act == Act::Attack
    }

    /// "The Front killed 12, while the League killed four": a party by its name that harms after another has.
    pub(super) fn has_another_doer(&self, scene: &Scene, clause: &Clause) -> bool {
        const NEAR: usize = 4;
        let named = |range: &Range<usize>| {
            let unit = |i: usize| &self.segments.units[i];
            let name = |i: usize| unit(i).lex.party == Some(Party::Name);
            range.clone().any(name) || unit(range.start).capital && range.len() > 1
        };
        let doers = |clause: &Clause| -> Vec<Range<usize>> {
            let harms = clause.acts.iter().filter(|a| a.harm && !a.negated);
            harms.filter_map(|a| a.doer.clone()).filter(named).collect()
        };
        let tells = |clause: &&Clause| clause.figures.iter().any(|f| f.part_of.is_none());
        let before = scene.clauses.iter().rev().filter(tells).take(NEAR);
        let words = |range: &Range<usize>| self.segments.words(range.clone());
        let new = doers(clause);
        let known: Vec<Range<usize>> = before.flat_map(doers).collect();
        let same = |a: &Range<usize>, b: &Range<usize>| {
            let (a, b) = (fold(words(a)), fold(words(b)));
            a.contains(&b) || b.contains(&a) || same_party(&a, &b)
        };
        let other = |doer: &Range<usize>| !known.iter().any(|known| same(known, doer));
        !new.is_empty() && !known.is_empty() && new.iter().all(other)
    }

    /// "claimed the attack on a convoy on 14 February, which killed 40": a deed named with its day, whose dead
    /// a relative clause counts.
    pub(super) fn recalls_another(&self, clause: &Clause) -> bool {
        let Some(told) = clause.figures.iter().map(|f| f.predicate.start).min() else {
            return false;
        };
        let relative = (clause.units.start..told).rev().find(|i| {
            let word = self.segments.low(*i);
            word == "which" || word == "that"
        });
        let Some(relative) = relative.filter(|at| told - at <= 3) else {
            return false;
        };
        let dated = |d: &DateCue| d.units.end <= relative && d.stands_alone();
        let named = |a: &ActCue| a.definite && !a.verb && a.core < relative;
        let claims = |i: usize| self.segments.units[i].has(Gram::RESPONSIBILITY);
        let claimed = (clause.units.start..relative).any(claims);
        (claimed || clause.acts.iter().any(named)) && clause.dates.iter().any(dated)
    }

    /// A weapon, an attack or armed men.
    fn names_means(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.weapon.is_some() || lex.act_noun.is_some() || lex.agent.is_some()
    }

    /// "a bomb went off", "another raid": an indefinite noun opens what has not been told before.
    pub(super) fn introduces(&self, clause: &Clause) -> bool {
        clause.acts.iter().any(|a| {
            let first = &self.segments.units[a.units.start];
            let new = first.has(Gram::ARTICLE) || self.segments.low(a.units.start) == "another";
            new && !a.definite && !a.negated && !a.harm
        })
    }
}
