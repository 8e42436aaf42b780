use credence_types::Redacted;
use rxing::common::{CharacterSet, Eci};

use super::geometry::Point;

/// One PDF417 symbol that was read, error-corrected.
#[derive(Debug, Clone)]
pub struct BarcodeReading {
    /// What the symbol encodes, byte for byte, control characters included.
    pub bytes: Redacted<Vec<u8>>,
    /// Where a character set other than the default starts: (place in `bytes`, ECI number).
    pub character_sets: Vec<(usize, u32)>,
    /// The part of a divided message (Macro PDF417) that this symbol is.
    pub segment: Option<Segment>,
    /// Corners in picture pixels: top left, top right, bottom right, bottom left, as the symbol
    /// reads. Coarse when the general decoder read it.
    pub corners: [Point; 4],
    /// Width of a module in picture pixels.
    pub module_width: Option<f32>,
    /// Layout, when our own reader found it.
    pub layout: Option<Layout>,
    /// Which reader succeeded.
    pub method: Method,
}

impl BarcodeReading {
    /// The content as text. Bytes before the first mark are ISO 8859-1, the default
    /// interpretation; bytes that do not fit a marked character set are read as ISO 8859-1 too.
    #[must_use]
    pub fn text(&self) -> Redacted<String> {
        let bytes = self.bytes.expose();
        let latin = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
        let first = self
            .character_sets
            .first()
            .map_or(bytes.len(), |&(start, _)| start);
        let mut text = latin(bytes.get(..first).unwrap_or_default());
        for (index, &(start, number)) in self.character_sets.iter().enumerate() {
            let end = self
                .character_sets
                .get(index + 1)
                .map_or(bytes.len(), |&(end, _)| end);
            let part = bytes.get(start..end).unwrap_or_default();
            let set = CharacterSet::from(Eci::from(number));
            text.push_str(&set.decode(part).unwrap_or_else(|_| latin(part)));
        }
        Redacted::new(text)
    }
}

impl BarcodeReading {
    /// Takes places from a copy to the picture, which has so many times its pixels along a side.
    pub(super) fn scale(&mut self, times: f32) {
        self.corners = self.corners.map(|corner| corner.times(times));
        self.module_width = self.module_width.map(|width| width * times);
    }
}

/// Rows, columns and error correction of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Rows, 3–90.
    pub rows: usize,
    /// Data columns, 1–30.
    pub columns: usize,
    /// Error correction level, 0–8: 2 to the power of (level + 1) check words.
    pub error_correction_level: u32,
    /// Codewords that were wrong or unreadable and were corrected.
    pub corrected: usize,
}

/// The part of a divided message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Place of the part, from 0.
    pub index: u32,
    /// Name of the whole message, three digits to a codeword.
    pub file_id: String,
    /// Whether it is marked as the last part.
    pub is_last: bool,
    /// Number of parts, where the symbol tells it.
    pub count: Option<u32>,
}

/// How a symbol was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Our own reader: guard patterns, row indicators, template matching on the fitted grid.
    Grid,
    /// The general decoder on the straightened symbol.
    Straightened,
    /// The general decoder on the picture as it is, or a scaled or mirrored copy.
    Whole,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    pub(super) character_sets: Vec<(usize, u32)>,
    pub(super) segment: Option<Segment>,
}

pub(super) fn reading(
    content: Content,
    corners: [Point; 4],
    module_width: Option<f32>,
    layout: Option<Layout>,
    method: Method,
) -> BarcodeReading {
    BarcodeReading {
        bytes: Redacted::new(content.bytes),
        character_sets: content.character_sets,
        segment: content.segment,
        corners,
        module_width,
        layout,
        method,
    }
}
