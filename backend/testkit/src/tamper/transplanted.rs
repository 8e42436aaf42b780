use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::overlay::{carried, inside, lay_over, sample};
use super::saved::{opened, saved, saving_quality};
use super::subject::{Subject, in_photo};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::geometry::Rectangle;

/// The target's photograph with the box `to` of its drawing covered by the box `from` of the
/// source's, as its photograph shows it, fitted, feathered by a share of `to`'s `side`, and saved
/// again at another quality.
pub(super) fn transplanted(
    dice: &mut ChaCha8Rng,
    (target, to): (&Subject, Rectangle),
    (source, from): (&Subject, Rectangle),
    (side, shares): (f32, std::ops::Range<f32>),
) -> Result<Tampered, CorpusError> {
    let mut picture = opened(&target.photo)?;
    let pixels = opened(&source.photo)?;
    let back = target.photo.truth.map.inverse();
    let area = in_photo(&target.photo, to);
    let feather = side * dice.random_range(shares);
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
