use image::RgbImage;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::overlay::{inside, lay_over, sample};
use super::saved::{opened, saved, saving_quality};
use super::subject::{Subject, WITH_PORTRAIT, in_photo, subject, turn};
use super::tampered::Tampered;
use crate::canvas::{Align, Canvas, Ink, TextStyle};
use crate::corpus::CorpusError;
use crate::dice::{dice, pick};
use crate::document::DrawError;
use crate::font::Typeface;
use crate::geometry::{Point, Rectangle};
use crate::scene::blur::gaussian;

/// The photograph with one or two digits of a number or a date repainted, over a background cloned
/// from beside the line, with glyphs of another font or copied from the same line; saved again at
/// another quality.
///
/// # Errors
/// When a font is missing.
pub fn edited_digits(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "edited digits");
    let subject = subject(turn(WITH_PORTRAIT, number), number)?;
    let key = pick(dice, &["id", "dob", "expires"]);
    let field = subject.drawing.field(key);
    let (text, line) = field
        .map(|field| (field.text.clone(), field.area))
        .unwrap_or_default();
    let count = text.chars().count().max(2);
    let (edited, first) = (
        pick(dice, &[1_usize, 2, 2]),
        dice.random_range(0..count - 1),
    );
    let edited = edited.min(count - first);
    let pitch = line.width / count as f32;
    let to = Rectangle {
        x: line.x + pitch * first as f32,
        width: pitch * edited as f32,
        ..line
    }
    .grown(line.height * 0.12);
    let pixels = opened(&subject.photo)?;
    let mut picture = pixels.clone();
    let area = in_photo(&subject.photo, to);
    if dice.random_bool(0.5) {
        repaint(&mut picture, &subject, (line, to), edited, dice)?;
    } else {
        // A piece of the same line, some whole characters away.
        let away = if first >= count / 2 { -1.0 } else { 1.0 };
        let by = away * pitch * edited as f32;
        let back = subject.photo.truth.map.inverse();
        lay_over(&mut picture, &area, |at| {
            let place = back.map(at);
            let share = inside(to, place, line.height * 0.06);
            let there = Point::new(place.x + by, place.y);
            (share > 0.0).then(|| (sample(&pixels, subject.photo.truth.place(there)), share))
        });
    }
    let photo = saved(&subject.photo, picture, saving_quality(dice))?;
    Ok(Tampered {
        photo,
        area: Some(area),
    })
}

/// Clones the background from above the line, then sets digits of another font on it.
fn repaint(
    picture: &mut RgbImage,
    subject: &Subject,
    (line, to): (Rectangle, Rectangle),
    edited: usize,
    dice: &mut ChaCha8Rng,
) -> Result<(), CorpusError> {
    let digits: String = (0..edited)
        .map(|_| char::from(b'0' + dice.random_range(0..10_u8)))
        .collect();
    let face = pick(dice, &[Typeface::Mono, Typeface::Serif, Typeface::SansBold]);
    let ink = dice.random_range(20..60_u8);
    let shape = glyphs(&digits, face, to, line.height).map_err(DrawError::from)?;
    let pixels = picture.clone();
    let truth = &subject.photo.truth;
    let back = truth.map.inverse();
    lay_over(picture, &in_photo(&subject.photo, to), |at| {
        let place = back.map(at);
        let share = inside(to, place, line.height * 0.08);
        let above = Point::new(place.x, place.y - line.height * 1.15);
        let ground = sample(&pixels, truth.place(above));
        let [paper, ..] = sample(&shape, Point::new(place.x - to.x, place.y - to.y));
        let covered = 1.0 - paper / 255.0;
        let colour = ground.map(|level| level + (f32::from(ink) - level) * covered);
        (share > 0.0).then_some((colour, share))
    });
    Ok(())
}

/// Black digits on white, one drawing pixel to a pixel, somewhat soft, as large as the box.
fn glyphs(
    digits: &str,
    face: Typeface,
    area: Rectangle,
    capitals: f32,
) -> Result<RgbImage, crate::FontError> {
    let mut canvas = Canvas::new(area.width, area.height, 1.0, Ink::solid(255, 255, 255));
    let style = TextStyle::new(face, capitals, Ink::solid(0, 0, 0))
        .aligned(Align::Centre)
        .within(area.width * 0.95);
    let baseline = (area.height + capitals) / 2.0;
    canvas.text(area.width / 2.0, baseline, style, digits)?;
    let mut shape = canvas.into_picture();
    gaussian(&mut shape, 0.8);
    Ok(shape)
}
