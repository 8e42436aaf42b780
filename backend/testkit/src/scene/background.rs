use std::f32::consts::TAU;

use image::RgbImage;
use rand::Rng;

use super::clutter::strew;
use super::options::Background;
use crate::dice::{dice, pick};

const TILE: usize = 256;

/// A square of smooth random heights that repeats without a seam.
struct Tile(Vec<f32>);

impl Tile {
    /// Sums four octaves of value noise; values lie around 0, mostly within ±1.
    fn draw(dice: &mut rand_chacha::ChaCha8Rng) -> Self {
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
    fn at(&self, x: f32, y: f32) -> f32 {
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
struct Sine(Vec<f32>);

impl Sine {
    fn new() -> Self {
        Self(
            (0..1024_u16)
                .map(|step| (f32::from(step) / 1024.0 * TAU).sin())
                .collect(),
        )
    }

    #[inline]
    fn at(&self, turns: f32) -> f32 {
        self.0[((turns + 4096.0) * 1024.0) as usize % 1024]
    }
}

/// A colour with its variation: base plus what one unit of the pattern adds.
type Shade = ([f32; 3], [f32; 3]);

/// Draws what the document lies on. Patterns keep their size relative to the picture's width.
pub(super) fn draw_background(
    width: u32,
    height: u32,
    background: Background,
    seed: u64,
) -> RgbImage {
    let dice = &mut dice(seed, "background");
    let tile = Tile::draw(dice);
    let sine = Sine::new();
    let unit = 1600.0 / width as f32;
    let (dx, dy) = (
        dice.random_range(0.0..256.0_f32),
        dice.random_range(0.0..256.0_f32),
    );
    match background {
        Background::Plain(colour) => {
            let base = colour.map(f32::from);
            paint(width, height, unit, (base, [3.0; 3]), |x, y| {
                tile.at(x * 0.11 + dx, y * 0.11 + dy)
            })
        }
        Background::Wood => {
            let shade = pick(
                dice,
                &[
                    ([146.0, 98.0, 58.0], [22.0, 19.0, 15.0]),
                    ([92.0, 58.0, 38.0], [16.0, 13.0, 10.0]),
                    ([196.0, 160.0, 116.0], [16.0, 16.0, 15.0]),
                ],
            );
            let plank = dice.random_range(170.0..330.0_f32);
            paint(width, height, unit, shade, |x, y| {
                let board = (y / plank).floor();
                let slide = board * 71.3;
                let bend = tile.at(x * 0.035 + slide + dx, y * 0.11 + dy);
                let rings = sine.at(y * 0.021 + 1.7 * bend + slide);
                let grain = tile.at(x * 0.06 + dx, y * 1.9 + slide);
                let seam = if y - board * plank < 2.6 { -3.4 } else { 0.0 };
                0.55 * rings + 0.6 * grain + seam + 0.5 * sine.at(slide * 0.37)
            })
        }
        Background::Cloth => {
            let shade = pick(
                dice,
                &[
                    ([66.0, 84.0, 122.0], [15.0, 16.0, 18.0]),
                    ([150.0, 52.0, 54.0], [18.0, 12.0, 12.0]),
                    ([188.0, 182.0, 168.0], [15.0, 15.0, 15.0]),
                ],
            );
            let pitch = dice.random_range(0.13..0.24_f32);
            paint(width, height, unit, shade, |x, y| {
                let fold = tile.at(x * 0.05 + dx, y * 0.05 + dy);
                let sway = 0.6 * fold;
                sine.at(x * pitch + sway) * sine.at(y * pitch - sway)
                    + 1.6 * fold
                    + 0.5 * tile.at(x * 0.9, y * 0.9 + dx)
            })
        }
        Background::Stone => {
            let shade = pick(
                dice,
                &[
                    ([122.0, 120.0, 118.0], [20.0, 20.0, 20.0]),
                    ([58.0, 60.0, 64.0], [16.0, 16.0, 17.0]),
                    ([206.0, 200.0, 190.0], [13.0, 13.0, 14.0]),
                ],
            );
            paint(width, height, unit, shade, |x, y| {
                let speck = tile.at(x * 0.8 + dx, y * 0.8 + dy);
                let cloud = tile.at(x * 0.04 + dy, y * 0.04 + dx);
                cloud
                    + if speck > 0.75 {
                        1.9
                    } else if speck < -0.8 {
                        -2.2
                    } else {
                        0.6 * speck
                    }
            })
        }
        Background::Clutter => {
            let base = [
                dice.random_range(60.0..200.0),
                dice.random_range(60.0..190.0),
                dice.random_range(60.0..180.0),
            ];
            let picture = paint(width, height, unit, (base, [34.0, 32.0, 30.0]), |x, y| {
                (x / 1600.0 - 0.5) + 0.6 * (y / 1200.0 - 0.5) + 0.15 * tile.at(x * 0.2, y * 0.2)
            });
            strew(picture, seed)
        }
    }
}

fn paint(
    width: u32,
    height: u32,
    unit: f32,
    (base, change): Shade,
    pattern: impl Fn(f32, f32) -> f32,
) -> RgbImage {
    let mut bytes = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let value = pattern(x as f32 * unit, y as f32 * unit);
            let channel = |at: usize| (base[at] + change[at] * value).clamp(0.0, 255.0) as u8;
            bytes.extend([channel(0), channel(1), channel(2)]);
        }
    }
    RgbImage::from_raw(width, height, bytes).unwrap_or_default()
}
