//! The exact posterior of the total over all decomposable graphs.

use super::decomposable::{Graph, decomposable};
use crate::loglinear::Cells;
use crate::numeric::{exp, ln, ln_factorial, ln_gamma, peaks, wide};

/// Numbers of unseen people that are worked on together; the scores of all sets along them stay in
/// the processor's cache.
const BLOCK: usize = LANES * ROWS;

/// Numbers that are worked on side by side; they stay in registers while a graph's sets are added up.
const LANES: usize = 8;

const ROWS: usize = 32;

/// A value at each number of a block.
type Line = [[f64; LANES]; ROWS];

/// A graph whose best point lies this far (in logarithms) below the best of all adds less than a
/// part in 10^12 to anything.
const NEGLIGIBLE: f64 = 28.0;

/// The least logarithm whose exponential is taken; below it nothing is added.
const LEAST: f64 = -700.0;

/// How far a graph's peak may rise above the grid of numbers that is looked at first.
const HIDDEN: f64 = 200.0;

/// The prior of the average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GraphSettings {
    /// Weight of each cell of a graph's Dirichlet prior; the whole table's is this times the
    /// number of cells. `None` takes `2^-J`, so that the whole weighs one person.
    pub delta: Option<f64>,
    /// The most unseen people that the prior allows; it is flat in the logarithm of the total
    /// below. `None` takes ten times the observed and at least 2,000; where that exceeds 50,000,
    /// six times the observed and at least 50,000.
    pub most_unseen: Option<u64>,
}

/// The most unseen people allowed where [`GraphSettings::most_unseen`] is `None`.
pub fn default_edge(observed: u64) -> u64 {
    let ten = observed.saturating_mul(10);
    ten.min(50_000).max(observed.saturating_mul(6)).max(2000)
}

/// A graph and its share of the posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphWeight {
    /// The graph.
    pub graph: Graph,
    /// Its posterior probability.
    pub probability: f64,
}

/// The posterior of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Averaged {
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
    /// The graphs by weight, the heaviest first; those beyond a part in 10^12 are left out.
    pub graphs: Vec<GraphWeight>,
    /// Probability of the largest total allowed; above 1e-5 the prior's edge cuts the answer.
    pub at_edge: f64,
    /// The most unseen people allowed.
    pub most_unseen: u64,
    /// Totals at which the posterior has a peak of its own, from low to high, where the valley
    /// between two peaks is below half of the lower.
    pub peaks: Vec<f64>,
    /// Probability of 1, 2, ... unseen people.
    pub posterior: Vec<f64>,
}

/// Averages over all decomposable graphs of 3 to 6 lists: each graph has the same prior weight,
/// the total a prior of one over itself, the cells of each graph a hyper-Dirichlet prior (Dawid
/// and Lauritzen 1993; Madigan and York, Biometrika 1997). The sum is exact; nothing is drawn.
///
/// The saturated graph is among them. The data say nothing about its unseen cell, so its weight
/// comes from the prior alone. At least one person is taken to be unseen.
pub fn average(cells: &Cells, settings: GraphSettings) -> Averaged {
    let most = settings
        .most_unseen
        .unwrap_or_else(|| default_edge(cells.observed() as u64))
        .max(1);
    let sets = SetScores::new(cells, settings.delta);
    let graphs = decomposable(cells.lists());
    let (best, heavy) = promising(&sets, graphs, most as f64);
    let mut weights = vec![0.0; heavy.len()];
    let mut posterior = Vec::with_capacity(most as usize);
    let mut start = 1;
    while start <= most {
        let length = BLOCK.min((most - start + 1) as usize);
        posterior.extend(wide(
            #[inline(always)]
            || {
                let block = sets.block(start as f64, length);
                block.add_up(&heavy, best, &mut weights)
            },
        ));
        start += length as u64;
    }
    posterior.truncate(most as usize);
    summary(cells.observed(), posterior, heavy, weights)
}

