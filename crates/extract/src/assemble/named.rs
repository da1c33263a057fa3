//! The names behind designations: "the militia", "the group", "that movement".

use std::ops::Range;

use tollbook_record::text::fold;

use super::claims::Writer;
use crate::lexicon::{Gram, Party};

impl Writer<'_, '_> {
    /// "the militia", "the organisation": the name that the report gave it before, if it gave one.
    pub(super) fn fuller(&self, units: &Range<usize>) -> Range<usize> {
        if !self.is_anaphor(units) {
            return units.clone();
        }
        let word = self.segments.low(units.end - 1);
        let before = self.named_parties.iter().filter(|p| p.end <= units.start);
        let same = |p: &&Range<usize>| self.segments.low(p.end - 1) == word;
        before
            .clone()
            .find(same)
            .cloned()
            .or_else(|| self.group_meant(units))
            .unwrap_or_else(|| units.clone())
    }

    /// Whether a designation only points back: a noun without a name after "the" or "that".
    pub(super) fn is_anaphor(&self, units: &Range<usize>) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let before = units.start.checked_sub(1);
        let pointed = before.is_some_and(|at| {
            unit(at).has(Gram::DEFINITE.with(Gram::EPITHET))
                || matches!(
                    self.segments.low(at),
                    "that" | "this" | "said" | "same" | "these"
                )
        });
        units.len() == 1
            && pointed
            && unit(units.start).lex.party == Some(Party::Noun)
            && !unit(units.start).capital
    }

    /// The armed group that "the group" means: the one named last before it. "The rebels" mean it
    /// only where no other is named.
    fn group_meant(&self, units: &Range<usize>) -> Option<Range<usize>> {
        let unit = &self.segments.units[units.start];
        if !unit.has(Gram::GROUP) {
            return None;
        }
        let known = self.groups.partition_point(|p| p.end <= units.start);
        const RECENT: usize = 64;
        let before = &self.groups[known.saturating_sub(RECENT)..known];
        let last = before.last()?;
        let people = unit.lex.person.is_some();
        let name = |p: &Range<usize>| fold(self.segments.words(p.clone()));
        let alone = || before.iter().all(|p| name(p) == name(last));
        (!people || alone()).then(|| last.clone())
    }
}
