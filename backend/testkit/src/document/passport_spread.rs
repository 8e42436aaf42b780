use super::drawing::{DocumentKind, Drawing, MrzTruth, PrintedField};
use super::error::DrawError;
use super::passport::{PAGE_HEIGHT, PAGE_WIDTH, TravelDocument, TravelOptions, data_page, design};
use super::printer::Printer;
use super::security::guilloche;
use crate::canvas::{Align, Canvas, Ink, TextStyle};
use crate::font::Typeface;
use crate::geometry::{Point, Rectangle};
use crate::travel::TravelRecord;

/// Draws both open pages of a passport: a page with print above, the data page below.
///
/// # Errors
/// When a font is missing.
pub fn passport_spread(seed: u64, options: &TravelOptions) -> Result<TravelDocument, DrawError> {
    let record = TravelRecord::draw(seed, &options.choices);
    let below = data_page(seed, &record, options)?;
    let above = observations_page(seed, &record, options.pixels_per_millimetre)?;
    Ok(TravelDocument {
        drawing: stack(&above, below),
        record,
    })
}

/// The page that faces the data page: observations, a round stamp and a perforated number.
fn observations_page(
    seed: u64,
    record: &TravelRecord,
    pixels_per_millimetre: f32,
) -> Result<Drawing, DrawError> {
    let (colours, mut design) = design(record);
    let ground = Ink::solid(244, 242, 238);
    let whole = Rectangle::new(0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT);
    let mut canvas = Canvas::new(PAGE_WIDTH, PAGE_HEIGHT, pixels_per_millimetre, ground);
    guilloche(&mut canvas, &mut design, whole, colours);
    let mut printer = Printer::new(canvas, colours.heading);
    let heading = TextStyle::new(Typeface::SerifBold, 2.0, colours.heading);
    printer.note(10.0, 12.0, heading, "OBSERVATIONS / OBSERVATIONS (13)")?;
    for line in 0..4_u8 {
        let y = 22.0 + 7.0 * f32::from(line);
        printer.canvas.fill(
            Rectangle::new(10.0, y, 105.0, 0.12),
            colours.heading.at(0.5),
        );
    }
    let stamp = Rectangle::new(80.0, 50.0, 28.0, 28.0);
    let ink = Ink::solid(60, 50, 130).at(0.55);
    printer.canvas.ring(stamp, 0.5, ink);
    printer.canvas.ring(stamp.grown(-4.5), 0.3, ink);
    let centred = TextStyle::new(Typeface::SansBold, 1.8, ink).aligned(Align::Centre);
    printer.note(94.0, 64.8, centred.within(17.0), "PASSPORT OFFICE")?;
    dotted_number(
        &mut printer.canvas,
        &record.passport_number,
        Point::new(40.0, 80.0),
    );
    printer.canvas.grain(seed ^ 1, 3);
    Ok(printer.finish(DocumentKind::PassportSpread, 2.5, None, None))
}

/// Holes as a perforator leaves them; their pattern only looks like a number.
fn dotted_number(canvas: &mut Canvas, number: &str, at: Point) {
    for (place, byte) in number.bytes().enumerate() {
        for hole in 0..15_u8 {
            if (u32::from(byte) * 2_654_435_761_u32.rotate_right(u32::from(hole))) & 64 != 0 {
                let x = at.x + 5.0 * place as f32 + 1.2 * f32::from(hole % 3);
                let y = at.y + 1.2 * f32::from(hole / 3);
                canvas.ellipse(
                    Rectangle::new(x, y, 0.7, 0.7),
                    Ink::solid(90, 84, 80).at(0.8),
                );
            }
        }
    }
}

/// Puts one page above the other with the shade of the fold between; places on the lower page
/// move down.
fn stack(above: &Drawing, below: Drawing) -> Drawing {
    let (width, height) = (below.picture.width(), above.picture.height());
    let mut picture = image::RgbImage::new(width, height + below.picture.height());
    image::imageops::replace(&mut picture, &above.picture, 0, 0);
    image::imageops::replace(&mut picture, &below.picture, 0, i64::from(height));
    let shift = height as f32;
    let mut canvas = Canvas::over(picture, below.pixels_per_millimetre);
    let fold = shift / below.pixels_per_millimetre;
    for step in 0..12_u8 {
        let reach = 0.25 * f32::from(step);
        let shade = Rectangle::new(0.0, fold - reach, PAGE_WIDTH, 2.0 * reach);
        canvas.fill(shade, Ink::solid(40, 36, 30).at(0.045));
    }
    let down = |area: Rectangle| area.moved(0.0, shift);
    Drawing {
        kind: DocumentKind::PassportSpread,
        picture: canvas.into_picture(),
        portrait: below.portrait.map(down),
        ghost_portrait: below.ghost_portrait.map(down),
        fields: below
            .fields
            .into_iter()
            .map(|field| PrintedField {
                area: down(field.area),
                ..field
            })
            .collect(),
        mrz: below.mrz.map(|mrz| MrzTruth {
            areas: mrz.areas.into_iter().map(down).collect(),
            lines: mrz.lines,
        }),
        ..below
    }
}
