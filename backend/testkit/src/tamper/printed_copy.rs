use image::RgbImage;
use image::imageops::{FilterType, resize};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::subject::{ALL, draw, scene, turn};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::dice::{bell, dice};
use crate::document::Drawing;
use crate::geometry::Rectangle;
use crate::scene::{blur, photograph};

/// Pixels of the print to a pixel of the drawing, along a side: dots need them.
const FINER: u32 = 2;

/// The printer.
#[derive(Clone, Copy)]
enum Copier {
    /// Round dots on turned screens of so many lines to a millimetre, in four inks.
    Colour(f32),
    /// Dots strewn at random, in four inks.
    InkJet,
    /// Black alone, on a screen of so many lines to a millimetre, with high contrast.
    Grey(f32),
}

/// The document printed on paper by a colour laser (150 to 220 lines to the inch), an ink jet or as
/// a grey photocopy, cut out and photographed honestly.
///
/// # Errors
/// When a font is missing.
pub fn printed_copy(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "printed copy");
    let copier = match number % 3 {
        0 => Copier::Colour(dice.random_range(150.0..220.0) / 25.4),
        1 => Copier::Grey(dice.random_range(100.0..160.0) / 25.4),
        _ => Copier::InkJet,
    };
    let original = draw(turn(ALL, number / 3), number)?;
    let copy = print(&original, copier, dice);
    let photo = photograph(&copy, &scene(number))?;
    Ok(Tampered { photo, area: None })
}

/// The sheet of paper with the copy on it, in the original's place and twice as fine.
fn print(original: &Drawing, copier: Copier, dice: &mut ChaCha8Rng) -> Drawing {
    let size = (
        original.picture.width() * FINER,
        original.picture.height() * FINER,
    );
    let mut picture = resize(&original.picture, size.0, size.1, FilterType::Triangle);
    let scale = original.pixels_per_millimetre * FINER as f32;
    // The scanner saw 300 dots to the inch.
    blur::gaussian(&mut picture, 0.04 * scale);
    let phase: [f32; 4] = std::array::from_fn(|_| dice.random_range(0.0..1.0));
    let millimetre = 1.0 / scale;
    let strewn: Vec<f32> = (0..1 << 16)
        .map(|_| dice.random_range(0.04..0.96))
        .collect();
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let at = (x as f32 * millimetre, y as f32 * millimetre);
        let inks = inks(pixel.0, copier);
        let mut covered = [0.0_f32; 4];
        for (ink, (covered, (amount, phase))) in covered
            .iter_mut()
            .zip(inks.into_iter().zip(phase))
            .enumerate()
        {
            let dot = match copier {
                Copier::Colour(lines) | Copier::Grey(lines) => dot_height(at, lines, ink, phase),
                // A dot of an ink jet is 1/600 inch: some pixels of the print share one.
                Copier::InkJet => {
                    let cell = |place: f32| (place * 600.0 / 25.4) as usize;
                    let index = cell(at.0) * 7_919 + cell(at.1) * 104_729 + ink * 31_337;
                    strewn.get(index % strewn.len()).copied().unwrap_or(0.5)
                }
            };
            *covered = ((amount - dot) * 5.0 + 0.5).clamp(0.0, 1.0);
        }
        pixel.0 = on_paper(covered, copier);
    }
    for channel in picture.iter_mut() {
        *channel = (f32::from(*channel) + 1.5 * bell(dice)).clamp(0.0, 255.0) as u8;
    }
    cut(&mut picture, 0.6 * scale, dice);
    finer(original, picture)
}

/// Cyan, magenta, yellow and black for a colour, 0 to 1: half of the grey goes into black.
fn inks([red, green, blue]: [u8; 3], copier: Copier) -> [f32; 4] {
    let [cyan, magenta, yellow] = [red, green, blue].map(|level| 1.0 - f32::from(level) / 255.0);
    if let Copier::Grey(_) = copier {
        let grey = 0.3 * cyan + 0.59 * magenta + 0.11 * yellow;
        return [0.0, 0.0, 0.0, ((grey - 0.42) * 1.6 + 0.42).clamp(0.0, 1.0)];
    }
    let black = 0.6 * cyan.min(magenta).min(yellow);
    let rest = |ink: f32| ((ink - black) / (1.0 - black).max(0.05)).clamp(0.0, 1.0);
    [rest(cyan), rest(magenta), rest(yellow), black]
}

/// How much ink a place of a screen asks for before it is printed: round dots that grow from the
/// middles of cells. Screens are turned by 15, 75, 0 and 45 degrees.
fn dot_height((x, y): (f32, f32), lines: f32, ink: usize, phase: f32) -> f32 {
    const TURNS: [f32; 4] = [15.0, 75.0, 0.0, 45.0];
    let (sine, cosine) = TURNS
        .get(ink)
        .copied()
        .unwrap_or(0.0)
        .to_radians()
        .sin_cos();
    let wave = |place: f32| (std::f32::consts::TAU * (place * lines + phase)).cos();
    let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
    0.5 - 0.25 * (wave(u) + wave(v))
}

/// What paper under inks throws back; printers' inks are duller than documents' colours.
fn on_paper(covered: [f32; 4], copier: Copier) -> [u8; 3] {
    const PAPER: [f32; 3] = [243.0, 242.0, 238.0];
    const LIGHT: [[f32; 3]; 4] = [
        [0.22, 0.66, 0.86],
        [0.84, 0.28, 0.56],
        [0.96, 0.88, 0.24],
        [0.13, 0.13, 0.14],
    ];
    let black_only = matches!(copier, Copier::Grey(_));
    let mut colour = PAPER;
    for (ink, (covered, light)) in covered.into_iter().zip(LIGHT).enumerate() {
        if black_only && ink < 3 {
            continue;
        }
        for (channel, light) in colour.iter_mut().zip(light) {
            *channel *= 1.0 + (light - 1.0) * covered;
        }
    }
    colour.map(|level| level as u8)
}

/// Cut out by hand: up to so many pixels of white paper are left at each edge.
fn cut(picture: &mut RgbImage, most: f32, dice: &mut ChaCha8Rng) {
    let [left, top, right, bottom]: [f32; 4] =
        std::array::from_fn(|_| most * dice.random_range(-1.0..1.0_f32).max(0.0));
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let printed = Rectangle::new(left, top, width - left - right, height - top - bottom);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (x, y) = (x as f32, y as f32);
        let is_printed =
            x >= printed.x && y >= printed.y && x < printed.right() && y < printed.bottom();
        if !is_printed {
            pixel.0 = [243, 242, 238];
        }
    }
}

/// The drawing with other pixels, as many times finer.
fn finer(original: &Drawing, picture: RgbImage) -> Drawing {
    let times = FINER as f32;
    let mut copy = original.clone();
    copy.picture = picture;
    copy.pixels_per_millimetre *= times;
    // Scissors leave no round corners.
    copy.corner_radius = 0.0;
    for field in &mut copy.fields {
        field.area = field.area.scaled(times);
    }
    let scaled = |area: &mut Rectangle| *area = area.scaled(times);
    copy.portrait.iter_mut().for_each(scaled);
    copy.ghost_portrait.iter_mut().for_each(scaled);
    if let Some(barcode) = &mut copy.barcode {
        scaled(&mut barcode.area);
    }
    if let Some(mrz) = &mut copy.mrz {
        mrz.areas.iter_mut().for_each(scaled);
    }
    copy
}
