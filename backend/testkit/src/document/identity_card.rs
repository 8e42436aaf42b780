use super::drawing::{DocumentKind, Drawing};
use super::error::DrawError;
use super::licence_back::{CARD_CORNER, CARD_HEIGHT, CARD_WIDTH};
use super::passport::{TravelDocument, TravelOptions};
use super::print_look::{PrintLook, room as label_room};
use super::printer::Printer;
use super::security::{Palette, guilloche, microprint, palette, signature};
use super::zone::ZonePlace;
use crate::barcode::code39_bars;
use crate::canvas::{Canvas, Face, Ink, TextStyle, Tone};
use crate::dice::dice;
use crate::font::{FontError, Typeface};
use crate::geometry::{Point, Rectangle};
use crate::mrz::{MrzFormat, compose_mrz};
use crate::travel::TravelRecord;

const PRINT: Ink = Ink::solid(28, 28, 32);

/// Front and back of an identity card.
#[derive(Debug, Clone, PartialEq)]
pub struct IdentityCard {
    /// What it says.
    pub record: TravelRecord,
    /// Portrait and names.
    pub front: Drawing,
    /// Address and machine readable zone.
    pub back: Drawing,
}

/// Draws both sides of an identity card of ID-1 size with three MRZ lines on the back.
///
/// # Errors
/// When a font is missing.
pub fn td1_card(seed: u64, options: &TravelOptions) -> Result<IdentityCard, DrawError> {
    let record = TravelRecord::draw(seed, &options.choices);
    let (front, back) = (
        front(seed, &record, options.pixels_per_millimetre, options.print)?,
        back(seed, &record, options)?,
    );
    Ok(IdentityCard {
        record,
        front,
        back,
    })
}

/// Draws an identity card of ID-2 size with two MRZ lines on the front.
///
/// # Errors
/// When a font is missing.
pub fn td2_card(seed: u64, options: &TravelOptions) -> Result<TravelDocument, DrawError> {
    let record = TravelRecord::draw(seed, &options.choices);
    let (width, height) = (105.0, 74.0);
    let (colours, mut canvas) = sheet(&record, width, height, options.pixels_per_millimetre);
    canvas.fill(
        Rectangle::new(0.0, 56.0, width, 18.0),
        Ink::solid(248, 248, 244).at(0.7),
    );
    let mut printer = Printer::new(canvas, colours.heading).looking(options.print);
    let portrait = Rectangle::new(5.0, 13.0, 29.0, 37.0);
    let ghost = Rectangle::new(86.0, 31.0, 14.0, 18.0);
    portraits(&mut printer, &record, portrait, ghost);
    card_fields(&mut printer, &record, colours, 37.5, 63.0)?;
    let lines = compose_mrz(&record.mrz(MrzFormat::Td2));
    let place = ZonePlace {
        left: 6.2,
        bottom: 69.6,
        line_distance: 6.35,
    };
    printer.machine_readable_zone(lines, place, &options.zone)?;
    printer.canvas.grain(seed, 3);
    let drawing = printer.finish(DocumentKind::LargeCard, 3.0, Some(portrait), Some(ghost));
    Ok(TravelDocument { record, drawing })
}

/// The looks are the state's.
fn sheet(record: &TravelRecord, width: f32, height: f32, per_millimetre: f32) -> (Palette, Canvas) {
    let state = record
        .authority
        .code
        .bytes()
        .fold(7, |hash, byte| hash * 31 + u64::from(byte));
    let design = &mut dice(state, "card design");
    let colours = palette(design);
    let mut canvas = Canvas::new(width, height, per_millimetre, Ink::solid(244, 245, 243));
    guilloche(
        &mut canvas,
        design,
        Rectangle::new(0.0, 0.0, width, height),
        colours,
    );
    (colours, canvas)
}

