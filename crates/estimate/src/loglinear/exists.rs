//! Whether a log-linear model has a maximum of its likelihood on a sparse table.
//!
//! Fienberg and Rinaldo (Annals of Statistics 2012): there is a maximum just if some table with a
//! positive count in every cell has the same margins as the observed one. Chan, Silverman and
//! Vincent (JASA 2021) apply this to overlapping lists after terms whose margin is zero have gone
//! to minus infinity and taken their cells with them.

/// A column of the programme below this is zero; margins are scaled to sum to one.
const ZERO: f64 = 1e-10;

/// Whether a table exists that is positive in every one of `counts.len()` cells and has the same
/// margins: `rows[i]` holds 1 for the cells that add up to margin `i`.
///
/// Solved as a linear programme: among tables `ν + s` with `ν ≥ 0` and those margins, the largest
/// `s` is positive just if such a table exists.
pub(crate) fn positive_table_exists(rows: &[Vec<f64>], counts: &[f64]) -> bool {
    if counts.iter().all(|&n| n > 0.0) {
        return true;
    }
    let total: f64 = counts.iter().sum();
    let cells = counts.len();
    // Columns: the cells, `s`, the margin. The last row bounds `s` by one, with its slack.
    let mut tableau: Vec<Vec<f64>> = Vec::new();
    for row in rows {
        let margin: f64 = row.iter().zip(counts).map(|(r, n)| r * n).sum();
        let weight: f64 = row.iter().sum();
        let mut line = row.clone();
        line.extend([weight, margin / total]);
        tableau.push(line);
    }
    let mut programme = Simplex::new(tableau, cells + 2);
    programme.drive_out();
    programme.raise(cells) > ZERO.sqrt() / cells as f64
}

/// A simplex tableau with equality rows `a x = b`, `b ≥ 0`; the last column is `b`. A row whose
/// basic variable is `None` still has its artificial variable in the basis.
struct Simplex {
    rows: Vec<Vec<f64>>,
    basis: Vec<Option<usize>>,
    width: usize,
}

impl Simplex {
    fn new(rows: Vec<Vec<f64>>, width: usize) -> Self {
        let basis = vec![None; rows.len()];
        Self { rows, basis, width }
    }

    /// First phase: makes the sum of the artificial variables zero. Feasible by construction.
    fn drive_out(&mut self) {
        self.lower_artificial();
        // An artificial variable left over sits at zero. Any column of its row may take its place,
        // for a pivot at zero moves nothing; a row without one repeats the other rows.
        for row in 0..self.rows.len() {
            let line = &self.rows[row];
            let column = (0..self.width - 1).find(|&c| line[c].abs() > ZERO.sqrt());
            if let (None, Some(column)) = (self.basis[row], column) {
                self.pivot(row, column);
            }
        }
        let mut basic = self.basis.iter();
        self.rows.retain(|_| matches!(basic.next(), Some(Some(_))));
        self.basis.retain(Option::is_some);
    }

    fn lower_artificial(&mut self) {
        loop {
            let artificial = |i: &usize| self.basis[*i].is_none();
            let lines: Vec<usize> = (0..self.rows.len()).filter(artificial).collect();
            let gain = |column: usize| lines.iter().map(|&i| self.rows[i][column]).sum::<f64>();
            // Bland's rule, the first column that helps, cannot run in circles.
            let Some(column) = (0..self.width - 1).find(|&c| gain(c) > ZERO) else {
                return;
            };
            if !self.enter(column) {
                return;
            }
        }
    }

    /// Second phase: the largest value that the variable of `goal` can take.
    fn raise(&mut self, goal: usize) -> f64 {
        loop {
            let at = self.basis.iter().position(|&b| b == Some(goal));
            let column = match at {
                None => goal,
                Some(row) => {
                    // Basic: `goal = b - Σ a x`, so a negative coefficient helps.
                    let line = &self.rows[row];
                    match (0..self.width - 1).find(|&c| line[c] < -ZERO) {
                        Some(column) => column,
                        None => return line[self.width - 1],
                    }
                }
            };
            if !self.enter(column) {
                return 0.0;
            }
        }
    }

    /// Brings a column into the basis; `false` if no row bounds it.
    fn enter(&mut self, column: usize) -> bool {
        let last = self.width - 1;
        let mut best: Option<(usize, f64)> = None;
        for (i, row) in self.rows.iter().enumerate() {
            if row[column] > ZERO {
                let ratio = row[last] / row[column];
                let better = best.is_none_or(|(b, least)| {
                    ratio < least - 1e-13
                        || (ratio <= least + 1e-13 && self.basis[i] < self.basis[b])
                });
                if better {
                    best = Some((i, ratio));
                }
            }
        }
        if let Some((leaving, _)) = best {
            self.pivot(leaving, column);
        }
        best.is_some()
    }

    fn pivot(&mut self, leaving: usize, column: usize) {
        let mut pivot = std::mem::take(&mut self.rows[leaving]);
        let factor = pivot[column];
        pivot.iter_mut().for_each(|x| *x /= factor);
        for row in self.rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column];
            if factor != 0.0 {
                for (x, p) in row.iter_mut().zip(&pivot) {
                    *x -= factor * p;
                }
            }
        }
        self.rows[leaving] = pivot;
        self.basis[leaving] = Some(column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a two-way table without interaction: all, first, second.
    fn rows() -> Vec<Vec<f64>> {
        vec![
            vec![1.0; 4],
            vec![0.0, 1.0, 0.0, 1.0],
            vec![0.0, 0.0, 1.0, 1.0],
        ]
    }

    #[test]
    fn zeros_that_others_can_fill() {
        assert!(positive_table_exists(&rows(), &[0.0, 5.0, 5.0, 0.0]));
        assert!(positive_table_exists(&rows(), &[3.0, 5.0, 5.0, 0.0]));
        assert!(positive_table_exists(&rows(), &[1.0, 1.0, 1.0, 1.0]));
    }

    #[test]
    fn a_zero_margin_cannot_be_filled() {
        assert!(!positive_table_exists(&rows(), &[5.0, 5.0, 0.0, 0.0]));
        assert!(!positive_table_exists(&rows(), &[0.0, 0.0, 0.0, 5.0]));
    }

    /// Rows that repeat others change nothing.
    #[test]
    fn dependent_margins_are_harmless() {
        let mut rows = rows();
        rows.push(vec![1.0, 0.0, 1.0, 0.0]);
        rows.push(vec![1.0, 1.0, 2.0, 2.0]);
        assert!(positive_table_exists(&rows, &[0.0, 5.0, 5.0, 0.0]));
        assert!(!positive_table_exists(&rows, &[0.0, 0.0, 0.0, 5.0]));
    }
}
