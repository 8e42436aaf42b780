use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::subject::{Subject, WITH_PORTRAIT, subject, turn};
use super::tampered::Tampered;
use super::transplanted::transplanted;
use crate::corpus::CorpusError;
use crate::dice::{dice, pick};
use crate::document::PrintedField;
use crate::geometry::Rectangle;

/// What forgers want to change.
const WANTED: [&str; 5] = ["id", "dob", "expires", "familyName", "givenNames"];
/// The number of the document that the other photograph shows.
const OTHER: u64 = 7_000_000;

/// The photograph with one field's box covered by a piece copied from another field of the same
/// photograph or from the photograph of another document, fitted, feathered a little, and saved
/// again at another quality.
///
/// # Errors
/// When a font is missing.
pub fn copied_field(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "copied field");
    let kind = turn(WITH_PORTRAIT, number);
    let target = subject(kind, number)?;
    let is_other = dice.random_bool(0.5);
    let other = if is_other {
        Some(subject(kind, number + OTHER)?)
    } else {
        None
    };
    let source = other.as_ref().unwrap_or(&target);
    let wanted = pick(dice, &WANTED);
    let to = boxed(&target, wanted, wanted);
    let from = if is_other {
        boxed(source, wanted, wanted)
    } else {
        boxed(source, alike(dice, wanted), wanted)
    };
    // As wide as the piece is, so that its letters keep their proportions.
    let to = Rectangle {
        width: from.width * to.height / from.height,
        ..to
    };
    transplanted(dice, (&target, to), (source, from), (to.height, 0.03..0.12))
}

/// Another field whose print looks the same.
fn alike(dice: &mut ChaCha8Rng, wanted: &str) -> &'static str {
    match wanted {
        "dob" => pick(dice, &["expires", "issued"]),
        "expires" => pick(dice, &["dob", "issued"]),
        "familyName" => "givenNames",
        "givenNames" => "familyName",
        _ => pick(dice, &["dob", "familyName"]),
    }
}

/// The box of a field with the room around it, in drawing pixels.
fn boxed(subject: &Subject, key: &str, otherwise: &str) -> Rectangle {
    let fields = &subject.drawing.fields;
    let named = |key: &str| fields.iter().find(|field| field.key == key);
    let field: Option<&PrintedField> = named(key).or_else(|| named(otherwise));
    let area = field.map(|field| field.area).unwrap_or_default();
    area.grown(area.height * 0.3)
}