fn portraits(printer: &mut Printer, record: &TravelRecord, portrait: Rectangle, ghost: Rectangle) {
    let face = Face::of(&record.person);
    // Cards of plastic are engraved by laser, in grey.
    printer.canvas.portrait(portrait, &face, Tone::Engraved);
    printer.canvas.portrait(ghost, &face, Tone::Ghost);
    let below = Point::new(portrait.x, portrait.bottom() + 0.5);
    microprint(&mut printer.canvas, below, portrait.width, PRINT.at(0.6));
}

fn card_fields(
    printer: &mut Printer,
    record: &TravelRecord,
    colours: Palette,
    x: f32,
    room: f32,
) -> Result<(), FontError> {
    let authority = record.authority;
    let person = &record.person;
    let heading = TextStyle::new(Typeface::SansBold, 2.0, colours.heading).within(x + room - 30.0);
    printer.note(5.0, 5.4, heading, authority.name)?;
    let second = TextStyle {
        capital_height: 1.5,
        ..heading
    };
    printer.note(5.0, 8.8, second, "IDENTITY CARD / CARTE D'IDENTITÉ")?;
    let number = TextStyle::new(Typeface::SansBold, 2.1, PRINT).within(24.0);
    printer.field("id", x + room - 24.0, 6.4, number, &record.card_number)?;
    let look = printer.look;
    if look.is_number_labelled {
        let style = look.label_style(printer.label, 24.0);
        let plain = "Document No./No. du document";
        let words = look.label("cardNumber", plain, printer.label, 24.0);
        printer.note(x + room - 24.0, 3.4, style, &words)?;
    }
    let date = |date| look.date(record, date);
    let long = TextStyle::new(Typeface::SansBold, 1.7, PRINT).within(room - 1.0);
    let (half, right) = (long.within(room / 2.0 - 1.0), x + room / 2.0);
    #[rustfmt::skip]
    let rows = [
        ("familyName", "Surname/Nom", x, 14.2, long, person.family_name.to_uppercase()),
        ("givenNames", "Given names/Prénoms", x, 20.2, long, look.given(record)),
        ("nationality", "Nationality/Nationalité", x, 26.2, half, record.printed_nationality().to_owned()),
        ("gender", "Sex/Sexe", right, 26.2, half, person.sex.letter().to_string()),
        ("dob", "Date of birth/Date de naissance", x, 32.2, half, look.birth(record)),
        ("placeOfBirth", "Place of birth", right, 32.2, half, person.birth_place.to_owned()),
        ("issued", "Date of issue", x, 38.2, half, date(record.validity.issued)),
        ("expires", "Date of expiry", right, 38.2, half, date(record.validity.expires)),
    ];
    let (edge, places) = (x + room, rows.each_ref().map(|row| (row.2, row.3)));
    for (key, label, x, y, style, text) in rows {
        let room = label_room((x, y), &places, edge);
        printer.column(key, label, (x, y), (style, room), &text)?;
    }
    Ok(())
}

fn front(
    seed: u64,
    record: &TravelRecord,
    per_millimetre: f32,
    look: PrintLook,
) -> Result<Drawing, DrawError> {
    let (colours, canvas) = sheet(record, CARD_WIDTH, CARD_HEIGHT, per_millimetre);
    let mut printer = Printer::new(canvas, colours.heading).looking(look);
    let portrait = Rectangle::new(4.4, 12.6, 25.0, 32.5);
    let ghost = Rectangle::new(72.0, 38.5, 10.5, 13.0);
    portraits(&mut printer, record, portrait, ghost);
    card_fields(&mut printer, record, colours, 32.0, 51.0)?;
    let access = TextStyle::new(Typeface::SansBold, 1.6, PRINT).tracked(0.3);
    printer.field(
        "cardAccessNumber",
        60.0,
        51.2,
        access,
        &record.card_access_number,
    )?;
    let scrawl = Rectangle::new(32.0, 44.6, 24.0, 7.0);
    signature(
        &mut printer.canvas,
        &mut dice(seed, "signature"),
        scrawl,
        Ink::solid(24, 24, 30),
    );
    let red = Ink::solid(178, 28, 36);
    let style = TextStyle::new(Typeface::SansBold, 2.6, red.at(0.22)).tracked(0.7);
    printer.note(6.0, 50.4, style.within(22.0), "SPECIMEN")?;
    printer.canvas.grain(seed, 2);
    Ok(printer.finish(
        DocumentKind::CardFront,
        CARD_CORNER,
        Some(portrait),
        Some(ghost),
    ))
}

