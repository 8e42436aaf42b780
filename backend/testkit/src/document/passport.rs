use super::drawing::{DocumentKind, Drawing};
use super::error::DrawError;
use super::print_look::{PrintLook, room};
use super::printer::Printer;
use super::security::{Palette, guilloche, microprint, palette, signature};
use super::zone::ZonePlace;
use super::zone_look::ZoneLook;
use crate::canvas::{Canvas, Face, Ink, TextStyle, Tone};
use crate::dice::dice;
use crate::font::{FontError, Typeface};
use crate::geometry::{Point, Rectangle};
use crate::mrz::{MrzFormat, compose_mrz};
use crate::travel::{TravelChoices, TravelRecord};

/// ID-3 (ISO/IEC 7810) in millimetres: one page.
pub(super) const PAGE_WIDTH: f32 = 125.0;
pub(super) const PAGE_HEIGHT: f32 = 88.0;
pub(super) const PRINT: Ink = Ink::solid(24, 24, 30);

/// How a travel document is drawn.
#[derive(Debug, Clone)]
pub struct TravelOptions {
    /// What to write; the holder and the rest come from the seed.
    pub choices: TravelChoices,
    /// Resolution; 14 makes a passport page 1750 pixels wide.
    pub pixels_per_millimetre: f32,
    /// How the machine readable zone looks.
    pub zone: ZoneLook,
    /// How the printed zone looks.
    pub print: PrintLook,
}

impl Default for TravelOptions {
    fn default() -> Self {
        Self {
            choices: TravelChoices::default(),
            pixels_per_millimetre: 14.0,
            zone: ZoneLook::default(),
            print: PrintLook::default(),
        }
    }
}

/// A drawn travel document with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct TravelDocument {
    /// What it says.
    pub record: TravelRecord,
    /// The pixels and the places.
    pub drawing: Drawing,
}

/// Draws the data page of a passport.
///
/// # Errors
/// When a font is missing.
pub fn passport(seed: u64, options: &TravelOptions) -> Result<TravelDocument, DrawError> {
    let record = TravelRecord::draw(seed, &options.choices);
    let drawing = data_page(seed, &record, options)?;
    Ok(TravelDocument { record, drawing })
}

pub(super) fn design(record: &TravelRecord) -> (Palette, rand_chacha::ChaCha8Rng) {
    let state = record
        .authority
        .code
        .bytes()
        .fold(0, |hash, byte| hash * 31 + u64::from(byte));
    let mut dice = dice(state, "passport design");
    (palette(&mut dice), dice)
}

pub(super) fn data_page(
    seed: u64,
    record: &TravelRecord,
    options: &TravelOptions,
) -> Result<Drawing, DrawError> {
    let (colours, mut design) = design(record);
    let ground = Ink::solid(247, 245, 240);
    let mut canvas = Canvas::new(
        PAGE_WIDTH,
        PAGE_HEIGHT,
        options.pixels_per_millimetre,
        ground,
    );
    guilloche(
        &mut canvas,
        &mut design,
        Rectangle::new(0.0, 0.0, PAGE_WIDTH, 66.5),
        colours,
    );
    let mut printer = Printer::new(canvas, colours.heading).looking(options.print);
    let portrait = Rectangle::new(5.5, 15.5, 34.0, 44.0);
    let ghost = Rectangle::new(99.0, 38.0, 18.0, 23.5);
    let face = Face::of(&record.person);
    printer.canvas.portrait(portrait, &face, Tone::Colour);
    printer.canvas.portrait(ghost, &face, Tone::Ghost);
    visual_zone(&mut printer, record, colours)?;
    let scrawl = Rectangle::new(70.0, 56.2, 26.0, 7.5);
    signature(
        &mut printer.canvas,
        &mut dice(seed, "signature"),
        scrawl,
        Ink::solid(20, 20, 64),
    );
    microprint(
        &mut printer.canvas,
        Point::new(5.5, 60.2),
        34.0,
        colours.heading.at(0.7),
    );
    let style = TextStyle::new(Typeface::SansBold, 3.4, Ink::solid(178, 28, 36).at(0.2));
    printer.note(8.0, 57.0, style.tracked(0.8).within(29.0), "SPECIMEN")?;
    // Doc 9303-4 figure 3: the zone is the lowest 23.2 mm, lines a quarter of an inch apart.
    let lines = compose_mrz(&record.mrz(MrzFormat::Td3));
    let place = ZonePlace {
        left: 6.6,
        bottom: 80.6,
        line_distance: 6.35,
    };
    printer.machine_readable_zone(lines, place, &options.zone)?;
    printer.canvas.grain(seed, 3);
    Ok(printer.finish(DocumentKind::PassportPage, 2.5, Some(portrait), Some(ghost)))
}

fn visual_zone(
    printer: &mut Printer,
    record: &TravelRecord,
    colours: Palette,
) -> Result<(), FontError> {
    let authority = record.authority;
    let person = &record.person;
    let heading = TextStyle::new(Typeface::SerifBold, 2.6, colours.heading).within(58.0);
    let second = TextStyle {
        capital_height: 1.7,
        ..heading
    };
    printer.note(5.5, 7.0, heading, "PASSPORT")?;
    printer.note(5.5, 11.2, second, "PASSEPORT")?;
    printer.note(43.0, 7.0, heading, authority.name)?;
    let look = printer.look;
    let date = |date| look.date(record, date);
    let plain = TextStyle::new(Typeface::Sans, 2.0, PRINT).within(26.0);
    let (long, number) = (
        plain.within(50.0),
        TextStyle {
            face: Typeface::SansBold,
            ..plain
        },
    );
    #[rustfmt::skip]
    let rows = [
        ("documentCode", "Type/Type", 43.0, 11.4, plain, "P".to_owned()),
        ("country", "Code/Code", 56.0, 11.4, plain, authority.code.to_owned()),
        ("id", "Passport No./No. du passeport", 87.0, 11.4, number, record.passport_number.clone()),
        ("familyName", "Surname/Nom (1)", 43.0, 18.6, long, person.family_name.to_uppercase()),
        ("givenNames", "Given names/Prénoms (2)", 43.0, 25.4, long, look.given(record)),
        ("nationality", "Nationality/Nationalité (3)", 43.0, 32.2, long, record.printed_nationality().to_owned()),
        ("dob", "Date of birth/Date de naissance (4)", 43.0, 39.0, plain, look.birth(record)),
        ("personalNumber", "Personal No. (5)", 78.0, 39.0, plain, record.personal_number.clone()),
        ("gender", "Sex/Sexe (6)", 43.0, 45.8, plain, person.sex.letter().to_string()),
        ("placeOfBirth", "Place of birth/Lieu de naissance (7)", 57.0, 45.8, plain, person.birth_place.to_owned()),
        ("issued", "Date of issue/Date de délivrance (8)", 43.0, 52.6, plain, date(record.validity.issued)),
        ("issuedBy", "Authority/Autorité (9)", 78.0, 52.6, plain.within(20.0), "PASSPORT OFFICE".to_owned()),
        ("expires", "Date of expiry/Date d'expiration (10)", 43.0, 59.4, plain, date(record.validity.expires)),
    ];
    let places = rows.each_ref().map(|row| (row.2, row.3));
    for (key, label, x, y, style, text) in rows {
        let room = room((x, y), &places, PAGE_WIDTH - 4.0);
        printer.column(key, label, (x, y), (style, room), &text)?;
    }
    printer.note(
        70.0,
        65.6,
        printer.label,
        "Holder's signature/Signature du titulaire (11)",
    )
}
