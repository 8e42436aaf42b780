use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::drawing::{DocumentKind, Drawing};
use super::error::DrawError;
use super::printer::Printer;
use crate::canvas::{Canvas, Ink, TextStyle};
use crate::dice::{dice, fill_pattern, pick};
use crate::font::{FontError, Typeface};
use crate::geometry::Rectangle;
use crate::person::Person;

const INK: Ink = Ink::solid(30, 30, 36);

/// Printed paper that is no identity document, with what a reader may take for a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// Capitals and digits in a monospaced face.
    Letter,
    /// A program: shifts, comparisons, arrows.
    Listing,
    /// Rows of fillers, digits and capitals in OCR-B, of many lengths.
    Table,
    /// A payment slip with a code line in OCR-B at its foot.
    Slip,
}

impl PaperKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Letter, Self::Listing, Self::Table, Self::Slip];
}

/// Draws a sheet of 148 × 105 mm, without a machine readable zone.
///
/// # Errors
/// When a font is missing.
pub fn paper(seed: u64, kind: PaperKind) -> Result<Drawing, DrawError> {
    let dice = &mut dice(seed, "paper");
    let ground = pick(dice, &[[250, 250, 248], [244, 240, 228], [236, 240, 246]]);
    let [red, green, blue] = ground;
    let canvas = Canvas::new(148.0, 105.0, 9.0, Ink::solid(red, green, blue));
    let mut printer = Printer::new(canvas, INK);
    match kind {
        PaperKind::Letter => letter(&mut printer, dice)?,
        PaperKind::Listing => listing(&mut printer, dice)?,
        PaperKind::Table => table(&mut printer, dice)?,
        PaperKind::Slip => slip(&mut printer, dice)?,
    }
    printer.canvas.grain(seed, 3);
    Ok(printer.finish(DocumentKind::Paper, 0.0, None, None))
}

/// Sets lines of text from the top.
fn column(
    printer: &mut Printer,
    style: TextStyle,
    pitch: f32,
    mut line: impl FnMut() -> String,
) -> Result<(), FontError> {
    let mut y = 10.0;
    while y < 101.0 {
        printer.note(9.0, y, style.within(132.0), &line())?;
        y += pitch;
    }
    Ok(())
}

fn letter(printer: &mut Printer, dice: &mut ChaCha8Rng) -> Result<(), FontError> {
    let style = TextStyle::new(Typeface::Mono, dice.random_range(1.6..2.6), INK);
    let pitch = style.capital_height * dice.random_range(1.7..2.6);
    column(printer, style, pitch, || {
        let person = Person::draw(dice);
        let reference = fill_pattern(dice, "AA######-##");
        format!("{reference} {} {}", person.family_name, person.given()).to_uppercase()
    })
}

fn listing(printer: &mut Printer, dice: &mut ChaCha8Rng) -> Result<(), FontError> {
    const LINES: [&str; 10] = [
        "for (int i = 0; i < n; i++) { mask <<= 1; total += table[i] << shift; }",
        "let flags = 1 << 7 | 1 << 3 | (level & 0x0F) << 12;",
        "if (a < b && b < c) return hash << 5 ^ hash >> 27;",
        "<<<<<<< HEAD",
        "std::cout << \"P<\" << name << \"<<\" << given << std::endl;",
        "template <typename K, typename V, class C = less<K>> struct Map;",
        "assert!(low <= high && 0 < count, \"{low} {high}\");",
        "cat <<EOF > /tmp/out.txt",
        "    key << 24 | key << 16 | key << 8 | key,",
        "#define PUT(x) stream << (x) << '<' << '\\n'",
    ];
    let style = TextStyle::new(Typeface::Mono, dice.random_range(1.4..2.2), INK);
    let pitch = style.capital_height * 2.2;
    column(printer, style, pitch, || pick(dice, &LINES).to_owned())
}

/// Rows that look like lines of a zone and make none: wrong lengths, wrong order, too many.
fn table(printer: &mut Printer, dice: &mut ChaCha8Rng) -> Result<(), FontError> {
    let style = TextStyle::new(Typeface::OcrB, 2.5, INK);
    let pitch = pick(dice, &[5.0, 6.35, 9.0, 14.0]);
    column(printer, style, pitch, || {
        let length = pick(dice, &[12, 20, 26, 33, 40, 50]);
        let mut row = match dice.random_range(0..4) {
            0 => "<".repeat(length),
            1 => fill_pattern(dice, &"#".repeat(length)),
            2 => fill_pattern(dice, &"??????<".repeat(length / 7 + 1)),
            _ => fill_pattern(dice, "TOTAL ######### <<< AA-### <"),
        };
        row.truncate(length);
        row
    })
}

fn slip(printer: &mut Printer, dice: &mut ChaCha8Rng) -> Result<(), FontError> {
    let rule = Ink::solid(200, 90, 60);
    printer
        .canvas
        .frame(Rectangle::new(5.0, 5.0, 138.0, 78.0), 0.3, rule);
    printer
        .canvas
        .frame(Rectangle::new(74.0, 5.0, 69.0, 40.0), 0.3, rule);
    let heading = TextStyle::new(Typeface::SansBold, 2.2, rule);
    printer.note(8.0, 11.0, heading, "PAYMENT / VERSEMENT / EINZAHLUNG")?;
    let value = TextStyle::new(Typeface::Mono, 2.0, INK).within(60.0);
    let person = Person::draw(dice);
    let name = format!("{} {}", person.given(), person.family_name);
    let account = fill_pattern(dice, "##-######-#");
    let amount = fill_pattern(dice, "### . ##");
    for (row, text) in [name, account, amount].iter().enumerate() {
        printer.note(9.0, 22.0 + 9.0 * row as f32, value, text)?;
    }
    // The code line of a giro slip: one line, with marks that no zone has.
    let code = fill_pattern(dice, "##########<##########################+ #########>");
    let style = TextStyle::new(Typeface::OcrB, 2.5, INK);
    printer.canvas.fixed_pitch(10.0, 96.0, 2.54, style, &code)?;
    Ok(())
}
