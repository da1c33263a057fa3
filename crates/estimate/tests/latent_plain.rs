//! Latent classes against a plain sampler of the same posterior: Gibbs draws of every person's
//! class, of the chances, sticks, total and stick-breaking parameter in turn, one chain, no
//! tempering, nothing integrated out.
//!
//! Such a chain hardly ever changes the order of its classes, and the prior weighs the order. Two
//! moves that leave the posterior as it is change it (Papaspiliopoulos and Roberts, Biometrika
//! 2008); without them a chain draws from the orders near that in which it began.

mod known;

use known::table;
use rayon::prelude::*;
use tollbook_estimate::Table;
use tollbook_estimate::latent::{LatentSettings, latent};
use tollbook_estimate::loglinear::Cells;

const CLASSES: usize = 10;

/// Chances at most this close to one keep the rate of the unseen finite.
const SURE: f64 = 1.0 - 1e-12;

/// A small generator of its own, so that a fault of the crate's is not shared.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Logarithm of a gamma variate (Marsaglia and Tsang 2000).
    fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.uniform().ln() / shape + self.ln_gamma(shape + 1.0);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).max(0.0).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return (d * v).ln();
            }
        }
    }

    /// A Poisson variate as the number of exponential waits.
    fn poisson(&mut self, mean: f64) -> usize {
        let (mut time, mut count) = (-self.uniform().ln(), 0);
        while time < mean {
            time -= self.uniform().ln();
            count += 1;
        }
        count
    }

    fn one_of(&mut self, weights: &[f64; CLASSES]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        for (class, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return class;
            }
        }
        CLASSES - 1
    }
}

struct Gibbs {
    dice: Dice,
    lists: usize,
    patterns: Vec<(u32, u64)>,
    observed: usize,
    chances: Vec<[f64; CLASSES]>,
    weights: [f64; CLASSES],
    alpha: f64,
    unseen: [usize; CLASSES],
    /// Logarithms of what breaks off each stick, and of what stays.
    sticks: [[f64; 2]; CLASSES],
    /// Whether classes change their order.
    moves: bool,
}

/// The people of each class, and how many of them are on each list.
struct Counts {
    people: [usize; CLASSES],
    on: Vec<[usize; CLASSES]>,
}

impl Gibbs {
    fn new(table: &Table, seed: u64, moves: bool) -> Self {
        let lists = table.lists().len();
        Self {
            dice: Dice(seed),
            lists,
            patterns: table.patterns().map(|(p, n)| (p.0, n)).collect(),
            observed: table.observed() as usize,
            chances: vec![[0.3; CLASSES]; lists],
            weights: [1.0 / CLASSES as f64; CLASSES],
            alpha: 0.03,
            unseen: [0; CLASSES],
            sticks: [[0.0; 2]; CLASSES],
            moves,
        }
    }

    /// Weights of the classes for a person of the pattern.
    fn shares(&self, pattern: u32) -> [f64; CLASSES] {
        let mut shares = self.weights;
        for (list, chances) in self.chances.iter().enumerate() {
            for (share, chance) in shares.iter_mut().zip(chances) {
                *share *= if pattern >> list & 1 == 1 {
                    *chance
                } else {
                    1.0 - chance
                };
            }
        }
        shares
    }

    fn place_people(&mut self) -> Counts {
        let (mut people, mut on) = (self.unseen, vec![[0usize; CLASSES]; self.lists]);
        for (pattern, count) in self.patterns.clone() {
            let shares = self.shares(pattern);
            for _ in 0..count {
                let class = self.dice.one_of(&shares);
                people[class] += 1;
                (0..self.lists)
                    .filter(|l| pattern >> l & 1 == 1)
                    .for_each(|l| on[l][class] += 1);
            }
        }
        Counts { people, on }
    }

    /// Some sweeps with few classes in use; then the largest class stands first, and so on down.
    fn warm_up(&mut self) {
        for _ in 0..500 {
            self.sweep();
            self.alpha = 0.03;
        }
        let mut order: Vec<usize> = (0..CLASSES).collect();
        order.sort_by(|a, b| self.weights[*b].total_cmp(&self.weights[*a]));
        let (weights, unseen) = (self.weights, self.unseen);
        self.weights = std::array::from_fn(|k| weights[order[k]]);
        self.unseen = std::array::from_fn(|k| unseen[order[k]]);
        for row in &mut self.chances {
            let chances = *row;
            *row = std::array::from_fn(|k| chances[order[k]]);
        }
    }

