//! Latent classes: a mixture of independence models (Manrique-Vallier 2016).

mod diagnose;
mod ladder;
mod peaks;
mod start;
mod target;
mod walk;

use rayon::prelude::*;

pub use diagnose::{Agreement, agreement};
pub(crate) use diagnose::{EFFECTIVE, RHAT, agreement_over};

use crate::loglinear::Cells;
use crate::numeric::quantile;
use crate::random::Random;
use ladder::{LEAPS, Ladder};
use target::Target;

/// Sweeps before the chains are compared for the first time: half the effective draws that are
/// asked for, within these limits.
const FIRST_LOOK: [usize; 2] = [360, 1500];

/// One sweep in so many, the first ones, is not used: chains that start apart have to find their
/// way and tune their steps.
const SPARE: usize = 3;

/// The same for chains that come from a table which differs little.
const SPARE_AFTER: usize = 10;

/// The most sweeps that tune the steps. Tuning ends within the sweeps that are not used, however
/// short the run.
const MOST_TUNING: usize = 200;

/// Prior and length of a latent-class run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatentSettings {
    /// The most classes, 2 to 40.
    pub classes: usize,
    /// Shape of the gamma prior of the stick-breaking parameter.
    pub shape: f64,
    /// Its rate.
    pub rate: f64,
    /// The prior allows at most so many times the observed as unseen.
    pub most_unseen: f64,
    /// Chains, at least 4.
    pub chains: usize,
    /// Effective draws after which a run whose chains agree ends; 400 count as an answer.
    pub effective: f64,
    /// The most R-hat of chains that agree; 1.01 for an answer.
    pub rhat: f64,
    /// Sweeps of a chain after which it is given up.
    pub most_sweeps: usize,
    /// Rungs of each chain's ladder.
    pub rungs: usize,
}

impl Default for LatentSettings {
    /// The prior of LCMCR (10 classes, 0.25, 0.25, at most 20 times the observed unseen), four
    /// chains.
    fn default() -> Self {
        Self {
            classes: 10,
            shape: 0.25,
            rate: 0.25,
            most_unseen: 20.0,
            chains: 4,
            effective: 3000.0,
            rhat: RHAT,
            most_sweeps: 32_000,
            rungs: 10,
        }
    }
}

/// The posterior of the total, and how far the chains that drew it agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Latent {
    /// Mean of the total.
    pub mean: f64,
    /// Standard deviation of the total.
    pub deviation: f64,
    /// The 2.5 % point.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The 97.5 % point.
    pub high: f64,
    /// Agreement of the chains.
    pub agreement: Agreement,
    /// The median of each chain.
    pub medians: Vec<f64>,
    /// Totals at which the posterior has a peak of its own, from low to high, as far as draws show
    /// it.
    pub peaks: Vec<f64>,
    /// Sweeps of each chain; the first third is not used, or a tenth of those of a chain that
    /// comes from another table.
    pub sweeps: usize,
    /// Draws of the total from each chain, in their order.
    pub chains: Vec<Vec<f64>>,
}

/// Draws from the posterior until the chains agree, or until `most_sweeps`; whether they agree
/// stands in the answer, and a figure of chains that do not must not be shown as an estimate.
///
/// Each chain starts elsewhere: at independence, at EM solutions of 2, 3, ... classes, and the
/// last at a draw from the prior. Each has its own stream of the seed, so threads change nothing.
pub fn latent(cells: &Cells, settings: LatentSettings, seed: u64) -> Latent {
    series(settings, seed, 0)(cells)
}

/// What draws from the posterior of one table after another, as [`latent`] does from that of one.
pub(crate) type Series = Box<dyn FnMut(&Cells) -> Latent + Send>;

