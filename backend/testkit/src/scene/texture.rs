use std::f32::consts::TAU;

use rand::Rng;
use rand_chacha::ChaCha8Rng;

const TILE: usize = 256;

/// A square of smooth random heights that repeats without a seam.
pub(super) struct Tile(Vec<f32>);

impl Tile {
    /// Sums four octaves of value noise; values lie around 0, mostly within ±1.
    pub(super) fn draw(dice: &mut ChaCha8Rng) -> Self {
        let mut heights = vec![0.0; TILE * TILE];
        for octave in 0..4_u32 {
            let cells = 8_usize << octave;
            let lattice: Vec<f32> = (0..cells * cells)
                .map(|_| dice.random_range(-1.0..1.0))
                .collect();
            let gain = 0.6_f32.powi(octave.cast_signed());
            for (at, height) in heights.iter_mut().enumerate() {
                let cell = TILE / cells;
                let (x, y) = (at % TILE, at / TILE);
                let (left, top) = (x / cell, y / cell);
                let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
                let across = smooth((x % cell) as f32 / cell as f32);
                let down = smooth((y % cell) as f32 / cell as f32);
                let node = |x: usize, y: usize| lattice[(y % cells) * cells + x % cells];
                let upper = node(left, top) * (1.0 - across) + node(left + 1, top) * across;
                let lower = node(left, top + 1) * (1.0 - across) + node(left + 1, top + 1) * across;
                *height += gain * (upper * (1.0 - down) + lower * down);
            }
        }
        Self(heights)
    }

    /// The height at a place; the tile is 256 units wide.
    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x + 65_536.0, y + 65_536.0);
        let (left, top) = (x as usize, y as usize);
        let (across, down) = (x - left as f32, y - top as f32);
        let node = |x: usize, y: usize| self.0[(y % TILE) * TILE + x % TILE];
        let upper = node(left, top) * (1.0 - across) + node(left + 1, top) * across;
        let lower = node(left, top + 1) * (1.0 - across) + node(left + 1, top + 1) * across;
        upper * (1.0 - down) + lower * down
    }
}

/// Sine by table: a turn is 1024 steps.
pub(super) struct Sine(Vec<f32>);

impl Sine {
    pub(super) fn new() -> Self {
        Self(
            (0..1024_u16)
                .map(|step| (f32::from(step) / 1024.0 * TAU).sin())
                .collect(),
        )
    }

    #[inline]
    pub(super) fn at(&self, turns: f32) -> f32 {
        self.0[((turns + 4096.0) * 1024.0) as usize % 1024]
    }
}
