//! The posterior of a mixture of independence models, with the total integrated out.

use crate::loglinear::Cells;
use crate::numeric::exp;

/// One number for each class. `W` is the number of classes or somewhat more, so that loops over
/// classes have a length that the compiler knows; lanes beyond the last class stay at rest.
pub(super) type Row<const W: usize> = [f64; W];

/// A table and the prior of its latent classes.
///
/// A person of class `k` stands on list `j` with chance `λ_jk`, apart from other lists. Chances
/// are uniform; class weights are sticks broken with `V_k ~ Beta(1, α)`, `α ~ Gamma(a, b)`. With a
/// prior of `1/N` the total integrates out exactly, and the counts have the likelihood
/// `Π (p_c / (1 - p_0))^{n_c}`. `α` integrates out as well.
///
/// A place is a row of logits of `λ` for each list, then a row of `classes - 1` logarithms of
/// `-ln(1 - V_k)`. These coordinates stay finite and of moderate size where sticks break off all
/// or nothing.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) lists: usize,
    pub(super) classes: usize,
    pub(super) shape: f64,
    pub(super) rate: f64,
    pub(super) observed: f64,
    nodes: Vec<Node>,
}

/// A node of the tree of patterns. Its pattern is its parent's with one list more, later than all
/// before, so that the product of chances is one factor times the parent's. The root is on no
/// list, and parents stand before their children.
#[derive(Clone, Debug)]
struct Node {
    parent: usize,
    list: usize,
    pattern: usize,
    people: f64,
}

/// The density at a place, and what it took to find it.
#[derive(Clone, Debug, Default)]
pub(super) struct Point<const W: usize> {
    pub(super) place: Vec<Row<W>>,
    pub(super) prior: f64,
    pub(super) likelihood: f64,
    /// Chance of standing on no list.
    pub(super) missed: f64,
}

/// Room for one evaluation.
#[derive(Clone, Debug)]
pub(super) struct Room<const W: usize> {
    chance: Vec<Row<W>>,
    odds: Vec<Row<W>>,
    sums: Vec<Row<W>>,
    /// Chances of the nodes' patterns by class; the first are the chances to be missed.
    lines: Vec<Row<W>>,
    /// Weighted chances of the nodes' patterns, those of the nodes below added.
    mass: Vec<Row<W>>,
    weights: Vec<f64>,
    /// `x_k = -ln(1 - V_k)` and `V_k` of each stick.
    sticks: Row<W>,
    broken: Row<W>,
}

