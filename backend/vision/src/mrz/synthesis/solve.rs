/// Solves a system of linear equations whose matrix is symmetric and positive definite, row by row,
/// by Cholesky's decomposition; nothing when it is neither.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "indices run over the order that both lengths were checked against; what is solved for \
              are shares and pixels"
)]
pub(super) fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Option<Vec<f32>> {
    let order = right.len();
    if matrix.len() != order * order {
        return None;
    }
    for row in 0..order {
        for column in 0..=row {
            let mut sum = matrix[row * order + column];
            for at in 0..column {
                sum -= matrix[row * order + at] * matrix[column * order + at];
            }
            if row != column {
                matrix[row * order + column] = sum / matrix[column * order + column];
            } else if sum > 0.0 {
                matrix[row * order + row] = sum.sqrt();
            } else {
                return None;
            }
        }
    }
    for row in 0..order {
        for at in 0..row {
            right[row] -= matrix[row * order + at] * right[at];
        }
        right[row] /= matrix[row * order + row];
    }
    for row in (0..order).rev() {
        for at in row + 1..order {
            right[row] -= matrix[at * order + row] * right[at];
        }
        right[row] /= matrix[row * order + row];
    }
    Some(right.into_iter().map(|value| value as f32).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let matrix = vec![4.0, 2.0, 0.4, 2.0, 5.0, 1.0, 0.4, 1.0, 3.0];
        let wanted = [1.0_f64, -2.0, 0.5];
        let right = matrix
            .chunks(3)
            .map(|row| row.iter().zip(wanted).map(|(a, x)| a * x).sum())
            .collect();
        let found = solve(matrix, right).unwrap();
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(
                (f64::from(*found) - wanted).abs() < 1e-6,
                "{found} {wanted}"
            );
        }
    }

    #[test]
    fn one_that_is_not_positive_definite_has_no_solution() {
        assert!(solve(vec![1.0, 2.0, 2.0, 1.0], vec![1.0, 1.0]).is_none());
        assert!(solve(vec![1.0], vec![1.0, 1.0]).is_none());
    }
}
