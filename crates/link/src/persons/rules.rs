//! Which keys records are looked up by: the rules that promise to meet most pairs of one person for
//! the fewest comparisons.

use std::collections::HashMap;

use super::block::Rule;
use super::records::Records;
use crate::hash;

/// How often two records of one person share each key, both having it.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement(pub Vec<f64>);

/// Rules, and what they promise.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The rules, the best first.
    pub rules: Vec<Rule>,
    /// The share of all pairs of one person that they are expected to meet.
    pub recall: f64,
    /// The comparisons that they are expected to make.
    pub pairs: f64,
}

/// A rule shares at most so many keys.
const MOST_KEYS: usize = 4;

/// Rules are tried on at most so many records.
const SAMPLE: usize = 16_384;

/// So many pairs are compared without asking.
const FEW: f64 = 200_000.0;

/// How many ways for two records of one person to agree are tried.
const PATTERNS: usize = 4096;

/// A rule that meets less than this share of pairs beside the others is left out.
const LEAST_GAIN: f64 = 0.0003;

impl Agreement {
    /// What is assumed before anything is learnt: seven in ten, where both have the key.
    pub fn assumed(records: &Records) -> Self {
        let rate = |ids: &[u32]| {
            let present = ids.iter().filter(|id| **id > 0).count() as f64 / ids.len() as f64;
            0.75 * present * present
        };
        Self(records.keys.iter().map(|key| rate(&key.ids)).collect())
    }

    /// Ways for two records of one person to agree, as bits of keys. Keys that are made from one field
    /// agree together: a pair that shares the day shares the month.
    fn patterns(&self, records: &Records) -> Vec<u32> {
        let draw = |pattern: usize| {
            let keys = records.keys.iter().zip(&self.0).enumerate();
            keys.filter(|(_, (key, rate))| {
                let seed = hash::of_numbers(&[pattern as u64, key.field as u64]);
                (seed >> 11) as f64 / (1_u64 << 53) as f64 <= **rate
            })
            .fold(0, |bits, (number, _)| bits | 1 << number)
        };
        (0..PATTERNS).map(draw).collect()
    }
}

/// The rules with the best promise within `budget` comparisons a record.
pub fn plan(records: &Records, agreement: &Agreement, budget: f64) -> Plan {
    let mut patterns = agreement.patterns(records);
    let costs = costs(records);
    let mut plan = Plan {
        rules: Vec::new(),
        recall: 0.0,
        pairs: 0.0,
    };
    let allowed = (budget * records.len as f64).max(FEW);
    loop {
        let mut best: Option<(f64, f64, u32)> = None;
        for (bits, cost) in &costs {
            let gain =
                patterns.iter().filter(|p| *p & bits == *bits).count() as f64 / PATTERNS as f64;
            if gain < LEAST_GAIN || plan.pairs + cost > allowed {
                continue;
            }
            let worth = gain / (cost + 0.02 * allowed);
            if best.is_none_or(|(most, _, _)| worth > most) {
                best = Some((worth, *cost, *bits));
            }
        }
        let Some((_, cost, bits)) = best else {
            break;
        };
        patterns.retain(|p| p & bits != bits);
        plan.pairs += cost;
        let keys = (0..records.keys.len())
            .filter(|key| bits >> key & 1 == 1)
            .collect();
        plan.rules.push(Rule { keys });
    }
    plan.recall = 1.0 - patterns.len() as f64 / PATTERNS as f64;
    plan
}

/// What every possible rule costs: its keys as bits, and the pairs that it makes.
fn costs(records: &Records) -> Vec<(u32, f64)> {
    let step = records.len.div_ceil(SAMPLE).max(1);
    let sample: Vec<usize> = (0..records.len)
        .filter(|record| {
            step == 1 || hash::of_numbers(&[*record as u64]).is_multiple_of(step as u64)
        })
        .collect();
    let scale = (records.len as f64 / sample.len().max(1) as f64).powi(2);
    let mut costs = Vec::new();
    for bits in combinations(records) {
        let rule: Vec<usize> = (0..records.keys.len())
            .filter(|key| bits >> key & 1 == 1)
            .collect();
        costs.push((bits, pairs(records, &rule, &sample) as f64 * scale));
    }
    costs
}

fn combinations(records: &Records) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    let mut last: Vec<(u32, usize)> = vec![(0, 0)];
    for _ in 0..MOST_KEYS {
        let mut next = Vec::new();
        for (bits, from) in &last {
            for key in *from..records.keys.len().min(32) {
                let field = records.keys[key].field;
                let free = (0..*from).all(|k| bits >> k & 1 == 0 || records.keys[k].field != field);
                if free {
                    next.push((bits | 1 << key, key + 1));
                }
            }
        }
        all.extend(next.iter().map(|(bits, _)| *bits));
        last = next;
    }
    all
}

fn pairs(records: &Records, keys: &[usize], sample: &[usize]) -> u64 {
    let mut blocks: HashMap<u64, u64> = HashMap::new();
    let mut pairs = 0;
    for record in sample {
        let ids = keys.iter().map(|key| records.keys[*key].ids[*record]);
        let hash = ids.clone().fold(0, |hash, id| hash::mix(hash, id.into()));
        if ids.clone().all(|id| id > 0) {
            let block = blocks.entry(hash).or_insert(0);
            pairs += *block;
            *block += 1;
        }
    }
    pairs
}