impl Target {
    pub(super) fn new(cells: &Cells, classes: usize, shape: f64, rate: f64) -> Self {
        Self {
            lists: cells.lists(),
            classes,
            shape,
            rate,
            observed: cells.observed(),
            nodes: tree(cells),
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
    #[inline(always)]
    pub(super) fn evaluate<const W: usize>(&self, point: &mut Point<W>, room: &mut Room<W>) {
        let sum = self.spread_out(&point.place, room);
        point.missed = total(&room.lines[0]);
        point.prior = self.prior(&point.place, room, sum);
        let seen = f64::max(1.0 - point.missed, 1e-300);
        point.likelihood = -self.observed * seen.ln();
        self.climb_down(room, |people, share| {
            if people > 0.0 {
                point.likelihood += people * share.ln();
            }
            0.0
        });
    }

    /// Logarithm of the prior as a density in the coordinates, up to a constant.
    #[inline(always)]
    fn prior<const W: usize>(&self, place: &[Row<W>], room: &Room<W>, sum: f64) -> f64 {
        let sticks: f64 = place[self.lists][..self.classes - 1].iter().sum();
        let mut prior = self.stick_prior(sum) + sticks;
        // Few logarithms of long products are cheaper than many logarithms.
        let mut product = 1.0;
        for chance in room.chance.as_flattened() {
            product *= chance * (1.0 - chance);
            if product < 1e-100 {
                prior += f64::max(product, 1e-300).ln();
                product = 1.0;
            }
        }
        prior + product.ln()
    }

    /// Chances, odds and the classes' chances to be missed at a place; returns `Σ x_k`.
    #[inline(always)]
    fn spread_out<const W: usize>(&self, place: &[Row<W>], room: &mut Room<W>) -> f64 {
        let sum = room.weigh(&place[self.lists], self.classes);
        // One long loop over all lists is one that the compiler makes two lanes wide.
        let chances = room.chance.as_flattened_mut().iter_mut();
        let cells = chances.zip(room.odds.as_flattened_mut());
        for ((chance, odds), logit) in cells.zip(place.as_flattened()) {
            *odds = exp(within(*logit, 300.0));
            *chance = 1.0 / (1.0 + *odds);
        }
        let mut base = room.lines[0];
        for miss in &room.chance {
            base = product(base, miss);
        }
        room.lines[0] = base;
        for (chance, odds) in room
            .chance
            .as_flattened_mut()
            .iter_mut()
            .zip(room.odds.as_flattened())
        {
            *chance *= odds;
        }
        sum
    }

    /// Finds the chances of all patterns by class, and asks for the weight of each from its people
    /// and the sum over classes.
    #[inline(always)]
    fn climb_down<const W: usize>(
        &self,
        room: &mut Room<W>,
        mut weigh: impl FnMut(f64, f64) -> f64,
    ) {
        for (i, node) in self.nodes.iter().enumerate().skip(1) {
            let line = product(room.lines[node.parent], &room.odds[node.list]);
            room.lines[i] = line;
            room.weights[i] = weigh(node.people, f64::max(total(&line), 1e-300));
        }
    }

    /// The gradient, at a place, of the prior times the likelihood to the power `heat`.
    #[inline(always)]
    pub(super) fn slope<const W: usize>(
        &self,
        place: &[Row<W>],
        heat: f64,
        room: &mut Room<W>,
        slope: &mut [Row<W>],
    ) {
        let sum = self.spread_out(place, room);
        let missed = total(&room.lines[0]);
        room.weights[0] = heat * self.observed / f64::max(1.0 - missed, 1e-300);
        self.climb_down(room, |people, share| heat * people / share);
        room.mass.fill([0.0; W]);
        room.sums.fill([0.0; W]);
        for (i, node) in self.nodes.iter().enumerate().skip(1).rev() {
            let mass = weighted(room.mass[i], room.weights[i], &room.lines[i]);
            room.mass[node.parent] = weighted(room.mass[node.parent], 1.0, &mass);
            room.sums[node.list] = weighted(room.sums[node.list], 1.0, &mass);
        }
        room.mass[0] = weighted(room.mass[0], room.weights[0], &room.lines[0]);
        self.gather(room, sum, slope);
    }

    /// Puts the gradient together from the classes' weighted sums.
    #[inline(always)]
    fn gather<const W: usize>(&self, room: &Room<W>, sum: f64, slope: &mut [Row<W>]) {
        let mass = &room.mass[0];
        let rows = slope.iter_mut().zip(&room.sums).zip(&room.chance);
        for ((row, sums), chance) in rows {
            for k in 0..W {
                row[k] = sums[k] - chance[k] * mass[k] + 1.0 - 2.0 * chance[k];
            }
        }
        let (sticks, last) = (&mut slope[self.lists], self.classes - 1);
        let factor = self.stick_power() / (self.rate + sum);
        let mut later = mass[last];
        for k in (0..last).rev() {
            let (x, broken) = (room.sticks[k], room.broken[k]);
            // x / (e^x - 1), with e^-x = 1 - broken.
            let relative = if broken > 0.0 {
                x * (1.0 - broken) / broken
            } else {
                1.0
            };
            sticks[k] = mass[k] * relative - later * x + 1.0 - factor * x;
            later += mass[k];
        }
    }
}

/// The patterns that occur and all that they begin with.
fn tree(cells: &Cells) -> Vec<Node> {
    let root = Node {
        parent: 0,
        list: 0,
        pattern: 0,
        people: 0.0,
    };
    let mut nodes = vec![root];
    let counts = cells.counts().iter().enumerate().skip(1);
    for (pattern, &people) in counts.filter(|(_, n)| **n > 0.0) {
        let mut parent = 0;
        for list in (0..cells.lists()).filter(|j| pattern >> j & 1 == 1) {
            let begun = nodes[parent].pattern | 1 << list;
            let known = nodes.iter().position(|n| n.pattern == begun);
            parent = known.unwrap_or_else(|| {
                nodes.push(Node {
                    parent,
                    list,
                    pattern: begun,
                    people: 0.0,
                });
                nodes.len() - 1
            });
        }
        nodes[parent].people = people;
    }
    nodes
}

/// Each lane's product.
#[inline(always)]
fn product<const W: usize>(mut row: Row<W>, factor: &Row<W>) -> Row<W> {
    row.iter_mut().zip(factor).for_each(|(x, f)| *x *= f);
    row
}

/// The row, and `share` times another.
#[inline(always)]
fn weighted<const W: usize>(mut row: Row<W>, share: f64, more: &Row<W>) -> Row<W> {
    row.iter_mut().zip(more).for_each(|(x, m)| *x += share * m);
    row
}

/// A number, or the nearer end of `-end..end`.
#[inline(always)]
fn within(x: f64, end: f64) -> f64 {
    let x = if x > end { end } else { x };
    if x < -end { -end } else { x }
}

#[inline(always)]
fn total<const W: usize>(row: &Row<W>) -> f64 {
    let mut lanes = [0.0; 4];
    for four in row.as_chunks::<4>().0 {
        lanes.iter_mut().zip(four).for_each(|(lane, x)| *lane += x);
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

impl<const W: usize> Room<W> {
    pub(super) fn new(target: &Target) -> Self {
        // Another width would leave its last lanes out of `total`.
        const { assert!(W.is_multiple_of(4)) };
        let (lists, nodes) = (
            vec![[0.0; W]; target.lists],
            vec![[0.0; W]; target.nodes.len()],
        );
        Self {
            chance: lists.clone(),
            odds: lists.clone(),
            sums: lists,
            lines: nodes.clone(),
            mass: nodes,
            weights: vec![0.0; target.nodes.len()],
            sticks: [0.0; W],
            broken: [0.0; W],
        }
    }

    /// Puts the class weights of sticks into the first line; returns the sum of `x_k`.
    #[inline(always)]
    fn weigh(&mut self, sticks: &Row<W>, classes: usize) -> f64 {
        let mut whole = [0.0; W];
        for k in 0..W {
            let x = exp(within(sticks[k], 700.0));
            whole[k] = exp(within(-x, 700.0));
            self.sticks[k] = x;
            // The difference from one has no digits left where hardly anything breaks off.
            self.broken[k] = if x < 1e-5 {
                x - 0.5 * x * x
            } else {
                1.0 - whole[k]
            };
        }
        let (mut left, mut sum) = (1.0, 0.0);
        let base = &mut self.lines[0];
        *base = [0.0; W];
        for k in 0..classes - 1 {
            base[k] = left * self.broken[k];
            left *= whole[k];
            sum += self.sticks[k];
        }
        base[classes - 1] = left;
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Three lists and four classes in rows of eight.
    type Rows = Vec<Row<8>>;

    fn target() -> Target {
        let counts = vec![0.0, 30.0, 20.0, 12.0, 25.0, 8.0, 0.0, 4.0];
        Target::new(&Cells::new(3, counts), 4, 0.25, 0.25)
    }

    fn at(place: Rows) -> Point<8> {
        Point {
            place,
            ..Point::default()
        }
    }

    /// The gradient is the slope that small steps find; lanes without a class have none.
    #[test]
    fn the_gradient_is_the_slope() {
        let (target, mut random) = (target(), Random::new(1, 0));
        let mut room = Room::new(&target);
        let mut place: Rows = vec![[0.0; 8]; 4];
        for (j, row) in place.iter_mut().enumerate() {
            let used = if j < 3 { 4 } else { 3 };
            row[..used].iter_mut().for_each(|x| *x = random.normal());
        }
        let (heat, mut slope) = (0.7, vec![[0.0; 8]; 4]);
        target.slope(&place, heat, &mut room, &mut slope);
        let mut height = |j: usize, k: usize, step: f64| {
            let mut moved = at(place.clone());
            moved.place[j][k] += step;
            target.evaluate(&mut moved, &mut room);
            moved.prior + heat * moved.likelihood
        };
        for (j, row) in slope.iter().enumerate() {
            for (k, wanted) in row.iter().enumerate() {
                let found = (height(j, k, 1e-5) - height(j, k, -1e-5)) / 2e-5;
                assert!(
                    (found - wanted).abs() < 1e-5 * (1.0 + wanted.abs()),
                    "{j} {k} {found} {wanted}"
                );
            }
        }
    }

    /// One class of weight one is the independence model.
    #[test]
    fn one_class_is_independence() {
        let target = target();
        let mut place: Rows = vec![[0.0; 8]; 4];
        place[3][0] = 6.0;
        let mut point = at(place);
        target.evaluate(&mut point, &mut Room::new(&target));
        assert!((point.missed - 0.125).abs() < 1e-12, "{point:?}");
        let by_hand = 99.0 * (0.125f64 / 0.875).ln();
        assert!((point.likelihood - by_hand).abs() < 1e-9, "{point:?}");
    }
}
