use std::fmt::Write as _;

use credence_documents::DocumentFields;
use credence_vision::barcode::CodeKind;
use credence_vision::outline::{Borders, Outline, Shape};
use credence_vision::quality::{Level, Quality};

use super::finding::{Barcode, Finding, Line};
use super::zone::Zone;

/// What was found in a picture, for a person.
pub(super) fn table(finding: &Finding) -> String {
    let mut text = format!(
        "{}  {} × {}\n",
        finding.file, finding.size.0, finding.size.1
    );
    row(&mut text, "quality", &quality(&finding.quality));
    if let Some(found) = &finding.outline {
        row(&mut text, "document", &outline(found));
    }
    for read in &finding.barcodes {
        barcode(&mut text, read);
    }
    for code in &finding.codes {
        let kind = match code.kind {
            CodeKind::Qr => "QR code",
            CodeKind::Code128 => "Code 128",
        };
        row(&mut text, "code", kind);
        row(&mut text, "  text", &printable(code.text.expose()));
    }
    if let Some(read) = &finding.zone {
        zone(&mut text, read);
    }
    for line in &finding.print {
        row(&mut text, "print", &print_line(line));
    }
    if finding.is_empty() {
        row(
            &mut text,
            "nothing",
            "no barcode, no code, no machine-readable zone and no print was read",
        );
    }
    text.push('\n');
    text
}

/// `0.97  SURNAME ERIKSSON`, with the confidence of the least certain character.
fn print_line(line: &Line) -> String {
    let text = printable(line.text.expose());
    format!("{:.2}  {text}", line.confidence)
}

fn barcode(text: &mut String, barcode: &Barcode) {
    let reading = &barcode.reading;
    let module = reading
        .module_width
        .map(|width| format!(", {width:.1} px/module"))
        .unwrap_or_default();
    let bytes = reading.bytes.expose().len();
    row(text, "barcode", &format!("PDF417, {bytes} bytes{module}"));
    match &barcode.document {
        Some(document) => {
            fields(text, &document.fields);
            for warning in &document.warnings {
                row(text, "  irregular", &warning.to_string());
            }
        }
        None => row(text, "  text", &printable(reading.text().expose())),
    }
}

fn zone(text: &mut String, zone: &Zone) {
    let state = if zone.doubts.is_empty() {
        "accepted".to_owned()
    } else {
        format!("in doubt: {}", zone.doubts.join(", "))
    };
    let format = zone.document.format.name();
    let pixels = zone.pixels_per_character;
    row(
        text,
        "zone",
        &format!("{format}, {pixels:.1} px/character, {state}"),
    );
    for line in zone.document.lines.expose() {
        row(text, "", line);
    }
    for repair in &zone.repairs {
        row(text, "  put right", repair);
    }
    fields(text, &zone.document.fields);
}

pub(super) fn row(text: &mut String, title: &str, value: &str) {
    let _ = writeln!(text, "  {title:<22}{value}");
}

fn fields(text: &mut String, fields: &DocumentFields) {
    for (key, value) in fields.iter() {
        row(
            text,
            &format!("  {key}"),
            &printable(&value.expose().to_string()),
        );
    }
}

/// Control characters could steer the terminal; they are shown as such.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => '␊',
            '\r' => '␍',
            '\u{1e}' => '␞',
            c if c.is_control() => '·',
            c => c,
        })
        .collect()
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Id1 => "ID-1",
        Shape::RootTwo => "ID-2, ID-3 or two pages",
        Shape::LargeVisa => "MRV-A",
    }
}

/// `ID-1, 34 % of the picture, cut off at the left, confidence 0.92`
fn outline(outline: &Outline) -> String {
    let shape = outline.shape.map_or("of unknown shape", shape);
    let share = 100.0 * outline.share;
    let mut text = format!("{shape}, {share:.0} % of the picture");
    let Borders {
        left,
        upper,
        right,
        lower,
    } = outline.cut_off;
    let sides = [
        (left, "left"),
        (upper, "top"),
        (right, "right"),
        (lower, "bottom"),
    ];
    let sides: Vec<&str> = sides
        .into_iter()
        .filter_map(|(is_cut, side)| is_cut.then_some(side))
        .collect();
    if !sides.is_empty() {
        let _ = write!(text, ", cut off at the {}", sides.join(" and "));
    }
    let _ = write!(text, ", confidence {:.2}", outline.confidence);
    text
}

fn quality(quality: &Quality) -> String {
    let troubles: Vec<&str> = [
        (quality.sharpness_level, "blurred"),
        (quality.glare_level, "glare"),
        (quality.exposure_level, "badly exposed"),
        (quality.size_level, "too small"),
    ]
    .into_iter()
    .filter(|(level, _)| *level != Level::Good)
    .map(|(_, words)| words)
    .collect();
    match (quality.worst(), troubles.is_empty()) {
        (_, true) => "good".to_owned(),
        (Level::Bad, _) => format!("bad: {}", troubles.join(", ")),
        (Level::Poor | Level::Good, _) => format!("poor: {}", troubles.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use credence_vision::{Point, Quad};

    use super::*;

    #[test]
    fn control_characters_stay_out_of_the_terminal() {
        assert_eq!(printable("@\n\u{1e}\rANSI \u{1b}[2J"), "@␊␞␍ANSI ·[2J");
    }

    #[test]
    fn the_outline_says_what_how_large_and_where_it_is_cut_off() {
        let found = Outline {
            quad: Quad([Point::new(0.0, 0.0); 4]),
            shape: Some(Shape::Id1),
            confidence: 0.917,
            cut_off: Borders {
                left: true,
                upper: true,
                ..Borders::default()
            },
            share: 0.342,
        };
        assert_eq!(
            outline(&found),
            "ID-1, 34 % of the picture, cut off at the left and top, confidence 0.92"
        );
    }
}
