//! One-to-one assignment.

/// Below this two costs count as equal, so that rounding does not decide between equal pairings.
const TIE: f64 = 1e-12;

/// The pairs (row, column), at most one per row and column, whose weights sum highest.
///
/// The Hungarian method with potentials: rows are added one by one, each along the cheapest
/// alternating path. Pairs of weight 0 may be among the result.
pub fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let rows = weights.len();
    let columns = weights.first().map_or(0, Vec::len);
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| match weights.get(row - 1) {
        Some(line) => -line.get(column - 1).copied().unwrap_or(0.0),
        None => 0.0,
    };
    // Index 0 stands for "none"; rows and columns count from 1.
    let mut row_of = vec![0; size + 1];
    let mut potential = (vec![0.0; size + 1], vec![0.0; size + 1]);
    for row in 1..=size {
        row_of[0] = row;
        let (came_from, end) = cheapest_path(&cost, &row_of, &mut potential);
        let mut column = end;
        while column != 0 {
            row_of[column] = row_of[came_from[column]];
            column = came_from[column];
        }
    }
    (1..=columns)
        .filter(|&column| row_of[column] <= rows)
        .map(|column| (row_of[column] - 1, column - 1))
        .collect()
}

/// Finds the cheapest alternating path from the row at column 0 to a free column, and raises the
/// potentials along it. Returns for every column the one before it, and the free column.
fn cheapest_path(
    cost: &impl Fn(usize, usize) -> f64,
    row_of: &[usize],
    (of_row, of_column): &mut (Vec<f64>, Vec<f64>),
) -> (Vec<usize>, usize) {
    let size = row_of.len() - 1;
    let mut came_from = vec![0; size + 1];
    let mut least = vec![f64::INFINITY; size + 1];
    let mut done = vec![false; size + 1];
    let mut column = 0;
    while row_of[column] != 0 || column == 0 {
        done[column] = true;
        let row = row_of[column];
        let (mut step, mut next) = (f64::INFINITY, 0);
        for other in (1..=size).filter(|&c| !done[c]) {
            let reduced = cost(row, other) - of_row[row] - of_column[other];
            if reduced < least[other] - TIE {
                (least[other], came_from[other]) = (reduced, column);
            }
            if least[other] < step - TIE {
                (step, next) = (least[other], other);
            }
        }
        for other in 0..=size {
            if done[other] {
                of_row[row_of[other]] += step;
                of_column[other] -= step;
            } else {
                least[other] -= step;
            }
        }
        column = next;
    }
    (came_from, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every one-to-one pairing, tried in turn.
    fn best_by_trial(weights: &[Vec<f64>], row: usize, used: &mut Vec<usize>) -> f64 {
        let Some(line) = weights.get(row) else {
            return 0.0;
        };
        let mut best = best_by_trial(weights, row + 1, used);
        for (column, weight) in line.iter().enumerate() {
            if !used.contains(&column) {
                used.push(column);
                best = best.max(weight + best_by_trial(weights, row + 1, used));
                used.pop();
            }
        }
        best
    }

    #[test]
    fn the_sum_is_the_best_of_all_pairings() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            (state >> 33) as usize
        };
        for _ in 0..300 {
            let (rows, columns) = (1 + next() % 5, 1 + next() % 5);
            let weights: Vec<Vec<f64>> = (0..rows)
                .map(|_| (0..columns).map(|_| (next() % 10) as f64 / 10.0).collect())
                .collect();
            let pairs = assign(&weights);
            let sum: f64 = pairs.iter().map(|&(i, j)| weights[i][j]).sum();
            assert!((sum - best_by_trial(&weights, 0, &mut Vec::new())).abs() < 1e-9);
            for (n, a) in pairs.iter().enumerate() {
                assert!(pairs[n + 1..].iter().all(|b| a.0 != b.0 && a.1 != b.1));
            }
        }
    }

    #[test]
    fn the_greedy_choice_is_not_taken() {
        let pairs = assign(&[vec![0.9, 0.8], vec![0.8, 0.0]]);
        assert_eq!(pairs, [(1, 0), (0, 1)]);
    }
}