    /// One draw of everything; returns the total.
    fn sweep(&mut self) -> f64 {
        let mut counts = self.place_people();
        if self.moves {
            (0..6).for_each(|_| self.reorder(&mut counts));
        }
        let Counts { people, on } = counts;
        for (chances, on) in self.chances.iter_mut().zip(&on) {
            for class in 0..CLASSES {
                let yes = self.dice.ln_gamma(1.0 + on[class] as f64);
                let no = self.dice.ln_gamma(1.0 + (people[class] - on[class]) as f64);
                chances[class] = 1.0 / (1.0 + (no - yes).exp());
            }
        }
        let left = self.break_sticks(&people);
        self.draw_unseen();
        let power = 0.25 + CLASSES as f64 - 1.0;
        self.alpha = self.dice.ln_gamma(power).exp() / (0.25 - left);
        (self.observed + self.unseen.iter().sum::<usize>()) as f64
    }

    /// Two classes change their places and leave the weights where they are; two neighbours change
    /// theirs and take their sticks with them.
    fn reorder(&mut self, counts: &mut Counts) {
        let mut below = |n: usize| (self.dice.uniform() * n as f64) as usize;
        let (a, b, c) = (below(CLASSES), below(CLASSES), below(CLASSES - 2));
        let gain = (self.ln_weight(a) - self.ln_weight(b))
            * (counts.people[b] as f64 - counts.people[a] as f64);
        if a != b && self.dice.uniform().ln() < gain {
            self.exchange(a, b, counts);
        }
        let people = |class: usize| counts.people[class] as f64;
        let gain = self.sticks[c + 1][1] * people(c) - self.sticks[c][1] * people(c + 1);
        if self.dice.uniform().ln() < gain {
            self.exchange(c, c + 1, counts);
            self.sticks.swap(c, c + 1);
        }
    }

    fn ln_weight(&self, class: usize) -> f64 {
        let left: f64 = self.sticks[..class].iter().map(|stick| stick[1]).sum();
        let last = class + 1 == CLASSES;
        left + if last { 0.0 } else { self.sticks[class][0] }
    }

    fn exchange(&mut self, a: usize, b: usize, counts: &mut Counts) {
        counts.people.swap(a, b);
        self.unseen.swap(a, b);
        counts.on.iter_mut().for_each(|on| on.swap(a, b));
        self.chances.iter_mut().for_each(|row| row.swap(a, b));
    }

    /// Draws the weights; returns the logarithm of the last.
    fn break_sticks(&mut self, people: &[usize; CLASSES]) -> f64 {
        let (mut after, mut left) = (people.iter().sum::<usize>(), 0.0);
        for (class, people) in people[..CLASSES - 1].iter().enumerate() {
            after -= people;
            let off = self.dice.ln_gamma(1.0 + *people as f64);
            let rest = self.dice.ln_gamma(self.alpha + after as f64);
            let both = off.max(rest) + (-(off - rest).abs()).exp().ln_1p();
            self.sticks[class] = [off - both, rest - both];
            self.weights[class] = (left + off - both).exp();
            left += rest - both;
        }
        self.weights[CLASSES - 1] = left.exp();
        left
    }

    fn draw_unseen(&mut self) {
        let shares = self.shares(0);
        let missed = shares.iter().sum::<f64>().min(SURE);
        let count = loop {
            let rate = self.dice.ln_gamma(self.observed as f64).exp() * missed / (1.0 - missed);
            // A rate this far beyond the prior's edge has no draw inside it.
            if rate < 40.0 * self.observed as f64 {
                let count = self.dice.poisson(rate);
                if count <= 20 * self.observed {
                    break count;
                }
            }
        };
        self.unseen = [0; CLASSES];
        (0..count).for_each(|_| self.unseen[self.dice.one_of(&shares)] += 1);
    }
}

