//! Training without labels: expectation and maximisation over counted vectors.

use std::collections::HashMap;

use super::block::{Blocks, Range, Rule};
use super::field::{CODES, Data, Layout};
use super::model::{Model, log_sum};
use super::records::{Records, Vector};
use super::similar::Masks;

/// How often each vector was met, in order of the vectors.
pub type Counts = Vec<(Vector, f64)>;

/// Counts the vectors of all pairs that the rules make within some ranges of keys.
pub fn count(records: &Records, rules: &[Rule], ranges: &[Range]) -> Counts {
    let blocks = Blocks::new(records, rules);
    let counted = blocks.everywhere(ranges, |part| {
        let mut counts: HashMap<Vector, u32> = HashMap::new();
        let mut masks = Masks::default();
        part.pairs(|a, b| {
            *counts.entry(records.vector(&mut masks, a, b)).or_insert(0) += 1;
        });
        counts
    });
    let mut all: HashMap<Vector, f64> = HashMap::new();
    for (vector, count) in counted.into_iter().flatten() {
        *all.entry(vector).or_insert(0.0) += f64::from(count);
    }
    let mut counts: Counts = all.into_iter().collect();
    counts.sort_unstable_by_key(|(vector, _)| *vector);
    counts
}

/// Rounds of training, at most.
const ROUNDS: usize = 60;

/// Training ends when no prior changes by more than this share.
const SETTLED: f64 = 1e-3;

/// What is assumed before training counts as much as so many pairs.
const ASSUMED: f64 = 50.0;

impl Model {
    /// Learns from counted vectors. `pairs` is the number of all possible pairs, most of which no
    /// rule makes.
    pub fn train(&mut self, records: &Records, counts: &Counts, pairs: f64) {
        for _ in 0..ROUNDS {
            let before = self.prior;
            let sums = self.expect(records, counts);
            self.maximise(records, &sums, pairs);
            let moved = before
                .iter()
                .zip(&self.prior)
                .any(|(x, y)| (x - y).abs() > SETTLED * x);
            if !moved {
                break;
            }
        }
    }

    fn expect(&self, records: &Records, counts: &Counts) -> Sums {
        let scorer = self.scorer(records);
        let fields = self.fields.len();
        let mut sums = Sums {
            class: [0.0; 5],
            codes: vec![[[0.0; CODES]; 5]; fields],
        };
        for (vector, count) in counts {
            let logs = scorer.classes(*vector);
            let all = log_sum(&logs);
            for (class, log) in logs.iter().enumerate().take(4) {
                let weight = count * (log - all).exp2();
                if weight < 1e-9 {
                    continue;
                }
                sums.class[class] += weight;
                let mut rest = *vector;
                for codes in &mut sums.codes {
                    codes[class][(rest & 31) as usize] += weight;
                    rest >>= 5;
                }
            }
        }
        sums
    }

    fn maximise(&mut self, records: &Records, sums: &Sums, pairs: f64) {
        for (prior, sum) in self.prior.iter_mut().zip(&sums.class).take(4) {
            *prior = sum / pairs;
        }
        self.prior[4] = 1.0 - self.prior[..4].iter().sum::<f64>();
        let mut close: Vec<Vec<f64>> = Vec::new();
        for (number, field) in self.fields.iter_mut().enumerate() {
            let layout = &records.fields[number].layout;
            let mut levels: Vec<f64> = layout.levels.iter().map(|l| ASSUMED * l.start).collect();
            for class in 0..4 {
                let (mut shared, mut all) = (ASSUMED * 0.5, ASSUMED);
                for code in 1..layout.codes() {
                    let weight = sums.codes[number][class][code];
                    let Some(level) = layout.level(code).filter(|_| weight > 0.0) else {
                        continue;
                    };
                    let common = field.shared[class] * field.close[level] * field.share[code];
                    let chance = (1.0 - field.shared[class]) * field.chance[code];
                    let part = weight * common / (common + chance).max(1e-300);
                    levels[level] += part;
                    shared += part;
                    all += weight;
                }
                if field.free[class] {
                    field.shared[class] = shared / all;
                }
            }
            close.push(levels);
        }
        pool_names(records, &mut close);
        for ((field, levels), data) in self.fields.iter_mut().zip(&close).zip(&records.fields) {
            field.close = within_strata(&data.layout, levels);
        }
    }
}

/// The parts of a name are written by the same hands, so that they err alike. What is learnt of one
/// part from another keeps brothers, whose given names differ, from passing for one person.
fn pool_names(records: &Records, close: &mut [Vec<f64>]) {
    let is_name: Vec<bool> = records
        .fields
        .iter()
        .map(|field| matches!(field.data, Data::Name(_)))
        .collect();
    let mut pooled: Vec<f64> = Vec::new();
    for levels in close
        .iter()
        .zip(&is_name)
        .filter(|(_, name)| **name)
        .map(|(levels, _)| levels)
    {
        pooled.resize(levels.len(), 0.0);
        pooled
            .iter_mut()
            .zip(levels)
            .for_each(|(sum, weight)| *sum += weight);
    }
    for levels in close
        .iter_mut()
        .zip(&is_name)
        .filter(|(_, name)| **name)
        .map(|(levels, _)| levels)
    {
        levels.clone_from(&pooled);
    }
}

