//! Moves that leave a tempered posterior as it is.

use super::target::{Point, Room, Target};
use crate::random::Random;

/// A walker on one rung of the ladder: prior times the likelihood to the power `heat`.
#[derive(Clone, Debug)]
pub(super) struct Walker {
    pub(super) heat: f64,
    pub(super) point: Point,
    /// A draw of the number of unseen people at the point.
    pub(super) unseen: f64,
    /// Length of a leapfrog step.
    step: f64,
    room: Room,
    slope: Vec<f64>,
    momentum: Vec<f64>,
    proposal: Point,
}

/// How far a trajectory goes: the spread of a logit under its prior is 1.8.
const REACH: f64 = 2.5;

/// The most steps of one trajectory.
const MOST_STEPS: f64 = 50.0;

/// The share of trajectories that the step's length is tuned to accept.
const ACCEPTED: f64 = 0.8;

impl Walker {
    pub(super) fn new(target: &Target, heat: f64, place: Vec<f64>) -> Self {
        let size = place.len();
        let mut walker = Self {
            heat,
            point: Point {
                place,
                ..Point::default()
            },
            unseen: 0.0,
            step: 0.1,
            room: Room::default(),
            slope: vec![0.0; size],
            momentum: vec![0.0; size],
            proposal: Point::default(),
        };
        target.evaluate(&mut walker.point, &mut walker.room);
        walker.unseen = target.observed * walker.point.missed / (1.0 - walker.point.missed);
        walker
    }

    /// One trajectory of Hamiltonian Monte Carlo (Neal 2011), then a draw of the unseen; both are
    /// accepted together, or the walker stays. A draw beyond `most` is outside the prior.
    pub(super) fn leap(
        &mut self,
        target: &Target,
        random: &mut Random,
        most: f64,
        tune: Option<f64>,
    ) {
        let step = self.step * (0.8 + 0.4 * random.uniform());
        let steps = (REACH * (0.5 + random.uniform()) / step)
            .ceil()
            .min(MOST_STEPS) as usize;
        self.momentum.iter_mut().for_each(|m| *m = random.normal());
        let before = self.energy(&self.point);
        self.proposal.clone_from(&self.point);
        self.follow(target, step, steps);
        target.evaluate(&mut self.proposal, &mut self.room);
        let gain = before - self.energy(&self.proposal);
        let chance = if gain.is_finite() {
            gain.min(0.0).exp()
        } else {
            0.0
        };
        if random.uniform() < chance {
            let unseen = draw_unseen(target.observed, self.proposal.missed, random);
            if unseen <= most {
                self.unseen = unseen;
                std::mem::swap(&mut self.point, &mut self.proposal);
            }
        }
        if let Some(pace) = tune {
            self.step = (self.step.ln() + pace * (chance - ACCEPTED))
                .exp()
                .clamp(1e-3, 1.5);
        }
    }

    /// Energy of a point with the present momentum.
    fn energy(&self, point: &Point) -> f64 {
        let kinetic: f64 = self.momentum.iter().map(|m| m * m).sum();
        0.5 * kinetic - point.prior - self.heat * point.likelihood
    }

    /// The leapfrog steps of a trajectory, from and to `proposal`.
    fn follow(&mut self, target: &Target, step: f64, steps: usize) {
        let (heat, room) = (self.heat, &mut self.room);
        target.slope(&self.proposal.place, heat, room, &mut self.slope);
        for i in 0..=steps {
            let half = if i == 0 || i == steps { 0.5 } else { 1.0 };
            for (momentum, slope) in self.momentum.iter_mut().zip(&self.slope) {
                *momentum += half * step * slope;
            }
            if i == steps {
                return;
            }
            for (x, momentum) in self.proposal.place.iter_mut().zip(&self.momentum) {
                *x += step * momentum;
            }
            target.slope(&self.proposal.place, heat, room, &mut self.slope);
        }
    }

    /// Proposes that two classes change places in the order of the sticks. The likelihood does not
    /// change, so the priors of the two orders decide.
    pub(super) fn reorder(&mut self, target: &Target, random: &mut Random) {
        let k = target.classes;
        let (a, b) = (random.below(k), random.below(k));
        if a == b {
            return;
        }
        let start = target.lists * k;
        let sticks: Vec<f64> = self.point.place[start..].iter().map(|y| y.exp()).collect();
        let mut weights = log_weights(&sticks);
        weights.swap(a, b);
        let swapped = sticks_of(&weights);
        let gain = density(target, &swapped) - density(target, &sticks);
        if !(gain.is_finite() && random.uniform().ln() < gain) {
            return;
        }
        for (y, x) in self.point.place[start..].iter_mut().zip(&swapped) {
            *y = x.ln();
        }
        for j in 0..target.lists {
            self.point.place.swap(j * k + a, j * k + b);
        }
        target.evaluate(&mut self.point, &mut self.room);
    }
}

/// Given everything else the unseen are negative binomial: Poisson with a gamma rate.
fn draw_unseen(observed: f64, missed: f64, random: &mut Random) -> f64 {
    let rate = random.ln_gamma_variate(observed).exp() * missed / f64::max(1.0 - missed, 1e-300);
    if rate.is_finite() && rate < 1e15 {
        random.poisson(rate)
    } else {
        f64::INFINITY
    }
}

/// Logarithms of the class weights of sticks `x_k = -ln(1 - V_k)`.
fn log_weights(sticks: &[f64]) -> Vec<f64> {
    let mut left = 0.0;
    let mut weights: Vec<f64> = Vec::with_capacity(sticks.len() + 1);
    for x in sticks {
        weights.push(left + (-(-x).exp_m1()).ln());
        left -= x;
    }
    weights.push(left);
    weights
}

/// The sticks of class weights: what is left before a class, over what is left after it.
fn sticks_of(weights: &[f64]) -> Vec<f64> {
    let mut after = weights[weights.len() - 1];
    let mut sticks = vec![0.0; weights.len() - 1];
    for (stick, weight) in sticks.iter_mut().zip(weights).rev() {
        // ln(e^weight + e^after) - after, without leaving the range of numbers.
        let (high, low) = (after.max(*weight), after.min(*weight));
        let before = high + (low - high).exp().ln_1p();
        *stick = if *weight < after {
            (weight - after).exp().ln_1p()
        } else {
            before - after
        };
        after = before;
    }
    sticks
}

/// The prior's density in terms of the class weights themselves, up to a constant.
fn density(target: &Target, sticks: &[f64]) -> f64 {
    let (mut sum, mut left) = (0.0, 0.0);
    for x in sticks {
        sum += x;
        left += sum;
    }
    target.stick_prior(sum) + left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sticks_and_weights_are_inverse() {
        let sticks = [0.3, 2.0, 1e-3, 40.0, 0.7];
        let back = sticks_of(&log_weights(&sticks));
        for (a, b) in sticks.iter().zip(back) {
            assert!((a - b).abs() < 1e-9 * a, "{a} {b}");
        }
    }
}
