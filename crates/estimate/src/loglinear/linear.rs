//! Small dense linear algebra: Cholesky factors and the rank of a matrix of zeros and ones.

/// Factors the symmetric matrix whose lower triangle stands in `a`, row by row, into `L Lᵀ` in
/// place. `false` if a pivot is not clearly positive: the matrix is singular to working precision.
pub(crate) fn cholesky(a: &mut [f64], n: usize) -> bool {
    for i in 0..n {
        let diagonal = a[i * n + i];
        for j in 0..=i {
            let (before, row) = a.split_at(i * n);
            let above = if j < i {
                &before[j * n..j * n + j]
            } else {
                &row[..j]
            };
            let dot: f64 = row[..j].iter().zip(above).map(|(x, y)| x * y).sum();
            let rest = a[i * n + j] - dot;
            if j < i {
                a[i * n + j] = rest / a[j * n + j];
            } else if rest <= 1e-12 * diagonal || !rest.is_finite() {
                return false;
            } else {
                a[i * n + i] = rest.sqrt();
            }
        }
    }
    true
}

/// Solves `L Lᵀ x = b` in place, with the factor that [`cholesky`] made.
pub(crate) fn solve(factor: &[f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        let dot: f64 = (0..i).map(|j| factor[i * n + j] * b[j]).sum();
        b[i] = (b[i] - dot) / factor[i * n + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|j| factor[j * n + i] * b[j]).sum();
        b[i] = (b[i] - dot) / factor[i * n + i];
    }
}

/// The rank of a matrix of small whole numbers, by elimination with row exchanges.
pub(crate) fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let size = |i: &usize| rows[*i][column].abs();
        let best = (rank..rows.len()).max_by(|a, b| size(a).total_cmp(&size(b)));
        let Some(best) = best.filter(|i| size(i) > 1e-9) else {
            continue;
        };
        rows.swap(rank, best);
        let (head, below) = rows.split_at_mut(rank + 1);
        let pivot = &head[rank];
        for row in below {
            let factor = row[column] / pivot[column];
            for (x, p) in row[column..].iter_mut().zip(&pivot[column..]) {
                *x -= factor * p;
            }
        }
        rank += 1;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let mut a = vec![4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0];
        assert!(cholesky(&mut a, 3));
        let mut x = vec![7.0, 10.0, 10.0];
        solve(&a, 3, &mut x);
        for value in x {
            assert!((value - 1.0).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn dependent_rows_are_seen() {
        assert!(!cholesky(&mut [1.0, 0.0, 1.0, 1.0], 2));
        let rows = |rows: &[[f64; 3]]| rows.iter().map(|r| r.to_vec()).collect();
        assert_eq!(
            rank(rows(&[[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 2.0, 1.0]])),
            2
        );
        assert_eq!(
            rank(rows(&[[0.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])),
            3
        );
    }
}
