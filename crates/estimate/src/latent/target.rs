//! The posterior of a mixture of independence models, with the total integrated out.

use crate::loglinear::Cells;

/// A table and the prior of its latent classes.
///
/// A person of class `k` stands on list `j` with chance `λ_jk`, apart from other lists. Chances
/// are uniform; class weights are sticks broken with `V_k ~ Beta(1, α)`, `α ~ Gamma(a, b)`. With a
/// prior of `1/N` the total integrates out exactly, and the counts have the likelihood
/// `Π (p_c / (1 - p_0))^{n_c}`. `α` integrates out as well.
///
/// A place is `lists * classes` logits of `λ`, list by list, then `classes - 1` logarithms of
/// `-ln(1 - V_k)`. These coordinates stay finite and of moderate size where sticks break off all
/// or nothing.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) lists: usize,
    pub(super) classes: usize,
    pub(super) shape: f64,
    pub(super) rate: f64,
    pub(super) observed: f64,
    /// The patterns that occur, as the lists on them, with their people.
    patterns: Vec<(Vec<usize>, f64)>,
}

/// The density at a place, and what it took to find it.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) place: Vec<f64>,
    pub(super) prior: f64,
    pub(super) likelihood: f64,
    /// Chance of standing on no list.
    pub(super) missed: f64,
}

/// Room for one evaluation.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    chance: Vec<f64>,
    odds: Vec<f64>,
    base: Vec<f64>,
    line: Vec<f64>,
    sums: Vec<f64>,
    mass: Vec<f64>,
    /// `x_k = -ln(1 - V_k)` and `V_k` of each stick.
    sticks: Vec<f64>,
    broken: Vec<f64>,
}

impl Target {
    pub(super) fn new(cells: &Cells, classes: usize, shape: f64, rate: f64) -> Self {
        let lists = cells.lists();
        let on = |pattern: usize| (0..lists).filter(|j| pattern >> j & 1 == 1).collect();
        let counts = cells.counts().iter().enumerate().skip(1);
        let some = counts.filter(|(_, n)| **n > 0.0);
        Self {
            lists,
            classes,
            shape,
            rate,
            observed: cells.observed(),
            patterns: some.map(|(p, n)| (on(p), *n)).collect(),
        }
    }

    /// The exponent of `b + Σ x` that is left when `α` is integrated out.
    fn stick_power(&self) -> f64 {
        self.shape + self.classes as f64 - 1.0
    }

    /// The logarithm of the prior of sticks `x_k = -ln(1 - V_k)` whose sum is given, as a density
    /// in `x`.
    pub(super) fn stick_prior(&self, sum: f64) -> f64 {
        -self.stick_power() * (self.rate + sum).ln()
    }

    /// Evaluates the logarithms of prior and likelihood at `point.place`.
    pub(super) fn evaluate(&self, point: &mut Point, room: &mut Room) {
        let sum = self.spread_out(&point.place, room);
        point.missed = room.base.iter().sum();
        point.prior = self.prior(&point.place, room, sum);
        let seen = f64::max(1.0 - point.missed, 1e-300);
        point.likelihood = -self.observed * seen.ln();
        for (on, people) in &self.patterns {
            room.fill_line(on, self.classes);
            let share = f64::max(room.line.iter().sum(), 1e-300);
            point.likelihood += people * share.ln();
        }
    }

    /// Logarithm of the prior as a density in the coordinates.
    fn prior(&self, place: &[f64], room: &Room, sum: f64) -> f64 {
        let sticks: f64 = place[self.lists * self.classes..].iter().sum();
        let mut prior = self.stick_prior(sum) + sticks;
        // Few logarithms of long products are cheaper than many logarithms.
        let mut product = 1.0;
        for chance in &room.chance {
            product *= chance * (1.0 - chance);
            if product < 1e-100 {
                prior += f64::max(product, 1e-300).ln();
                product = 1.0;
            }
        }
        prior + product.ln()
    }

    /// Chances, odds and the classes' chances to be missed at a place; returns `Σ x_k`.
    fn spread_out(&self, place: &[f64], room: &mut Room) -> f64 {
        let (lists, k) = (self.lists, self.classes);
        room.fit(lists, k);
        let (logits, sticks) = place.split_at(lists * k);
        let sum = room.weigh(sticks);
        for j in 0..lists {
            let row = j * k..(j + 1) * k;
            let (chance, odds) = (&mut room.chance[row.clone()], &mut room.odds[row.clone()]);
            let cells = chance.iter_mut().zip(odds).zip(&logits[row]);
            for (((chance, odds), logit), base) in cells.zip(&mut room.base) {
                *odds = logit.clamp(-300.0, 300.0).exp();
                let miss = 1.0 / (1.0 + *odds);
                *chance = *odds * miss;
                *base *= miss;
            }
        }
        sum
    }

