use credence_documents::DocumentFields;
use credence_documents::aamva::{self, AamvaDocument};
use credence_types::CalendarDate;
use credence_vision::Picture;
use credence_vision::barcode::{BarcodeReading, CodeReading, read_codes, read_pdf417};
use credence_vision::outline::{Outline, locate};
use credence_vision::printed::{PrintedLine, Sheet, read_printed};
use credence_vision::quality::{Quality, assess};
use serde_json::{Map, Value, json};

use super::zone::{Zone, zone};
use crate::arguments::{ReadArguments, Side};

/// What was found in one picture.
pub(super) struct Finding {
    pub(super) file: String,
    pub(super) size: (u32, u32),
    pub(super) quality: Quality,
    /// The document's, where it was found.
    pub(super) outline: Option<Outline>,
    pub(super) barcodes: Vec<Barcode>,
    /// Codes of other kinds.
    pub(super) codes: Vec<CodeReading>,
    pub(super) zone: Option<Zone>,
    /// Lines of print; none where no print is looked for.
    pub(super) print: Vec<PrintedLine>,
}

/// A barcode with what it says, where it is an AAMVA one.
pub(super) struct Barcode {
    pub(super) reading: BarcodeReading,
    pub(super) document: Option<AamvaDocument>,
}

impl Finding {
    /// Looks for everything that is asked for.
    pub(super) fn of(
        file: String,
        picture: &Picture,
        asked: &ReadArguments,
        today: CalendarDate,
    ) -> Self {
        let (barcodes, codes) = if asked.side != Side::Front {
            (read_pdf417(picture), read_codes(picture))
        } else {
            (Vec::new(), Vec::new())
        };
        let barcodes = barcodes.into_iter().map(|reading| Barcode {
            document: aamva::parse(reading.bytes.expose()).ok(),
            reading,
        });
        let outline = locate(picture);
        let print = if asked.machine_readable {
            Vec::new()
        } else {
            read_printed(picture, outline.as_ref().map(Sheet::of_outline)).lines
        };
        Self {
            file,
            size: (picture.width(), picture.height()),
            quality: assess(picture),
            outline,
            barcodes: barcodes.collect(),
            codes,
            zone: zone(picture, today),
            print,
        }
    }

    /// Whether nothing was read.
    pub(super) fn is_empty(&self) -> bool {
        self.barcodes.is_empty()
            && self.codes.is_empty()
            && self.zone.is_none()
            && self.print.is_empty()
    }

    /// Everything, with places in picture pixels.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "file": self.file,
            "width": self.size.0,
            "height": self.size.1,
            "quality": self.quality,
            "outline": self.outline,
            "barcodes": self.barcodes.iter().map(Barcode::to_json).collect::<Vec<_>>(),
            "codes": self.codes.iter().map(code).collect::<Vec<_>>(),
            "zone": self.zone.as_ref().map(Zone::to_json),
            "print": self.print.iter().map(line).collect::<Vec<_>>(),
        })
    }
}

impl Barcode {
    fn to_json(&self) -> Value {
        let corners = self.reading.corners.map(|corner| [corner.x, corner.y]);
        json!({
            "kind": "PDF417",
            "text": self.reading.text().expose(),
            "corners": corners,
            "moduleWidth": self.reading.module_width,
            "fields": self.document.as_ref().map(|document| fields(&document.fields)),
            "warnings": self.document.as_ref().map(|document| {
                document.warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
            }),
        })
    }
}

/// How certain the least certain character of a line is, 0 to 1.
pub(super) fn least_certain(line: &PrintedLine) -> f32 {
    let confidences = line.print.confidence.iter();
    confidences.copied().fold(1.0, f32::min)
}

fn line(line: &PrintedLine) -> Value {
    json!({
        "text": line.print.text.expose(),
        "confidence": least_certain(line),
        "corners": line.corners.0.map(|corner| [corner.x, corner.y]),
    })
}

fn code(code: &CodeReading) -> Value {
    json!({
        "kind": code.kind,
        "text": code.text.expose(),
        "corners": code.corners.map(|corner| [corner.x, corner.y]),
    })
}

impl Zone {
    fn to_json(&self) -> Value {
        json!({
            "format": self.document.format.name(),
            "lines": self.document.lines.expose(),
            "isAccepted": self.doubts.is_empty(),
            "doubts": self.doubts,
            "repairs": self.repairs,
            "confidence": self.confidence,
            "corners": self.corners,
            "pixelsPerCharacter": self.pixels_per_character,
            "fields": fields(&self.document.fields),
            "flags": self.document.flags.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }
}

/// Values under the names of the wire.
fn fields(fields: &DocumentFields) -> Value {
    let pairs = fields
        .iter()
        .map(|(key, value)| (key.to_string(), Value::from(value.expose().to_string())));
    Value::Object(pairs.collect::<Map<_, _>>())
}