fn back(seed: u64, record: &TravelRecord, options: &TravelOptions) -> Result<Drawing, DrawError> {
    let per_millimetre = options.pixels_per_millimetre;
    let (colours, mut canvas) = sheet(record, CARD_WIDTH, CARD_HEIGHT, per_millimetre);
    chip(&mut canvas, Rectangle::new(7.0, 9.5, 12.5, 11.5));
    let mut printer = Printer::new(canvas, colours.heading).looking(options.print);
    let person = &record.person;
    let value = TextStyle::new(Typeface::SansBold, 1.5, PRINT).within(30.0);
    let height = format!("{} cm", person.height_centimetres);
    let eyes = person.eyes.code();
    printer.labelled("height", "Height/Taille", (26.0, 8.0), value, &height)?;
    printer.labelled(
        "eyes",
        "Colour of eyes/Couleur des yeux",
        (26.0, 13.6),
        value,
        eyes,
    )?;
    let personal = &record.personal_number;
    printer.labelled(
        "personalNumber",
        "Personal No.",
        (26.0, 19.2),
        value,
        personal,
    )?;
    let style = TextStyle::new(Typeface::Sans, 1.3, PRINT);
    printer.note(26.0, 26.2, style, "AUTHORITY/AUTORITÉ  CIVIC OFFICE")?;
    bars(
        &mut printer.canvas,
        &record.card_number,
        Rectangle::new(58.0, 6.0, 23.0, 7.0),
    );
    let zone = Rectangle::new(0.0, CARD_HEIGHT - 22.0, CARD_WIDTH, 22.0);
    printer
        .canvas
        .fill(zone, Ink::solid(250, 250, 248).at(0.55));
    // Doc 9303-5 figure 3: three lines a sixth of an inch apart near the lower edge.
    let lines = compose_mrz(&record.mrz(MrzFormat::Td1));
    let place = ZonePlace {
        left: 4.7,
        bottom: CARD_HEIGHT - 5.2,
        line_distance: 5.0,
    };
    printer.machine_readable_zone(lines, place, &options.zone)?;
    printer.canvas.grain(seed ^ 2, 2);
    Ok(printer.finish(DocumentKind::CardBack, CARD_CORNER, None, None))
}

/// The contacts of a chip.
pub(super) fn chip(canvas: &mut Canvas, area: Rectangle) {
    let (gold, line) = (Ink::solid(206, 176, 96), Ink::solid(130, 104, 50));
    canvas.rounded(area, 1.6, gold);
    let middle = area.centre();
    for share in [0.33, 0.66] {
        let y = area.y + area.height * share;
        canvas.line(
            Point::new(area.x, y),
            Point::new(area.right(), y),
            0.2,
            line,
        );
    }
    let inner = Rectangle::new(middle.x - 2.2, area.y, 4.4, area.height);
    canvas.frame(inner, 0.2, line);
}

fn bars(canvas: &mut Canvas, text: &str, area: Rectangle) {
    let modules = code39_bars(text);
    let module = area.width / modules.len().max(1) as f32;
    canvas.fill(area.grown(0.8), Ink::solid(250, 250, 248));
    let mut x = area.x;
    for run in modules.chunk_by(|a, b| a == b) {
        let width = module * run.len() as f32;
        if run.first() == Some(&true) {
            canvas.fill(Rectangle::new(x, area.y, width, area.height), PRINT);
        }
        x += width;
    }
}
