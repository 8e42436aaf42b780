//! The bars of PDF417's patterns (ISO/IEC 15438:2015, table A.1), and what blur makes of them.
#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "fixed-size tables of small numbers"
)]

use rxing::pdf417::pdf_417_common::{CODEWORD_TABLE, SYMBOL_TABLE};

/// Modules to a codeword.
pub(super) const MODULES: usize = 17;
/// The last module is white in every pattern and tells nothing.
pub(super) const FEATURES: usize = MODULES - 1;
/// Furthest distance in modules at which a neighbour shows.
pub(super) const LEAKS: usize = 4;

/// The bars of every pattern as 17 bits, and its codeword. The table counts codewords from 1.
pub(super) fn table() -> impl Iterator<Item = (u32, u16)> {
    let codewords = CODEWORD_TABLE
        .iter()
        .map(|&codeword| ((codeword - 1) % 929) as u16);
    SYMBOL_TABLE.iter().copied().zip(codewords)
}

/// 5.3.1: bar widths b1 − b2 + b3 − b4 modulo 9 is 0, 3 or 6.
pub(super) fn cluster_of(symbol: u32) -> usize {
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

pub(super) fn is_bar(symbol: u32, module: i32) -> bool {
    (0..17).contains(&module) && symbol >> (16 - module) & 1 == 1
}

/// How dark a module in and around a cell is. A space ends the cell before and a bar begins the
/// one behind; what lies further off is unknown and counts by half.
pub(super) fn darkness(symbol: u32, module: i32) -> f32 {
    match module {
        ..=-2 => 0.45,
        -1 => 0.0,
        17 => 1.0,
        18.. => 0.5,
        0..17 => f32::from(u8::from(is_bar(symbol, module))),
    }
}

/// Brightness of each module (1 white, 0 black) after a Gaussian blur, integrated over the module.
pub(super) fn blurred(symbol: u32, shares: &[f32]) -> [f32; FEATURES] {
    let reach = shares.len() as i32 - 1;
    std::array::from_fn(|module| {
        let dark = |distance: i32| {
            shares[distance.unsigned_abs() as usize] * darkness(symbol, module as i32 + distance)
        };
        1.0 - (-reach..=reach).map(dark).sum::<f32>()
    })
}

/// Share of a module's darkness that a Gaussian blur puts on the module at each distance.
pub(super) fn shares(blur: f32) -> [f32; LEAKS + 1] {
    const FINE: i32 = 20;
    let reach = (LEAKS as i32 + 1) * FINE;
    let weight = |offset: i32| (-0.5 * (offset as f32 / (blur * FINE as f32)).powi(2)).exp();
    let total: f32 = (-reach..=reach).map(weight).sum();
    std::array::from_fn(|distance| {
        let from = distance as i32 * FINE;
        let places = (0..FINE).flat_map(|inside| (0..FINE).map(move |out| from + out - inside));
        places.map(weight).sum::<f32>() / (total * FINE as f32)
    })
}
