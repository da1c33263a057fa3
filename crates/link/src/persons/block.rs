//! Pairs of records that share a key, each made once.

use rayon::prelude::*;

use super::records::Records;
use super::similar::Masks;
use crate::hash;

/// How many ranges the keys of a rule are parted into: more than threads, so that threads end
/// together. The result does not depend on it.
pub const PARTS: u32 = 8;

/// Keys that two records must share, all of them, to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Numbers of the keys in [`Records::keys`].
    pub keys: Vec<usize>,
}

impl Rule {
    /// A number for what the record is looked up by; none where a key is missing.
    fn hash(&self, records: &Records, record: usize) -> Option<u64> {
        let mut hash = 0;
        for key in &self.keys {
            let id = records.keys[*key].ids[record];
            if id == 0 {
                return None;
            }
            hash = hash::mix(hash, id.into());
        }
        Some(hash::mix(hash, self.keys.len() as u64))
    }

    /// Whether two records share the keys.
    pub fn holds(&self, records: &Records, a: u32, b: u32) -> bool {
        self.keys.iter().all(|key| {
            let ids = &records.keys[*key].ids;
            ids[a as usize] == ids[b as usize] && ids[a as usize] > 0
        })
    }
}

/// A part of all possible keys: those whose hash falls into the `part`-th of `parts` equal ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Which part, from 0.
    pub part: u32,
    /// How many there are.
    pub parts: u32,
}

impl Range {
    /// All ranges.
    pub fn all(parts: u32) -> impl Iterator<Item = Self> + Clone {
        (0..parts).map(move |part| Self { part, parts })
    }

    fn holds(self, hash: u64) -> bool {
        (u128::from(hash) * u128::from(self.parts)) >> 64 == u128::from(self.part)
    }
}

/// Rules over some records: for each record and rule a sign that records have in common which share
/// the rule's keys, and 0 where a key is missing. A record's signs stand side by side, so that to ask
/// whether an earlier rule has made a pair takes one look at each of the two.
pub struct Blocks<'a> {
    records: &'a Records,
    rules: &'a [Rule],
    signs: Vec<u32>,
}

impl<'a> Blocks<'a> {
    /// The signs of all records.
    pub fn new(records: &'a Records, rules: &'a [Rule]) -> Self {
        let mut signs = vec![0; records.len * rules.len()];
        for (number, rule) in rules.iter().enumerate() {
            for (record, signs) in signs.chunks_exact_mut(rules.len()).enumerate() {
                // The low bits of the hash are the weaker ones.
                let sign = rule.hash(records, record).map(|hash| (hash >> 32) as u32);
                signs[number] = sign.map_or(0, |sign| sign.max(1));
            }
        }
        Self {
            records,
            rules,
            signs,
        }
    }

    fn signs(&self, record: u32) -> &[u32] {
        let width = self.rules.len();
        &self.signs[record as usize * width..][..width]
    }

    /// Runs `work` for every rule and every range, on all threads, and gives the results in order.
    pub fn everywhere<T: Send>(
        &self,
        ranges: &[Range],
        work: impl Fn(Part<'_>) -> T + Sync,
    ) -> Vec<T> {
        let of_rule = |number: usize| -> Vec<T> {
            let orders = self.orders(number, ranges).into_par_iter();
            let of_range = |order| work(Part::new(self, number, order));
            orders.map(of_range).collect()
        };
        let found: Vec<Vec<T>> = (0..self.rules.len()).into_par_iter().map(of_rule).collect();
        found.into_iter().flatten().collect()
    }

    /// The work of one rule within one range of keys.
    pub fn part(&self, number: usize, range: Range) -> Part<'_> {
        let order = self.orders(number, &[range]).swap_remove(0);
        Part::new(self, number, order)
    }

    /// The records that have the keys of a rule, by range: sign, then record. All ranges are filled in
    /// one walk over the records, whose signs are many.
    fn orders(&self, number: usize, ranges: &[Range]) -> Vec<Vec<u64>> {
        let mut orders = vec![Vec::new(); ranges.len()];
        for record in 0..self.records.len as u32 {
            let sign = u64::from(self.signs(record)[number]) << 32;
            let range = ranges.iter().position(|range| range.holds(sign));
            if let Some(range) = range.filter(|_| sign > 0) {
                orders[range].push(sign | u64::from(record));
            }
        }
        orders
    }

