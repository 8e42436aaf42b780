//! Yes-or-no images of a few thousand cells: separable closing and opening, and components.
#![expect(clippy::indexing_slicing, reason = "cell arithmetic inside the image")]

/// Cells row by row.
pub(super) struct GridImage {
    width: usize,
    cells: Vec<bool>,
}

impl GridImage {
    pub(super) fn new(width: usize, cells: Vec<bool>) -> Self {
        Self { width, cells }
    }

    /// Fills gaps of up to twice the radius.
    pub(super) fn closed(self, radius: usize) -> Self {
        self.grown(radius, true).grown(radius, false)
    }

    /// Drops what is thinner than twice the radius.
    pub(super) fn opened(self, radius: usize) -> Self {
        self.grown(radius, false).grown(radius, true)
    }

    /// Sets every cell that has a cell of `value` within the square of the radius to `value`.
    fn grown(mut self, radius: usize, value: bool) -> Self {
        let has: Vec<bool> = self.cells.iter().map(|&cell| cell == value).collect();
        let mut wide = has.clone();
        for (row, source) in wide
            .chunks_exact_mut(self.width)
            .zip(has.chunks_exact(self.width))
        {
            for shift in 1..=radius.min(self.width - 1) {
                join(&mut row[shift..], source);
                join(row, &source[shift..]);
            }
        }
        let mut grown = wide.clone();
        for shift in (1..=radius).map(|rows| rows * self.width) {
            if shift < wide.len() {
                join(&mut grown[shift..], &wide);
                join(&mut grown, &wide[shift..]);
            }
        }
        for (cell, is_near) in self.cells.iter_mut().zip(grown) {
            *cell = is_near == value;
        }
        self
    }

    /// The cells of each four-connected component of at least `smallest` cells.
    pub(super) fn components(mut self, smallest: usize) -> Vec<Vec<usize>> {
        let mut components = Vec::new();
        for start in 0..self.cells.len() {
            if !self.cells[start] {
                continue;
            }
            self.cells[start] = false;
            let mut component = vec![start];
            let mut next = 0;
            while next < component.len() {
                let cell = component[next];
                next += 1;
                for neighbour in self.neighbours(cell).into_iter().flatten() {
                    if self.cells[neighbour] {
                        self.cells[neighbour] = false;
                        component.push(neighbour);
                    }
                }
            }
            if component.len() >= smallest {
                components.push(component);
            }
        }
        components
    }

    fn neighbours(&self, cell: usize) -> [Option<usize>; 4] {
        let x = cell % self.width;
        [
            (x > 0).then(|| cell - 1),
            (x + 1 < self.width).then_some(cell + 1),
            cell.checked_sub(self.width),
            Some(cell + self.width).filter(|&below| below < self.cells.len()),
        ]
    }
}

/// Sets what the other has set, as far as both reach.
fn join(cells: &mut [bool], others: &[bool]) {
    for (cell, other) in cells.iter_mut().zip(others) {
        *cell |= other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(rows: &[&str]) -> GridImage {
        let cells = rows
            .iter()
            .flat_map(|row| row.bytes().map(|b| b == b'#'))
            .collect();
        GridImage::new(rows[0].len(), cells)
    }

    #[test]
    fn closing_joins_and_opening_drops() {
        let closed = image(&["##...##", "##...##", "##...##"]).closed(2);
        assert_eq!(closed.components(1).len(), 1);
        let opened = image(&["###....", "###..#.", "###...."]).opened(1);
        let components = opened.components(1);
        assert_eq!(components.len(), 1);
        assert_eq!(components[0].len(), 9);
    }

    #[test]
    fn components_do_not_wrap_around_the_edge() {
        assert_eq!(image(&["..#", "#.."]).components(1).len(), 2);
        assert!(image(&["..#", "#.."]).components(2).is_empty());
    }
}
