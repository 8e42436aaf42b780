//! The 3 × 929 bar patterns of PDF417 (ISO/IEC 15438:2015, table A.1) as blurred templates, and the
//! search for the one that a cell of the picture resembles most.
#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "fixed-size tables of small numbers"
)]

use std::sync::OnceLock;

pub(super) use super::bars::{FEATURES, MODULES};
use super::bars::{LEAKS, blurred, cluster_of, darkness, is_bar, shares, table};

const LANES: usize = 8;
const PATTERNS: usize = 929;
/// Row indicators count in steps of 30.
pub(super) const GROUP: usize = 30;
/// Blur of the templates, as the standard deviation in modules.
pub(super) const BLURS: [f32; 5] = [0.30, 0.50, 0.70, 0.90, 1.10];
/// The blur of an ordinary photograph.
pub(super) const USUAL_BLUR: usize = 1;

/// What a cell reads as.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Match {
    pub(super) codeword: u16,
    /// Correlation with the best template, at most 1.
    pub(super) score: f32,
    /// Distance to the second best.
    pub(super) margin: f32,
}

/// Zero-mean, unit-length templates in the order of their codewords, eight to a block, so that a
/// block is one vector loop.
struct Cluster {
    blocks: Vec<[[f32; LANES]; FEATURES]>,
    /// Lengths before they were made one.
    sizes: Vec<[f32; LANES]>,
    symbols: Vec<u32>,
}

/// The templates of one blur.
pub(super) struct Bank {
    clusters: [Cluster; 3],
    /// Share of a module's darkness that falls on modules at each distance.
    shares: [f32; LEAKS + 1],
}

impl Bank {
    /// The bank nearest to a blur in modules.
    pub(super) fn with_blur(index: usize) -> &'static Self {
        static BANKS: [OnceLock<Bank>; BLURS.len()] = [const { OnceLock::new() }; BLURS.len()];
        let index = index.min(BLURS.len() - 1);
        BANKS[index].get_or_init(|| Self::new(BLURS[index]))
    }

    fn new(blur: f32) -> Self {
        let shares = shares(blur);
        let mut clusters: [Cluster; 3] = std::array::from_fn(|_| Cluster::empty());
        for (symbol, codeword) in table() {
            clusters[cluster_of(symbol)].set(
                usize::from(codeword),
                symbol,
                blurred(symbol, &shares),
            );
        }
        Self { clusters, shares }
    }

    /// The best pattern of one cluster (0, 1, 2 for the standard's 0, 3, 6) for the brightness of
    /// the modules of a cell; `None` for a flat cell.
    pub(super) fn best(&self, cluster: usize, cell: [f32; FEATURES]) -> Option<Match> {
        let cell = normalised(cell)?;
        Some(self.clusters[cluster % 3].best(&cell))
    }

    /// Correlation of a cell with the template of a codeword.
    pub(super) fn likeness(&self, cluster: usize, cell: [f32; FEATURES], codeword: u16) -> f32 {
        normalised(cell).map_or(0.0, |cell| {
            self.clusters[cluster % 3].likeness(usize::from(codeword), &cell)
        })
    }

    /// The codeword that most likely gave a cell, where `gain` is the difference between white and
    /// black: that of the whole symbol tells more than each cell's own.
    pub(super) fn likeliest(&self, cluster: usize, cell: [f32; FEATURES], gain: f32) -> Match {
        let cell = centred(cell).map(|value| value / gain.max(1e-3));
        self.clusters[cluster % 3].likeliest(&cell)
    }

    /// The difference between white and black that a cell shows if it is this codeword.
    pub(super) fn gain(&self, cluster: usize, cell: [f32; FEATURES], codeword: u16) -> f32 {
        let (cluster, codeword) = (&self.clusters[cluster % 3], usize::from(codeword));
        let size = cluster.sizes[codeword / LANES][codeword % LANES];
        cluster.likeness(codeword, &centred(cell)) / size.max(1e-6)
    }

    /// Takes off the cell what its neighbours in the row bring in beyond what the templates expect
    /// of any neighbour.
    pub(super) fn without_neighbours(
        &self,
        cluster: usize,
        mut cell: [f32; FEATURES],
        (before, behind): (u16, u16),
        gain: f32,
    ) -> [f32; FEATURES] {
        let symbols = &self.clusters[cluster % 3].symbols;
        let (before, behind) = (symbols[usize::from(before)], symbols[usize::from(behind)]);
        let dark = |symbol: u32, module: usize| f32::from(u8::from(is_bar(symbol, module as i32)));
        for (distance, leak) in self.shares.into_iter().enumerate().skip(1) {
            for reach in 1..=distance {
                // A module so far before the cell, and one so far behind its last module.
                let (inside, outside) = (distance - reach, reach as i32);
                let more = dark(before, MODULES - reach) - darkness(0, -outside);
                cell[inside] += gain * leak * more;
                let more = dark(behind, reach - 1) - darkness(0, MODULES as i32 - 1 + outside);
                // The last module is no feature.
                let place = FEATURES.checked_sub(inside);
                if let Some(value) = place.and_then(|place| cell.get_mut(place)) {
                    *value += gain * leak * more;
                }
            }
        }
        cell
    }

    /// How much a cell resembles each of the 30 codewords that the row indicators of three rows
    /// may have; `group` is the row over three.
    pub(super) fn group(
        &self,
        group: usize,
        cluster: usize,
        cell: [f32; FEATURES],
    ) -> [f32; GROUP] {
        let Some(cell) = normalised(cell).filter(|_| (group + 1) * GROUP <= PATTERNS) else {
            return [0.0; GROUP];
        };
        let cluster = &self.clusters[cluster % 3];
        std::array::from_fn(|value| cluster.likeness(group * GROUP + value, &cell))
    }
}

