//! Tolls that grow: what is newest, what is replaced, what a new toll holds already.

use std::collections::BTreeMap;
use std::ops::Range;

use tollbook_record::{Count, CountRange};

use super::items::Item;
use super::{Reading, Standing, Taken, exact};
use crate::cue::people::Form;
use crate::lexicon::{Gram, TimeUnit, TimeWord};
use crate::segment::Segments;

/// Whether words beside a toll say that it is that of a period or a whole war: "since 7 October", "in the
/// war", "this year".
pub fn is_of_period(segments: &Segments<'_>, words: Range<usize>) -> bool {
    let unit = |i: usize| {
        words
            .contains(&i)
            .then(|| segments.units[i].lex.time)
            .flatten()
    };
    words.clone().any(|i| match segments.low(i) {
        "since" | "war" | "conflict" | "insurgency" | "uprising" => true,
        "this" | "last" | "past" => {
            matches!(unit(i + 1), Some(TimeWord::Unit(u)) if u != TimeUnit::Day)
        }
        _ => false,
    })
}

impl Reading<'_, '_> {
    /// "rose from 9 to 12" is no range: the new toll is the last.
    pub(super) fn newest_toll(&mut self, group: usize) {
        let group = &mut self.groups[group];
        let from = self.segments.units[group.units.start].has(Gram::FROM);
        if let Some(high) = group.count.range().max().filter(|_| from) {
            group.count = Count::exactly(high);
        }
    }

    /// "toll up to 13": it has risen to that, and is no bound.
    pub(super) fn risen(&mut self, how: usize, item: usize, group: usize) {
        let beside = self.items[how].units.end == self.groups[group].units.start;
        let up = self.segments.low(self.groups[group].units.start) == "up to";
        let group = &mut self.groups[group];
        if let Some(high) = group
            .count
            .range()
            .max()
            .filter(|_| beside && up && item > how)
        {
            group.count = Count::exactly(high);
        }
    }

    /// "the number of the wounded has passed 400": the number itself is left behind.
    pub(super) fn exceed(&mut self, item: usize, group: usize) {
        let passed = item > 0 && {
            let unit = &self.segments.units[self.items[item - 1].units.start];
            unit.has(Gram::EXCEED)
        };
        let group = &mut self.groups[group];
        let number = exact(group).filter(|_| passed);
        if let Some(more) = number.and_then(|n| n.checked_add(1)) {
            group.count = Count::Stated {
                range: CountRange::at_least(more),
                approximate: false,
            };
        }
    }

    /// "and as many were hurt": the number is that of the group before.
    pub(super) fn count_as_many(&mut self) {
        let mut before: Option<u32> = None;
        for group in &mut self.groups {
            if group.form == Form::AsMany {
                let Some(n) = before else { continue };
                let least = group.count.range().max().is_none();
                let range = if least {
                    CountRange::at_least(n)
                } else {
                    CountRange::exactly(n)
                };
                group.count = Count::Stated {
                    range,
                    approximate: false,
                };
                group.form = Form::Bare;
            } else if matches!(group.form, Form::Numbered | Form::Bare) {
                before = exact(group).filter(|n| *n > 0).or(before);
            }
        }
    }

    /// "Five more died, bringing the toll to 26" and "the toll rose to 26 after five more bodies were
    /// found": what explains a new toll is in it already.
    pub(super) fn drop_increments(&mut self) {
        let toll = self
            .taken
            .iter()
            .find(|(_, t)| matches!(t.rule, "toll" | "number-of" | "reached"))
            .map(|(group, t)| (*group, t.effect, t.predicate.start));
        let Some((toll, effect, predicate)) = toll else {
            return;
        };
        let end = self.groups[toll].units.end;
        let opens = |words: &[&str]| {
            let word = |i: &&Item| words.contains(&self.segments.low(i.units.start));
            let mut behind = self.items.iter().filter(|i| i.units.start >= end);
            behind.find(word).map_or(usize::MAX, |i| i.units.start)
        };
        let after = opens(&["after"]);
        // "rose to nine as two more bodies were found"
        let explained = opens(&["as", "when", "following", "with", "because"]);
        let first = predicate.saturating_sub(4);
        let brings = (first..=predicate).any(|i| self.segments.units[i].has(Gram::CUMULATIVE));
        // "killed nine, bringing the total to 36,050 since October": the nine are told for themselves.
        let last = self.items.last().map_or(end, |i| i.units.end);
        let brings = brings && !is_of_period(self.segments, predicate..last);
        let groups = &self.groups;
        self.taken.retain(|group, taken| {
            let units = &groups[*group].units;
            // "Four of those hurt have died, bringing the toll to 11"
            let part = taken.part_of.is_some();
            let before = brings && *group < toll && (taken.effect == effect || part);
            let within = units.start >= explained && taken.effect == effect && !part;
            units.start < after && !before && !within
        });
    }

