//! What the finder of lines says of each cell of the plane, and the groups of cells that are a line.

/// Pixels of the plane to a cell, across and down.
const COLUMN: f32 = 4.0;
const ROW: f32 = 2.0;
/// Unit of distances in `training/page_draw.py`, in pixels.
const DISTANCE: f32 = 16.0;
/// Score from which a cell belongs to a line; 0 is as likely as not.
const LEAST: f32 = 0.0;
/// Fewest cells of a line.
const FEWEST: usize = 3;
/// Most cells that are looked at; a page full of print has some ten thousand.
const MOST: usize = 60_000;

/// A cell in which there is a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Its middle in plane pixels.
    pub(super) x: f32,
    /// The top of capitals and the baseline there.
    pub(super) top: f32,
    pub(super) base: f32,
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// The finder's output: six channels of `rows` × `columns`.
pub(super) struct Grid<'a> {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) values: &'a [f32],
}

impl Grid<'_> {
    /// The value of one of the three kinds in a row of half the cells' height.
    fn value(&self, kind: usize, row: usize, column: usize) -> f32 {
        let channel = 2 * kind + row % 2;
        self.values[(channel * self.rows + row / 2) * self.columns + column]
    }

    /// The cells of each line.
    pub(super) fn lines(&self) -> Vec<Vec<Cell>> {
        if self.values.len() < 6 * self.rows * self.columns {
            return Vec::new();
        }
        let mut cells = Vec::new();
        let mut index = vec![usize::MAX; 2 * self.rows * self.columns];
        for row in 0..2 * self.rows {
            for column in 0..self.columns {
                let score = self.value(0, row, column);
                if score > LEAST && cells.len() < MOST {
                    index[row * self.columns + column] = cells.len();
                    cells.push(self.cell(row, column, score));
                }
            }
        }
        let mut groups = Groups::of(cells.len());
        for row in 0..2 * self.rows {
            for column in 0..self.columns {
                let here = index[row * self.columns + column];
                if here == usize::MAX {
                    continue;
                }
                for (down, right) in [(0, 1), (0, 2), (1, 0), (1, 1), (1, usize::MAX)] {
                    let (row, column) = (row + down, column.wrapping_add(right));
                    if row < 2 * self.rows && column < self.columns {
                        let other = index[row * self.columns + column];
                        if other != usize::MAX && is_one_line(&cells[here], &cells[other]) {
                            groups.join(here, other);
                        }
                    }
                }
            }
        }
        groups.gathered(&cells)
    }

    fn cell(&self, row: usize, column: usize, score: f32) -> Cell {
        // The finder was taught the places of pixels 1, 3, 5 … down and 2, 6, 10 … across.
        let y = row as f32 * ROW + ROW / 2.0;
        Cell {
            x: column as f32 * COLUMN + COLUMN / 2.0,
            top: y - self.value(1, row, column) * DISTANCE,
            base: y + self.value(2, row, column) * DISTANCE,
            confidence: 1.0 / (1.0 + (-score).exp()),
        }
    }
}

/// Whether two cells beside each other think of the same line.
fn is_one_line(one: &Cell, other: &Cell) -> bool {
    let capitals = (one.base - one.top).min(other.base - other.top).max(2.0);
    (one.base - other.base).abs() < 0.45 * capitals && (one.top - other.top).abs() < 0.6 * capitals
}

/// Disjoint sets.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn head(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.head(one), self.head(other));
        self.0[one.max(other)] = one.min(other);
    }

    /// The cells of each set, in the order of their first cells.
    fn gathered(mut self, cells: &[Cell]) -> Vec<Vec<Cell>> {
        let mut sets: std::collections::BTreeMap<usize, Vec<Cell>> =
            std::collections::BTreeMap::new();
        for (at, cell) in cells.iter().enumerate() {
            let head = self.head(at);
            sets.entry(head).or_default().push(*cell);
        }
        sets.into_values()
            .filter(|set| set.len() >= FEWEST)
            .collect()
    }
}
