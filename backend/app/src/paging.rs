/// How many lines a list has that asked for so many.
pub(crate) fn page_size(wanted: Option<u32>) -> u32 {
    wanted.unwrap_or(50).clamp(1, 100)
}

/// Cuts what was read to a page of `size`, and gives its last row where more follow it. The caller reads
/// `size + 1` rows: the one more tells whether there is a next page.
pub(crate) fn cut_to_page<Row>(rows: &mut Vec<Row>, size: u32) -> Option<&Row> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let has_more = rows.len() > size;
    rows.truncate(size);
    rows.last().filter(|_| has_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_last_row_only_where_more_follow() {
        for (read, page, last) in [(0, 0, None), (2, 2, None), (3, 2, Some(1))] {
            let mut rows: Vec<i32> = (0..read).collect();
            assert_eq!(cut_to_page(&mut rows, 2).copied(), last);
            assert_eq!(rows.len(), page);
        }
    }

    #[test]
    fn a_page_has_1_to_100_lines() {
        let sizes = [None, Some(0), Some(7), Some(101)].map(page_size);
        assert_eq!(sizes, [50, 1, 7, 100]);
    }
}
