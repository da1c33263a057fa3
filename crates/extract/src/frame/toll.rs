//! Tolls that grow: what is newest, what is replaced, what a new toll holds already.

use std::ops::Range;

use tollbook_record::{Count, CountRange};

use super::{Reading, Standing, Taken, exact};
use crate::cue::people::Form;
use crate::lexicon::Gram;

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
        let after = self
            .items
            .iter()
            .find(|i| i.units.start >= end && self.segments.low(i.units.start) == "after");
        let after = after.map_or(usize::MAX, |i| i.units.start);
        let first = predicate.saturating_sub(4);
        let brings = (first..=predicate).any(|i| self.segments.units[i].has(Gram::CUMULATIVE));
        let groups = &self.groups;
        self.taken.retain(|group, taken| {
            let units = &groups[*group].units;
            // "Four of those hurt have died, bringing the toll to 11"
            let part = taken.part_of.is_some();
            let before = brings && *group < toll && (taken.effect == effect || part);
            units.start < after && !before
        });
    }

    /// Whether words beside a figure say that it is the newest toll or an old one.
    pub(super) fn standing(&self, group: usize, taken: &Taken) -> Standing {
        const BESIDE: usize = 3;
        let units = self.groups[group].units.clone();
        let has = |i: usize, gram| self.segments.units.get(i).is_some_and(|u| u.has(gram));
        let first = self.items.first().map_or(0, |i| i.units.start);
        let before = first.max(units.start.saturating_sub(BESIDE))..units.start;
        if taken.part_of.is_some() {
            return Standing::Plain;
        }
        if before.clone().any(|i| has(i, Gram::SUPERSEDED)) {
            return Standing::Old;
        }
        let toll = matches!(taken.rule, "toll" | "reached" | "number-of");
        let told = taken.predicate.start.min(units.start)..units.end + 2;
        let beside = first.max(units.start.saturating_sub(2))..units.end + 2;
        let newest = |mut range: Range<usize>| range.any(|i| has(i, Gram::NEWEST));
        let higher = |i: usize| matches!(self.segments.low(i), "higher" | "lower");
        let right = taken.rule == "right-number" && !before.clone().any(higher);
        if right || toll && newest(told) || newest(beside) {
            Standing::Newest
        } else {
            Standing::Plain
        }
    }
}
