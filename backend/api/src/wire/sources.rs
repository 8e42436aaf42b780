//! What each source of a document says of a field, and signals of forgery, as the integrator and the
//! reviewer see them.

use credence_types::{PictureCorners, Redacted};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{SightingSource, Step};

/// A field in one source of the document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FieldSighting {
    source: SightingSource,
    /// The picture that shows it; null where the page's own decoder read it.
    #[schema(required)]
    image: Option<Step>,
    /// What the source says.
    #[schema(value_type = String)]
    value: Redacted<String>,
    /// How surely it was read, 0 to 100; null where that is not known.
    #[schema(required, minimum = 0, maximum = 100)]
    confidence: Option<u8>,
    /// Where it stands, as four corners in pixels of the upright picture: upper left, upper right,
    /// lower right, lower left as the text reads. Null where that is not known.
    #[schema(value_type = Option<Vec<Vec<f64>>>, required)]
    corners: Option<PictureCorners>,
}

/// What one signal of forgery says of a picture: a reason to look closer, never proof. Honest
/// documents raise signals now and then.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ForgerySignal {
    image: Step,
    /// A stable name, such as `screen_pattern`.
    signal: String,
    /// How strongly it speaks, on its own scale.
    score: f64,
    /// The score from which it is raised.
    threshold: f64,
    is_raised: bool,
    /// Where, as four corners in pixels of the upright picture; null where it is about the whole
    /// document.
    #[schema(value_type = Option<Vec<Vec<f64>>>, required)]
    corners: Option<PictureCorners>,
}

impl From<credence_types::FieldSighting> for FieldSighting {
    fn from(sighting: credence_types::FieldSighting) -> Self {
        Self {
            source: sighting.source.into(),
            image: sighting.image.map(Into::into),
            value: sighting.value,
            confidence: sighting.confidence.filter(|value| *value <= 100),
            corners: sighting.corners,
        }
    }
}

impl From<credence_types::ForgeryReading> for ForgerySignal {
    fn from(reading: credence_types::ForgeryReading) -> Self {
        Self {
            image: reading.image.into(),
            signal: reading.signal,
            score: reading.score,
            threshold: reading.threshold,
            is_raised: reading.is_raised,
            corners: reading.corners,
        }
    }
}
