use rand::Rng;

use super::drawing::{DocumentKind, Drawing};
use super::error::DrawError;
use super::identity_card::chip;
use super::licence_back::{CARD_CORNER, CARD_HEIGHT, CARD_WIDTH};
use super::printer::Printer;
use super::security::{guilloche, palette};
use crate::canvas::{Canvas, Ink, TextStyle};
use crate::dice::{dice, fill_pattern, pick};
use crate::font::Typeface;
use crate::geometry::Rectangle;
use crate::person::Person;

/// Draws the front of a bank card: a chip, a number in four groups, a name. The number is made
/// up and has no valid check digit.
///
/// # Errors
/// When a font is missing.
pub fn bank_card(seed: u64) -> Result<Drawing, DrawError> {
    let dice = &mut dice(seed, "bank card");
    let colours = palette(dice);
    let mut canvas = Canvas::new(CARD_WIDTH, CARD_HEIGHT, 12.0, colours.heading);
    let whole = Rectangle::new(0.0, 0.0, CARD_WIDTH, CARD_HEIGHT);
    guilloche(&mut canvas, dice, whole, colours);
    chip(&mut canvas, Rectangle::new(9.0, 17.0, 12.5, 10.0));
    let mut printer = Printer::new(canvas, colours.second);
    let light = Ink::solid(236, 236, 230);
    let heading = TextStyle::new(Typeface::SansBold, 3.2, light);
    printer.note(9.0, 10.0, heading, "UTOPIAN SAVINGS BANK")?;
    let face = pick(dice, &[Typeface::OcrB, Typeface::OcrBSharp, Typeface::Mono]);
    let number = fill_pattern(dice, "#### #### #### ####");
    let style = TextStyle::new(face, 3.4, light).tracked(dice.random_range(0.0..0.6));
    printer.note(9.0, 36.0, style.within(70.0), &number)?;
    let small = TextStyle::new(face, 2.3, light);
    printer.note(
        40.0,
        42.0,
        small,
        &format!("VALID THRU {}", fill_pattern(dice, "##/##")),
    )?;
    let person = Person::draw(dice);
    let name = format!("{} {}", person.given(), person.family_name).to_uppercase();
    printer.note(9.0, 49.0, small.within(60.0), &name)?;
    printer.canvas.grain(seed, 2);
    Ok(printer.finish(DocumentKind::BankCard, CARD_CORNER, None, None))
}
