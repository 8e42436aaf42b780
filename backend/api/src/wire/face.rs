//! The comparison of selfie and portrait, and how the pictures came to be, as the integrator and the
//! reviewer see them.

use credence_types::FaceComparison;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{FaceBand, FaceMetric, FaceStatus, HeadTurnFinding, ImageReuse};

/// The selfie beside the document's portrait. `consistent` is no proof of identity, and nothing here
/// says that a living person was before the camera.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FaceFindings {
    status: FaceStatus,
    /// How far apart the faces are in the model's metric; null where nothing was compared.
    #[schema(required)]
    distance: Option<f64>,
    /// Where the distance lies between the thresholds, whatever the status.
    #[schema(required)]
    band: Option<FaceBand>,
    #[schema(required)]
    metric: Option<FaceMetric>,
    #[schema(required)]
    model_id: Option<String>,
    /// The SHA-256 of the model's file.
    #[schema(required)]
    model_sha256: Option<String>,
    #[schema(required)]
    thresholds: Option<FaceThresholds>,
    /// Whether the thresholds were measured on the operator's own pairs. A model that is not
    /// calibrated decides nothing by itself.
    calibrated: bool,
    /// The false match rate measured at `thresholds.consistent`; null where not calibrated.
    #[schema(required, minimum = 0, maximum = 1)]
    false_match_rate: Option<f64>,
    /// Stable codes of what limits the comparison.
    warnings: Vec<String>,
    capture: CaptureFindings,
    pad: Pad,
}

/// Where a model's bands begin.
#[derive(Debug, Serialize, ToSchema)]
struct FaceThresholds {
    /// Distances up to this are consistent.
    consistent: f64,
    /// Distances above this are a mismatch.
    mismatch: f64,
}

/// Signs about how the pictures came to be; none of them proves anything.
#[derive(Debug, Serialize, ToSchema)]
struct CaptureFindings {
    /// Whether the selfie shows the pattern of a screen's pixels; null where its file cannot tell.
    #[schema(required)]
    screen_pattern: Option<bool>,
    /// How the head turns went; null where none were asked for.
    #[schema(required)]
    head_turn: Option<HeadTurnFinding>,
    /// Whether another session sent these pictures; null where that was not looked up.
    #[schema(required)]
    image_reuse: Option<ImageReuse>,
    /// Stable codes of what page and files say of their source.
    source: Vec<String>,
}

/// Presentation attack detection by ISO/IEC 30107-3.
#[derive(Debug, Serialize, ToSchema)]
struct Pad {
    /// Whether it was tested. Ours was not, by anybody.
    evaluated: bool,
}

impl From<credence_app::FaceFindings> for FaceFindings {
    fn from(findings: credence_app::FaceFindings) -> Self {
        let FaceComparison {
            status,
            distance,
            band,
            metric,
            model_id,
            model_sha256,
            thresholds,
            calibrated,
            false_match_rate,
            warnings,
            capture,
            pad,
        } = findings.comparison;
        Self {
            status: status.into(),
            distance,
            band: band.map(Into::into),
            metric: metric.map(Into::into),
            model_id,
            model_sha256,
            thresholds: thresholds.map(|thresholds| FaceThresholds {
                consistent: thresholds.consistent,
                mismatch: thresholds.mismatch,
            }),
            calibrated,
            false_match_rate,
            warnings,
            capture: CaptureFindings {
                screen_pattern: capture.screen_pattern,
                head_turn: findings.head_turn.map(Into::into),
                image_reuse: findings.image_reuse.map(Into::into),
                source: capture.source,
            },
            pad: Pad {
                evaluated: pad.evaluated,
            },
        }
    }
}
