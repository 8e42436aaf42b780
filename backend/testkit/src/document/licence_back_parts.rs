use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::drawing::PrintedField;
use super::licence_back::{BackLayout, CARD_HEIGHT, CARD_WIDTH};
use crate::aamva::{IssuerCountry, LicenceRecord};
use crate::barcode::code39_bars;
use crate::canvas::{Canvas, Ink, Rosette, TextStyle, Waves};
use crate::dice::{fill_pattern, pick};
use crate::font::{FontError, Typeface};
use crate::geometry::{Point, Rectangle};

const PRINT: Ink = Ink::solid(34, 34, 40);

/// The colour of the card's plastic.
pub(super) fn ground(dice: &mut ChaCha8Rng) -> Ink {
    let [red, green, blue] = pick(
        dice,
        &[
            [244, 244, 240],
            [238, 242, 246],
            [246, 240, 232],
            [236, 244, 238],
            [248, 248, 250],
        ],
    );
    Ink::solid(red, green, blue)
}

/// Fine pattern under everything.
pub(super) fn background(canvas: &mut Canvas, dice: &mut ChaCha8Rng) {
    let whole = Rectangle::new(0.0, 0.0, CARD_WIDTH, CARD_HEIGHT);
    let [red, green, blue] = pick(
        dice,
        &[
            [120, 160, 200],
            [200, 150, 110],
            [130, 180, 140],
            [180, 140, 190],
        ],
    );
    let ink = Ink::solid(red, green, blue).at(0.45);
    canvas.wash(whole, pick(dice, &[(1.0, 0.0), (0.0, 1.0)]), ink.at(0.22));
    canvas.waves(
        whole,
        Waves {
            count: dice.random_range(24..48),
            swing: dice.random_range(0.8..2.4),
            wavelength: dice.random_range(14.0..40.0),
            drift: dice.random_range(-0.06..0.06),
            width: 0.09,
            ink,
        },
    );
    let centre = Point::new(dice.random_range(15.0..70.0), dice.random_range(34.0..48.0));
    let petals = dice.random_range(7..16);
    canvas.rosette(
        centre,
        Rosette {
            petals,
            rings: 7,
            radius: 9.0,
            width: 0.1,
            ink: ink.at(0.3),
        },
    );
}

/// Everything around the symbol, which lies in `area`.
pub(super) fn clutter(
    canvas: &mut Canvas,
    dice: &mut ChaCha8Rng,
    record: &LicenceRecord,
    layout: BackLayout,
    area: Rectangle,
) -> Result<Vec<PrintedField>, FontError> {
    let mut fields = Vec::new();
    let quiet = 2.2;
    let (top, bottom) = match layout {
        BackLayout::Stripe => {
            let shade = pick(dice, &[(22, 20, 20), (46, 34, 26), (30, 32, 40)]);
            let stripe = Rectangle::new(-1.0, 3.0, CARD_WIDTH + 2.0, 10.0);
            canvas.fill(stripe, Ink::solid(shade.0, shade.1, shade.2));
            (area.bottom() + quiet, CARD_HEIGHT - 2.0)
        }
        BackLayout::CodeOnTop => (area.bottom() + quiet, CARD_HEIGHT - 2.0),
        BackLayout::CodeAtBottom => (2.4, area.y - quiet),
    };
    let room = bottom - top;
    let mut y = top;
    if room > 6.0 {
        fields.push(discriminator_line(canvas, record, y + 1.7)?);
        y += 3.2;
    }
    if bottom - y > 7.5 {
        let height = (bottom - y - 3.0).min(5.5);
        one_dimensional(canvas, dice, record, y, height)?;
        y += height + 2.2;
    }
    if bottom - y > 4.0 {
        table(canvas, record, Rectangle::new(4.0, y, 36.0, bottom - y))?;
        small_print(
            canvas,
            dice,
            record,
            Rectangle::new(43.0, y, 39.0, bottom - y),
        )?;
    }
    upright_print(canvas, record, layout)?;
    Ok(fields)
}

fn discriminator_line(
    canvas: &mut Canvas,
    record: &LicenceRecord,
    baseline: f32,
) -> Result<PrintedField, FontError> {
    let style = TextStyle::new(Typeface::Sans, 1.3, PRINT);
    let revision = record.revision_date.as_naive().format("%m/%d/%Y");
    canvas.text(4.0, baseline, style, &format!("REV {revision}"))?;
    let label = canvas.text(30.0, baseline, style, "DD ")?;
    let x = label.right() / canvas.pixels_per_millimetre() + 0.5;
    let bold = TextStyle::new(Typeface::SansBold, 1.3, PRINT);
    let area = canvas.text(x, baseline, bold, &record.document_discriminator)?;
    Ok(PrintedField {
        key: "DCF",
        text: record.document_discriminator.clone(),
        area,
    })
}

