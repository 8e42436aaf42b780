use credence_documents::mrz::MrzDocument;
use credence_types::Redacted;

use crate::geometry::Point;

/// What a picture shows of a machine-readable zone.
#[derive(Debug, Clone, Default)]
pub struct MrzOutcome {
    /// What was read; the best when nothing could be accepted.
    pub reading: Option<MrzReading>,
    /// Where something like a zone was seen, read or not.
    pub sighting: Option<MrzSighting>,
}

/// A machine-readable zone that was read.
#[derive(Debug, Clone)]
pub struct MrzReading {
    /// What it says; its lines are those of the picture after the repairs.
    pub document: MrzDocument,
    /// By line and character, the probability that it is right, 0 to 1.
    pub confidence: Vec<Vec<f32>>,
    /// By line, the corners of its capitals in picture pixels: upper left, upper right, lower
    /// right, lower left as the text reads.
    pub corners: Vec<[Point; 4]>,
    /// Distance of characters in picture pixels.
    pub pixels_per_character: f32,
    /// What keeps the reading from being relied on; nothing when it can be.
    pub doubts: Vec<Doubt>,
    /// What a check digit proved to be other than it was read.
    pub repairs: Vec<Repair>,
}

impl MrzReading {
    /// Whether every check digit is right, nothing breaks the standard and every character is
    /// certain. A zone with a character wrong is the worst outcome: in doubt it is not accepted.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        self.doubts.is_empty()
    }

    /// The lines as they stand on the document.
    #[must_use]
    pub const fn lines(&self) -> &Redacted<Vec<String>> {
        &self.document.lines
    }
}

/// Why a reading is not relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A check digit is wrong or missing.
    CheckDigits,
    /// A character stands where the format does not allow it.
    Layout,
    /// Something else is irregular: a code on no list, a day that does not exist.
    Irregular,
    /// A character was not seen clearly enough.
    UncertainCharacter,
}

impl Doubt {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckDigits => "check_digits",
            Self::Layout => "layout",
            Self::Irregular => "irregular",
            Self::UncertainCharacter => "uncertain_character",
        }
    }
}

/// One character that was read as its twin and put right because every check digit is right only
/// so. Places are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repair {
    /// Which line.
    pub line: usize,
    /// Which character of it.
    pub column: usize,
    /// As the recogniser saw it.
    pub from: char,
    /// As it is.
    pub to: char,
}

/// Where lines like those of a zone were seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MrzSighting {
    /// Corners in picture pixels: upper left, upper right, lower right, lower left as they read.
    pub corners: [Point; 4],
    /// Distance of characters in picture pixels.
    pub pixels_per_character: f32,
}
