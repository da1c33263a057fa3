//! An interval that repeats the choice of the model.

use rayon::prelude::*;

use super::cells::Cells;
use super::search::stepwise;
use crate::numeric::{normal_cdf, normal_quantile, quantile};
use crate::random::Random;

/// What a bootstrap of the stepwise choice gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap {
    /// Lower end of the 95 % interval, bias-corrected and accelerated.
    pub low: f64,
    /// Upper end; infinite if too many tables had no answer.
    pub high: f64,
    /// The number of tables drawn.
    pub replicates: usize,
    /// Tables among them on which not even independence could be fitted; they count as infinite.
    pub failed: usize,
}

/// The BCa bootstrap (Efron 1987) of [`stepwise`], as in Chan, Silverman and Vincent (2021): people
/// are drawn anew from the patterns seen, the choice of pairs is repeated on each table, and the
/// acceleration comes from leaving each person out in turn. `None` if the table itself has no fit.
///
/// The `i`-th table depends on the seed and on `i` alone, so threads do not change the answer.
pub fn bootstrap(cells: &Cells, threshold: f64, replicates: usize, seed: u64) -> Option<Bootstrap> {
    let total = |cells: &Cells| stepwise(cells, threshold).map(|(fit, _)| fit.total).ok();
    let estimate = total(cells)?;
    let urn = Urn::new(cells);
    let drawn: Vec<Option<f64>> = (0..replicates)
        .into_par_iter()
        .map(|i| total(&urn.draw(&mut Random::new(seed, i as u64))))
        .collect();
    let failed = drawn.iter().filter(|total| total.is_none()).count();
    let mut totals: Vec<f64> = drawn
        .into_iter()
        .map(|t| t.unwrap_or(f64::INFINITY))
        .collect();
    totals.sort_by(f64::total_cmp);
    let below = totals.partition_point(|t| *t < estimate) as f64;
    let level_with = totals.partition_point(|t| *t <= estimate) as f64 - below;
    let share = (below + 0.5 * level_with) / replicates as f64;
    let edge = 0.5 / replicates as f64;
    let bias = normal_quantile(share.clamp(edge, 1.0 - edge));
    let pull = acceleration(cells, total);
    let at = |level: f64| {
        let z = bias + normal_quantile(level);
        quantile(&totals, normal_cdf(bias + z / (1.0 - pull * z)))
    };
    Some(Bootstrap {
        low: at(0.025)?.max(cells.observed()),
        high: at(0.975)?,
        replicates,
        failed,
    })
}

/// A sixth of the skewness of what the estimate loses with each person.
fn acceleration(cells: &Cells, total: impl Fn(&Cells) -> Option<f64> + Sync) -> f64 {
    let seen: Vec<usize> = (1..cells.counts().len())
        .filter(|&x| cells.counts()[x] > 0.0)
        .collect();
    let without = |&x: &usize| {
        let mut counts = cells.counts().to_vec();
        counts[x] -= 1.0;
        total(&Cells::new(cells.lists(), counts)).map(|t| (cells.counts()[x], t))
    };
    let left: Vec<Option<(f64, f64)>> = seen.par_iter().map(without).collect();
    let left: Vec<(f64, f64)> = left.into_iter().flatten().collect();
    let people: f64 = left.iter().map(|(n, _)| n).sum();
    let mean = left.iter().map(|(n, t)| n * t).sum::<f64>() / people;
    let moment = |power| -> f64 { left.iter().map(|(n, t)| n * (mean - t).powi(power)).sum() };
    let spread = moment(2).powf(1.5);
    if spread > 0.0 {
        moment(3) / (6.0 * spread)
    } else {
        0.0
    }
}

/// With more people than this, patterns are drawn one after the other, not people.
const CROWD: usize = 100_000;

/// Draws tables of as many people from the patterns of a table, by Walker's alias method; those of
/// a crowd by a binomial draw for each pattern.
struct Urn {
    lists: usize,
    people: usize,
    patterns: Vec<usize>,
    shares: Vec<f64>,
    keep: Vec<f64>,
    other: Vec<usize>,
}

impl Urn {
    fn new(cells: &Cells) -> Self {
        let counts = cells.counts();
        let patterns: Vec<usize> = (1..counts.len()).filter(|&x| counts[x] > 0.0).collect();
        let people = cells.observed();
        let size = patterns.len();
        let shares = patterns.iter().map(|&x| counts[x] / people).collect();
        let mut keep: Vec<f64> = patterns
            .iter()
            .map(|&x| counts[x] * size as f64 / people)
            .collect();
        let mut other: Vec<usize> = (0..size).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..size).partition(|&i| keep[i] < 1.0);
        while let (Some(low), Some(&high)) = (small.pop(), large.last()) {
            other[low] = high;
            keep[high] -= 1.0 - keep[low];
            if keep[high] < 1.0 {
                large.pop();
                small.push(high);
            }
        }
        Self {
            lists: cells.lists(),
            people: people as usize,
            patterns,
            shares,
            keep,
            other,
        }
    }

    fn draw(&self, random: &mut Random) -> Cells {
        let mut counts = vec![0.0; 1 << self.lists];
        if self.people > CROWD {
            let (mut people, mut share) = (self.people, 1.0);
            for (&pattern, &own) in self.patterns.iter().zip(&self.shares) {
                let drawn = random.binomial(people, (own / share).min(1.0));
                counts[pattern] = drawn as f64;
                (people, share) = (people - drawn, (share - own).max(own * 1e-12));
            }
            return Cells::new(self.lists, counts);
        }
        for _ in 0..self.people {
            let i = random.below(self.keep.len());
            let i = if random.uniform() < self.keep[i] {
                i
            } else {
                self.other[i]
            };
            counts[self.patterns[i]] += 1.0;
        }
        Cells::new(self.lists, counts)
    }
}
