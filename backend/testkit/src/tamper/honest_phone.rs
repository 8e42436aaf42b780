use rand::Rng;

use super::saved::{opened, saved, saving_quality, shrunk};
use super::subject::{ALL, subject, turn};
use crate::corpus::CorpusError;
use crate::dice::dice;
use crate::scene::Photograph;

/// An honest photograph of a passport, a licence or an identity card, as phones take them. Four of
/// twelve were saved twice at one size, two of twelve made smaller and saved again, as messengers
/// do and the page that sends them.
///
/// # Errors
/// When a font is missing.
pub fn honest_phone(number: u64) -> Result<Photograph, CorpusError> {
    let dice = &mut dice(number, "honest phone");
    let photo = subject(turn(ALL, number), number)?.photo;
    match number % 12 {
        1 | 4 | 7 | 10 => saved(&photo, opened(&photo)?, saving_quality(dice)),
        5 | 11 => shrunk(&photo, dice.random_range(0.6..0.9), saving_quality(dice)),
        _ => Ok(photo),
    }
}
