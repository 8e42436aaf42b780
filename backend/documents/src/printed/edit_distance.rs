/// The least number of letters to change, insert or leave out to turn one text into the other, if
/// it is at most `limit`.
#[must_use]
pub fn edit_distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut diagonal = row;
        let mut least = row + 1;
        let mut beside = row + 1;
        for (cell, other) in above.iter_mut().skip(1).zip(right) {
            let cost = (diagonal + usize::from(letter != other)).min(beside.min(*cell) + 1);
            diagonal = std::mem::replace(cell, cost);
            beside = cost;
            least = least.min(cost);
        }
        if let Some(first) = above.first_mut() {
            *first = row + 1;
        }
        if least > limit {
            return None;
        }
    }
    above.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_changed_letters_up_to_the_limit() {
        for (left, right, limit, distance) in [
            ("SURNAME", "SURNAME", 0, Some(0)),
            ("SURNAME", "SURNAMF", 1, Some(1)),
            ("SURNAME", "SURNAE", 1, Some(1)),
            ("SURNAME", "XSURNAM", 2, Some(2)),
            ("SURNAME", "XSURNAM", 1, None),
            ("", "AB", 2, Some(2)),
            ("AB", "CDEF", 1, None),
        ] {
            assert_eq!(
                edit_distance(left.as_bytes(), right.as_bytes(), limit),
                distance,
                "{left} {right}"
            );
        }
    }
}
