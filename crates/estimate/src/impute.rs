//! Strata of people whose stratum is not stated, filled in many times.

use std::collections::BTreeMap;

use crate::random::Random;
use crate::refusal::{Code, Refusal};
use crate::table::{Pattern, Stratum, Table};

/// Streams of the seed beyond those of chains, replicates, strata and tables.
const STREAM: u64 = 1 << 42;

/// Draws `count` tables in which everybody has a stratum.
///
/// Among people on the same lists the strata are taken to be as those stated: whether a stratum is
/// missing may depend on the lists, not on the stratum itself. Their shares are drawn from a
/// Dirichlet distribution with the people of the pattern and one person more, spread as all are,
/// so that the tables differ by what is not known of the shares too (Rubin 1987).
pub fn impute(
    strata: &[Stratum],
    unplaced: &Table,
    count: usize,
    seed: u64,
) -> Result<Vec<Vec<Stratum>>, Refusal> {
    if strata.iter().all(|s| s.name.is_none()) {
        return Err(Refusal::new(
            Code::MissingStrata,
            "nobody's stratum is stated",
            "estimate without strata",
        ));
    }
    let all: u64 = strata.iter().map(|s| s.table.observed()).sum();
    let spread: Vec<f64> = strata
        .iter()
        .map(|s| s.table.observed() as f64 / all as f64)
        .collect();
    let draws = (0..count).map(|i| {
        let mut random = Random::new(seed, STREAM + i as u64);
        filled(strata, unplaced, &spread, &mut random)
    });
    Ok(draws.collect())
}

fn filled(
    strata: &[Stratum],
    unplaced: &Table,
    spread: &[f64],
    random: &mut Random,
) -> Vec<Stratum> {
    let mut counts: Vec<BTreeMap<Pattern, u64>> = strata
        .iter()
        .map(|s| s.table.patterns().collect())
        .collect();
    for (pattern, people) in unplaced.patterns() {
        let stated = |i: usize| counts[i].get(&pattern).copied().unwrap_or(0) as f64;
        let weights: Vec<f64> = (0..strata.len())
            .map(|i| random.ln_gamma_variate(stated(i) + spread[i]))
            .collect();
        for (i, more) in parts(people, &weights, random).into_iter().enumerate() {
            *counts[i].entry(pattern).or_insert(0) += more;
        }
    }
    let filled = strata.iter().zip(counts);
    filled
        .map(|(stratum, counts)| Stratum {
            name: stratum.name.clone(),
            table: Table::new(stratum.table.lists().to_vec(), counts),
        })
        .collect()
}

/// Parts `people` by weights given as logarithms.
fn parts(people: u64, weights: &[f64], random: &mut Random) -> Vec<u64> {
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = weights.iter().map(|w| (w - most).exp()).collect();
    let (mut left, mut parts) = (people, Vec::with_capacity(shares.len()));
    for (i, share) in shares.iter().enumerate() {
        // The last share is all that is left.
        let rest: f64 = shares[i..].iter().sum();
        let part = match rest > 0.0 && i + 1 < shares.len() {
            true => random.binomial(left as usize, share / rest) as u64,
            false => left,
        };
        parts.push(part);
        left -= part;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Layout, read};

    /// Of 90 people on `A` alone whose stratum is stated 60 are of the north; of 300 more about two
    /// thirds should be, and the tables should differ by more than the toss of 300 coins does.
    #[test]
    fn strata_are_filled_in_as_the_stated_ones_are() {
        let text = "stratum,A,B,count\nn,1,0,60\ns,1,0,30\nn,1,1,9\ns,1,1,9\n,1,0,300\n";
        let input = read(text.as_bytes(), &Layout::default()).expect("a table");
        let unplaced = input.unplaced.expect("people without a stratum");
        let draws = impute(&input.strata, &unplaced, 2000, 1).expect("tables");
        let north: Vec<f64> = draws
            .iter()
            .map(|draw| draw[0].table.observed() as f64 - 69.0)
            .collect();
        let mean = north.iter().sum::<f64>() / 2000.0;
        let variance = north.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / 2000.0;
        assert!((mean - 200.0).abs() < 2.0, "{mean}");
        // By hand, a beta-binomial: 300 · 2/9 · (1 + 299/92) = 283.
        assert!((variance - 283.0).abs() < 30.0, "{variance}");
        assert!(draws.iter().all(|draw| {
            let people: u64 = draw.iter().map(|s| s.table.observed()).sum();
            people == 408
        }));
        assert_eq!(impute(&input.strata, &unplaced, 2000, 1), Ok(draws));
    }

    #[test]
    fn nobody_placed_is_refused() {
        let input = read(
            b"stratum,A,B,count\n,1,0,60\nNA,1,1,7\n",
            &Layout::default(),
        );
        let input = input.expect("a table");
        let unplaced = input.unplaced.expect("people without a stratum");
        let refusal = impute(&input.strata, &unplaced, 10, 1).expect_err("no strata");
        assert_eq!(refusal.code, Code::MissingStrata);
    }
}
