//! Whether chains agree: rank-normalised R-hat and effective sizes (Vehtari, Gelman, Simpson,
//! Carpenter and Bürkner, Bayesian Analysis 2021).

use crate::numeric::{normal_quantile, quantile};

/// The most R-hat of chains whose draws make an answer.
pub(crate) const RHAT: f64 = 1.01;

/// The fewest effective draws of an answer.
pub(crate) const EFFECTIVE: f64 = 400.0;

/// What the chains say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// The larger of the R-hat of ranks and of ranks of the distance from the median; 1 is perfect.
    pub rhat: f64,
    /// Effective number of draws for the middle.
    pub bulk: f64,
    /// Effective number of draws for the 5 % and 95 % points, the smaller.
    pub tail: f64,
}

impl Agreement {
    /// The least that a validated answer needs: R-hat at most 1.01, and 400 effective draws in bulk and tail.
    pub fn holds(&self) -> bool {
        self.reaches(RHAT, EFFECTIVE)
    }

    /// R-hat at most so much, and so many effective draws in bulk and tail.
    pub(crate) fn reaches(&self, rhat: f64, effective: f64) -> bool {
        self.rhat <= rhat && self.bulk >= effective && self.tail >= effective
    }
}

/// Compares chains of equal length, at least eight draws each.
pub fn agreement(chains: &[Vec<f64>]) -> Agreement {
    agreement_over([chains])
}

/// Compares chains that went from table to table, by their draws from each. A table's draws count by their ranks among
/// that table's, so that tables may differ as they like, and chains may not.
pub(crate) fn agreement_over<'a>(tables: impl IntoIterator<Item = &'a [Vec<f64>]>) -> Agreement {
    let mut halves = Halves::default();
    for chains in tables {
        halves.add(chains);
    }
    Agreement {
        rhat: potential(&halves.ranked).max(potential(&halves.folded)),
        bulk: effective(&halves.ranked),
        tail: effective(&halves.low).min(effective(&halves.high)),
    }
}

/// What is compared of the first and the second half of each chain, table after table.
#[derive(Default)]
struct Halves {
    /// Normal scores of the draws.
    ranked: Vec<Vec<f64>>,
    /// Normal scores of their distances from the median.
    folded: Vec<Vec<f64>>,
    /// Whether each is below the 5 % point.
    low: Vec<Vec<f64>>,
    /// Whether each is below the 95 % point.
    high: Vec<Vec<f64>>,
}

impl Halves {
    fn add(&mut self, chains: &[Vec<f64>]) {
        let halves: Vec<&[f64]> = chains
            .iter()
            .flat_map(|chain| {
                let half = chain.len() / 2;
                [&chain[..half], &chain[chain.len() - half..]]
            })
            .collect();
        let mut all: Vec<f64> = halves.concat();
        all.sort_by(f64::total_cmp);
        let point = |level: f64| quantile(&all, level).unwrap_or(f64::NAN);
        let each = |of: &dyn Fn(f64) -> f64| -> Vec<Vec<f64>> {
            halves
                .iter()
                .map(|half| half.iter().map(|x| of(*x)).collect())
                .collect()
        };
        let at_most = |point: f64| each(&|x| f64::from(u8::from(x <= point)));
        let median = point(0.5);
        let folded = each(&|x| (x - median).abs());
        let folds: Vec<&[f64]> = folded.iter().map(Vec::as_slice).collect();
        append(&mut self.ranked, normal_ranks(&halves));
        append(&mut self.folded, normal_ranks(&folds));
        append(&mut self.low, at_most(point(0.05)));
        append(&mut self.high, at_most(point(0.95)));
    }
}

/// Puts more values behind those of each half.
fn append(halves: &mut Vec<Vec<f64>>, more: Vec<Vec<f64>>) {
    halves.resize_with(more.len(), Vec::new);
    for (half, mut more) in halves.iter_mut().zip(more) {
        half.append(&mut more);
    }
}

