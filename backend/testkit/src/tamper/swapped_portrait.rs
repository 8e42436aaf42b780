use rand::Rng;

use super::overlay::{carried, inside, lay_over, sample};
use super::saved::{opened, saved, saving_quality};
use super::subject::{WITH_PORTRAIT, in_photo, subject, turn};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::dice::dice;

/// The number of the document whose portrait is taken.
const OTHER: u64 = 8_000_000;

/// The photograph with another photograph's portrait laid over its portrait, fitted, and saved
/// again at another quality.
///
/// # Errors
/// When a font is missing.
pub fn swapped_portrait(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "swapped portrait");
    let kind = turn(WITH_PORTRAIT, number);
    let (target, source) = (subject(kind, number)?, subject(kind, number + OTHER)?);
    let to = target.drawing.portrait.unwrap_or_default();
    let from = source.drawing.portrait.unwrap_or_default();
    let mut picture = opened(&target.photo)?;
    let pixels = opened(&source.photo)?;
    let back = target.photo.truth.map.inverse();
    let area = in_photo(&target.photo, to);
    let feather = to.width * dice.random_range(0.002..0.02);
    lay_over(&mut picture, &area, |at| {
        let place = back.map(at);
        let share = inside(to, place, feather);
        let there = source.photo.truth.place(carried(place, to, from));
        (share > 0.0).then(|| (sample(&pixels, there), share))
    });
    let photo = saved(&target.photo, picture, saving_quality(dice))?;
    Ok(Tampered {
        photo,
        area: Some(area),
    })
}
