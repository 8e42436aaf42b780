use credence_documents::DocumentFields;
use credence_documents::aamva::{self, AamvaDocument};
use credence_engine::Photograph;
use credence_types::{CalendarDate, Redacted};
use credence_vision::Point;
use credence_vision::barcode::{BarcodeReading, CodeReading, read_codes};
use credence_vision::outline::Outline;
use credence_vision::printed::PrintedLine;
use credence_vision::quality::Quality;
use serde_json::{Map, Value, json};

use super::zone::Zone;
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
    pub(super) print: Vec<Line>,
}

/// A line of print.
pub(super) struct Line {
    pub(super) text: Redacted<String>,
    /// How certain its least certain character is, 0 to 1.
    pub(super) confidence: f32,
    /// In picture pixels.
    pub(super) corners: [Point; 4],
}

/// A barcode with what it says, where it is an AAMVA one.
pub(super) struct Barcode {
    pub(super) reading: BarcodeReading,
    pub(super) document: Option<AamvaDocument>,
}

impl Finding {
    /// Looks for everything that is asked for; the print last, which is read beside the rest.
    pub(super) fn of(
        file: String,
        photograph: &Photograph,
        asked: &ReadArguments,
        today: CalendarDate,
    ) -> Self {
        let picture = photograph.picture();
        let (mut barcodes, mut codes) = (Vec::new(), Vec::new());
        if asked.side != Side::Front {
            let readings = photograph.barcodes().readings.iter().cloned();
            barcodes.extend(readings.map(Barcode::of));
            codes = read_codes(picture);
        }
        let zone = photograph.zone(today).reading.clone().map(Zone::of);
        let mut print = Vec::new();
        if !asked.machine_readable {
            print.extend(photograph.print().lines.iter().map(Line::of));
        }
        Self {
            file,
            size: (picture.width(), picture.height()),
            quality: photograph.quality(),
            outline: photograph.outline().cloned(),
            barcodes,
            codes,
            zone,
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
            "print": self.print.iter().map(Line::to_json).collect::<Vec<_>>(),
        })
    }
}

impl Barcode {
    fn of(reading: BarcodeReading) -> Self {
        Self {
            document: aamva::parse(reading.bytes.expose()).ok(),
            reading,
        }
    }

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

impl Line {
    fn of(line: &PrintedLine) -> Self {
        let confidences = line.print.confidence.iter();
        Self {
            text: line.print.text.clone(),
            confidence: confidences.copied().fold(1.0, f32::min),
            corners: line.corners.0,
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "text": self.text.expose(),
            "confidence": self.confidence,
            "corners": self.corners.map(|corner| [corner.x, corner.y]),
        })
    }
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
