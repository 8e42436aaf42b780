use serde::Serialize;

use crate::geometry::Quad;

/// What may speak for a forgery. None is proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ForgerySignal {
    /// A part of the picture lacks the trace of an earlier JPEG that the rest bears.
    Splice,
    /// A grid lies over the document, as on a photograph of a screen or of a print in dots.
    ScreenPattern,
    /// The document has no colours.
    Photocopy,
    /// The zone is not printed in OCR-B.
    ZoneFont,
    /// The barcode's modules are too fine, too coarse or too flat for its standard.
    BarcodeDensity,
}

impl ForgerySignal {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Splice,
        Self::ScreenPattern,
        Self::Photocopy,
        Self::ZoneFont,
        Self::BarcodeDensity,
    ];

    /// A stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Splice => "splice",
            Self::ScreenPattern => "screen_pattern",
            Self::Photocopy => "photocopy",
            Self::ZoneFont => "zone_font",
            Self::BarcodeDensity => "barcode_density",
        }
    }
}

/// What one signal says of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SignalReading {
    /// Which signal.
    pub signal: ForgerySignal,
    /// How strongly it speaks, on its own scale.
    pub score: f32,
    /// The score from which it is raised.
    pub threshold: f32,
    /// Whether the score reaches the threshold.
    pub is_raised: bool,
    /// Where, in picture pixels: upper left, upper right, lower right, lower left. `None` when it
    /// is about the whole document.
    pub area: Option<Quad>,
}

impl SignalReading {
    /// The reading of a score; `None` when the score is no number.
    pub(super) fn new(
        signal: ForgerySignal,
        score: f32,
        threshold: f32,
        area: Option<Quad>,
    ) -> Option<Self> {
        score.is_finite().then_some(Self {
            signal,
            score,
            threshold,
            is_raised: score >= threshold,
            area,
        })
    }
}
