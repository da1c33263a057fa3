//! The whole path: rules, training, scoring, clusters.

use super::Error;
use super::block::{Blocks, Edge, PARTS, Range, Rule};
use super::cluster::Clusters;
use super::lists::Lists;
use super::model::Model;
use super::records::Records;
use super::rules::{Agreement, Plan, plan};
use super::saved::Saved;
use super::similar::Masks;
use super::train::count;

/// Pairs below this weight, one in 65, are not kept.
pub const KEPT: f64 = -6.0;

/// What the user may choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The most comparisons a record, on average.
    pub pairs_a_record: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pairs_a_record: 10.0,
        }
    }
}

/// Records in clusters, and what they rest on.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The records.
    pub records: Records,
    /// Rules and model.
    pub trained: Trained,
    /// The pairs that were compared.
    pub compared: u64,
    /// The pairs worth keeping, in order of their records.
    pub edges: Vec<Edge>,
    /// The weight from which two records are joined.
    pub threshold: f64,
    /// The clusters.
    pub clusters: Clusters,
    /// How good the clusters are, as far as the model can tell; of rows that were added to standing
    /// clusters, those that they came to.
    pub estimate: Estimate,
}

/// Precision and recall of pairs, estimated from the model alone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The share of joined pairs that are of one person.
    pub precision: f64,
    /// The share of pairs of one person that are joined.
    pub recall: f64,
}

/// Links lists. A saved model is used as it is; without one the model is learnt.
pub fn link(lists: &Lists, settings: Settings, saved: Option<&Saved>) -> Result<Linked, Error> {
    let records = Records::new(lists);
    let trained = match saved {
        Some(saved) => saved.open(&records)?,
        None => learn(&records, settings)?,
    };
    let scored = score(&records, &trained);
    let standing = vec![None; records.len];
    Ok(linked(records, trained, scored, &standing).0)
}

/// What scored pairs make of records, some of which may stand in clusters already; and the pairs that would
/// have joined two standing clusters.
pub(super) fn linked(
    records: Records,
    trained: Trained,
    (edges, compared): (Vec<Edge>, u64),
    standing: &[Option<u32>],
) -> (Linked, Vec<Edge>) {
    let threshold = threshold(&edges, trained.plan.recall);
    let scorer = trained.model.scorer(&records);
    let mut masks = Masks::default();
    let mut weigh = |a, b| scorer.weight(records.vector(&mut masks, a, b));
    let (clusters, held_apart) = Clusters::add(standing, &edges, threshold, &mut weigh);
    let new = |group: &[u32]| group.iter().any(|r| standing[*r as usize].is_none());
    let estimate = estimate(&clusters, new, &edges, trained.plan.recall, weigh);
    let linked = Linked {
        trained,
        compared,
        edges,
        threshold,
        clusters,
        estimate,
        records,
    };
    (linked, held_apart)
}

fn score(records: &Records, trained: &Trained) -> (Vec<Edge>, u64) {
    let scorer = trained.model.scorer(records);
    let rules = &trained.plan.rules;
    let ranges: Vec<Range> = Range::all(PARTS).collect();
    let blocks = Blocks::new(records, rules);
    let found = blocks.everywhere(&ranges, |part| {
        let mut compared = 0;
        let edges = part.edges(|masks, a, b| {
            compared += 1;
            let weight = scorer.weight(records.vector(masks, a, b));
            (weight >= KEPT).then_some(weight as f32)
        });
        (edges, compared)
    });
    let compared = found.iter().map(|(_, compared)| compared).sum();
    let mut edges: Vec<Edge> = found.into_iter().flat_map(|(edges, _)| edges).collect();
    edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
    (edges, compared)
}

/// The probability that a weight stands for.
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// The weight above which pairs are expected to have the best balance of precision and recall
/// (F1), given the share of pairs of one person that the rules meet.
fn threshold(edges: &[Edge], met: f64) -> f64 {
    let mut weights: Vec<f64> = edges.iter().map(|edge| f64::from(edge.weight)).collect();
    weights.sort_unstable_by(|x, y| y.total_cmp(x));
    let total: f64 = weights
        .iter()
        .map(|weight| probability(*weight))
        .sum::<f64>()
        / met.max(0.01);
    let (mut right, mut best, mut threshold) = (0.0, 0.0, 0.0);
    for (number, weight) in weights.iter().enumerate() {
        right += probability(*weight);
        let f1 = 2.0 * right / (number as f64 + 1.0 + total);
        if f1 > best {
            (best, threshold) = (f1, *weight);
        }
    }
    // Where the sides are far apart, any weight between them parts them.
    f64::min(threshold, 0.0).max(KEPT)
}

