//! Connected parts of a mask, by runs (8-neighbours).

/// A run of set pixels in a row; the end is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) y: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// More runs than this are texture, not print: the rest of the mask is left alone.
const MOST_RUNS: usize = 60_000;

/// The runs of each connected part that has at least `fewest_pixels`, from the top.
pub(super) fn components(mask: &[bool], width: usize, fewest_pixels: usize) -> Vec<Vec<Run>> {
    let runs = runs(mask, width);
    let mut parents: Vec<usize> = (0..runs.len()).collect();
    let mut above = 0..0;
    let mut at = 0;
    while let Some(first) = runs.get(at) {
        let row = at..at
            + runs
                .iter()
                .skip(at)
                .take_while(|run| run.y == first.y)
                .count();
        let touches_above = runs
            .get(above.start)
            .is_some_and(|run| run.y + 1 == first.y);
        if touches_above {
            link(&runs, above, row.clone(), &mut parents);
        }
        at = row.end;
        above = row;
    }
    gather(&runs, &mut parents, fewest_pixels)
}

fn runs(mask: &[bool], width: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    for (y, row) in mask.chunks_exact(width.max(1)).enumerate() {
        let mut from = None;
        for (x, &is_set) in row.iter().enumerate() {
            match (is_set, from) {
                (true, None) => from = Some(x),
                (false, Some(start)) => {
                    runs.push(Run {
                        y,
                        from: start,
                        to: x,
                    });
                    from = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        if let Some(start) = from {
            runs.push(Run {
                y,
                from: start,
                to: row.len(),
            });
        }
        if runs.len() > MOST_RUNS {
            break;
        }
    }
    runs
}

/// Joins the runs of two neighbouring rows that touch, corners included.
fn link(
    runs: &[Run],
    mut above: std::ops::Range<usize>,
    row: std::ops::Range<usize>,
    parents: &mut [usize],
) {
    for here in row {
        let Some(run) = runs.get(here) else { return };
        while runs
            .get(above.start)
            .is_some_and(|other| other.to < run.from)
            && above.start < above.end
        {
            above.start += 1;
        }
        for other in above.clone() {
            match runs.get(other) {
                Some(upper) if upper.from <= run.to => join(parents, here, other),
                _ => break,
            }
        }
    }
}

fn root(parents: &mut [usize], mut of: usize) -> usize {
    while let Some(&parent) = parents.get(of) {
        if parent == of {
            break;
        }
        // Halving the way keeps trees flat.
        let grandparent = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(of) {
            *slot = grandparent;
        }
        of = grandparent;
    }
    of
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    if let Some(slot) = parents.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

fn gather(runs: &[Run], parents: &mut [usize], fewest_pixels: usize) -> Vec<Vec<Run>> {
    let mut parts: Vec<Vec<Run>> = vec![Vec::new(); runs.len()];
    for (at, &run) in runs.iter().enumerate() {
        if let Some(part) = parts.get_mut(root(parents, at)) {
            part.push(run);
        }
    }
    parts.retain(|part| {
        part.iter().map(|run| run.to - run.from).sum::<usize>() >= fewest_pixels.max(1)
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(rows: &[&str]) -> Vec<usize> {
        let width = rows[0].len();
        let mask: Vec<bool> = rows.concat().bytes().map(|byte| byte == b'#').collect();
        let mut sizes: Vec<usize> = components(&mask, width, 1)
            .iter()
            .map(|part| part.iter().map(|run| run.to - run.from).sum())
            .collect();
        sizes.sort_unstable();
        sizes
    }

    #[test]
    fn parts_join_over_rows_and_corners() {
        assert_eq!(parts(&["##..#", "..#..", "....."]), [1, 3]);
        assert_eq!(parts(&["#.#", "#.#", "###"]), [7]);
        assert_eq!(parts(&["#.#.#", ".....", "#####"]), [1, 1, 1, 5]);
        assert_eq!(
            parts(&["#...#", "#.#.#", "#####", ".....", "##..."]),
            [2, 10]
        );
        assert_eq!(parts(&["##.##.##", ".#####.."]), [11]);
    }

    #[test]
    fn small_parts_are_left_out() {
        let mask = [true, true, false, true];
        assert_eq!(components(&mask, 4, 2).len(), 1);
        assert_eq!(components(&[], 0, 1).len(), 0);
    }
}
