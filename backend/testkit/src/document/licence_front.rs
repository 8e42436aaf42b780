use chrono::{Datelike, NaiveDate};
use rand_chacha::ChaCha8Rng;

use super::drawing::{DocumentKind, Drawing};
use super::error::DrawError;
use super::licence_back::{CARD_CORNER, CARD_HEIGHT, CARD_WIDTH};
use super::print_look::PrintLook;
use super::printer::Printer;
use super::security::{Palette, guilloche, microprint, palette, signature, star};
use crate::aamva::{IssuerCountry, LicenceChoices, LicenceKind, LicenceRecord};
use crate::canvas::{Align, Canvas, Face, Ink, TextStyle, Tone};
use crate::dice::{dice, pick};
use crate::font::{FontError, Typeface};
use crate::geometry::{Point, Rectangle};

const PRINT: Ink = Ink::solid(26, 26, 32);
const RED: Ink = Ink::solid(178, 28, 36);

/// How the front is drawn.
#[derive(Debug, Clone)]
pub struct LicenceFrontOptions {
    /// What to write; the holder and the rest come from the seed.
    pub choices: LicenceChoices,
    /// Resolution; 20 makes the card 1712 pixels wide.
    pub pixels_per_millimetre: f32,
    /// How the print looks.
    pub print: PrintLook,
}

impl Default for LicenceFrontOptions {
    fn default() -> Self {
        Self {
            choices: LicenceChoices::default(),
            pixels_per_millimetre: 20.0,
            print: PrintLook::default(),
        }
    }
}

/// A drawn front with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct LicenceFront {
    /// What the card says.
    pub record: LicenceRecord,
    /// The pixels and the places.
    pub drawing: Drawing,
}

/// Draws the front that belongs to a seed; it is the same person and card as the back of that
/// seed and those choices.
///
/// # Errors
/// When a font is missing.
pub fn licence_front(seed: u64, options: &LicenceFrontOptions) -> Result<LicenceFront, DrawError> {
    let record = LicenceRecord::draw(seed, &options.choices);
    let drawing = draw(seed, &record, options.pixels_per_millimetre, options.print)?;
    Ok(LicenceFront { record, drawing })
}

/// Draws the front of a given record; the seed chooses only the looks.
///
/// # Errors
/// When a font is missing.
pub fn draw_licence_front(
    seed: u64,
    record: &LicenceRecord,
    pixels_per_millimetre: f32,
) -> Result<Drawing, DrawError> {
    draw(seed, record, pixels_per_millimetre, PrintLook::default())
}

fn draw(
    seed: u64,
    record: &LicenceRecord,
    pixels_per_millimetre: f32,
    look: PrintLook,
) -> Result<Drawing, DrawError> {
    // Colours and layout are the issuer's, not the card's.
    let issuer: u64 = record.issuer.identification_number.parse().unwrap_or(0);
    let design = &mut dice(issuer, "front design");
    let colours = palette(design);
    let is_portrait_left = pick(design, &[true, true, false]);
    let ground = Ink::solid(246, 246, 242);
    let mut canvas = Canvas::new(CARD_WIDTH, CARD_HEIGHT, pixels_per_millimetre, ground);
    guilloche(
        &mut canvas,
        design,
        Rectangle::new(0.0, 0.0, CARD_WIDTH, CARD_HEIGHT),
        colours,
    );

    let mut printer = Printer::new(canvas, colours.heading).looking(look);
    header(&mut printer, record, colours)?;
    let (portrait, text_x, ghost) = if is_portrait_left {
        (
            Rectangle::new(3.2, 14.0, 23.5, 29.5),
            28.6,
            Rectangle::new(70.5, 34.0, 12.0, 15.0),
        )
    } else {
        (
            Rectangle::new(58.9, 14.0, 23.5, 29.5),
            3.6,
            Rectangle::new(44.0, 36.2, 11.0, 13.8),
        )
    };
    let face = Face::of(&record.person);
    printer.canvas.portrait(portrait, &face, Tone::Colour);
    printer.canvas.portrait(ghost, &face, Tone::Ghost);
    fields(&mut printer, record, text_x)?;
    furniture(&mut printer, &mut dice(seed, "front"), record, portrait)?;
    printer.canvas.grain(seed, 2);
    Ok(printer.finish(
        DocumentKind::LicenceFront,
        CARD_CORNER,
        Some(portrait),
        Some(ghost),
    ))
}

