//! Which item of a predicted claim stands for which item of the gold claim, one to one.

use tollbook_publish::wire::v1::claim::{AllegedPerpetrator, Figure, Quote, Victim};

use super::quotes::overlap;

/// An item of a claim with the words it was read from.
pub trait Quoted {
    fn quote(&self) -> &Quote;
}

impl Quoted for Figure {
    fn quote(&self) -> &Quote {
        &self.quote
    }
}

impl Quoted for AllegedPerpetrator {
    fn quote(&self) -> &Quote {
        &self.quote
    }
}

impl Quoted for Victim {
    fn quote(&self) -> &Quote {
        &self.quote
    }
}

/// Two figures that stand for each other.
#[derive(Clone, Copy, Debug)]
pub struct FigurePair {
    pub gold: usize,
    pub predicted: usize,
    /// Whether all that is scored is equal, not only effect, minimum and maximum.
    pub exact: bool,
}

/// Effect, minimum and maximum are equal.
pub fn relaxed(a: &Figure, b: &Figure) -> bool {
    (a.effect, a.min, a.max) == (b.effect, b.min, b.max)
}

fn exact(a: &Figure, b: &Figure) -> bool {
    relaxed(a, b) && (a.who, a.approximate, a.vague) == (b.who, b.approximate, b.vague)
}

/// Pairs figures: exact ones first, and among those that are equally good the overlapping ones.
pub fn pair_figures(gold: &[Figure], predicted: &[Figure]) -> Vec<FigurePair> {
    let mut pairs = Vec::new();
    for (same, exact) in [(exact as fn(&_, &_) -> _, true), (relaxed, false)] {
        let pair = |(gold, predicted)| FigurePair {
            gold,
            predicted,
            exact,
        };
        let taken: Vec<_> = pairs
            .iter()
            .map(|p: &FigurePair| (p.gold, p.predicted))
            .collect();
        pairs.extend(
            pair_rest(gold, predicted, same, taken)
                .into_iter()
                .map(pair),
        );
    }
    pairs
}

/// Pairs items, overlapping ones first.
pub fn pair_items<T: Quoted>(
    gold: &[T],
    predicted: &[T],
    same: fn(&T, &T) -> bool,
) -> Vec<(usize, usize)> {
    pair_rest(gold, predicted, same, Vec::new())
}

/// Pairs in reading order what `taken` leaves, overlapping items first; returns the new pairs.
fn pair_rest<T: Quoted>(
    gold: &[T],
    predicted: &[T],
    same: fn(&T, &T) -> bool,
    taken: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let old = taken.len();
    let mut pairs = taken;
    for must_overlap in [true, false] {
        for (i, a) in gold.iter().enumerate() {
            if pairs.iter().any(|&(g, _)| g == i) {
                continue;
            }
            let partner = predicted.iter().enumerate().find(|&(j, b)| {
                pairs.iter().all(|&(_, p)| p != j)
                    && same(a, b)
                    && (!must_overlap || overlap(a.quote(), b.quote()))
            });
            pairs.extend(partner.map(|(j, _)| (i, j)));
        }
    }
    pairs.split_off(old)
}
