use super::subject::{Kind, draw_travel, scene, turn};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::dice::{dice, pick};
use crate::document::{TravelOptions, ZoneLook};
use crate::font::Typeface;
use crate::geometry::Quad;
use crate::scene::photograph;

/// A passport or the back of a card whose zone is printed in a font that is not OCR-B, at the same
/// pitch and height; photographed honestly.
///
/// # Errors
/// When a font is missing.
pub fn altered_zone_font(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "zone font");
    let faces = [
        Typeface::Mono,
        Typeface::Mono,
        Typeface::Sans,
        Typeface::Serif,
    ];
    let travel = TravelOptions {
        zone: ZoneLook {
            face: pick(dice, &faces),
            ..ZoneLook::draw(number)
        },
        ..TravelOptions::default()
    };
    let kind = turn([Kind::Passport, Kind::CardBack], number);
    let drawing = draw_travel(kind, number, &travel)?;
    let photo = photograph(&drawing, &scene(number))?;
    let lines = &photo.truth.mrz_lines;
    let area = lines.first().zip(lines.last()).map(|(first, last)| {
        let ([upper_left, upper_right, ..], [.., lower_right, lower_left]) = (first.0, last.0);
        Quad([upper_left, upper_right, lower_right, lower_left])
    });
    Ok(Tampered { photo, area })
}