fn header(
    printer: &mut Printer,
    record: &LicenceRecord,
    colours: Palette,
) -> Result<(), FontError> {
    let band = Rectangle::new(0.0, 0.0, CARD_WIDTH, 10.6);
    printer.canvas.fill(band, colours.heading.at(0.16));
    let title = TextStyle::new(Typeface::SerifBold, 4.0, colours.heading).within(46.0);
    printer.note(3.4, 7.6, title, &record.issuer.name.to_uppercase())?;
    let kind = match (record.kind, record.issuer.country) {
        (LicenceKind::DriverLicence, IssuerCountry::UnitedStates) => "DRIVER LICENSE",
        (LicenceKind::DriverLicence, IssuerCountry::Canada) => "DRIVER'S LICENCE",
        (LicenceKind::IdentityCard, _) => "IDENTIFICATION CARD",
    };
    let style = TextStyle::new(Typeface::SansBold, 1.9, colours.heading).aligned(Align::Right);
    let right = if record.is_real_id { 74.5 } else { 82.0 };
    printer.note(right, 5.0, style, kind)?;
    let country = TextStyle {
        capital_height: 1.6,
        ..style
    };
    printer.note(right, 8.4, country, record.issuer.country.code())?;
    if record.is_real_id {
        let (gold, white) = (Ink::solid(196, 152, 44), Ink::solid(252, 252, 248));
        star(&mut printer.canvas, Point::new(79.4, 5.3), 3.2, gold, white);
    }
    Ok(())
}

/// The order of fields and their numbers follow AAMVA's card design standard, annex A.
fn fields(printer: &mut Printer, record: &LicenceRecord, x: f32) -> Result<(), FontError> {
    let is_year_first = record.issuer.country == IssuerCountry::Canada;
    let look = printer.look;
    let date = |date| look.licence_date(date, is_year_first);
    let person = &record.person;
    let given = match record.suffix {
        Some(suffix) => format!("{}, {suffix}", record.given_names()),
        None => record.given_names(),
    };
    let bold = TextStyle::new(Typeface::SansBold, 2.0, PRINT).within(32.0);
    let plain = TextStyle::new(Typeface::Sans, 1.55, PRINT).within(33.0);
    let red = TextStyle { ink: RED, ..bold };
    let large = TextStyle {
        capital_height: 2.2,
        ..red
    };
    let small = TextStyle {
        capital_height: 1.15,
        ..plain
    };
    let none = || "NONE".to_owned();
    let (restrictions, endorsements) = (record.restrictions, record.endorsements);
    let (street, town) = address_lines(record);
    #[rustfmt::skip]
    let rows = [
        ("id", "4d DLN", 0.0, 14.8, large, record.number.clone()),
        ("expires", "4b EXP", 0.0, 18.2, red, date(record.validity.expires)),
        ("dob", "3 DOB", 0.0, 21.6, red, date(person.birth_date)),
        ("familyName", "1", 0.0, 25.0, bold, record.family_name.clone()),
        ("givenNames", "2", 0.0, 28.2, bold, given),
        ("address", "8", 0.0, 31.2, plain, street),
        ("cityLine", "", 1.0, 33.9, plain, town),
        ("class", "9 CLASS", 0.0, 37.4, plain, record.class.to_owned()),
        ("endorsementsCode", "9a END", 13.0, 37.4, plain, endorsements.map_or_else(none, str::to_owned)),
        ("restrictionCode", "12 REST", 0.0, 40.4, plain, restrictions.map_or_else(none, str::to_owned)),
        ("gender", "15 SEX", 0.0, 43.4, plain, person.sex.letter().to_string()),
        ("height", "16 HGT", 13.0, 43.4, plain, height(record)),
        ("eyes", "18 EYES", 0.0, 46.4, plain, person.eyes.code().to_owned()),
        ("weight", "17 WGT", 13.0, 46.4, plain, weight(record)),
        ("issued", "4a ISS", 0.0, 49.3, plain, date(record.validity.issued)),
        ("DCF", "5 DD", 0.0, 51.9, small, record.document_discriminator.clone()),
    ];
    for (key, label, across, baseline, style, text) in rows {
        printer.numbered(key, label, (x + across, baseline), style, &text)?;
    }
    Ok(())
}

