//! Moves that leave a tempered posterior as it is.

use super::target::{Point, Room, Row, Target};
use crate::numeric::wide;
use crate::random::Random;

/// A walker on one rung of the ladder: prior times the likelihood to the power `heat`.
#[derive(Clone, Debug)]
pub(super) struct Walker<const W: usize> {
    pub(super) heat: f64,
    pub(super) point: Point<W>,
    /// A draw of the number of unseen people at the point.
    pub(super) unseen: f64,
    /// Length of a leapfrog step.
    length: f64,
    room: Room<W>,
    slope: Vec<Row<W>>,
    momentum: Vec<Row<W>>,
    proposal: Point<W>,
}

/// How far a trajectory goes: the spread of a logit under its prior is 1.8.
const REACH: f64 = 2.5;

/// The most steps of one trajectory.
const MOST_STEPS: f64 = 50.0;

/// The share of trajectories that the step's length is tuned to accept.
const ACCEPTED: f64 = 0.8;

impl<const W: usize> Walker<W> {
    pub(super) fn new(target: &Target, heat: f64, place: Vec<Row<W>>) -> Self {
        let rest = vec![[0.0; W]; place.len()];
        let point = Point {
            place,
            prior: 0.0,
            likelihood: 0.0,
            missed: 0.0,
        };
        let mut walker = Self {
            heat,
            proposal: point.clone(),
            point,
            unseen: 0.0,
            length: 0.1,
            room: Room::new(target),
            slope: rest.clone(),
            momentum: rest,
        };
        walker.turn_to(target);
        walker
    }

    /// Stays in its place and looks at another table of as many lists from there.
    pub(super) fn turn_to(&mut self, target: &Target) {
        self.room = Room::new(target);
        target.evaluate(&mut self.point, &mut self.room);
        self.unseen = target.observed * self.point.missed / (1.0 - self.point.missed);
    }

    /// A leap and a change of order.
    pub(super) fn step(
        &mut self,
        target: &Target,
        random: &mut Random,
        most: f64,
        tune: Option<f64>,
    ) {
        self.leap(target, random, most, tune);
        self.reorder(target, random);
    }

    /// One trajectory of Hamiltonian Monte Carlo (Neal 2011), then a draw of the unseen; both are
    /// accepted together, or the walker stays. A draw beyond `most` is outside the prior.
    fn leap(&mut self, target: &Target, random: &mut Random, most: f64, tune: Option<f64>) {
        let step = self.length * (0.8 + 0.4 * random.uniform());
        let steps = (REACH * (0.5 + random.uniform()) / step)
            .ceil()
            .min(MOST_STEPS) as usize;
        for (j, row) in self.momentum.iter_mut().enumerate() {
            let used = target.classes - usize::from(j == target.lists);
            row[..used].iter_mut().for_each(|m| *m = random.normal());
        }
        let before = self.energy(&self.point);
        self.proposal.place.copy_from_slice(&self.point.place);
        wide(
            #[inline(always)]
            || {
                self.follow(target, step, steps);
                target.evaluate(&mut self.proposal, &mut self.room);
            },
        );
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
            self.length = (self.length.ln() + pace * (chance - ACCEPTED))
                .exp()
                .clamp(1e-3, 1.5);
        }
    }

    /// Energy of a point with the present momentum.
    fn energy(&self, point: &Point<W>) -> f64 {
        let kinetic: f64 = self.momentum.as_flattened().iter().map(|m| m * m).sum();
        0.5 * kinetic - point.prior - self.heat * point.likelihood
    }

    /// The leapfrog steps of a trajectory, from and to `proposal`.
    #[inline(always)]
    fn follow(&mut self, target: &Target, step: f64, steps: usize) {
        let (heat, room, place) = (self.heat, &mut self.room, &mut self.proposal.place);
        target.slope(place, heat, room, &mut self.slope);
        for i in 0..=steps {
            let half = if i == 0 || i == steps { 0.5 } else { 1.0 };
            add(&mut self.momentum, half * step, &self.slope);
            if i == steps {
                return;
            }
            add(place, step, &self.momentum);
            target.slope(place, heat, room, &mut self.slope);
        }
    }

    /// Proposes that two classes change places in the order of the sticks. The likelihood does not
    /// change, so the priors of the two orders decide.
    fn reorder(&mut self, target: &Target, random: &mut Random) {
        let k = target.classes;
        let (a, b) = (random.below(k), random.below(k));
        if a == b {
            return;
        }
        let sticks = self.point.place[target.lists].map(f64::exp);
        let mut weights = log_weights(&sticks, k);
        weights.swap(a, b);
        let swapped = sticks_of(&weights, k);
        let gain = density(target, &swapped) - density(target, &sticks);
        if !(gain.is_finite() && random.uniform().ln() < gain) {
            return;
        }
        for (y, x) in self.point.place[target.lists]
            .iter_mut()
            .zip(&swapped[..k - 1])
        {
            *y = x.ln();
        }
        for row in &mut self.point.place[..target.lists] {
            row.swap(a, b);
        }
        target.evaluate(&mut self.point, &mut self.room);
    }
}

/// Adds `share` times the rows of `more`.
#[inline(always)]
fn add<const W: usize>(rows: &mut [Row<W>], share: f64, more: &[Row<W>]) {
    for (row, more) in rows.iter_mut().zip(more) {
        for k in 0..W {
            row[k] += share * more[k];
        }
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

/// Logarithms of the weights of `classes` classes by their sticks `x_k = -ln(1 - V_k)`.
fn log_weights<const W: usize>(sticks: &Row<W>, classes: usize) -> Row<W> {
    let (mut left, mut weights) = (0.0, [0.0; W]);
    for k in 0..classes - 1 {
        weights[k] = left + (-(-sticks[k]).exp_m1()).ln();
        left -= sticks[k];
    }
    weights[classes - 1] = left;
    weights
}

/// The sticks of class weights: what is left before a class, over what is left after it.
fn sticks_of<const W: usize>(weights: &Row<W>, classes: usize) -> Row<W> {
    let (mut after, mut sticks) = (weights[classes - 1], [0.0; W]);
    for k in (0..classes - 1).rev() {
        // ln(e^weight + e^after) - after, without leaving the range of numbers.
        let weight = weights[k];
        let (high, low) = (after.max(weight), after.min(weight));
        let before = high + (low - high).exp().ln_1p();
        sticks[k] = if weight < after {
            (weight - after).exp().ln_1p()
        } else {
            before - after
        };
        after = before;
    }
    sticks
}

/// The prior's density in terms of the class weights themselves, up to a constant.
fn density<const W: usize>(target: &Target, sticks: &Row<W>) -> f64 {
    let (mut sum, mut left) = (0.0, 0.0);
    for x in &sticks[..target.classes - 1] {
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
        let sticks = [0.3, 2.0, 1e-3, 40.0, 0.7, 0.0, 0.0, 0.0];
        let back = sticks_of(&log_weights(&sticks, 6), 6);
        for (a, b) in sticks.iter().zip(back).take(5) {
            assert!((a - b).abs() < 1e-9 * a, "{a} {b}");
        }
    }
}
