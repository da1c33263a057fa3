//! A chain that crosses from mode to mode: parallel tempering.

use super::target::{Row, Target};
use super::walk::Walker;
use crate::random::Random;

/// Ratio of the heats of neighbouring rungs.
const RATIO: f64 = 0.6;

/// Leaps of the first rung in a sweep, each of which gives a draw; the other rungs only bring it
/// from mode to mode, for which one leap is enough.
pub(super) const LEAPS: usize = 3;

/// Walkers from the posterior itself down to a nearly flat likelihood; neighbours trade places
/// (Geyer 1991). On the last rung modes hardly exist, so that the first can be reached from
/// every start.
#[derive(Clone, Debug)]
pub(super) struct Ladder<const W: usize> {
    walkers: Vec<Walker<W>>,
    random: Random,
    most: f64,
    /// Sweeps in which the steps' lengths are tuned; none of them may count.
    tuning: usize,
    sweeps: usize,
    /// Draws of the unseen from the posterior, `LEAPS` a sweep.
    pub(super) draws: Vec<f64>,
}

impl<const W: usize> Ladder<W> {
    pub(super) fn new(
        target: &Target,
        place: &[Row<W>],
        most: f64,
        random: Random,
        rungs: usize,
        tuning: usize,
    ) -> Self {
        let walker = |i| Walker::new(target, f64::powi(RATIO, i as i32), place.to_vec());
        let mut ladder = Self {
            walkers: (0..rungs).map(walker).collect(),
            random,
            most,
            tuning,
            sweeps: 0,
            draws: Vec::new(),
        };
        ladder.keep_inside();
        ladder
    }

    /// Goes on with another table of as many lists from where it stands. Its steps are tuned.
    pub(super) fn turn_to(&mut self, target: &Target, most: f64) {
        self.walkers.iter_mut().for_each(|w| w.turn_to(target));
        (self.most, self.tuning, self.sweeps) = (most, 0, 0);
        self.draws.clear();
        self.keep_inside();
    }

    /// A start may lie beyond the prior's edge; the unseen are only ever drawn inside it.
    fn keep_inside(&mut self) {
        for walker in &mut self.walkers {
            walker.unseen = walker.unseen.min(self.most);
        }
    }

    pub(super) fn run(&mut self, target: &Target, sweeps: usize) {
        for _ in 0..sweeps {
            let tuning = self.sweeps < self.tuning;
            // Robbins and Monro's shrinking corrections.
            let pace = tuning.then(|| (1.0 + self.sweeps as f64).powf(-0.6));
            for _ in 1..LEAPS {
                self.walkers[0].step(target, &mut self.random, self.most, pace);
                self.draws.push(self.walkers[0].unseen);
            }
            for walker in &mut self.walkers {
                walker.step(target, &mut self.random, self.most, pace);
            }
            self.trade();
            self.sweeps += 1;
            self.draws.push(self.walkers[0].unseen);
        }
    }

    fn trade(&mut self) {
        for i in (self.sweeps % 2..self.walkers.len() - 1).step_by(2) {
            let (low, high) = self.walkers.split_at_mut(i + 1);
            let (a, b) = (&mut low[i], &mut high[0]);
            let gain = (a.heat - b.heat) * (b.point.likelihood - a.point.likelihood);
            if self.random.uniform().ln() < gain {
                std::mem::swap(&mut a.point, &mut b.point);
                std::mem::swap(&mut a.unseen, &mut b.unseen);
            }
        }
    }
}