/// Street with unit, and town with region and postal code.
fn address_lines(record: &LicenceRecord) -> (String, String) {
    let address = &record.address;
    let unit = address.unit.as_deref().unwrap_or_default();
    let street = format!("{} {unit}", address.street)
        .trim_end()
        .to_uppercase();
    let city = address.city.to_uppercase();
    (
        street,
        format!("{city}, {} {}", address.region, address.postal_code),
    )
}

fn height(record: &LicenceRecord) -> String {
    match record.issuer.country {
        IssuerCountry::Canada => format!("{} cm", record.person.height_centimetres),
        IssuerCountry::UnitedStates => {
            let inches = crate::aamva::inches(record);
            format!("{}'-{:02}\"", inches / 12, inches % 12)
        }
    }
}

fn weight(record: &LicenceRecord) -> String {
    match record.issuer.country {
        IssuerCountry::Canada => format!("{} kg", record.person.weight_kilograms),
        IssuerCountry::UnitedStates => {
            format!(
                "{} lb",
                u32::from(record.person.weight_kilograms) * 2205 / 1000
            )
        }
    }
}

/// Signature, donor's heart, marks of age, the word that keeps the card harmless.
fn furniture(
    printer: &mut Printer,
    dice: &mut ChaCha8Rng,
    record: &LicenceRecord,
    portrait: Rectangle,
) -> Result<(), FontError> {
    let below = Rectangle::new(portrait.x, portrait.bottom() + 0.6, portrait.width, 7.4);
    signature(&mut printer.canvas, dice, below, Ink::solid(20, 20, 60));
    let edge = Point::new(portrait.x, portrait.bottom() + 0.4);
    microprint(&mut printer.canvas, edge, portrait.width, PRINT.at(0.7));
    if record.is_organ_donor {
        let x = if portrait.x > 40.0 { 46.5 } else { 70.5 };
        donor_heart(printer, Point::new(x, 17.2))?;
    }
    if let Some(until) = underage(record) {
        let style = TextStyle::new(Typeface::SansBold, 1.3, RED);
        printer.note(
            portrait.x,
            portrait.y - 0.6,
            style,
            &format!("UNDER 21 UNTIL {until}"),
        )?;
    }
    let style = TextStyle::new(Typeface::SansBold, 2.6, RED.at(0.22)).tracked(0.9);
    printer.note(
        portrait.x + 1.0,
        portrait.bottom() - 2.0,
        style.within(21.0),
        "SPECIMEN",
    )
}

fn donor_heart(printer: &mut Printer, at: Point) -> Result<(), FontError> {
    for side in [-0.55, 0.55] {
        let lobe = Rectangle::new(at.x + side - 0.75, at.y - 0.8, 1.5, 1.5);
        printer.canvas.ellipse(lobe, RED);
    }
    let (left, right) = (at.x - 1.25, at.x + 1.25);
    let tip = [(left, at.y + 0.2), (right, at.y + 0.2), (at.x, at.y + 1.8)];
    printer
        .canvas
        .convex(&tip.map(|(x, y)| Point::new(x, y)), RED);
    let style = TextStyle::new(Typeface::SansBold, 1.2, RED);
    printer.note(at.x + 1.9, at.y + 0.8, style, "DONOR")
}

/// The 21st birthday of somebody who was younger when the card was issued.
fn underage(record: &LicenceRecord) -> Option<String> {
    let birth = record.person.birth_date.as_naive();
    let come_of_age = NaiveDate::from_ymd_opt(birth.year() + 21, birth.month(), birth.day())?;
    (come_of_age > record.validity.issued.as_naive())
        .then(|| come_of_age.format("%m/%d/%Y").to_string())
}