/// The estimate over the clusters that hold a record which is new.
fn estimate(
    clusters: &Clusters,
    new: impl Fn(&[u32]) -> bool,
    edges: &[Edge],
    met: f64,
    mut weigh: impl FnMut(u32, u32) -> f64,
) -> Estimate {
    let (mut right, mut joined) = (0.0, 0.0);
    for group in clusters.groups().iter().filter(|group| new(group)) {
        for (at, a) in group.iter().enumerate() {
            for b in &group[at + 1..] {
                right += probability(weigh(*a, *b));
                joined += 1.0;
            }
        }
    }
    let apart = edges
        .iter()
        .filter(|e| clusters.of[e.a as usize] != clusters.of[e.b as usize]);
    let missed: f64 = apart.map(|edge| probability(edge.weight.into())).sum();
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 1.0 };
    Estimate {
        precision: share(right, joined),
        recall: share(right, ((right + missed) / met.max(0.01)).max(right)),
    }
}

/// What was learnt from the records.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The rules that pairs are made by.
    pub plan: Plan,
    /// How often records of one person share each key.
    pub agreement: Agreement,
    /// The model.
    pub model: Model,
}

/// How often rules are chosen anew from what the model has learnt.
const TURNS: usize = 2;

/// Above so many records the model learns from a part of the keys.
const MANY: usize = 50_000;

/// The ranges of keys that are learnt from, and how many times more pairs there are in all.
fn lesson(records: &Records) -> (Vec<Range>, f64) {
    let used = if records.len > MANY { PARTS / 4 } else { PARTS };
    let ranges: Vec<Range> = Range::all(PARTS).take(used as usize).collect();
    (ranges, f64::from(PARTS) / f64::from(used))
}

/// Learns rules and a model.
pub fn learn(records: &Records, settings: Settings) -> Result<Trained, Error> {
    let budget = settings.pairs_a_record;
    let mut agreement = Agreement::assumed(records);
    let mut model = Model::untrained(records);
    let mut planned = plan(records, &agreement, budget);
    if planned.rules.is_empty() && records.len > 1 {
        return Err(Error::NoRule { pairs: budget });
    }
    let (ranges, scale) = lesson(records);
    let n = records.len as f64;
    for turn in 0..=TURNS {
        let counts = count(records, &planned.rules, &ranges);
        model.train(records, &counts, n * (n - 1.0) / 2.0 / scale);
        if turn < TURNS {
            agreement = measured(records, &planned.rules, &ranges, &model);
            planned = plan(records, &agreement, budget);
        }
    }
    Ok(Trained {
        plan: planned,
        agreement,
        model,
    })
}

/// How often pairs that the model takes for one person share each key.
///
/// For each key only pairs count that a rule without the key has made, because every pair of a rule
/// with it shares it.
fn measured(records: &Records, rules: &[Rule], ranges: &[Range], model: &Model) -> Agreement {
    let scorer = model.scorer(records);
    let blocks = Blocks::new(records, rules);
    let sums = blocks.everywhere(ranges, |part| {
        let mut sums = vec![[0.0_f64; 2]; records.keys.len()];
        let mut masks = Masks::default();
        part.pairs(|a, b| {
            let weight = scorer.weight(records.vector(&mut masks, a, b));
            if weight < 0.0 {
                return;
            }
            let chance = 1.0 / (1.0 + (-weight).exp2());
            for (at, key) in records.keys.iter().enumerate() {
                let free = |rule: &Rule| {
                    rule.keys
                        .iter()
                        .all(|k| records.keys[*k].field != key.field)
                };
                if rules
                    .iter()
                    .any(|rule| free(rule) && rule.holds(records, a, b))
                {
                    let (x, y) = (key.ids[a as usize], key.ids[b as usize]);
                    sums[at][0] += if x == y && x > 0 { chance } else { 0.0 };
                    sums[at][1] += chance;
                }
            }
        });
        sums
    });
    let assumed = Agreement::assumed(records);
    let rate = |key: usize| {
        let sum = |part: usize| sums.iter().map(|s| s[key][part]).sum::<f64>();
        (sum(0) + 20.0 * assumed.0[key]) / (sum(1) + 20.0)
    };
    Agreement((0..records.keys.len()).map(rate).collect())
}
