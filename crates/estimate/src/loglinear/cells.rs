//! The cells of a table in a row, and sums over subsets and supersets of lists.

use crate::table::Table;

/// Counts of all `2^J` patterns, the pattern as index. Cell 0, on no list, counts nobody unless
/// the table is completed with a number of unseen people.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    lists: usize,
    counts: Vec<f64>,
}

impl Cells {
    /// The cells of a table.
    pub fn of(table: &Table) -> Self {
        let lists = table.lists().len();
        let mut counts = vec![0.0; 1 << lists];
        for (pattern, people) in table.patterns() {
            counts[pattern.0 as usize] = people as f64;
        }
        Self { lists, counts }
    }

    /// Cells with the given counts, `2^lists` of them.
    pub(crate) fn new(lists: usize, counts: Vec<f64>) -> Self {
        debug_assert_eq!(counts.len(), 1 << lists);
        Self { lists, counts }
    }

    /// The number of lists.
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// The counts.
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// Everybody seen.
    pub fn observed(&self) -> f64 {
        self.counts[1..].iter().sum()
    }
}

/// Makes each place the sum of itself and all places whose index contains its own.
pub(crate) fn sum_over_supersets(values: &mut [f64]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (l, h) in low.iter_mut().zip(high) {
                *l += *h;
            }
        }
        half *= 2;
    }
}

/// Makes each place the sum of itself and all places whose index it contains.
pub(crate) fn sum_over_subsets(values: &mut [f64]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (l, h) in low.iter().zip(high) {
                *h += *l;
            }
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_the_slow_sums() {
        let values: Vec<f64> = (0..16).map(|i| f64::from(i * i % 7)).collect();
        let (mut above, mut below) = (values.clone(), values.clone());
        sum_over_supersets(&mut above);
        sum_over_subsets(&mut below);
        for i in 0..16usize {
            let sum = |keep: &dyn Fn(usize) -> bool| -> f64 {
                (0..16).filter(|&k| keep(k)).map(|k| values[k]).sum()
            };
            assert_eq!(above[i], sum(&|k| k & i == i));
            assert_eq!(below[i], sum(&|k| k & i == k));
        }
    }
}
