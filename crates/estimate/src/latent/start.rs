//! Scattered starts of the chains.

use super::target::{Row, Target};
use crate::loglinear::Cells;
use crate::random::Random;

/// Rounds of the EM algorithm; a start needs no more than to be near a mode.
const ROUNDS: usize = 200;

/// The place at which a chain starts: the EM solution of `classes` classes from a random guess,
/// the other classes from the prior with next to no weight. No classes: a draw from the prior.
pub(super) fn start<const W: usize>(
    target: &Target,
    cells: &Cells,
    classes: usize,
    random: &mut Random,
) -> Vec<Row<W>> {
    let (lists, k) = (target.lists, target.classes);
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let mut place = vec![[0.0; W]; lists + 1];
    for row in &mut place[..lists] {
        row[..k]
            .iter_mut()
            .for_each(|x| *x = logit(random.uniform()));
    }
    let used = classes.min(k);
    if used == 0 {
        let sticks = &mut place[lists][..k - 1];
        sticks
            .iter_mut()
            .for_each(|y| *y = (-random.uniform().ln()).ln());
        return place;
    }
    let (mut weights, chances) = solve(cells, used, random);
    for (c, chances) in chances.iter().enumerate() {
        for (row, chance) in place.iter_mut().zip(chances) {
            row[c] = logit(chance.clamp(1e-3, 1.0 - 1e-3));
        }
    }
    weights.resize(k, 1e-6);
    let all: f64 = weights.iter().sum();
    let mut left = 1.0;
    for (y, weight) in place[lists].iter_mut().zip(&weights[..k - 1]) {
        let share = (weight / all / left).clamp(1e-9, 1.0 - 1e-9);
        *y = (-(-share).ln_1p()).ln();
        left *= 1.0 - share;
    }
    place
}

/// Weights and chances of a few classes by EM (Goodman 1974), with the unseen filled in by their
/// expectation each round. Classes come out by weight, the heaviest first.
fn solve(cells: &Cells, classes: usize, random: &mut Random) -> (Vec<f64>, Vec<Vec<f64>>) {
    let lists = cells.lists();
    let observed = cells.observed();
    let on = |j: usize| -> f64 {
        let counts = cells.counts().iter().enumerate();
        counts
            .filter(|(x, _)| x >> j & 1 == 1)
            .map(|(_, n)| n)
            .sum()
    };
    let shares: Vec<f64> = (0..lists).map(|j| 0.5 * on(j) / observed).collect();
    let mut weights = vec![1.0 / classes as f64; classes];
    let mut chances: Vec<Vec<f64>> = (0..classes)
        .map(|_| shares.iter().map(|s| s * 2.0 * random.uniform()).collect())
        .collect();
    let mut counts = cells.counts().to_vec();
    for _ in 0..ROUNDS {
        let share = |x: usize, c: usize| -> f64 {
            let chance = |j: usize| {
                if x >> j & 1 == 1 {
                    chances[c][j]
                } else {
                    1.0 - chances[c][j]
                }
            };
            weights[c] * (0..lists).map(chance).product::<f64>()
        };
        let missed: f64 = (0..classes).map(|c| share(0, c)).sum();
        counts[0] = observed * (missed / (1.0 - missed)).min(20.0);
        let (mut sums, mut ons) = (vec![0.0; classes], vec![vec![0.0; lists]; classes]);
        for (x, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let parts: Vec<f64> = (0..classes).map(|c| share(x, c)).collect();
            let all: f64 = parts.iter().sum::<f64>().max(1e-300);
            for c in 0..classes {
                let people = n * parts[c] / all;
                sums[c] += people;
                (0..lists)
                    .filter(|j| x >> j & 1 == 1)
                    .for_each(|j| ons[c][j] += people);
            }
        }
        let total: f64 = sums.iter().sum();
        for c in 0..classes {
            weights[c] = sums[c] / total;
            for j in 0..lists {
                chances[c][j] = (ons[c][j] + 0.01) / (sums[c] + 0.02);
            }
        }
    }
    let mut order: Vec<usize> = (0..classes).collect();
    order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
    let pick = |c: &usize| (weights[*c], chances[*c].clone());
    order.iter().map(pick).unzip()
}
