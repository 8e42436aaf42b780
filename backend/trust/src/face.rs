//! The selfie beside the portrait: the evidence to outcome, with the reason for the integrator.

use credence_types::{FaceComparison, FaceStatus};

use crate::check::CheckOutcome;

/// What our reader's comparison is worth. A model that the operator has not calibrated never passes
/// anybody, whatever its distance: it sorts cases for the reviewer.
pub(crate) fn face_match(comparison: &FaceComparison) -> (CheckOutcome, String) {
    let model = comparison.model_id.as_deref().unwrap_or("an unnamed model");
    let distance = comparison
        .distance
        .map_or_else(String::new, |distance| format!(" (distance {distance})"));
    match comparison.status {
        FaceStatus::Consistent if comparison.calibrated => (
            CheckOutcome::Passed,
            format!(
                "The faces are consistent{distance} by {model}, calibrated on the operator's pairs."
            ),
        ),
        FaceStatus::Consistent => (
            CheckOutcome::Unavailable,
            format!(
                "The faces are consistent{distance} by {model}, which is not calibrated: a reviewer compares them."
            ),
        ),
        FaceStatus::Review => (
            CheckOutcome::Unavailable,
            format!("{model} cannot tell{distance}: a reviewer compares the faces."),
        ),
        FaceStatus::Mismatch => (
            CheckOutcome::Failed,
            format!("The faces differ{distance} by {model}."),
        ),
        FaceStatus::NoFace => unavailable("There is no face in one of the pictures."),
        FaceStatus::SeveralFaces => unavailable("The selfie shows several people."),
        FaceStatus::LowQuality => unavailable("A face is too poor to be compared."),
        FaceStatus::NoModel => {
            unavailable("No face model is installed: the faces were not compared.")
        }
        FaceStatus::Error => unavailable("The comparison of the faces broke off."),
    }
}

/// What the person is told where the comparison passes and fails nobody; none where the usual words
/// hold.
pub(crate) const fn face_message(comparison: &FaceComparison) -> Option<&'static str> {
    match comparison.status {
        FaceStatus::Consistent | FaceStatus::Review => {
            Some("A person compares your face with the portrait.")
        }
        FaceStatus::NoModel => Some(
            "Your face was not compared with the portrait: nothing that compares faces is installed here.",
        ),
        FaceStatus::Mismatch
        | FaceStatus::NoFace
        | FaceStatus::SeveralFaces
        | FaceStatus::LowQuality
        | FaceStatus::Error => None,
    }
}

fn unavailable(reason: &str) -> (CheckOutcome, String) {
    (CheckOutcome::Unavailable, reason.to_owned())
}
