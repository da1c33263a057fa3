//! Pairs of numbers that lean on the pair told before: "four killed and seven injured in Rafid, three and nine in
//! Houla".

use super::items::Symbol;
use super::{Reading, Taken, exact};
use crate::cue::people::Form;

/// The name of the rule that reads them.
pub const RULE: &str = "gapped";

impl Reading<'_, '_> {
    /// Gives two bare numbers of another place what became of the two counted before them, in their order.
    pub(super) fn pairs(&mut self) {
        for at in 1..self.items.len().saturating_sub(2) {
            if let Some([first, second]) = self.pair_at(at)
                && let Some(told) = self.pair_before(first, at)
            {
                for (group, taken) in [first, second].into_iter().zip(told) {
                    let predicate = self.groups[group].units.clone();
                    self.taken.insert(
                        group,
                        Taken {
                            predicate,
                            rule: RULE,
                            ..taken
                        },
                    );
                }
            }
        }
    }

    /// The groups of "three and nine" at an item, where no verb of their own follows.
    fn pair_at(&self, at: usize) -> Option<[usize; 2]> {
        let bare = |at: usize| {
            let group = self.items.get(at)?.group?;
            let alone =
                self.groups[group].form == Form::Bare && exact(&self.groups[group]).is_some();
            alone.then_some(group)
        };
        let and = self.items[at + 1].symbol == Symbol::AND;
        let ends = self.items.get(at + 3).is_none_or(|next| {
            matches!(
                next.symbol,
                Symbol::STOP | Symbol::SEMI | Symbol::COMMA | Symbol::PREP | Symbol::AND
            )
        });
        let pair = [bare(at)?, bare(at + 2)?];
        (and && ends).then_some(pair)
    }

    /// What the two figures before `first` tell, if they tell two things and a mark and the name of another
    /// place part them from the pair at an item.
    fn pair_before(&self, first: usize, at: usize) -> Option<[Taken; 2]> {
        let mut before = { self.taken.range(..first).rev() }.filter(|(_, t)| t.part_of.is_none());
        let (last, second) = before.next()?;
        let (_, one) = before.next()?;
        let end = self.groups[*last].units.end.max(second.predicate.end);
        let between = self.items[..at]
            .iter()
            .filter(|item| item.units.start >= end);
        let parted =
            { between.clone() }.any(|item| matches!(item.symbol, Symbol::SEMI | Symbol::COMMA));
        let named = |at: usize| {
            let unit = &self.segments.units[at];
            unit.capital && unit.lex.time.is_none()
        };
        let behind = self.items.get(at + 4).filter(|_| {
            let preposition = self.items.get(at + 3).map(|item| item.symbol);
            preposition == Some(Symbol::PREP)
        });
        let placed = { between }
            .chain(behind)
            .any(|item| named(item.units.start));
        (parted && placed && one.effect != second.effect).then(|| [one.clone(), second.clone()])
    }
}
