//! Signs about how pictures came to be, as evidence and as checks. Each stands under its own name;
//! none of them, nor all together, proves that a living person was before the camera.

use serde::{Deserialize, Serialize};

use crate::check::CheckOutcome;
use crate::evidence::Evidence;

/// How the head turns that the server asked for went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadTurnFinding {
    /// The turns that were asked for, in their order and in time; no frame that looks ahead shows
    /// another face than the selfie.
    Passed,
    /// The page was asked for turns and recorded none.
    NotRecorded,
    /// The recording answers another challenge, or one that was used before.
    WrongNonce,
    /// The challenge was over.
    Expired,
    /// The head was turned otherwise than asked.
    WrongOrder,
    /// The times of the frames cannot be right: too fast, out of order, or longer than there was.
    WrongPace,
    /// A frame shows somebody else than the selfie.
    OtherPerson,
    /// There are frames without exactly one face.
    FaceLost,
}

/// Whether a picture was sent before, in another session of the same tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageReuse {
    /// Nothing like it is known.
    None,
    /// The very same file.
    SameBytes,
    /// A picture that looks the same, such as the same one stored anew.
    NearCopy,
}

/// What the search for people who come twice found, where the operator has switched it on and the
/// person has agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateSearch {
    /// No face near this one.
    NoneNear,
    /// Sessions for a reviewer to look at.
    Candidates,
    /// There was no face to search with, or not every other one could be compared.
    NotPossible,
}

type Finding = (CheckOutcome, &'static str);

pub(crate) fn head_turn(evidence: &Evidence) -> Finding {
    let Some(finding) = evidence.head_turn else {
        let reason = "No head turn was asked for.";
        return (CheckOutcome::NotApplicable, reason);
    };
    let failed = CheckOutcome::Failed;
    match finding {
        HeadTurnFinding::Passed => (
            CheckOutcome::Passed,
            "The head was turned as asked and in time; no frame that looks ahead shows another face.",
        ),
        HeadTurnFinding::NotRecorded => (
            CheckOutcome::Unavailable,
            "The head turn that was asked for was not recorded.",
        ),
        HeadTurnFinding::FaceLost => (
            CheckOutcome::Unavailable,
            "The recorded head turn has frames without exactly one face.",
        ),
        HeadTurnFinding::WrongNonce => (
            failed,
            "The recorded head turn answers another challenge, or one that was used before.",
        ),
        HeadTurnFinding::Expired => (failed, "The head turn was recorded too late."),
        HeadTurnFinding::WrongOrder => (failed, "The head was turned otherwise than asked."),
        HeadTurnFinding::WrongPace => (failed, "The times of the head turn cannot be right."),
        HeadTurnFinding::OtherPerson => {
            (failed, "The head turn shows another face than the selfie.")
        }
    }
}

/// Another reader than ours does not look for it.
pub(crate) fn screen_pattern(evidence: &Evidence) -> Finding {
    let Some(comparison) = &evidence.face_comparison else {
        return (
            CheckOutcome::NotApplicable,
            "This reader does not look for the pattern of a screen.",
        );
    };
    match comparison.capture.screen_pattern {
        Some(true) => (
            CheckOutcome::Failed,
            "The selfie shows the pattern of a screen's pixels.",
        ),
        Some(false) => (
            CheckOutcome::Passed,
            "The selfie shows no pattern of a screen's pixels.",
        ),
        None => (
            CheckOutcome::Unavailable,
            "The selfie is too small or too altered to show a screen's pixels.",
        ),
    }
}

pub(crate) fn image_reuse(evidence: &Evidence) -> Finding {
    match evidence.image_reuse {
        Some(ImageReuse::None) => (
            CheckOutcome::Passed,
            "No other session sent these pictures.",
        ),
        Some(ImageReuse::SameBytes) => (
            CheckOutcome::Failed,
            "Another session sent the very same picture.",
        ),
        Some(ImageReuse::NearCopy) => (
            CheckOutcome::Failed,
            "Another session sent a picture that looks the same.",
        ),
        None => (
            CheckOutcome::Unavailable,
            "The pictures were not compared with those of other sessions.",
        ),
    }
}

/// What the page and the files say of their source: the client's word for the most part.
pub(crate) fn capture_source(evidence: &Evidence) -> (CheckOutcome, String) {
    let Some(comparison) = &evidence.face_comparison else {
        return (
            CheckOutcome::NotApplicable,
            "This reader does not tell how the pictures were taken.".to_owned(),
        );
    };
    let signs = &comparison.capture.source;
    if signs.is_empty() {
        let reason = "Nothing speaks against a camera on the spot.".to_owned();
        return (CheckOutcome::Passed, reason);
    }
    (
        CheckOutcome::Failed,
        format!(
            "Signs of another source than a camera: {}.",
            signs.join(", ")
        ),
    )
}

pub(crate) fn duplicate_person(evidence: &Evidence) -> Finding {
    match evidence.duplicate_search {
        Some(DuplicateSearch::Candidates) => (
            CheckOutcome::Failed,
            "The face is near that of another session; a reviewer compares them.",
        ),
        Some(DuplicateSearch::NotPossible) => (
            CheckOutcome::Unavailable,
            "The face could not be searched for among other sessions.",
        ),
        Some(DuplicateSearch::NoneNear) => (
            CheckOutcome::Passed,
            "No face near this one among those of other sessions (the newest 50,000 are searched).",
        ),
        None => (
            CheckOutcome::NotApplicable,
            "Faces are not searched for among other sessions.",
        ),
    }
}
