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
        let height = self.cells.len() / self.width;
        for y in 0..height {
            let row = &mut self.cells[y * self.width..(y + 1) * self.width];
            spread(row, radius, value);
        }
        let mut column = vec![false; height];
        for x in 0..self.width {
            for (y, cell) in column.iter_mut().enumerate() {
                *cell = self.cells[y * self.width + x];
            }
            spread(&mut column, radius, value);
            for (y, &cell) in column.iter().enumerate() {
                self.cells[y * self.width + x] = cell;
            }
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

/// One line of [`GridImage::grown`], by the distance to the last cell of `value` on either side.
fn spread(line: &mut [bool], radius: usize, value: bool) {
    let original = line.to_vec();
    let mut reach = 0;
    for (cell, &was) in line.iter_mut().zip(&original) {
        reach = if was == value { radius + 1 } else { reach };
        if reach > 0 {
            *cell = value;
            reach -= 1;
        }
    }
    reach = 0;
    for (cell, &was) in line.iter_mut().rev().zip(original.iter().rev()) {
        reach = if was == value { radius + 1 } else { reach };
        if reach > 0 {
            *cell = value;
            reach -= 1;
        }
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