/// Replaces values by normal scores of their ranks; equal values share the mean of their ranks.
fn normal_ranks(chains: &[&[f64]]) -> Vec<Vec<f64>> {
    let mut sorted: Vec<f64> = chains.concat();
    sorted.sort_by(f64::total_cmp);
    let size = sorted.len() as f64;
    let mut last = (f64::NAN, 0.0);
    let mut scores: Vec<(f64, f64)> = Vec::new();
    let mut start = 0;
    while start < sorted.len() {
        let value = sorted[start];
        let end = start + sorted[start..].partition_point(|x| x.total_cmp(&value).is_le());
        let rank = 0.5 * (start + 1 + end) as f64;
        last = (value, normal_quantile((rank - 0.375) / (size + 0.25)));
        scores.push(last);
        start = end;
    }
    let score = |x: &f64| {
        let place = scores.binary_search_by(|(value, _)| value.total_cmp(x));
        place.map_or(last.1, |i| scores[i].1)
    };
    chains
        .iter()
        .map(|chain| chain.iter().map(score).collect())
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// Mean variance within chains, and the estimate that the spread between them adds to.
fn spreads(chains: &[Vec<f64>]) -> (f64, f64) {
    let length = chains[0].len() as f64;
    let means: Vec<f64> = chains.iter().map(|c| mean(c)).collect();
    let within = mean(&chains.iter().map(|c| variance(c)).collect::<Vec<_>>());
    (within, within * (length - 1.0) / length + variance(&means))
}

fn potential(chains: &[Vec<f64>]) -> f64 {
    let (within, whole) = spreads(chains);
    // Chains that all stand still on one value agree; on different values they do not.
    if within <= 0.0 {
        return if whole <= 0.0 { 1.0 } else { f64::INFINITY };
    }
    (whole / within).sqrt()
}

/// Effective number of draws by Geyer's initial monotone sequence.
fn effective(chains: &[Vec<f64>]) -> f64 {
    let (within, whole) = spreads(chains);
    let length = chains[0].len();
    let size = (chains.len() * length) as f64;
    if whole <= 0.0 {
        return size;
    }
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let mean = mean(chain);
            chain.iter().map(|x| x - mean).collect()
        })
        .collect();
    let correlation = |lag: usize| {
        let product = |c: &Vec<f64>| -> f64 {
            c.iter().zip(&c[lag..]).map(|(x, y)| x * y).sum::<f64>() / length as f64
        };
        let covariance = mean(&centred.iter().map(product).collect::<Vec<_>>());
        1.0 - (within - covariance * length as f64 / (length as f64 - 1.0)) / whole
    };
    let (mut time, mut before) = (-1.0, f64::INFINITY);
    for lag in (0..length.saturating_sub(2)).step_by(2) {
        let pair = correlation(lag) + correlation(lag + 1);
        if pair <= 0.0 {
            break;
        }
        before = f64::min(before, pair);
        time += 2.0 * before;
    }
    size / f64::max(time, 1.0 / size.log10())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// An autoregression with correlation `r` has (1 - r)/(1 + r) effective draws a draw.
    fn chain(stream: u64, r: f64, shift: f64) -> Vec<f64> {
        let mut random = Random::new(9, stream);
        let mut x = 0.0;
        let mut next = || {
            x = r * x + (1.0 - r * r).sqrt() * random.normal();
            x + shift
        };
        (0..5000).map(|_| next()).collect()
    }

    #[test]
    fn effective_draws_of_an_autoregression() {
        for (r, share) in [(0.0, 1.0), (0.8, 1.0 / 9.0)] {
            let chains: Vec<Vec<f64>> = (0..4).map(|i| chain(i, r, 0.0)).collect();
            let found = agreement(&chains);
            let wanted = 20_000.0 * share;
            assert!((found.bulk / wanted - 1.0).abs() < 0.15, "{r} {found:?}");
            assert!(found.rhat < 1.01 && found.holds(), "{r} {found:?}");
        }
    }

    #[test]
    fn a_chain_elsewhere_is_seen() {
        let mut chains: Vec<Vec<f64>> = (0..4).map(|i| chain(i, 0.0, 0.0)).collect();
        chains[3].iter_mut().for_each(|x| *x += 1.0);
        assert!(agreement(&chains).rhat > 1.05);
        // Equal middles and unequal widths are seen by the folded ranks.
        chains[3] = chain(3, 0.0, 0.0).iter().map(|x| x * 3.0).collect();
        assert!(agreement(&chains).rhat > 1.05);
    }

    /// Tables whose draws lie far apart are no disagreement; a chain that lies above the others on each is one, however
    /// little it is on any.
    #[test]
    fn chains_are_compared_over_tables() {
        let tables = |shift: f64| -> Vec<Vec<Vec<f64>>> {
            let table = |t: u64| {
                let place = 1000.0 * t as f64;
                (0..4)
                    .map(|i| chain(10 * t + i, 0.9, place + if i == 3 { shift } else { 0.0 }))
                    .collect()
            };
            (0..8).map(table).collect()
        };
        let over = |tables: &[Vec<Vec<f64>>]| agreement_over(tables.iter().map(Vec::as_slice));
        let (same, apart) = (tables(0.0), tables(0.3));
        let found = over(&same);
        let wanted = 8.0 * 20_000.0 / 19.0;
        assert!(
            found.rhat < 1.005 && (found.bulk / wanted - 1.0).abs() < 0.15,
            "{found:?}"
        );
        assert!(over(&apart).rhat > 1.01, "{:?}", over(&apart));
    }

    #[test]
    fn chains_that_stand_still() {
        assert_eq!(agreement(&[vec![1.0; 10], vec![1.0; 10]]).rhat, 1.0);
        assert!(
            agreement(&[vec![1.0; 10], vec![2.0; 10]])
                .rhat
                .is_infinite()
        );
    }
}
