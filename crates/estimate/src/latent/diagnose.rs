//! Whether chains agree: rank-normalised R-hat and effective sizes (Vehtari, Gelman, Simpson,
//! Carpenter and Bürkner, Bayesian Analysis 2021).

use crate::numeric::{normal_quantile, quantile};

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
    /// The least that a validated answer needs: R-hat at most 1.01, 400 effective draws in bulk
    /// and tail.
    pub fn holds(&self) -> bool {
        self.reaches(400.0)
    }

    /// R-hat at most 1.01 and so many effective draws in bulk and tail.
    pub(super) fn reaches(&self, effective: f64) -> bool {
        self.rhat <= 1.01 && self.bulk >= effective && self.tail >= effective
    }
}

/// Compares chains of equal length, at least eight draws each.
pub fn agreement(chains: &[Vec<f64>]) -> Agreement {
    let halves: Vec<&[f64]> = chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [&chain[..half], &chain[chain.len() - half..]]
        })
        .collect();
    let mut all: Vec<f64> = halves.concat();
    all.sort_by(f64::total_cmp);
    let median = quantile(&all, 0.5).unwrap_or(f64::NAN);
    let folded: Vec<Vec<f64>> = halves
        .iter()
        .map(|half| half.iter().map(|x| (x - median).abs()).collect())
        .collect();
    let folds: Vec<&[f64]> = folded.iter().map(Vec::as_slice).collect();
    let ranked = normal_ranks(&halves);
    let at_most = |level: f64| {
        let point = quantile(&all, level).unwrap_or(f64::NAN);
        let marks: Vec<Vec<f64>> = halves
            .iter()
            .map(|half| {
                half.iter()
                    .map(|x| f64::from(u8::from(*x <= point)))
                    .collect()
            })
            .collect();
        effective(&marks)
    };
    Agreement {
        rhat: potential(&ranked).max(potential(&normal_ranks(&folds))),
        bulk: effective(&ranked),
        tail: at_most(0.05).min(at_most(0.95)),
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
