use rand::Rng;

use super::licence_back::{BackLayout, CARD_HEIGHT, CARD_WIDTH};
use crate::aamva::LicenceRecord;
use crate::barcode::{GeneralCode, encode_general};
use crate::canvas::{Canvas, Ink, SymbolShape, TextStyle};
use crate::dice::{dice, pick};
use crate::font::{FontError, Typeface};
use crate::geometry::Rectangle;

const PRINT: Ink = Ink::solid(30, 30, 36);
/// Narrowest strip beside the symbol that holds an upright code and its quiet zone.
const STRIP: f32 = 7.0;

/// What stands close to the symbol and misleads a reader: a Code 128 on end beside it and lines of
/// print right above and below its quiet zone. It has dice of its own, so the rest of a card stays
/// as it was.
pub(super) fn crowd(
    canvas: &mut Canvas,
    seed: u64,
    record: &LicenceRecord,
    layout: BackLayout,
    area: Rectangle,
    module: f32,
) -> Result<(), FontError> {
    let dice = &mut dice(seed, "licence back crowd");
    let (left, right) = (area.x, CARD_WIDTH - area.right());
    if left.max(right) > STRIP && dice.random_bool(0.6) {
        let x = if left > right {
            left - STRIP + 0.8
        } else {
            area.right() + 2.4
        };
        let text: String = record.document_discriminator.chars().take(10).collect();
        code_on_end(
            canvas,
            &text,
            Rectangle::new(x, area.y, STRIP - 3.2, area.height),
        );
    }
    let words = pick(
        dice,
        &[
            "ORGAN DONOR Y/N ____________  SIGNATURE ______________________",
            "FOLD HERE  0123456789  DO NOT LAMINATE  0123456789  SPECIMEN",
            "||||| USE ONLY AS DIRECTED ||||| VOID IF ALTERED |||||",
        ],
    );
    let style = TextStyle::new(Typeface::Mono, 0.9, PRINT).within(area.width);
    let gap = 3.0 * module;
    if layout != BackLayout::Stripe && area.y - gap > 2.0 {
        canvas.text(area.x, area.y - gap, style, words)?;
    }
    if area.bottom() + gap + 1.0 < CARD_HEIGHT - 1.0 && dice.random_bool(0.7) {
        canvas.text(area.x, area.bottom() + gap + 0.9, style, words)?;
    }
    Ok(())
}

/// A Code 128 whose bars lie across, from the top of the strip to its end.
fn code_on_end(canvas: &mut Canvas, text: &str, strip: Rectangle) {
    let Some(bars) =
        encode_general(GeneralCode::Code128, text).and_then(|rows| rows.into_iter().next())
    else {
        return;
    };
    let module = (strip.height / bars.len() as f32).min(0.25);
    let shape = SymbolShape {
        area: Rectangle {
            height: module * bars.len() as f32,
            ..strip
        },
        module: strip.width,
        row_height: module,
        spread: 0.0,
    };
    canvas.fill(shape.area.grown(0.8), Ink::solid(250, 250, 248));
    let rows: Vec<Vec<bool>> = bars.into_iter().map(|bar| vec![bar]).collect();
    canvas.symbol(&rows, shape, Ink::solid(22, 22, 24));
}
