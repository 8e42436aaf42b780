//! The 3 × 929 bar patterns of PDF417 (ISO/IEC 15438:2015, table A.1) as blurred templates, and the
//! search for the one that a cell of the picture resembles most.
#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "fixed-size tables of small numbers"
)]

use std::sync::OnceLock;

use rxing::pdf417::pdf_417_common::{CODEWORD_TABLE, SYMBOL_TABLE};

/// Modules to a codeword.
pub(super) const MODULES: usize = 17;
/// The last module is white in every pattern and tells nothing.
pub(super) const FEATURES: usize = MODULES - 1;
const LANES: usize = 8;
const PATTERNS: usize = 929;
/// Blur of the templates, as the standard deviation in modules.
pub(super) const BLURS: [f32; 3] = [0.30, 0.50, 0.75];

/// What a cell reads as.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Match {
    pub(super) codeword: u16,
    /// Correlation with the best template, at most 1.
    pub(super) score: f32,
    /// Distance to the second best.
    pub(super) margin: f32,
}

/// Zero-mean, unit-length templates, eight to a block, so that a block is one vector loop.
struct Cluster {
    blocks: Vec<[[f32; LANES]; FEATURES]>,
    codewords: Vec<u16>,
}

/// The templates of one blur.
pub(super) struct Bank {
    clusters: [Cluster; 3],
}

impl Bank {
    /// The bank nearest to a blur in modules.
    pub(super) fn with_blur(index: usize) -> &'static Self {
        static BANKS: [OnceLock<Bank>; BLURS.len()] = [const { OnceLock::new() }; BLURS.len()];
        let index = index.min(BLURS.len() - 1);
        BANKS[index].get_or_init(|| Self::new(BLURS[index]))
    }

    fn new(blur: f32) -> Self {
        let mut templates: [Vec<([f32; FEATURES], u16)>; 3] = Default::default();
        for (symbol, codeword) in table() {
            let template = normalised(blurred(symbol, blur)).unwrap_or_default();
            templates[cluster_of(symbol)].push((template, codeword));
        }
        Self {
            clusters: templates.map(|templates| Cluster::new(&templates)),
        }
    }

    /// The best pattern of one cluster (0, 1, 2 for the standard's 0, 3, 6) for the brightness of
    /// the modules of a cell; `None` for a flat cell.
    pub(super) fn best(&self, cluster: usize, cell: [f32; FEATURES]) -> Option<Match> {
        let cell = normalised(cell)?;
        Some(self.clusters[cluster % 3].best(&cell))
    }
}

impl Cluster {
    fn new(templates: &[([f32; FEATURES], u16)]) -> Self {
        let mut blocks = vec![[[0.0; LANES]; FEATURES]; PATTERNS.div_ceil(LANES)];
        for (index, (template, _)) in templates.iter().enumerate().take(PATTERNS) {
            for (feature, &value) in template.iter().enumerate() {
                blocks[index / LANES][feature][index % LANES] = value;
            }
        }
        Self {
            blocks,
            codewords: templates.iter().map(|&(_, codeword)| codeword).collect(),
        }
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
            if sums.iter().fold(-1.0f32, |a, &b| a.max(b)) <= second {
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
        let codeword = self.codewords.get(index).copied().unwrap_or(0);
        Match {
            codeword,
            score: first,
            margin: first - second,
        }
    }
}

/// The bars of every pattern as 17 bits, and its codeword. The table counts codewords from 1.
fn table() -> impl Iterator<Item = (u32, u16)> {
    let codewords = CODEWORD_TABLE
        .iter()
        .map(|&codeword| ((codeword - 1) % 929) as u16);
    SYMBOL_TABLE.iter().copied().zip(codewords)
}

/// 5.3.1: bar widths b1 − b2 + b3 − b4 modulo 9 is 0, 3 or 6.
fn cluster_of(symbol: u32) -> usize {
    let mut widths = [0i32; 8];
    let mut run = 0;
    let mut previous = true;
    for module in 0..MODULES {
        let is_bar = is_bar(symbol, module as i32);
        if is_bar != previous {
            run += 1;
            previous = is_bar;
        }
        widths[run.min(7)] += 1;
    }
    let difference = widths[0] - widths[2] + widths[4] - widths[6];
    (difference.rem_euclid(9) / 3) as usize
}

/// Before a cell there is white, behind it the bar of the next one.
fn is_bar(symbol: u32, module: i32) -> bool {
    match module {
        0..17 => symbol >> (16 - module) & 1 == 1,
        17 => true,
        _ => false,
    }
}

/// Brightness of each module (1 white, 0 black) after a Gaussian blur, integrated over the module.
fn blurred(symbol: u32, blur: f32) -> [f32; FEATURES] {
    const FINE: i32 = 5;
    let mut modules = [0.0; FEATURES];
    let reach = (3.0 * blur * FINE as f32) as i32 + 1;
    let weight = |offset: i32| (-0.5 * (offset as f32 / (blur * FINE as f32)).powi(2)).exp();
    let total: f32 = (-reach..=reach).map(weight).sum();
    for (module, value) in modules.iter_mut().enumerate() {
        for step in 0..FINE {
            let centre = module as i32 * FINE + step;
            for offset in -reach..=reach {
                if !is_bar(symbol, (centre + offset).div_euclid(FINE)) {
                    *value += weight(offset) / (total * FINE as f32);
                }
            }
        }
    }
    modules
}

fn normalised(mut cell: [f32; FEATURES]) -> Option<[f32; FEATURES]> {
    let mean = cell.iter().sum::<f32>() / FEATURES as f32;
    cell.iter_mut().for_each(|value| *value -= mean);
    let length = cell.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length < 1e-3 {
        return None;
    }
    cell.iter_mut().for_each(|value| *value /= length);
    Some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cluster_has_all_codewords_and_reads_its_own_patterns_back() {
        let bank = Bank::with_blur(1);
        for cluster in 0..3 {
            let mut codewords = bank.clusters[cluster].codewords.clone();
            codewords.sort_unstable();
            assert_eq!(codewords, (0..929).collect::<Vec<u16>>());
        }
        for (symbol, codeword) in table() {
            let cell = blurred(symbol, 0.4).map(|value| 30.0 + 190.0 * value);
            let found = bank.best(cluster_of(symbol), cell).unwrap();
            assert_eq!(found.codeword, codeword);
        }
        assert!(bank.best(0, [128.0; FEATURES]).is_none());
    }
}
