//! The sentences for the person about a decision and about what to do again; those about checks are in
//! `check_message`. They are calm, say what to do, and give a forger nothing: a failed comparison never
//! says by how much, nor which signal gave it away.

use credence_types::{CaptureStep, RetakeStep};

use crate::decide::DecisionOutcome;

/// The outcome in a sentence.
#[must_use]
pub const fn decision_message(outcome: DecisionOutcome) -> &'static str {
    match outcome {
        DecisionOutcome::Approved => "Your identity has been confirmed.",
        DecisionOutcome::Rejected => "We could not confirm your identity.",
        DecisionOutcome::NeedsReview => {
            "A person will look at your photographs. You need do nothing now."
        }
        DecisionOutcome::Retake => "Please take some of the photographs again.",
    }
}

/// What to do after a refusal with one of the DVS codes (dvs-wire section 1.7) or one of ours.
#[must_use]
pub fn retake_message(step: RetakeStep, code: &str) -> &'static str {
    match step {
        RetakeStep::Picture(step) => picture_message(step, code),
        RetakeStep::Name => {
            "We could not confirm your passport with your name as we read it. Please write your name exactly as it is printed in your passport."
        }
    }
}

fn picture_message(step: CaptureStep, code: &str) -> &'static str {
    if let Some((_, message)) = SELFIE_RETAKES.iter().find(|(known, _)| *known == code) {
        return message;
    }
    match (code, step) {
        ("PDF417Error" | "barcode_structure", _) => {
            "We could not find the barcode. Photograph the back of your document close up, flat and in good light."
        }
        ("TrackStringParserError", _) => {
            "A barcode was read, but it is not the barcode of a driving licence or identity card. Photograph the back of your licence or card."
        }
        ("BackImageOrTrackStringNotPresentError", _) => {
            "The photograph of the back of your document is missing. Please take it."
        }
        ("OCRError", _) => {
            "We could not read the front of your document. Photograph it flat, in focus and without glare."
        }
        ("FrontImageRequiredError", _) => {
            "The photograph of the front of your document is missing. Please take it."
        }
        ("MRZOCRError" | "MrzIsNotPresentError" | "mrz_check_digits", _) => {
            "We could not read the lines of letters and arrows on your document. Photograph them flat, in focus and without glare."
        }
        ("FaceDocNotDetectError", _) => {
            "We could not find the portrait on your document. Photograph the side with your portrait."
        }
        ("FacePhotoNotDetectError" | "CaptureFacesError", _) => {
            "We could not see your face. Look straight at the camera in even light."
        }
        ("RequestExpired" | "NotFound", _) => {
            "Your photographs did not reach us in time. Please take them again."
        }
        ("reviewer_asked", CaptureStep::Front) => {
            "Please photograph the front of your document again."
        }
        ("reviewer_asked", CaptureStep::Back) => {
            "Please photograph the back of your document again."
        }
        ("reviewer_asked", CaptureStep::Face) => "Please take the photograph of your face again.",
        (_, CaptureStep::Front) => {
            "We could not use the photograph of the front of your document. Please take it again."
        }
        (_, CaptureStep::Back) => {
            "We could not use the photograph of the back of your document. Please take it again."
        }
        (_, CaptureStep::Face) => {
            "We could not use the photograph of your face. Please take it again."
        }
    }
}

/// Why a selfie has to be taken again, by the codes of the face reader, and what to do about it.
pub const SELFIE_RETAKES: [(&str, &str); 11] = [
    (
        "selfie_without_face",
        "We could not see your face. Look straight at the camera in even light.",
    ),
    (
        "selfie_several_faces",
        "We saw several people. Take the photograph with nobody else in it.",
    ),
    (
        "selfie_too_small",
        "Your face is too far away. Hold the camera closer to your face.",
    ),
    (
        "selfie_blurred",
        "The photograph of your face is blurred. Hold still and let the camera focus.",
    ),
    (
        "selfie_uneven_light",
        "One side of your face is dark. Turn until the light falls evenly on it.",
    ),
    (
        "selfie_too_dark",
        "The photograph of your face is too dark. Go where there is more light.",
    ),
    (
        "selfie_too_bright",
        "The photograph of your face is too bright. Keep strong light off your face.",
    ),
    ("selfie_turned_away", "Look straight into the camera."),
    ("selfie_tilted", "Hold your head and the camera upright."),
    (
        "selfie_cut_off",
        "Part of your face is outside of the photograph. Move until all of it is inside.",
    ),
    (
        "selfie_covered",
        "Your eyes or mouth are covered. Take off what covers them, if you can.",
    ),
];
