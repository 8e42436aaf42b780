//! The two-dimensional spectrum of a square tile. A transform of one fixed length is thirty lines;
//! a crate for it would bring five more, for lengths and number types that nobody here needs.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is below the tile's fixed size"
)]

use std::f32::consts::TAU;

use crate::network::wide;

/// Pixels along a tile's side, a power of two.
pub(super) const SIDE: usize = 128;

/// What a spectrum is made with, computed once for all tiles.
pub(super) struct Spectrum {
    /// Raised cosine (von Hann): without it the tile's edges would spread along both axes.
    window: [f32; SIDE],
    /// The roots of unity of the first half turn, real and imaginary.
    turns: [(f32, f32); SIDE / 2],
}

impl Spectrum {
    pub(super) fn new() -> Self {
        let turn = |step: usize| TAU * step as f32 / SIDE as f32;
        Self {
            window: std::array::from_fn(|place| 0.5 - 0.5 * turn(place).cos()),
            turns: std::array::from_fn(|step| (turn(step).cos(), -turn(step).sin())),
        }
    }

    /// The logarithm of the power at every frequency, rows first, in cycles over the tile: those
    /// above half of [`SIDE`] are negative. `tile` holds [`SIDE`] rows of [`SIDE`] pixels.
    pub(super) fn log_power(&self, tile: &[u8]) -> Vec<f32> {
        let count = (SIDE * SIDE) as f32;
        let mean = tile.iter().map(|&pixel| f32::from(pixel)).sum::<f32>() / count;
        let mut real: Vec<f32> = tile
            .iter()
            .enumerate()
            .map(|(place, &pixel)| {
                (f32::from(pixel) - mean) * self.window[place / SIDE] * self.window[place % SIDE]
            })
            .collect();
        let mut imaginary = vec![0.0; SIDE * SIDE];
        for _ in 0..2 {
            wide(
                #[inline(always)]
                || self.turn(&mut real, &mut imaginary),
            );
            (real, imaginary) = (mirrored(&real), mirrored(&imaginary));
        }
        // The spectrum of real numbers is symmetric: the lower half is the upper again.
        let mut powers = vec![0.0; SIDE * SIDE];
        for down in 0..=SIDE / 2 {
            for across in 0..SIDE {
                let place = down * SIDE + across;
                let power = real[place] * real[place] + imaginary[place] * imaginary[place];
                let power = (power + 1e-6).ln();
                powers[place] = power;
                powers[(SIDE - down) % SIDE * SIDE + (SIDE - across) % SIDE] = power;
            }
        }
        powers
    }

    /// Cooley and Tukey (1965), radix two, in place, down all columns side by side.
    #[inline(always)]
    fn turn(&self, real: &mut [f32], imaginary: &mut [f32]) {
        let bits = SIDE.trailing_zeros();
        for from in 0..SIDE {
            let to = from.reverse_bits() >> (usize::BITS - bits);
            if from < to {
                for values in [&mut *real, &mut *imaginary] {
                    let (upper, lower) = values.split_at_mut(to * SIDE);
                    upper[from * SIDE..(from + 1) * SIDE].swap_with_slice(&mut lower[..SIDE]);
                }
            }
        }
        let mut length = 2;
        while length <= SIDE {
            let half = length / 2;
            let blocks = real.chunks_exact_mut(length * SIDE);
            for (real, imaginary) in blocks.zip(imaginary.chunks_exact_mut(length * SIDE)) {
                let (even_real, odd_real) = real.split_at_mut(half * SIDE);
                let (even_imaginary, odd_imaginary) = imaginary.split_at_mut(half * SIDE);
                for step in 0..half {
                    let row = step * SIDE..(step + 1) * SIDE;
                    butterflies(
                        [
                            &mut even_real[row.clone()],
                            &mut even_imaginary[row.clone()],
                        ],
                        [&mut odd_real[row.clone()], &mut odd_imaginary[row]],
                        self.turns[step * (SIDE / length)],
                    );
                }
            }
            length *= 2;
        }
    }
}

/// Real and imaginary parts of two rows become their sum and their difference, the second turned.
#[inline(always)]
fn butterflies(even: [&mut [f32]; 2], odd: [&mut [f32]; 2], (cosine, sine): (f32, f32)) {
    let ([even_real, even_imaginary], [odd_real, odd_imaginary]) = (even, odd);
    for at in 0..SIDE {
        let real = odd_real[at] * cosine - odd_imaginary[at] * sine;
        let imaginary = odd_real[at] * sine + odd_imaginary[at] * cosine;
        (odd_real[at], odd_imaginary[at]) = (even_real[at] - real, even_imaginary[at] - imaginary);
        (even_real[at], even_imaginary[at]) =
            (even_real[at] + real, even_imaginary[at] + imaginary);
    }
}

/// Rows become columns.
fn mirrored(values: &[f32]) -> Vec<f32> {
    let mut mirrored = vec![0.0; SIDE * SIDE];
    for (row, values) in values.chunks_exact(SIDE).enumerate() {
        for (column, value) in values.iter().enumerate() {
            mirrored[column * SIDE + row] = *value;
        }
    }
    mirrored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_stands_at_its_own_frequency() {
        let (across, down) = (20.0, 33.0);
        let tile: Vec<u8> = (0..SIDE * SIDE)
            .map(|place| {
                let (x, y) = ((place % SIDE) as f32, (place / SIDE) as f32);
                let phase = TAU * (across * x + down * y) / SIDE as f32;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 28 and 228"
                )]
                let pixel = (128.0 + 100.0 * phase.cos()).round() as u8;
                pixel
            })
            .collect();
        let power = Spectrum::new().log_power(&tile);
        let strongest = (0..power.len())
            .max_by(|&a, &b| power[a].total_cmp(&power[b]))
            .unwrap();
        let mirrored = (SIDE - 33) * SIDE + SIDE - 20;
        assert!(strongest == 33 * SIDE + 20 || strongest == mirrored);
    }

    #[test]
    fn a_flat_tile_has_no_power() {
        let power = Spectrum::new().log_power(&[90; SIDE * SIDE]);
        assert!(power.iter().all(|&power| power < -13.0));
    }
}
