//! Cohen's kappa: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
//! Psychological Measurement 20 (1960), 37-46.

use std::collections::BTreeMap;

/// The agreement of two coders beyond chance on pairs of codes. `None` without a pair, and where both
/// give all one and the same code, so that chance would have it too.
pub fn kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let all = pairs.len() as f64;
    let (mut first, mut second): (BTreeMap<&T, f64>, BTreeMap<&T, f64>) = Default::default();
    for (a, b) in pairs {
        *first.entry(a).or_default() += 1.0;
        *second.entry(b).or_default() += 1.0;
    }
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / all;
    let chance = first
        .iter()
        .filter_map(|(code, n)| Some(n * second.get(code)?));
    let chance = chance.sum::<f64>() / (all * all);
    (chance < 1.0).then(|| (agreed - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs of a table of counts: rows are the first coder's codes, columns the second's.
    fn pairs(table: &[&[usize]]) -> Vec<(usize, usize)> {
        let cells = table.iter().enumerate().flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.map(move |(column, count)| ((row, column), *count))
        });
        cells.flat_map(|(pair, count)| vec![pair; count]).collect()
    }

    #[track_caller]
    fn check(table: &[&[usize]], expected: f64) {
        let found = kappa(&pairs(table)).expect("there are pairs");
        assert!((found - expected).abs() < 0.0005, "{found}");
    }

    /// The worked example of Cohen (1960), table 1, with 200 patients: kappa .492.
    #[test]
    fn the_example_of_cohen() {
        check(&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]], 0.492);
    }

    /// Fifty proposals, of which two readers agree on 35; the textbook's answer is 0.40.
    #[test]
    fn the_example_of_the_two_readers() {
        check(&[&[20, 5], &[10, 15]], 0.4);
    }

    /// Two tables with the same share of agreement, 0.60, and other margins: 0.1304 and 0.2593.
    #[test]
    fn chance_is_taken_off() {
        check(&[&[45, 15], &[25, 15]], 0.1304);
        check(&[&[25, 35], &[5, 35]], 0.2593);
    }

    #[test]
    fn without_a_choice_there_is_no_kappa() {
        assert_eq!(kappa::<u8>(&[]), None);
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(kappa(&[(1, 1), (2, 2)]), Some(1.0));
    }
}
