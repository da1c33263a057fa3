//! Scores every pair that shares a key, and keeps what matters of the result.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::block;
use crate::cluster::Between;
use crate::weights::WEIGHTS;

/// A pair that joins on its own evidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    pub a: u32,
    pub b: u32,
    pub weight: f32,
    /// 0 where the places are on one level; else how coarse the outer place is.
    pub containment: u8,
    /// Whether two reports that resemble each other are about the two claims.
    pub about: bool,
}

impl Edge {
    /// Surest first: pairs on one level before pairs where one place lies inside the other, because
    /// a claim about a city is best placed when the incidents in its streets are known.
    pub fn order(&self, other: &Self) -> Ordering {
        let about = other.about.cmp(&self.about);
        let level = self.containment.cmp(&other.containment);
        let weight = other.weight.total_cmp(&self.weight);
        about
            .then(level)
            .then(weight)
            .then((self.a, self.b).cmp(&(other.a, other.b)))
    }
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
    /// Surest first.
    pub edges: Vec<Edge>,
    /// In the order of their claims.
    pub near: Vec<Near>,
}

/// A reviewer can look at this many near misses of one claim.
pub(crate) const NEAR_EACH: usize = 2;

enum Pair {
    Joins(Edge),
    Near(Near),
}

/// What the comparison of two claims says, if it matters.
fn pair(between: &Between<'_>, a: u32, b: u32) -> Option<Pair> {
    let found = between.compare(a, b);
    let weight = found.weight();
    if found.joins() {
        return Some(Pair::Joins(Edge {
            a,
            b,
            weight: weight as f32,
            containment: found.containment(),
            about: found.is_about_both(),
        }));
    }
    let weight = (weight >= WEIGHTS.near_miss).then_some(weight as f32)?;
    Some(Pair::Near(Near { a, b, weight }))
}

impl Scored {
    /// Scores all pairs.
    pub fn new(between: &Between<'_>) -> Self {
        let pairs = block::pairs(between.claims, between.texts, |a, b| pair(between, a, b));
        let mut scored = Self {
            edges: Vec::new(),
            near: Vec::new(),
        };
        scored.take(pairs);
        scored
    }

    /// Scores the pairs of these claims anew, which stand in order.
    pub fn again(&mut self, between: &Between<'_>, changed: &[u32]) {
        let is_changed = |claim: u32| changed.binary_search(&claim).is_ok();
        self.edges
            .retain(|edge| !is_changed(edge.a) && !is_changed(edge.b));
        self.near
            .retain(|near| !is_changed(near.a) && !is_changed(near.b));
        let Between { claims, texts } = between;
        let count = claims.facts.len() as u32;
        let pairs = changed.iter().flat_map(|&one| {
            let keys = block::Keys::of(claims, texts, one);
            let reach = block::Reach::of(claims, texts, one);
            let others = (0..count).into_par_iter().with_min_len(4096);
            let others = others.filter(|other| *other > one || *other < one && !is_changed(*other));
            let reached = others.filter(|other| reach.holds(&claims.facts[*other as usize]));
            let met = reached.filter(|other| keys.meet(&block::Keys::of(claims, texts, *other)));
            let pairs = met.filter_map(|other| pair(between, one.min(other), one.max(other)));
            pairs.collect::<Vec<Pair>>()
        });
        self.take(pairs.collect());
    }

    fn take(&mut self, pairs: Vec<Pair>) {
        for pair in pairs {
            match pair {
                Pair::Joins(edge) => self.edges.push(edge),
                Pair::Near(near) => self.near.push(near),
            }
        }
        // Where a few come to many that stand in order, a stable sort looks at each once.
        self.edges.par_sort_by(Edge::order);
        self.near.par_sort_by_key(|near| (near.a, near.b));
    }

    /// A few near misses for each of so many claims.
    pub fn nearest(&self, claims: usize) -> Vec<Near> {
        let mut nearest = Nearest::new(claims);
        for near in &self.near {
            nearest.offer(near.a, near.b, near.weight);
        }
        nearest.pairs()
    }
}

/// The nearest misses of each claim.
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