    /// How the figures taken so far stand. What a sentence corrects is told in it before: "We wrote that 17
    /// had been killed; the number was seven."
    pub(super) fn standings(&self) -> BTreeMap<usize, Standing> {
        let mut out: BTreeMap<usize, Standing> = self
            .taken
            .iter()
            .map(|(at, taken)| (*at, self.standing(*at, taken)))
            .collect();
        let corrects = |rule: &str| matches!(rule, "right-number" | "number-to");
        let newest = self
            .taken
            .iter()
            .rfind(|(at, taken)| corrects(taken.rule) && out[at] == Standing::Newest);
        if let Some((newest, _)) = newest {
            let whole = |at: &usize| self.taken[at].part_of.is_none();
            let older = out.range_mut(..newest).filter(|(at, _)| whole(at));
            older.for_each(|(_, standing)| *standing = Standing::Old);
        }
        out
    }

    /// "Police had earlier put the toll at two", "initially said that three had died": words for an earlier
    /// time right before the verb of saying that brings the figure, or the pluperfect of a relative clause
    /// ("the mayor, who had spoken of twelve").
    fn was_said_before(&self, first: usize, figure: usize) -> bool {
        const REACH: usize = 14;
        let unit = |i: usize| &self.segments.units[i];
        let from = first.max(figure.saturating_sub(REACH));
        let plain = |i: &usize| !unit(*i).is_any(&[';', '.', ':', ',', '"', '“', '”']);
        let said = (from..figure)
            .rev()
            .take_while(plain)
            .find(|i| unit(*i).lex.speech.is_some() && !unit(*i).capital);
        let Some(before) = said
            .and_then(|at| at.checked_sub(1))
            .filter(|at| *at >= from)
        else {
            return false;
        };
        let relative = |at: usize| at > from && unit(at - 1).has(Gram::RELATIVE);
        unit(before).has(Gram::SUPERSEDED)
            || self.segments.low(before) == "first"
            || self.segments.low(before) == "had" && relative(before)
    }

    /// Whether words beside a figure say that it is the newest toll or an old one.
    fn standing(&self, group: usize, taken: &Taken) -> Standing {
        const BESIDE: usize = 3;
        let units = self.groups[group].units.clone();
        let has = |i: usize, gram| self.segments.units.get(i).is_some_and(|u| u.has(gram));
        let first = self.items.first().map_or(0, |i| i.units.start);
        let before = first.max(units.start.saturating_sub(BESIDE))..units.start;
        if taken.part_of.is_some() {
            return Standing::Plain;
        }
        let superseded = before.clone().any(|i| has(i, Gram::SUPERSEDED));
        if superseded || self.was_said_before(first, units.start) {
            return Standing::Old;
        }
        let toll = matches!(taken.rule, "toll" | "reached" | "number-of");
        let told = taken.predicate.start.min(units.start)..units.end + 2;
        let beside = first.max(units.start.saturating_sub(2))..units.end + 2;
        let newest = |mut range: Range<usize>| range.any(|i| has(i, Gram::NEWEST));
        let higher = |i: usize| matches!(self.segments.low(i), "higher" | "lower");
        let right = taken.rule == "number-to"
            || taken.rule == "right-number" && !before.clone().any(higher);
        // "Update: three more died"
        let more = |i: usize| {
            matches!(
                self.segments.low(i),
                "more" | "another" | "further" | "additional"
            )
        };
        let increment = !toll && units.clone().any(more);
        if right || toll && newest(told) || newest(beside) && !increment {
            Standing::Newest
        } else {
            Standing::Plain
        }
    }
}
