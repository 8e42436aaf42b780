use super::store::Store;
use super::wide::wide;

/// Channels of numbers in rows and columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    pub(super) channels: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// From one row to the next; what lies between is nothing.
    pub(super) stride: usize,
    /// From one channel to the next.
    pub(super) plane: usize,
    /// With room at the end, so that vectors may reach beyond the last.
    pub(super) values: Vec<f32>,
}

impl Map {
    #[inline(always)]
    pub(super) fn row(&self, channel: usize, row: usize) -> &[f32] {
        let start = channel * self.plane + row * self.stride;
        &self.values[start..start + self.columns]
    }

    #[inline(always)]
    pub(super) fn row_mut(&mut self, channel: usize, row: usize) -> &mut [f32] {
        let start = channel * self.plane + row * self.stride;
        &mut self.values[start..start + self.columns]
    }

    /// With zeros around.
    pub(super) fn padded(&self, (down, across): (usize, usize), store: &mut Store) -> Self {
        let (rows, columns) = (self.rows + 2 * down, self.columns + 2 * across);
        let mut padded = store.map(self.channels, rows, columns);
        for channel in 0..self.channels {
            for row in 0..rows {
                let into = padded.row_mut(channel, row);
                if row < down || row >= self.rows + down {
                    into.fill(0.0);
                    continue;
                }
                into[..across].fill(0.0);
                into[across..across + self.columns].copy_from_slice(self.row(channel, row - down));
                into[across + self.columns..].fill(0.0);
            }
        }
        padded
    }

    /// With zeros around, every second row and column, from both of each: four channels for one.
    pub(super) fn halved(&self, (down, across): (usize, usize), store: &mut Store) -> Self {
        let (rows, columns) = (self.rows + 2 * down, self.columns + 2 * across);
        let mut halved = store.map(4 * self.channels, rows.div_ceil(2), columns.div_ceil(2));
        let mut wide_row = vec![0.0; 2 * halved.columns];
        wide(
            #[inline(always)]
            || {
                for channel in 0..self.channels {
                    for row in 0..2 * halved.rows {
                        let inner = &mut wide_row[across..across + self.columns];
                        match row.checked_sub(down).filter(|row| *row < self.rows) {
                            Some(row) => inner.copy_from_slice(self.row(channel, row)),
                            None => inner.fill(0.0),
                        }
                        let pairs = wide_row.as_chunks::<2>().0;
                        let part = 4 * channel + 2 * (row % 2);
                        for (into, [left, _]) in halved.row_mut(part, row / 2).iter_mut().zip(pairs)
                        {
                            *into = *left;
                        }
                        for (into, [_, right]) in
                            halved.row_mut(part + 1, row / 2).iter_mut().zip(pairs)
                        {
                            *into = *right;
                        }
                    }
                }
            },
        );
        halved
    }

    /// The greatest of each `down` × `across`, one or two.
    pub(super) fn pooled(&self, (down, across): (usize, usize), store: &mut Store) -> Self {
        let (rows, columns) = (self.rows / down, self.columns / across);
        let mut pooled = store.map(self.channels, rows, columns);
        let mut tall = vec![0.0; self.columns];
        wide(
            #[inline(always)]
            || {
                for channel in 0..self.channels {
                    for row in 0..rows {
                        let above = self.row(channel, down * row).iter();
                        let below = self.row(channel, down * row + down - 1);
                        for (into, (above, below)) in tall.iter_mut().zip(above.zip(below)) {
                            *into = if above > below { *above } else { *below };
                        }
                        let into = pooled.row_mut(channel, row);
                        if across == 1 {
                            into.copy_from_slice(&tall);
                            continue;
                        }
                        for (into, [left, right]) in into.iter_mut().zip(tall.as_chunks::<2>().0) {
                            *into = if left > right { *left } else { *right };
                        }
                    }
                }
            },
        );
        pooled
    }

    /// Adds another of the same size.
    pub(super) fn add(&mut self, other: &Self) {
        for channel in 0..self.channels.min(other.channels) {
            for row in 0..self.rows.min(other.rows) {
                let into = self.row_mut(channel, row).iter_mut();
                into.zip(other.row(channel, row))
                    .for_each(|(into, from)| *into += from);
            }
        }
    }

    pub(super) fn cut_below_zero(&mut self) {
        for channel in 0..self.channels {
            for row in 0..self.rows {
                for value in self.row_mut(channel, row) {
                    *value = value.max(0.0);
                }
            }
        }
    }

    /// Four channels for one become its pixels, two across and two down.
    pub(super) fn doubled(&self, store: &mut Store) -> Self {
        let channels = self.channels / 4;
        let mut doubled = store.map(channels, 2 * self.rows, 2 * self.columns);
        wide(
            #[inline(always)]
            || {
                for channel in 0..channels {
                    for row in 0..2 * self.rows {
                        let part = 4 * channel + 2 * (row % 2);
                        let (left, right) = (self.row(part, row / 2), self.row(part + 1, row / 2));
                        let into = doubled.row_mut(channel, row).as_chunks_mut::<2>().0;
                        for (into, (left, right)) in into.iter_mut().zip(left.iter().zip(right)) {
                            *into = [*left, *right];
                        }
                    }
                }
            },
        );
        doubled
    }

    /// Channel by channel, without gaps.
    pub(super) fn gathered(&self) -> Vec<f32> {
        let mut values = Vec::with_capacity(self.channels * self.rows * self.columns);
        for channel in 0..self.channels {
            for row in 0..self.rows {
                values.extend_from_slice(self.row(channel, row));
            }
        }
        values
    }

    /// Of one row: column by column, the channels of each together.
    pub(super) fn columns(&self) -> Vec<f32> {
        let mut values = vec![0.0; self.channels * self.columns];
        for channel in 0..self.channels {
            let into = values.iter_mut().skip(channel).step_by(self.channels);
            into.zip(self.row(channel, 0))
                .for_each(|(into, from)| *into = *from);
        }
        values
    }
}
