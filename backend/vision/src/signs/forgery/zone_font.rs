//! A zone that is not printed in OCR-B, the one font of machine-readable zones (ICAO Doc 9303-3,
//! section 4.4): its characters are laid over the font's shapes, by normalised correlation.

use crate::geometry::Quad;
use crate::mrz::MrzReading;

use super::glyphs::{Glyphs, shape};
use super::scene::DocumentScene;
use super::signal::{ForgerySignal, SignalReading};

/// Below so many pixels to a character shapes say too little.
const LEAST_PIXELS: f32 = 10.0;
/// Fewest characters that are compared, and how sure each has to be.
const FEWEST: usize = 16;
const SURE: f32 = 0.9;
/// Likeness below which something else than the character was compared, and the share of such from
/// which the line's place is not known well enough.
const FOUND: f32 = 0.58;
const MOST_LOST: f32 = 0.08;
/// Drawn honest zones reach 0.08, other fonts begin at 0.1.
const THRESHOLD: f32 = 0.09;

/// By how much the lower quarter of the characters is less like the font than the best tenth is.
/// Blur and poor print make all of them less alike; another font has some characters in common and
/// others not. Fillers are left out, they are alike in every font.
pub(super) fn zone_font(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let zone = scene.zone?;
    if zone.pixels_per_character < LEAST_PIXELS {
        return None;
    }
    let luma = scene.picture.luma();
    let lines = zone.lines().expose().iter();
    let lines = lines.zip(&zone.corners).zip(&zone.confidence);
    let mut likeness: Vec<f32> = Vec::new();
    for ((line, corners), confidence) in lines {
        let shapes: Vec<_> = line
            .chars()
            .zip(confidence)
            .map(|(character, sure)| {
                let is_compared = *sure >= SURE && character != '<';
                shape(character).filter(|_| is_compared)
            })
            .collect();
        if let Some(glyphs) = Glyphs::sample(luma, &Quad(*corners), shapes.len()) {
            likeness.extend(glyphs.likeness(&shapes));
        }
    }
    let lost = likeness
        .iter()
        .filter(|&&likeness| likeness < FOUND)
        .count();
    if likeness.len() < FEWEST || lost as f32 > MOST_LOST * likeness.len() as f32 {
        return None;
    }
    likeness.sort_by(f32::total_cmp);
    let (quarter, tenth) = (likeness.len() / 4, likeness.len() / 10);
    let least = likeness.get(quarter)?;
    let most = likeness.get(likeness.len() - 1 - tenth)?;
    SignalReading::new(
        ForgerySignal::ZoneFont,
        most - least,
        THRESHOLD,
        around(zone),
    )
}

/// The corners of all lines.
fn around(zone: &MrzReading) -> Option<Quad> {
    let (first, last) = (zone.corners.first()?, zone.corners.last()?);
    let ([upper_left, upper_right, ..], [.., lower_right, lower_left]) = (*first, *last);
    Some(Quad([upper_left, upper_right, lower_right, lower_left]))
}