impl Cluster {
    fn empty() -> Self {
        Self {
            blocks: vec![[[0.0; LANES]; FEATURES]; PATTERNS.div_ceil(LANES)],
            sizes: vec![[0.0; LANES]; PATTERNS.div_ceil(LANES)],
            symbols: vec![0; PATTERNS],
        }
    }

    fn set(&mut self, codeword: usize, symbol: u32, brightness: [f32; FEATURES]) {
        let (place, lane) = (codeword / LANES, codeword % LANES);
        let centred = centred(brightness);
        let size = length(&centred).max(1e-6);
        self.sizes[place][lane] = size;
        self.symbols[codeword] = symbol;
        for (lanes, value) in self.blocks[place].iter_mut().zip(centred) {
            lanes[lane] = value / size;
        }
    }

    /// The codeword that most likely gave a centred cell, when black and white are one apart.
    fn likeliest(&self, cell: &[f32; FEATURES]) -> Match {
        let (mut first, mut second, mut index) = (f32::MIN, f32::MIN, 0);
        for (number, (block, sizes)) in self.blocks.iter().zip(&self.sizes).enumerate() {
            let mut sums = [0.0f32; LANES];
            for (lanes, &value) in block.iter().zip(cell) {
                for (sum, &lane) in sums.iter_mut().zip(lanes) {
                    *sum += lane * value;
                }
            }
            for (sum, &size) in sums.iter_mut().zip(sizes) {
                // The squared distance, but for its part that all have in common.
                *sum = if size > 0.0 {
                    (2.0 * *sum - size) * size
                } else {
                    f32::MIN
                };
            }
            if !is_any_above(&sums, second) {
                continue;
            }
            for (lane, &nearness) in sums.iter().enumerate() {
                if nearness > first {
                    (second, first, index) = (first, nearness, number * LANES + lane);
                } else if nearness > second {
                    second = nearness;
                }
            }
        }
        let size = self.sizes[index / LANES][index % LANES].max(1e-6);
        Match {
            codeword: index as u16,
            score: self.likeness(index, cell) / length(cell).max(1e-6),
            margin: (first - second) / (2.0 * size * size),
        }
    }

    fn likeness(&self, codeword: usize, cell: &[f32; FEATURES]) -> f32 {
        let block = &self.blocks[codeword / LANES];
        let products = block
            .iter()
            .zip(cell)
            .map(|(lanes, &value)| lanes[codeword % LANES] * value);
        products.sum()
    }

    fn best(&self, cell: &[f32; FEATURES]) -> Match {
        let (mut first, mut second, mut index) = (-1.0f32, -1.0f32, 0);
        for (number, block) in self.blocks.iter().enumerate() {
            let mut sums = [0.0f32; LANES];
            for (lanes, &value) in block.iter().zip(cell) {
                for (sum, &lane) in sums.iter_mut().zip(lanes) {
                    *sum += lane * value;
                }
            }
            if !is_any_above(&sums, second) {
                continue;
            }
            for (lane, &sum) in sums.iter().enumerate() {
                if sum > first {
                    (second, first, index) = (first, sum, number * LANES + lane);
                } else if sum > second {
                    second = sum;
                }
            }
        }
        Match {
            codeword: index as u16,
            score: first,
            margin: first - second,
        }
    }
}

/// All lanes are compared at once, which looking for their maximum would not be.
fn is_any_above(lanes: &[f32; LANES], value: f32) -> bool {
    lanes.iter().fold(false, |any, &lane| any | (lane > value))
}

fn centred(mut cell: [f32; FEATURES]) -> [f32; FEATURES] {
    let mean = cell.iter().sum::<f32>() / FEATURES as f32;
    cell.iter_mut().for_each(|value| *value -= mean);
    cell
}

fn length(cell: &[f32; FEATURES]) -> f32 {
    cell.iter().map(|value| value * value).sum::<f32>().sqrt()
}

fn normalised(cell: [f32; FEATURES]) -> Option<[f32; FEATURES]> {
    let cell = centred(cell);
    let length = length(&cell);
    (length >= 1e-3).then(|| cell.map(|value| value / length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cluster_has_all_codewords_and_reads_its_own_patterns_back() {
        let bank = Bank::with_blur(1);
        for cluster in 0..3 {
            let is_set = |codeword: usize| {
                let template: Vec<f32> = bank.clusters[cluster].blocks[codeword / LANES]
                    .iter()
                    .map(|lanes| lanes[codeword % LANES])
                    .collect();
                template.iter().any(|&value| value != 0.0)
            };
            assert!((0..PATTERNS).all(is_set));
        }
        for (symbol, codeword) in table() {
            let cell = blurred(symbol, &shares(0.4)).map(|value| 30.0 + 190.0 * value);
            let found = bank.best(cluster_of(symbol), cell).unwrap();
            assert_eq!(found.codeword, codeword);
        }
        assert!(bank.best(0, [128.0; FEATURES]).is_none());
    }
}
