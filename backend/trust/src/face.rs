//! The selfie beside the portrait: the evidence to the reason for the integrator.

use credence_types::{FaceComparison, FaceStatus};

use crate::reason::{Finding, Reason};

/// What our reader's comparison is worth. A model that the operator has not calibrated never passes
/// anybody, whatever its distance: it sorts cases for the reviewer.
pub(crate) fn face_match(comparison: &FaceComparison) -> Finding {
    let model = comparison.model_id.as_deref().unwrap_or("an unnamed model");
    let distance = comparison
        .distance
        .map_or_else(String::new, |distance| format!(" (distance {distance})"));
    match comparison.status {
        FaceStatus::Consistent if comparison.calibrated => {
            Reason::FacesConsistent.with([&distance, &model])
        }
        FaceStatus::Consistent => Reason::FaceModelNotCalibrated.with([&distance, &model]),
        FaceStatus::Review => Reason::FacesUndecided.with([&model, &distance]),
        FaceStatus::Mismatch => Reason::FacesDiffer.with([&distance, &model]),
        FaceStatus::NoFace => Reason::FaceMissing.into(),
        FaceStatus::SeveralFaces => Reason::SeveralFaces.into(),
        FaceStatus::LowQuality => Reason::FaceTooPoor.into(),
        FaceStatus::NoModel => Reason::FaceModelMissing.into(),
        FaceStatus::Error => Reason::FaceComparisonBroke.into(),
    }
}
