use super::apply::MOST_BEYOND;
use super::map::Map;

/// Memory that layers are done with, for those to come: fresh memory costs as much as filling it.
#[derive(Debug, Default)]
pub(crate) struct Store(Vec<Vec<f32>>);

impl Store {
    /// So many values or more, whatever they were.
    pub(super) fn values(&mut self, count: usize) -> Vec<f32> {
        let fits = |values: &&Vec<f32>| values.len() >= count;
        let least = self.0.iter().filter(fits).map(Vec::len).min();
        let most = self.0.iter().map(Vec::len).max();
        let found = self
            .0
            .iter()
            .position(|values| Some(values.len()) == least.or(most));
        let mut values = found.map_or_else(Vec::new, |at| self.0.swap_remove(at));
        if values.len() < count {
            values.clear();
            values.resize(count, 0.0);
        }
        values
    }

    /// A map without gaps of values, whatever they were.
    pub(super) fn map(&mut self, channels: usize, rows: usize, columns: usize) -> Map {
        Map {
            channels,
            rows,
            columns,
            stride: columns,
            plane: rows * columns,
            values: self.values(channels * rows * columns + MOST_BEYOND),
        }
    }

    pub(super) fn keep(&mut self, values: Vec<f32>) {
        self.0.push(values);
    }
}