/// Graphs that may matter, and the logarithm of the highest point of all.
fn promising(sets: &SetScores, graphs: Vec<Graph>, most: f64) -> (f64, Vec<Graph>) {
    let grid = grid(most);
    let table: Vec<(f64, Vec<f64>)> = grid.iter().map(|&n| (sets.common(n), sets.at(n))).collect();
    let top = |graph: &Graph| {
        let heights = table.iter();
        let heights = heights.map(|(common, scores)| common + score(graph, |set| scores[set]));
        let places = heights.enumerate();
        places
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or((0, f64::NEG_INFINITY))
    };
    let tops: Vec<(usize, f64)> = graphs.iter().map(top).collect();
    let highest = tops.iter().map(|t| t.1).fold(f64::NEG_INFINITY, f64::max);
    let peak = |(graph, &(best, top)): (&Graph, &(usize, f64))| {
        // Between places an eighth apart no peak rises so far.
        if top < highest - NEGLIGIBLE - HIDDEN {
            return top;
        }
        let at = |n: f64| {
            let whole = sets.whole(n);
            sets.common(n) + score(graph, |set| sets.score(set, n, whole))
        };
        let (mut a, mut b) = (
            grid[best.saturating_sub(1)],
            grid[(best + 1).min(grid.len() - 1)],
        );
        // The curve of one graph is smooth between neighbours of the grid's best point.
        while b - a > 2.0 + 0.01 * a {
            let (c, d) = (a + (b - a) / 3.0, b - (b - a) / 3.0);
            if at(c) < at(d) { a = c } else { b = d }
        }
        top.max(at(0.5 * (a + b)))
    };
    let peaks: Vec<f64> = graphs.iter().zip(&tops).map(peak).collect();
    let best = peaks.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let kept = graphs.into_iter().zip(peaks);
    let kept = kept.filter(|(_, peak)| *peak > best - NEGLIGIBLE);
    (best, kept.map(|(graph, _)| graph).collect())
}

/// Numbers of unseen people from 1 to `most`, an eighth apart.
fn grid(most: f64) -> Vec<f64> {
    let mut grid = vec![1.0];
    while let Some(&last) = grid.last().filter(|last| **last < most) {
        grid.push((last * 1.125).max(last + 1.0).floor().min(most));
    }
    grid
}

/// The logarithm of a graph's likelihood ratio to the empty graph's constant, from each set's score.
fn score(graph: &Graph, of_set: impl Fn(usize) -> f64) -> f64 {
    let sum = |sets: &[u32]| -> f64 { sets.iter().map(|s| of_set(*s as usize)).sum() };
    sum(&graph.cliques) - sum(&graph.separators)
}

/// What each set of lists adds to a graph's likelihood. Only the cell on none of the set's lists
/// depends on the unseen; the rest is added up once.
struct SetScores {
    observed: f64,
    constant: Vec<f64>,
    /// People seen on none of the set's lists, with the prior's weight of that cell.
    outside: Vec<f64>,
    /// The prior's weight of the whole table.
    weight: f64,
    factorials: f64,
}

impl SetScores {
    fn new(cells: &Cells, delta: Option<f64>) -> Self {
        let (size, lists) = (cells.counts().len(), cells.lists());
        let delta = delta.unwrap_or(1.0 / size as f64);
        let weight = delta * size as f64;
        let mut scores = Self {
            observed: cells.observed(),
            constant: vec![0.0; size],
            outside: vec![0.0; size],
            weight,
            factorials: cells.counts()[1..].iter().map(|n| ln_factorial(*n)).sum(),
        };
        for set in 1..size {
            let each = delta * f64::powi(2.0, lists as i32 - set.count_ones() as i32);
            let mut margin = vec![0.0; size];
            for (pattern, n) in cells.counts().iter().enumerate().skip(1) {
                margin[pattern & set] += n;
            }
            let inside = (1..size).filter(|p| p & !set == 0);
            let sum: f64 = inside
                .map(|p| ln_gamma(margin[p] + each) - ln_gamma(each))
                .sum();
            scores.constant[set] = ln_gamma(weight) - ln_gamma(each) + sum;
            scores.outside[set] = margin[0] + each;
        }
        scores
    }

    /// Each set's score at a number of unseen people; the empty set has none.
    fn at(&self, unseen: f64) -> Vec<f64> {
        let whole = self.whole(unseen);
        let scores = (1..self.constant.len()).map(|set| self.score(set, unseen, whole));
        std::iter::once(0.0).chain(scores).collect()
    }

    /// What every set's score has of the whole table.
    fn whole(&self, unseen: f64) -> f64 {
        ln_gamma(self.observed + unseen + self.weight)
    }

    fn score(&self, set: usize, unseen: f64, whole: f64) -> f64 {
        self.constant[set] + ln_gamma(self.outside[set] + unseen) - whole
    }

    /// The part that all graphs share.
    fn common(&self, unseen: f64) -> f64 {
        let total = self.observed + unseen;
        ln_factorial(total) - ln_factorial(unseen) - self.factorials - total.ln()
    }

