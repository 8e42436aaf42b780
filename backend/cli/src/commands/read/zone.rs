use credence_documents::mrz::MrzDocument;
use credence_vision::mrz::{MrzReading, Repair};

/// A machine-readable zone that was read from pixels.
pub(super) struct Zone {
    pub(super) document: MrzDocument,
    /// By line and character, the probability that it is right.
    pub(super) confidence: Vec<Vec<f32>>,
    /// By line, corners in picture pixels.
    pub(super) corners: Vec<[(f32, f32); 4]>,
    pub(super) pixels_per_character: f32,
    /// Why the reading is not to be relied on; nothing when it is.
    pub(super) doubts: Vec<String>,
    /// What check digits proved to be other than it looked.
    pub(super) repairs: Vec<String>,
}

impl Zone {
    pub(super) fn of(reading: MrzReading) -> Self {
        let place = |repair: &Repair| {
            let Repair {
                line,
                column,
                from,
                to,
            } = repair;
            format!("line {} character {}: {from} is {to}", line + 1, column + 1)
        };
        Self {
            confidence: reading.confidence,
            corners: reading
                .corners
                .iter()
                .map(|corners| corners.map(|point| (point.x, point.y)))
                .collect(),
            pixels_per_character: reading.pixels_per_character,
            doubts: reading
                .doubts
                .iter()
                .map(|doubt| doubt.code().to_owned())
                .collect(),
            repairs: reading.repairs.iter().map(place).collect(),
            document: reading.document,
        }
    }
}