/// A Code 39 with the inventory number, as many issuers print for their own use.
fn one_dimensional(
    canvas: &mut Canvas,
    dice: &mut ChaCha8Rng,
    record: &LicenceRecord,
    y: f32,
    height: f32,
) -> Result<(), FontError> {
    let text: String = record.inventory_number.chars().take(10).collect();
    let modules = code39_bars(&text);
    let module = dice.random_range(0.16..0.22);
    let length = module * modules.len() as f32;
    let x = if dice.random_bool(0.5) {
        5.0
    } else {
        CARD_WIDTH - length - 5.0
    };
    canvas.fill(
        Rectangle::new(x, y, length, height).grown(0.7),
        Ink::solid(250, 250, 248),
    );
    let mut left = x;
    for run in modules.chunk_by(|a, b| a == b) {
        let width = module * run.len() as f32;
        if run.first() == Some(&true) {
            canvas.fill(
                Rectangle::new(left, y, width, height),
                Ink::solid(20, 20, 22),
            );
        }
        left += width;
    }
    let style = TextStyle::new(Typeface::Mono, 1.2, PRINT).tracked(0.4);
    canvas.text(x, y + height + 1.7, style, &text)?;
    Ok(())
}

/// Class, restrictions and endorsements, ruled.
fn table(canvas: &mut Canvas, record: &LicenceRecord, area: Rectangle) -> Result<(), FontError> {
    let rows = [
        ("CLASS:", class_words(record.class)),
        (
            "REST:",
            record.restrictions.map_or("NONE", restriction_words),
        ),
        (
            "END:",
            record.endorsements.map_or("NONE", endorsement_words),
        ),
    ];
    let step = (area.height / 3.0).min(2.6);
    for (row, (label, words)) in rows.into_iter().enumerate() {
        let y = area.y + step * row as f32;
        let rule = Rectangle::new(area.x, y, area.width, 0.12);
        canvas.fill(rule, PRINT.at(0.7));
        let height = (step * 0.5).min(1.2);
        let baseline = y + step * 0.75;
        canvas.text(
            area.x + 0.5,
            baseline,
            TextStyle::new(Typeface::SansBold, height, PRINT),
            label,
        )?;
        let style = TextStyle::new(Typeface::Sans, height, PRINT).within(area.width - 10.0);
        canvas.text(area.x + 8.5, baseline, style, words)?;
    }
    canvas.fill(
        Rectangle::new(area.x, area.y + step * 3.0, area.width, 0.12),
        PRINT.at(0.7),
    );
    Ok(())
}

fn class_words(class: &str) -> &'static str {
    match class {
        "A" => "A - COMBINATION VEHICLE GCWR 26,001+ LBS",
        "B" => "B - SINGLE VEHICLE GVWR 26,001+ LBS",
        "C" => "C - SINGLE VEHICLE UNDER 26,001 LBS",
        "M" => "M - MOTORCYCLE",
        _ => "D - OPERATOR, NON-COMMERCIAL",
    }
}

fn restriction_words(code: &str) -> &'static str {
    match code {
        "A" => "A - WITH LICENSED DRIVER",
        "BF" => "B - CORRECTIVE LENSES, F - LEFT OUTSIDE MIRROR",
        "B1" => "B - CORRECTIVE LENSES, 1 - SEE FILE",
        _ => "B - CORRECTIVE LENSES",
    }
}

fn endorsement_words(code: &str) -> &'static str {
    match code {
        "M" => "M - MOTORCYCLE",
        "H" => "H - HAZARDOUS MATERIAL",
        _ => "T - DOUBLE/TRIPLE TRAILERS, N - TANK",
    }
}

/// Sentences too small to read at most resolutions.
fn small_print(
    canvas: &mut Canvas,
    dice: &mut ChaCha8Rng,
    record: &LicenceRecord,
    area: Rectangle,
) -> Result<(), FontError> {
    let office = match record.issuer.country {
        IssuerCountry::UnitedStates => "Department of Motor Vehicles",
        IssuerCountry::Canada => "Ministry of Transportation",
    };
    let sentences = [
        format!(
            "This card is the property of {} and must be",
            record.issuer.name
        ),
        "surrendered upon demand. It is a specimen, drawn by a".to_owned(),
        "program, and of no use to identify anybody. If found,".to_owned(),
        format!("drop in any mailbox. {office}"),
        fill_pattern(dice, "P.O. Box #####  Tel. 1-800-555-01##"),
        "Report a change of address within 10 days. SPECIMEN".to_owned(),
    ];
    for (line, sentence) in sentences.iter().enumerate() {
        let baseline = area.y + 1.2 + 1.55 * line as f32;
        if baseline > area.bottom() {
            break;
        }
        let style = TextStyle::new(Typeface::Sans, 0.8, PRINT.at(0.85)).within(area.width);
        canvas.text(area.x, baseline, style, sentence)?;
    }
    Ok(())
}

/// Print that reads upwards along the right edge, and a raised birth date.
fn upright_print(
    canvas: &mut Canvas,
    record: &LicenceRecord,
    layout: BackLayout,
) -> Result<(), FontError> {
    let y = if layout == BackLayout::CodeAtBottom {
        18.0
    } else {
        CARD_HEIGHT - 3.0
    };
    let style = TextStyle::new(Typeface::Sans, 0.9, PRINT.at(0.8)).tracked(0.1);
    let digits: String = record.inventory_number.chars().take(8).collect();
    canvas.text_upwards(CARD_WIDTH - 0.9, y, style, &digits)?;
    Ok(())
}
