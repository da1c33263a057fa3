//! Krippendorff's alpha: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).

use std::collections::BTreeMap;

/// How far two codes are from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Codes are equal or not.
    Nominal,
    /// Codes have an order.
    Ordinal,
    /// Differences of codes mean something.
    Interval,
    /// Codes have a zero, as counts of people do.
    Ratio,
}

/// The agreement of any number of coders beyond chance. A unit has a code for each coder who gave one.
/// `None` where no unit has two codes, or where all codes are one.
pub fn alpha(units: &[Vec<f64>], level: Level) -> Option<f64> {
    let coded = || units.iter().filter(|unit| unit.len() >= 2);
    let mut values: Vec<f64> = coded().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let at = |value: f64| values.partition_point(|other| other.total_cmp(&value).is_lt());
    let mut met: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for unit in coded() {
        let share = 1.0 / (unit.len() - 1) as f64;
        for (i, a) in unit.iter().enumerate() {
            for b in unit
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .map(|(_, b)| b)
            {
                *met.entry((at(*a), at(*b))).or_default() += share;
            }
        }
    }
    let mut counts = vec![0.0; values.len()];
    for ((a, _), n) in &met {
        counts[*a] += n;
    }
    let all: f64 = counts.iter().sum();
    let apart = |a: usize, b: usize| distance(level, &values, &counts, a, b);
    let observed: f64 = met.iter().map(|((a, b), n)| n * apart(*a, *b)).sum();
    let pairs = (0..values.len()).flat_map(|a| (0..values.len()).map(move |b| (a, b)));
    let chance: f64 = pairs
        .map(|(a, b)| counts[a] * counts[b] * apart(a, b))
        .sum();
    (chance > 0.0).then(|| 1.0 - (all - 1.0) * observed / chance)
}

/// The squared distance of two codes.
fn distance(level: Level, values: &[f64], counts: &[f64], a: usize, b: usize) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    if low == high {
        return 0.0;
    }
    match level {
        Level::Nominal => 1.0,
        Level::Ordinal => {
            let between: f64 = counts[low..=high].iter().sum();
            (between - (counts[low] + counts[high]) / 2.0).powi(2)
        }
        Level::Interval => (values[a] - values[b]).powi(2),
        Level::Ratio => {
            let sum = values[a] + values[b];
            if sum == 0.0 {
                0.0
            } else {
                ((values[a] - values[b]) / sum).powi(2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Section C and the following of Krippendorff (2011): four observers, twelve units, missing data.
    /// His answers are nominal .743, ordinal .815, interval .849, ratio .797.
    fn units() -> Vec<Vec<f64>> {
        let coders = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let mut units = vec![Vec::new(); 12];
        for coder in coders {
            for (unit, code) in units.iter_mut().zip(coder.split(' ')) {
                unit.extend(code.parse::<f64>());
            }
        }
        units
    }

    #[test]
    fn the_example_of_krippendorff() {
        for (level, expected) in [
            (Level::Nominal, 0.743),
            (Level::Ordinal, 0.815),
            (Level::Interval, 0.849),
            (Level::Ratio, 0.797),
        ] {
            let found = alpha(&units(), level).expect("there are codes");
            assert!((found - expected).abs() < 0.0005, "{level:?}: {found}");
        }
    }

    /// Section A of the same: two observers, ten units, two codes: .095.
    #[test]
    fn two_observers_and_two_codes() {
        let one = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let other = [1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        let units: Vec<Vec<f64>> = one.iter().zip(other).map(|(a, b)| vec![*a, b]).collect();
        let found = alpha(&units, Level::Nominal).expect("there are codes");
        assert!((found - 0.095).abs() < 0.0005, "{found}");
    }

    #[test]
    fn without_a_choice_there_is_no_alpha() {
        assert_eq!(alpha(&[], Level::Nominal), None);
        assert_eq!(alpha(&[vec![1.0], vec![2.0]], Level::Nominal), None);
        assert_eq!(alpha(&[vec![1.0, 1.0]], Level::Nominal), None);
        assert_eq!(
            alpha(&[vec![1.0, 1.0], vec![2.0, 2.0]], Level::Ratio),
            Some(1.0)
        );
    }
}
