use image::RgbImage;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::clutter::strew;
use super::enlarge::spread;
use super::options::Background;
use super::texture::{Sine, Tile};
use crate::dice::{dice, pick};

/// Above this width patterns are enlarged rather than computed.
const WIDEST: u32 = 1600;

/// A colour with its variation: base plus what one unit of the pattern adds.
type Shade = ([f32; 3], [f32; 3]);

/// Draws what the document lies on. Patterns keep their size relative to the picture's width.
pub(super) fn draw_background(
    width: u32,
    height: u32,
    background: Background,
    seed: u64,
) -> RgbImage {
    if width > WIDEST {
        // What lies behind is out of focus anyway: draw it small, then spread it.
        let small_height = (u64::from(height) * u64::from(WIDEST) / u64::from(width)).max(1) as u32;
        return spread(
            &draw_background(WIDEST, small_height, background, seed),
            width,
            height,
        );
    }
    let dice = &mut dice(seed, "background");
    let ground = Ground::draw(dice);
    let size = (width, height);
    match background {
        Background::Plain(colour) => plain(size, &ground, colour),
        Background::Wood => wood(size, &ground, dice),
        Background::Cloth => cloth(size, &ground, dice),
        Background::Stone => stone(size, &ground, dice),
        Background::Clutter => strew(desk(size, &ground, dice), seed),
    }
}

/// What every pattern draws from.
struct Ground {
    tile: Tile,
    sine: Sine,
    /// Where on the tile the picture starts.
    start: (f32, f32),
}

impl Ground {
    fn draw(dice: &mut ChaCha8Rng) -> Self {
        Self {
            tile: Tile::draw(dice),
            sine: Sine::new(),
            start: (dice.random_range(0.0..256.0), dice.random_range(0.0..256.0)),
        }
    }

    /// The tile's height, counted from the picture's own start.
    #[inline]
    fn height(&self, x: f32, y: f32) -> f32 {
        self.tile.at(x + self.start.0, y + self.start.1)
    }
}

fn plain(size: (u32, u32), ground: &Ground, colour: [u8; 3]) -> RgbImage {
    let shade = (colour.map(f32::from), [3.0; 3]);
    paint(size, shade, |x, y| ground.height(x * 0.11, y * 0.11))
}

fn wood(size: (u32, u32), ground: &Ground, dice: &mut ChaCha8Rng) -> RgbImage {
    const SHADES: [Shade; 3] = [
        ([146.0, 98.0, 58.0], [22.0, 19.0, 15.0]),
        ([92.0, 58.0, 38.0], [16.0, 13.0, 10.0]),
        ([196.0, 160.0, 116.0], [16.0, 16.0, 15.0]),
    ];
    let shade = pick(dice, &SHADES);
    let plank = dice.random_range(170.0..330.0_f32);
    paint(size, shade, |x, y| {
        let board = (y / plank).floor();
        let slide = board * 71.3;
        let bend = ground.height(x * 0.035 + slide, y * 0.11);
        let rings = ground.sine.at(y * 0.021 + 1.7 * bend + slide);
        let grain = ground.height(x * 0.06, y * 1.9 + slide);
        let seam = if y - board * plank < 2.6 { -3.4 } else { 0.0 };
        0.55 * rings + 0.6 * grain + seam + 0.5 * ground.sine.at(slide * 0.37)
    })
}

fn cloth(size: (u32, u32), ground: &Ground, dice: &mut ChaCha8Rng) -> RgbImage {
    const SHADES: [Shade; 3] = [
        ([66.0, 84.0, 122.0], [15.0, 16.0, 18.0]),
        ([150.0, 52.0, 54.0], [18.0, 12.0, 12.0]),
        ([188.0, 182.0, 168.0], [15.0, 15.0, 15.0]),
    ];
    let shade = pick(dice, &SHADES);
    let pitch = dice.random_range(0.13..0.24_f32);
    paint(size, shade, |x, y| {
        let fold = ground.height(x * 0.05, y * 0.05);
        let sway = 0.6 * fold;
        let weave = ground.sine.at(x * pitch + sway) * ground.sine.at(y * pitch - sway);
        weave + 1.6 * fold + 0.5 * ground.height(x * 0.9, y * 0.9)
    })
}

fn stone(size: (u32, u32), ground: &Ground, dice: &mut ChaCha8Rng) -> RgbImage {
    const SHADES: [Shade; 3] = [
        ([122.0, 120.0, 118.0], [20.0, 20.0, 20.0]),
        ([58.0, 60.0, 64.0], [16.0, 16.0, 17.0]),
        ([206.0, 200.0, 190.0], [13.0, 13.0, 14.0]),
    ];
    let shade = pick(dice, &SHADES);
    paint(size, shade, |x, y| {
        // Two pitches that never meet hide that the tile repeats.
        let speck = ground.height(x * 1.7, y * 1.7) + ground.height(y * 0.613, x * 0.571);
        let fleck = (speck.abs() - 0.9).clamp(0.0, 0.25) * 7.0 * speck.signum();
        ground.height(x * 0.04, y * 0.04) + fleck + 0.5 * speck
    })
}

fn desk(size: (u32, u32), ground: &Ground, dice: &mut ChaCha8Rng) -> RgbImage {
    let base = [
        dice.random_range(60.0..200.0),
        dice.random_range(60.0..190.0),
        dice.random_range(60.0..180.0),
    ];
    paint(size, (base, [34.0, 32.0, 30.0]), |x, y| {
        (x / 1600.0 - 0.5) + 0.6 * (y / 1200.0 - 0.5) + 0.15 * ground.height(x * 0.2, y * 0.2)
    })
}

/// Fills a picture with a pattern over coordinates in which it is 1600 wide.
fn paint(
    (width, height): (u32, u32),
    (base, change): Shade,
    pattern: impl Fn(f32, f32) -> f32,
) -> RgbImage {
    let unit = 1600.0 / width as f32;
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
