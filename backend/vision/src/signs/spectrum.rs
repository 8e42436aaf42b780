//! The two-dimensional spectrum of a square tile. A transform of one fixed length is thirty lines;
//! a crate for it would bring five more, for lengths and number types that nobody here needs.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is below the tile's fixed size"
)]

use std::f32::consts::TAU;

/// Pixels along a tile's side, a power of two.
pub(super) const SIDE: usize = 128;

#[derive(Debug, Clone, Copy, Default)]
struct Complex {
    real: f32,
    imaginary: f32,
}

impl Complex {
    fn plus(self, other: Self) -> Self {
        Self {
            real: self.real + other.real,
            imaginary: self.imaginary + other.imaginary,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            real: self.real - other.real,
            imaginary: self.imaginary - other.imaginary,
        }
    }

    fn times(self, other: Self) -> Self {
        Self {
            real: self.real * other.real - self.imaginary * other.imaginary,
            imaginary: self.real * other.imaginary + self.imaginary * other.real,
        }
    }
}

/// What a spectrum is made with, computed once for all tiles.
pub(super) struct Spectrum {
    /// Raised cosine (von Hann): without it the tile's edges would spread along both axes.
    window: [f32; SIDE],
    /// The roots of unity of the first half turn.
    turns: [Complex; SIDE / 2],
}

impl Spectrum {
    pub(super) fn new() -> Self {
        let turn = |step: usize| TAU * step as f32 / SIDE as f32;
        Self {
            window: std::array::from_fn(|place| 0.5 - 0.5 * turn(place).cos()),
            turns: std::array::from_fn(|step| Complex {
                real: turn(step).cos(),
                imaginary: -turn(step).sin(),
            }),
        }
    }

    /// The logarithm of the power at every frequency, rows first, in cycles over the tile: those
    /// above half of [`SIDE`] are negative. `tile` holds [`SIDE`] rows of [`SIDE`] pixels.
    pub(super) fn log_power(&self, tile: &[u8]) -> Vec<f32> {
        let count = (SIDE * SIDE) as f32;
        let mean = tile.iter().map(|&pixel| f32::from(pixel)).sum::<f32>() / count;
        let mut rows: Vec<Complex> = tile
            .iter()
            .enumerate()
            .map(|(place, &pixel)| Complex {
                real: (f32::from(pixel) - mean)
                    * self.window[place / SIDE]
                    * self.window[place % SIDE],
                imaginary: 0.0,
            })
            .collect();
        rows.chunks_exact_mut(SIDE).for_each(|row| self.turn(row));
        let mut columns = vec![Complex::default(); rows.len()];
        for (place, value) in rows.iter().enumerate() {
            columns[place % SIDE * SIDE + place / SIDE] = *value;
        }
        columns
            .chunks_exact_mut(SIDE)
            .for_each(|column| self.turn(column));
        let power = |value: Complex| value.real * value.real + value.imaginary * value.imaginary;
        (0..rows.len())
            .map(|place| (power(columns[place % SIDE * SIDE + place / SIDE]) + 1e-6).ln())
            .collect()
    }

    /// Cooley and Tukey (1965), radix two, in place.
    fn turn(&self, values: &mut [Complex]) {
        let bits = SIDE.trailing_zeros();
        for from in 0..SIDE {
            let to = from.reverse_bits() >> (usize::BITS - bits);
            if from < to {
                values.swap(from, to);
            }
        }
        let mut length = 2;
        while length <= SIDE {
            let half = length / 2;
            for block in values.chunks_exact_mut(length) {
                for step in 0..half {
                    let even = block[step];
                    let odd = block[step + half].times(self.turns[step * (SIDE / length)]);
                    block[step] = even.plus(odd);
                    block[step + half] = even.minus(odd);
                }
            }
            length *= 2;
        }
    }
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
