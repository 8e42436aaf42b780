use super::subject::{WITH_PORTRAIT, subject, turn};
use super::tampered::Tampered;
use super::transplanted::transplanted;
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
    transplanted(
        dice,
        (&target, to),
        (&source, from),
        (to.width, 0.002..0.02),
    )
}
