use super::drawing::DocumentKind;
use super::error::DrawError;
use super::passport::{TravelDocument, TravelOptions};
use super::printer::Printer;
use super::security::{guilloche, palette};
use super::zone::ZonePlace;
use crate::canvas::{Canvas, Face, Ink, TextStyle, Tone};
use crate::dice::dice;
use crate::font::{FontError, Typeface};
use crate::geometry::Rectangle;
use crate::mrz::{MrzFormat, compose_mrz};
use crate::travel::TravelRecord;

const PRINT: Ink = Ink::solid(28, 28, 34);

/// Size of a visa sticker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisaSize {
    /// MRV-A: 120 × 80 mm, lines of 44.
    Large,
    /// MRV-B: 105 × 74 mm, lines of 36.
    Small,
}

/// Draws a visa sticker.
///
/// # Errors
/// When a font is missing.
pub fn visa(
    seed: u64,
    size: VisaSize,
    options: &TravelOptions,
) -> Result<TravelDocument, DrawError> {
    let record = TravelRecord::draw(seed, &options.choices);
    let (format, width, height, left) = match size {
        VisaSize::Large => (MrzFormat::MrvA, 120.0, 80.0, 4.1),
        VisaSize::Small => (MrzFormat::MrvB, 105.0, 74.0, 6.8),
    };
    let design = &mut dice(format as u64, record.authority.code);
    let colours = palette(design);
    let ground = Ink::solid(240, 246, 242);
    let mut canvas = Canvas::new(width, height, options.pixels_per_millimetre, ground);
    guilloche(
        &mut canvas,
        design,
        Rectangle::new(0.0, 0.0, width, height - 19.0),
        colours,
    );
    let mut printer = Printer::new(canvas, colours.heading);
    let heading = TextStyle::new(Typeface::SerifBold, 3.0, colours.heading).within(width - 50.0);
    printer.note(
        6.0,
        7.6,
        heading,
        &format!("VISA  {}", record.authority.name),
    )?;
    let portrait = Rectangle::new(6.0, 14.0, 27.0, 35.0);
    let face = Face::of(&record.person);
    printer.canvas.portrait(portrait, &face, Tone::Colour);
    visual_zone(&mut printer, &record)?;
    let lines = compose_mrz(&record.mrz(format));
    let place = ZonePlace {
        left,
        bottom: height - 6.4,
        line_distance: 6.35,
    };
    printer.machine_readable_zone(lines, place, &options.zone)?;
    printer.canvas.grain(seed, 3);
    let drawing = printer.finish(DocumentKind::Visa, 0.0, Some(portrait), None);
    Ok(TravelDocument { record, drawing })
}

fn visual_zone(printer: &mut Printer, record: &TravelRecord) -> Result<(), FontError> {
    let date = |date| record.authority.dates.print(date);
    let person = &record.person;
    let name = format!("{}, {}", person.family_name, person.given()).to_uppercase();
    let half = TextStyle::new(Typeface::Mono, 1.9, PRINT).within(27.0);
    let long = half.within(62.0);
    #[rustfmt::skip]
    let rows = [
        ("issued", "FROM/DU", 37.0, 14.0, half, date(record.validity.issued)),
        ("expires", "UNTIL/AU", 66.0, 14.0, half, date(record.validity.expires)),
        ("entries", "NUMBER OF ENTRIES", 37.0, 21.0, half, "MULT".to_owned()),
        ("id", "NUMBER/NUMÉRO", 66.0, 21.0, half, record.passport_number.clone()),
        ("nationality", "NATIONALITY", 37.0, 28.0, half, record.printed_nationality().to_owned()),
        ("dob", "DATE OF BIRTH", 66.0, 28.0, half, record.printed_birth()),
        ("fullName", "SURNAME, NAME", 37.0, 35.0, long, name),
        ("remarks", "REMARKS", 37.0, 42.0, long, "SPECIMEN, NOT VALID FOR TRAVEL".to_owned()),
    ];
    for (key, label, x, y, style, text) in rows {
        printer.labelled(key, label, (x, y), style, &text)?;
    }
    Ok(())
}
