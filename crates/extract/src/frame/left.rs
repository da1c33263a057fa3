//! Counts beside words of harm that no rule took: the reader of the report is told of them.

use std::ops::Range;

use tollbook_record::{Count, Effect};

use super::Reading;
use super::items::{Item, Symbol};
use crate::cue::people::Form;
use crate::lexicon::Lex;
use crate::segment::Segments;
use crate::token::Shape;

impl Reading<'_, '_> {
    /// Numbers of people right before or behind a word of harm that became no figure, and numbers of
    /// families there.
    pub(super) fn left(&self) -> Vec<Range<usize>> {
        let mut out = families(self.segments, &self.items);
        for (at, item) in self.items.iter().enumerate() {
            let Some(group) = item.group.filter(|g| !self.taken.contains_key(g)) else {
                continue;
            };
            let found = &self.groups[group];
            let counted = found.form == Form::Numbered && found.noun.is_some();
            let some = matches!(found.count, Count::Stated { .. })
                && found.count != Count::exactly(0)
                && found.count != Count::exactly(1);
            if counted && some && is_beside_harm(&self.items, at) {
                out.push(found.units.clone());
            }
        }
        out.sort_by_key(|units| units.start);
        out
    }
}

/// Whether a word of harm stands right behind item `at`, past its auxiliaries, or right before it.
fn is_beside_harm(items: &[Item], at: usize) -> bool {
    let skipped = |s: Symbol| matches!(s, Symbol::HAVE | Symbol::ADVERB | Symbol::BE);
    let mut after = items[at + 1..].iter().map(|i| i.symbol);
    let behind = after.find(|s| !skipped(*s));
    let before = at.checked_sub(1).map(|i| items[i].symbol);
    let verb = |s: Symbol| {
        matches!(
            s,
            Symbol::KILL | Symbol::ACTIVE | Symbol::PASSIVE | Symbol::SUFFER | Symbol::STATE
        )
    };
    behind.is_some_and(verb) || before.is_some_and(|s| verb(s) && s != Symbol::STATE)
}

/// "300 families fled": families are no figure of people, and whoever reads on wants to know of them.
pub(super) fn families(segments: &Segments<'_>, items: &[Item]) -> Vec<Range<usize>> {
    const NEAR: usize = 5;
    let displaces = |lex: &Lex| {
        let harm = lex.harm.or(lex.suffers).or(lex.hits.map(|h| h.harm));
        harm.is_some_and(|h| h.effect == Effect::Displaced) || lex.state == Some(Effect::Displaced)
    };
    let mut out = Vec::new();
    for at in 1..items.len() {
        let unit = items[at].units.start;
        if !matches!(segments.low(unit), "families" | "households") {
            continue;
        }
        let number = |i: usize| {
            let unit = &segments.units[i];
            matches!(unit.shape, Shape::Number(_)) || unit.lex.number.is_some()
        };
        let first = items[at.saturating_sub(3)].units.start;
        let Some(start) = (first..unit).find(|i| number(*i)) else {
            continue;
        };
        let near = at.saturating_sub(NEAR)..items.len().min(at + NEAR);
        let told = items[near].iter().any(|i| {
            let mut words = segments.units[i.units.clone()].iter();
            words.any(|u| displaces(u.lex))
        });
        if told {
            out.push(start..unit + 1);
        }
    }
    out
}