    /// The same for `length` numbers of unseen people from `start` on. Those of the block beyond them are out of the prior.
    #[inline(always)]
    fn block(&self, start: f64, length: usize) -> Block {
        let first = self.observed + start;
        let whole = ln_gammas(first + self.weight);
        let set = |set: usize| -> Line {
            if set == 0 {
                return [[0.0; LANES]; ROWS];
            }
            let mut line = ln_gammas(self.outside[set] + start);
            let values = line.as_flattened_mut().iter_mut();
            for (value, whole) in values.zip(whole.as_flattened()) {
                *value += self.constant[set] - whole;
            }
            line
        };
        let (mut common, unseen) = (ln_gammas(first + 1.0), ln_gammas(start + 1.0));
        let values = common.as_flattened_mut().iter_mut();
        for (i, (value, unseen)) in values.zip(unseen.as_flattened()).enumerate() {
            *value -= unseen + self.factorials + ln(first + i as f64);
            if i >= length {
                *value = f64::NEG_INFINITY;
            }
        }
        Block {
            start,
            length,
            common,
            sets: (0..self.constant.len()).map(set).collect(),
        }
    }
}

/// Logarithms of the gamma function at `from`, `from + 1`, ...: a running sum of logarithms.
#[inline(always)]
fn ln_gammas(from: f64) -> Line {
    let mut line = [[0.0; LANES]; ROWS];
    let steps = line.as_flattened_mut();
    for (i, step) in steps.iter_mut().enumerate() {
        *step = ln(from + i as f64);
    }
    let mut value = ln_gamma(from);
    for step in steps {
        value += std::mem::replace(step, value);
    }
    line
}

/// Scores along a stretch of numbers of unseen people.
struct Block {
    start: f64,
    length: usize,
    common: Line,
    sets: Vec<Line>,
}

impl Block {
    /// No graph's curve is higher than this along the block. Its second derivative is a sum of
    /// trigamma functions, of which those of separators, of the unseen and of the total are
    /// negative, and each is below `1/n + 1/n²` at `n` unseen; so between the ends the curve rises
    /// above them by an eighth of their sum times the squared length at most.
    fn highest(&self, graph: &Graph) -> f64 {
        let at = |i: usize| {
            let common = self.common.as_flattened()[i];
            common + score(graph, |set| self.sets[set].as_flattened()[i])
        };
        let length = (self.length - 1) as f64;
        let bend = (graph.separators.len() + 2) as f64 * (1.0 + 1.0 / self.start) / self.start;
        at(0).max(at(self.length - 1)) + length * length * bend / 8.0
    }

    /// The posterior along the block up to a factor; each graph's part is added to its weight.
    #[inline(always)]
    fn add_up(&self, graphs: &[Graph], best: f64, weights: &mut [f64]) -> Vec<f64> {
        let mut sum = [[0.0; LANES]; ROWS];
        for (graph, weight) in graphs.iter().zip(weights) {
            if self.highest(graph) < best - NEGLIGIBLE {
                continue;
            }
            let mut lanes = [0.0; LANES];
            for (i, total) in sum.iter_mut().enumerate() {
                let mut row = self.common[i].map(|common| common - best);
                for clique in &graph.cliques {
                    let scores = &self.sets[*clique as usize][i];
                    row.iter_mut().zip(scores).for_each(|(x, s)| *x += s);
                }
                for separator in &graph.separators {
                    let scores = &self.sets[*separator as usize][i];
                    row.iter_mut().zip(scores).for_each(|(x, s)| *x -= s);
                }
                for k in 0..LANES {
                    let part = exp(if row[k] < LEAST { LEAST } else { row[k] });
                    total[k] += part;
                    lanes[k] += part;
                }
            }
            *weight += lanes.iter().sum::<f64>();
        }
        sum.as_flattened().to_vec()
    }
}

fn summary(
    observed: f64,
    mut posterior: Vec<f64>,
    graphs: Vec<Graph>,
    weights: Vec<f64>,
) -> Averaged {
    let sum: f64 = posterior.iter().sum();
    posterior.iter_mut().for_each(|p| *p /= sum);
    let total = |i: usize| observed + (i + 1) as f64;
    let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
        posterior
            .iter()
            .enumerate()
            .map(|(i, p)| p * f(total(i)))
            .sum()
    };
    let mean = moment(&|n| n);
    let mut graphs: Vec<GraphWeight> = graphs
        .into_iter()
        .zip(weights)
        .map(|(graph, weight)| GraphWeight {
            graph,
            probability: weight / sum,
        })
        .collect();
    graphs.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let point = |level: f64| {
        let mut below = 0.0;
        let place = posterior.iter().position(|p| {
            below += p;
            below >= level
        });
        total(place.unwrap_or(posterior.len() - 1))
    };
    Averaged {
        mean,
        deviation: moment(&|n| (n - mean).powi(2)).sqrt(),
        low: point(0.025),
        median: point(0.5),
        high: point(0.975),
        at_edge: posterior.last().copied().unwrap_or(0.0),
        most_unseen: posterior.len() as u64,
        peaks: peaks(&posterior).into_iter().map(total).collect(),
        graphs,
        posterior,
    }
}