/// Weights of levels as shares of their stratum.
fn within_strata(layout: &Layout, weights: &[f64]) -> Vec<f64> {
    let total = |stratum: u8| -> f64 {
        let levels = layout.levels.iter().zip(weights);
        levels
            .filter(|(level, _)| level.stratum == stratum)
            .map(|(_, weight)| weight)
            .sum()
    };
    layout
        .levels
        .iter()
        .zip(weights)
        .map(|(level, weight)| weight / total(level.stratum))
        .collect()
}

/// Expected numbers of pairs, by class, and by field, class and code.
struct Sums {
    class: [f64; 5],
    codes: Vec<[[f64; CODES]; 5]>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::persons::columns::Told;
    use crate::persons::lists::{Lists, Source};

    /// Pairs are made with known parameters by the model's own account of how they come about, and
    /// training from the usual assumptions must find these parameters again.
    #[test]
    fn training_finds_the_parameters_that_made_the_pairs() {
        let mut text = String::from("id,first_name,father_name,family_name,dod,place,age\n");
        let pick = |seed: u64, n: u64| crate::hash::of_numbers(&[seed, n]) % n;
        for id in 0..2000 {
            let day = pick(id, 28) + 1;
            let [a, b, c] = [11, 12, 13].map(|n| {
                [
                    "dalib", "fumor", "kizan", "luqat", "nosir", "tamez", "bujal", "gidor",
                    "hozem", "rafuk", "sibal", "zudat", "wimar",
                ][pick(id + 7 * n, n) as usize]
            });
            let place = ["Kubra", "Dilsa", "Morun", "Zafit"][pick(id + 99, 4) as usize];
            text += &format!(
                "{id},{a},{b},{c},2031-0{}-{day:02},{place},{}\n",
                pick(id + 5, 9) + 1,
                pick(id, 70) + 2
            );
        }
        let source = Source::of("made", text.as_bytes());
        let lists = Lists::read(vec![source], &Told::default(), None).expect("a list");
        let records = Records::new(&lists);
        let mut wanted = Model::untrained(&records);
        wanted.prior = [0.02, 0.03, 0.01, 0.01, 0.93];
        for field in &mut wanted.fields {
            if field.free[1] {
                field.shared[1] = 0.65;
                field.shared[3] = 0.9;
            }
        }
        let counts = expected_counts(&records, &wanted, 200_000);
        let mut found = Model::untrained(&records);
        found.prior = [0.005, 0.01, 0.01, 0.01, 0.965];
        found.train(&records, &counts, 200_000.0);
        for class in 0..4 {
            let (x, y) = (found.prior[class], wanted.prior[class]);
            assert!(
                (x - y).abs() < 0.15 * y + 1e-3,
                "class {class}: {x} for {y}"
            );
        }
        for (number, field) in records.fields.iter().enumerate() {
            for (x, y) in found.fields[number]
                .close
                .iter()
                .zip(&wanted.fields[number].close)
            {
                assert!((x - y).abs() < 0.03, "{}: {x} for {y}", field.label);
            }
            for class in [1, 3] {
                let (x, y) = (
                    found.fields[number].shared[class],
                    wanted.fields[number].shared[class],
                );
                assert!(
                    (x - y).abs() < 0.1,
                    "{} shared by {class}: {x} for {y}",
                    field.label
                );
            }
        }
    }

    /// Vectors drawn by a plain loop: a class, then a code of each field by its likelihood. Names are
    /// in Latin letters throughout, so that codes of the Arabic stratum are left out.
    fn expected_counts(records: &Records, model: &Model, pairs: u64) -> Counts {
        let mut counts: HashMap<Vector, f64> = HashMap::new();
        for pair in 0..pairs {
            let uniform =
                |n: u64| (crate::hash::of_numbers(&[pair, n]) >> 11) as f64 / (1_u64 << 53) as f64;
            let class = by_share(uniform(0), &model.prior);
            let mut vector = 0;
            for (number, field) in records.fields.iter().enumerate() {
                let stratum = u8::from(matches!(field.data, Data::Name(_)));
                let of_code = |code: usize| match field.layout.level(code) {
                    Some(level) if field.layout.levels[level].stratum == stratum => {
                        model.likelihood(records, number, class, code)
                    }
                    _ => 0.0,
                };
                let shares: Vec<f64> = (0..field.layout.codes()).map(of_code).collect();
                vector |= (by_share(uniform(1 + number as u64), &shares) as u64) << (5 * number);
            }
            *counts.entry(vector).or_insert(0.0) += 1.0;
        }
        let mut counts: Counts = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(vector, _)| *vector);
        counts
    }

    fn by_share(uniform: f64, shares: &[f64]) -> usize {
        let total: f64 = shares.iter().sum();
        let mut sum = 0.0;
        shares
            .iter()
            .position(|share| {
                sum += share / total;
                uniform < sum
            })
            .unwrap_or(shares.len() - 1)
    }
}