    /// The gradient, at a place, of the prior times the likelihood to the power `heat`.
    pub(super) fn slope(&self, place: &[f64], heat: f64, room: &mut Room, slope: &mut [f64]) {
        let sum = self.spread_out(place, room);
        let k = self.classes;
        let missed: f64 = room.base.iter().sum();
        let weight = heat * self.observed / f64::max(1.0 - missed, 1e-300);
        for (mass, base) in room.mass.iter_mut().zip(&room.base) {
            *mass = weight * base;
        }
        room.sums.fill(0.0);
        for (on, people) in &self.patterns {
            room.fill_line(on, k);
            let share = f64::max(room.line.iter().sum(), 1e-300);
            let weight = heat * people / share;
            for (x, mass) in room.line.iter_mut().zip(&mut room.mass) {
                *x *= weight;
                *mass += *x;
            }
            for &j in on {
                let sums = &mut room.sums[j * k..(j + 1) * k];
                sums.iter_mut().zip(&room.line).for_each(|(s, x)| *s += x);
            }
        }
        self.gather(room, sum, slope);
    }

    /// Puts the gradient together from the classes' weighted sums.
    fn gather(&self, room: &Room, sum: f64, slope: &mut [f64]) {
        let k = self.classes;
        let (logits, sticks) = slope.split_at_mut(self.lists * k);
        let rows = logits.chunks_exact_mut(k).zip(room.sums.chunks_exact(k));
        for ((row, sums), chances) in rows.zip(room.chance.chunks_exact(k)) {
            for (c, logit) in row.iter_mut().enumerate() {
                *logit = sums[c] - chances[c] * room.mass[c] + 1.0 - 2.0 * chances[c];
            }
        }
        let factor = self.stick_power() / (self.rate + sum);
        let mut later = room.mass[k - 1];
        for c in (0..k - 1).rev() {
            let (x, broken) = (room.sticks[c], room.broken[c]);
            // x / (e^x - 1), with e^-x = 1 - broken.
            let relative = if broken > 0.0 {
                x * (1.0 - broken) / broken
            } else {
                1.0
            };
            sticks[c] = room.mass[c] * relative - later * x + 1.0 - factor * x;
            later += room.mass[c];
        }
    }
}

impl Room {
    fn fit(&mut self, lists: usize, classes: usize) {
        self.chance.resize(lists * classes, 0.0);
        self.odds.resize(lists * classes, 0.0);
        self.sums.resize(lists * classes, 0.0);
        for part in [
            &mut self.base,
            &mut self.line,
            &mut self.mass,
            &mut self.sticks,
            &mut self.broken,
        ] {
            part.resize(classes, 0.0);
        }
    }

    /// Puts the class weights of sticks into `base`; returns the sum of `x_k`.
    fn weigh(&mut self, sticks: &[f64]) -> f64 {
        let (mut left, mut sum) = (1.0, 0.0);
        for (c, stick) in sticks.iter().enumerate() {
            let x = stick.exp();
            let broken = -(-x).exp_m1();
            self.sticks[c] = x;
            self.broken[c] = broken;
            self.base[c] = left * broken;
            left *= 1.0 - broken;
            sum += x;
        }
        self.base[sticks.len()] = left;
        sum
    }

    /// Chances of a pattern by class.
    fn fill_line(&mut self, on: &[usize], classes: usize) {
        self.line.copy_from_slice(&self.base);
        for &j in on {
            let odds = &self.odds[j * classes..(j + 1) * classes];
            self.line.iter_mut().zip(odds).for_each(|(x, o)| *x *= o);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Three lists and four classes: twelve logits and three sticks.
    const DIMENSION: usize = 15;

    fn target() -> Target {
        let counts = vec![0.0, 30.0, 20.0, 12.0, 25.0, 8.0, 5.0, 4.0];
        Target::new(&Cells::new(3, counts), 4, 0.25, 0.25)
    }

    fn at(place: Vec<f64>) -> Point {
        Point {
            place,
            ..Point::default()
        }
    }

    /// The gradient is the slope that small steps find.
    #[test]
    fn the_gradient_is_the_slope() {
        let (target, mut room, mut random) = (target(), Room::default(), Random::new(1, 0));
        let place: Vec<f64> = (0..DIMENSION).map(|_| random.normal()).collect();
        let (heat, mut slope) = (0.7, vec![0.0; place.len()]);
        target.slope(&place, heat, &mut room, &mut slope);
        let mut height = |i: usize, step: f64| {
            let mut moved = at(place.clone());
            moved.place[i] += step;
            target.evaluate(&mut moved, &mut room);
            moved.prior + heat * moved.likelihood
        };
        for (i, wanted) in slope.iter().enumerate() {
            let found = (height(i, 1e-5) - height(i, -1e-5)) / 2e-5;
            assert!(
                (found - wanted).abs() < 1e-5 * (1.0 + wanted.abs()),
                "{i} {found} {wanted}"
            );
        }
    }

    /// One class of weight one is the independence model.
    #[test]
    fn one_class_is_independence() {
        let (target, mut room) = (target(), Room::default());
        let mut place = vec![0.0; DIMENSION];
        place[12] = 6.0;
        let mut point = at(place);
        target.evaluate(&mut point, &mut room);
        assert!((point.missed - 0.125).abs() < 1e-12, "{point:?}");
        let by_hand = 104.0 * (0.125f64 / 0.875).ln();
        assert!((point.likelihood - by_hand).abs() < 1e-9, "{point:?}");
    }
}