    /// Whether a rule before the `number`-th has made the pair.
    fn made_before(&self, number: usize, a: u32, b: u32) -> bool {
        let signs = self.signs(a).iter().zip(self.signs(b)).take(number);
        signs
            .zip(self.rules)
            .any(|((x, y), rule)| x == y && *x > 0 && rule.holds(self.records, a, b))
    }
}

/// One rule within one range of keys. What it makes depends on nothing else, so that parts can be
/// worked on anywhere and in any order.
pub struct Part<'a> {
    blocks: &'a Blocks<'a>,
    number: usize,
    order: Vec<u64>,
}

impl<'a> Part<'a> {
    fn new(blocks: &'a Blocks<'a>, number: usize, mut order: Vec<u64>) -> Self {
        order.sort_unstable();
        Self {
            blocks,
            number,
            order,
        }
    }

    /// Calls `each` for every pair that the rule makes and no earlier rule has made. Earlier rules are
    /// tested on the pair itself, so that parts need know nothing of each other.
    pub fn pairs(&self, mut each: impl FnMut(u32, u32)) {
        let Blocks { records, rules, .. } = self.blocks;
        let rule = &rules[self.number];
        for block in self.order.chunk_by(|x, y| x >> 32 == y >> 32) {
            // Two keys seldom have one sign; where they have, each pair is looked at.
            let neighbours = block.windows(2);
            let one_key = neighbours
                .map(|pair| (pair[0] as u32, pair[1] as u32))
                .all(|(a, b)| rule.holds(records, a, b));
            for (i, a) in block.iter().enumerate() {
                let a = *a as u32;
                for b in &block[i + 1..] {
                    let b = *b as u32;
                    let shares = one_key || rule.holds(records, a, b);
                    if shares && !self.blocks.made_before(self.number, a, b) {
                        each(a, b);
                    }
                }
            }
        }
    }

    /// The pairs that are worth keeping.
    pub fn edges(&self, mut weigh: impl FnMut(&mut Masks, u32, u32) -> Option<f32>) -> Vec<Edge> {
        let mut masks = Masks::default();
        let mut edges = Vec::new();
        self.pairs(|a, b| {
            if let Some(weight) = weigh(&mut masks, a, b) {
                edges.push(Edge { a, b, weight });
            }
        });
        edges
    }
}

/// Calls `each` for the pairs of one rule that hold a new record, the smaller first; no earlier rule
/// has made them.
pub fn pairs_of_new(
    records: &Records,
    rules: &[Rule],
    number: usize,
    new: impl Fn(u32) -> bool,
    mut each: impl FnMut(u32, u32),
) {
    let rule = &rules[number];
    let all = 0..records.len as u32;
    let mut wanted: Vec<(u64, u32)> = all
        .clone()
        .filter(|record| new(*record))
        .filter_map(|record| Some((rule.hash(records, record as usize)?, record)))
        .collect();
    wanted.sort_unstable();
    for other in all {
        let Some(hash) = rule.hash(records, other as usize) else {
            continue;
        };
        let start = wanted.partition_point(|(known, _)| *known < hash);
        let fitting = wanted[start..]
            .iter()
            .take_while(|(known, _)| *known == hash);
        for (_, record) in fitting {
            // A pair of two new records is met from both sides, and made from the smaller.
            if other == *record || (new(other) && other > *record) {
                continue;
            }
            let (a, b) = (other.min(*record), other.max(*record));
            let made = rules[..number]
                .iter()
                .any(|earlier| earlier.holds(records, a, b));
            if !made && rule.holds(records, a, b) {
                each(a, b);
            }
        }
    }
}

/// A pair that is worth keeping, the smaller record first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The first record.
    pub a: u32,
    /// The second.
    pub b: u32,
    /// How strongly the two look like one person: the base-2 logarithm of the odds.
    pub weight: f32,
}
