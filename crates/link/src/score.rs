//! Scores every pair that shares a key, and keeps what matters of the result.

use crate::block;
use crate::compare::Comparison;
use crate::copy::Origins;
use crate::facts::Claims;
use crate::weights::WEIGHTS;

/// A pair that joins on its own evidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    pub a: u32,
    pub b: u32,
    pub weight: f32,
    /// 0 where the places are on one level; else how coarse the outer place is.
    pub containment: u8,
}

/// A pair that was refused but came close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Near {
    pub a: u32,
    pub b: u32,
    pub weight: f32,
}

/// The pairs that matter.
pub(crate) struct Scored {
    /// Surest first: pairs on one level before pairs where one place lies inside the other, because
    /// a claim about a city is best placed when the incidents in its streets are known.
    pub edges: Vec<Edge>,
    /// A few for each claim.
    pub near: Vec<Near>,
}

/// A reviewer can look at this many near misses of one claim.
pub(crate) const NEAR_EACH: usize = 2;

pub(crate) fn score(claims: &Claims<'_>, origins: &Origins) -> Scored {
    let mut edges = Vec::new();
    let mut nearest = Nearest::new(claims.facts.len());
    block::pairs(claims, origins, |a, b| {
        let found = Comparison::new(claims, origins, a, b);
        let weight = found.weight();
        if found.joins() {
            edges.push(Edge {
                a: a as u32,
                b: b as u32,
                weight: weight as f32,
                containment: found.place.containment(),
            });
        } else if weight >= WEIGHTS.near_miss {
            nearest.offer(a as u32, b as u32, weight as f32);
        }
    });
    edges.sort_unstable_by(|x, y| {
        let level = x.containment.cmp(&y.containment);
        let weight = y.weight.total_cmp(&x.weight);
        level.then(weight).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let near = nearest.pairs();
    Scored { edges, near }
}

/// The nearest misses of each claim: memory for a few, however many pairs come.
struct Nearest {
    best: Vec<[Option<(f32, u32)>; NEAR_EACH]>,
}

impl Nearest {
    fn new(claims: usize) -> Self {
        Self {
            best: vec![[None; NEAR_EACH]; claims],
        }
    }

    fn offer(&mut self, a: u32, b: u32, weight: f32) {
        for (claim, other) in [(a, b), (b, a)] {
            let mut carried = Some((weight, other));
            for slot in &mut self.best[claim as usize] {
                if nearer(carried, *slot) {
                    std::mem::swap(&mut carried, slot);
                }
            }
        }
    }

    fn pairs(&self) -> Vec<Near> {
        let all = self.best.iter().enumerate().flat_map(|(a, slots)| {
            slots.iter().flatten().map(move |&(weight, b)| Near {
                a: b.min(a as u32),
                b: b.max(a as u32),
                weight,
            })
        });
        let mut pairs: Vec<Near> = all.collect();
        pairs.sort_unstable_by_key(|near| (near.a, near.b));
        pairs.dedup_by_key(|near| (near.a, near.b));
        pairs
    }
}

/// Whether the first is nearer; of equals the lower claim, so that the order of pairs is no matter.
fn nearer(a: Option<(f32, u32)>, b: Option<(f32, u32)>) -> bool {
    match (a, b) {
        (Some((w, i)), Some((v, j))) => w.total_cmp(&v).then(j.cmp(&i)).is_gt(),
        (Some(_), None) => true,
        (None, _) => false,
    }
}