/// The 2.5 %, 50 % and 97.5 % points, and the standard deviation.
fn plain(name: &str, sweeps: usize, seed: u64, moves: bool) -> ([f64; 3], f64) {
    let mut gibbs = Gibbs::new(&table(name), seed, moves);
    gibbs.warm_up();
    let mut totals: Vec<f64> = (0..sweeps)
        .map(|_| gibbs.sweep())
        .skip(sweeps / 10)
        .collect();
    let mean = totals.iter().sum::<f64>() / totals.len() as f64;
    let square = totals.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / totals.len() as f64;
    totals.sort_by(f64::total_cmp);
    let at = |q: f64| totals[(q * totals.len() as f64) as usize];
    ([0.025, 0.5, 0.975].map(at), square.sqrt())
}

/// The mean of the points of several chains, how far off it may be (a standard error), and the
/// posterior's standard deviation.
fn plain_chains(name: &str, sweeps: usize, chains: u64) -> ([f64; 3], [f64; 3], f64) {
    let seed = |chain: u64| 0x9E37_79B9u64.wrapping_mul(2 * chain + 1);
    let runs: Vec<([f64; 3], f64)> = (0..chains)
        .into_par_iter()
        .map(|chain| plain(name, sweeps, seed(chain), true))
        .collect();
    let count = chains as f64;
    let deviation = runs.iter().map(|run| run.1).sum::<f64>() / count;
    let mean = |point: usize| runs.iter().map(|run| run.0[point]).sum::<f64>() / count;
    let means = [0, 1, 2].map(mean);
    let error = |point: usize| {
        let square = runs.iter().map(|run| (run.0[point] - means[point]).powi(2));
        (square.sum::<f64>() / (count - 1.0) / count).sqrt()
    };
    (means, [0, 1, 2].map(error), deviation)
}

/// All three points within a share of a standard deviation, or within one person.
#[allow(
    clippy::print_stdout,
    reason = "the figures of a long run are worth reading"
)]
fn check(name: &str, sweeps: usize, chains: u64, slack: f64) -> bool {
    let settings = LatentSettings {
        effective: 20_000.0,
        ..LatentSettings::default()
    };
    let found = latent(&Cells::of(&table(name)), settings, 1);
    let (wanted, errors, deviation) = plain_chains(name, sweeps, chains);
    let points = [found.low, found.median, found.high]
        .into_iter()
        .zip(wanted);
    let mut good = true;
    for ((found, wanted), error) in points.zip(errors) {
        let off = (found - wanted) / deviation;
        println!(
            "{name}: {found:.1}, plain {wanted:.1}, off by {off:+.3} standard deviations of {deviation:.1}; \
             the plain chains' mean is sure to {:.3}",
            error / deviation
        );
        good &= (found - wanted).abs() <= f64::max(slack * deviation, 1.0);
    }
    good
}

#[test]
fn voles_are_the_plain_samplers() {
    assert!(check("mvole_p1_5", 100_000, 2, 0.2));
}

/// The tables on which the upper limit differs most from LCMCR's: four chains of two million
/// sweeps.
/// `cargo test -p tollbook-estimate --test latent_plain -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn long_runs_agree() {
    let far: Vec<&str> = [
        ("korea_palembang_3", 0.12),
        ("mvole_p1_5", 0.12),
        ("ph_manila_unidentified_7", 0.12),
    ]
    .into_iter()
    .filter(|(name, slack)| !check(name, 2_000_000, 4, *slack))
    .map(|(name, _)| name)
    .collect();
    assert!(far.is_empty(), "{far:?}");
}

/// Manila: chains that begin in the order of size, as LCMCR's do, and keep to it end the interval
/// at about 684 and seldom below 675; chains that change the order at about 667.
#[test]
#[ignore = "takes minutes"]
fn the_order_of_classes_moves_a_limit() {
    let limit = |moves: bool| {
        let of_chain = |seed| plain("ph_manila_unidentified_7", 220_000, seed, moves).0[2];
        (1..=12).map(of_chain).sum::<f64>() / 12.0
    };
    let (kept, free) = (limit(false), limit(true));
    assert!(
        (678.0..700.0).contains(&kept) && (650.0..678.0).contains(&free),
        "{kept} {free}"
    );
}