/// Chains for tables that differ little from one another. On the first they start apart; on each
/// further one of as many lists every chain goes on from where it ended on the table before, which
/// is near where it must go and no nearer to the other chains than draws of that posterior are.
/// The chains' streams of the seed begin with `stream`.
pub(crate) fn series(settings: LatentSettings, seed: u64, stream: u64) -> Series {
    let classes = settings.classes.clamp(2, 40);
    let settings = LatentSettings {
        classes,
        ..settings
    };
    // Rows as wide as the classes, or a little wider.
    match classes {
        0..=8 => chains::<8>(settings, seed, stream),
        9..=12 => chains::<12>(settings, seed, stream),
        13..=16 => chains::<16>(settings, seed, stream),
        _ => chains::<40>(settings, seed, stream),
    }
}

fn chains<const W: usize>(settings: LatentSettings, seed: u64, stream: u64) -> Series {
    let first = (settings.effective / 2.0) as usize;
    let first = first
        .clamp(FIRST_LOOK[0], FIRST_LOOK[1])
        .min(settings.most_sweeps);
    let mut lists = None;
    let mut ladders: Vec<Ladder<W>> = Vec::new();
    Box::new(move |cells| {
        let target = Target::new(cells, settings.classes, settings.shape, settings.rate);
        let most = (settings.most_unseen * cells.observed()).floor();
        let spare = if lists.replace(cells.lists()) == Some(cells.lists()) {
            ladders.iter_mut().for_each(|l| l.turn_to(&target, most));
            SPARE_AFTER
        } else {
            let streams = (0..settings.chains).map(|i| Random::new(seed, stream + i as u64));
            let tuning = (first / SPARE).min(MOST_TUNING);
            ladders = apart(&target, cells, settings, streams, tuning);
            SPARE
        };
        let mut done = 0;
        let mut sweeps = first;
        loop {
            ladders
                .par_iter_mut()
                .for_each(|l| l.run(&target, sweeps - done));
            done = sweeps;
            let found = summary(cells.observed(), &ladders, done, done / spare);
            let agreed = found.agreement.reaches(settings.rhat, settings.effective);
            if agreed || done >= settings.most_sweeps {
                return found;
            }
            sweeps = (done * 3 / 2).min(settings.most_sweeps);
        }
    })
}

/// A ladder for each stream, started apart from the others.
fn apart<const W: usize>(
    target: &Target,
    cells: &Cells,
    settings: LatentSettings,
    streams: impl Iterator<Item = Random>,
    tuning: usize,
) -> Vec<Ladder<W>> {
    let most = (settings.most_unseen * cells.observed()).floor();
    let ladder = |(i, mut random): (usize, Random)| {
        let classes = if i + 1 == settings.chains { 0 } else { i + 1 };
        let place = start::start(target, cells, classes, &mut random);
        Ladder::new(target, &place, most, random, settings.rungs, tuning)
    };
    streams.enumerate().map(ladder).collect()
}

/// What the draws behind the first `unused` sweeps say.
fn summary<const W: usize>(
    observed: f64,
    ladders: &[Ladder<W>],
    sweeps: usize,
    unused: usize,
) -> Latent {
    let total = |unseen: &f64| observed + unseen;
    let chains: Vec<Vec<f64>> = ladders
        .iter()
        .map(|ladder| ladder.draws[unused * LEAPS..].iter().map(total).collect())
        .collect();
    let mut draws = chains.concat();
    let mean = draws.iter().sum::<f64>() / draws.len() as f64;
    let square = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / draws.len() as f64;
    let point = |values: &[f64], level| {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        quantile(&sorted, level).unwrap_or(f64::NAN)
    };
    let medians = chains.iter().map(|chain| point(chain, 0.5)).collect();
    draws.sort_by(f64::total_cmp);
    let agreement = agreement(&chains);
    Latent {
        mean,
        deviation: square.sqrt(),
        low: point(&draws, 0.025),
        median: point(&draws, 0.5),
        high: point(&draws, 0.975),
        agreement,
        medians,
        peaks: peaks::peaks_of(&draws, agreement.bulk),
        sweeps,
        chains,
    }
}
