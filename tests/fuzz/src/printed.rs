use credence_documents::compare::{Side, compare};
use credence_documents::printed::{
    DocumentLayout, PrintLine, foldings, lay_out, printed_dates, printed_forms,
};
use credence_documents::{FieldKey, FieldValue, uk_driver_number};
use credence_testkit::person::reference_day;
use credence_types::{FieldSource, Redacted};
use credence_vision::printed::{Sheet, read_printed};
use credence_vision::signs::{DocumentScene, forgery_signals};
use credence_vision::{Quad, decode, dimensions};

use super::picture;

const LAYOUTS: [DocumentLayout; 4] = [
    DocumentLayout::NorthAmericanCard,
    DocumentLayout::TravelDocument,
    DocumentLayout::DrivingLicence,
    DocumentLayout::Any,
];
/// Longest side of a picture that is searched for signals.
const MOST_SIDE: u32 = 1 << 11;

/// Lines of print: three bytes for the place and the size of each, then its text.
pub(super) fn feed_text(bytes: &[u8]) {
    let lines: Vec<PrintLine> = bytes
        .split(|&byte| byte == b'\n')
        .filter_map(line)
        .collect();
    for layout in LAYOUTS {
        let _ = lay_out(&lines, layout, reference_day());
    }
    let texts: Vec<&str> = lines
        .iter()
        .map(|line| line.text.expose().as_str())
        .collect();
    for (text, other) in texts.iter().zip(texts.iter().skip(1)).take(4) {
        let _ = (
            printed_dates(text),
            foldings(text),
            uk_driver_number::parse(text),
        );
        let [value, another] = [text, other].map(|text| FieldValue::Text((*text).to_owned()));
        for &key in FieldKey::ALL {
            let _ = printed_forms(key, &value, FieldSource::Barcode);
            let side = |value, origin| Side {
                value,
                origin,
                is_shortened: text.len() % 2 == 0,
            };
            let _ = compare(
                key,
                side(&value, FieldSource::Mrz),
                side(&another, FieldSource::Printed),
            );
        }
    }
}

fn line(bytes: &[u8]) -> Option<PrintLine> {
    let [x, y, size, text @ ..] = bytes else {
        return None;
    };
    let text = std::str::from_utf8(text).ok()?;
    let [left, top, size] = [x, y, size].map(|&byte| f32::from(byte) / 255.0);
    Some(PrintLine {
        text: Redacted::new(text.to_owned()),
        confidence: vec![size; text.chars().count()],
        left,
        top,
        right: left + size * text.len() as f32 / 8.0,
        bottom: top + size / 8.0,
    })
}

/// Grey pixels as a whole document and as one that lies aslant in them.
pub(super) fn feed_pixels(bytes: &[u8]) {
    let Some(picture) = picture(bytes) else {
        return;
    };
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let aslant = Sheet {
        corners: Quad::rectangle(-0.1 * width, 0.1 * height, width, 0.7 * height),
        millimetres: (85.6, 53.98),
        is_upright: bytes.len().is_multiple_of(2),
    };
    for sheet in [None, Some(aslant)] {
        let page = read_printed(&picture, sheet);
        let _ = page.look_for("ERIKSSON");
        let _ = lay_out(&page.prints(), DocumentLayout::Any, reference_day());
    }
}

/// A picture's file, whose coded blocks tell how it was saved.
pub(super) fn feed_file(bytes: &[u8]) {
    let is_small = |(width, height): (u32, u32)| width.max(height) <= MOST_SIDE;
    if !dimensions(bytes).is_ok_and(is_small) {
        return;
    }
    if let Ok(picture) = decode(bytes) {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let mut scene = DocumentScene::new(&picture);
        let _ = forgery_signals(&scene);
        scene.outline = Some(Quad::rectangle(
            0.1 * width,
            0.2 * height,
            0.8 * width,
            0.5 * height,
        ));
        scene.portrait = Some(Quad::rectangle(
            0.2 * width,
            0.3 * height,
            0.2 * width,
            0.3 * height,
        ));
        let _ = forgery_signals(&scene);
    }
}
