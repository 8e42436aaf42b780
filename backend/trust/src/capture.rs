//! Signs about how a submission came to be, as evidence and as checks. Each stands under its own name;
//! none of them, nor all together, proves that a living person was before the camera.

use credence_types::DocumentType;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::reason::{Finding, Reason};

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

/// Whether the document came before, in another session of the same tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentReuse {
    /// No document of its number and issuer is known.
    FirstSeen,
    /// It came with the same surname and birth date.
    SameHolder,
    /// It came with another surname or birth date.
    OtherHolder,
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

pub(crate) fn head_turn(evidence: &Evidence) -> Reason {
    match evidence.head_turn {
        None => Reason::HeadTurnNotAsked,
        Some(HeadTurnFinding::Passed) => Reason::HeadTurned,
        Some(HeadTurnFinding::NotRecorded) => Reason::HeadTurnNotRecorded,
        Some(HeadTurnFinding::FaceLost) => Reason::HeadTurnFaceLost,
        Some(HeadTurnFinding::WrongNonce) => Reason::HeadTurnOfOtherChallenge,
        Some(HeadTurnFinding::Expired) => Reason::HeadTurnTooLate,
        Some(HeadTurnFinding::WrongOrder) => Reason::HeadTurnedOtherwise,
        Some(HeadTurnFinding::WrongPace) => Reason::HeadTurnPaceWrong,
        Some(HeadTurnFinding::OtherPerson) => Reason::HeadTurnOtherFace,
    }
}

/// Another reader than ours does not look for it.
pub(crate) fn screen_pattern(evidence: &Evidence) -> Reason {
    let Some(comparison) = &evidence.face_comparison else {
        return Reason::ScreenPatternNotLookedFor;
    };
    match comparison.capture.screen_pattern {
        Some(true) => Reason::ScreenPatternSeen,
        Some(false) => Reason::NoScreenPattern,
        None => Reason::ScreenPatternUntold,
    }
}

pub(crate) const fn image_reuse(evidence: &Evidence) -> Reason {
    match evidence.image_reuse {
        Some(ImageReuse::None) => Reason::PicturesNew,
        Some(ImageReuse::SameBytes) => Reason::SamePicture,
        Some(ImageReuse::NearCopy) => Reason::NearCopyOfPicture,
        None => Reason::PicturesNotCompared,
    }
}

/// What the page and the files say of their source: the client's word for the most part.
pub(crate) fn capture_source(evidence: &Evidence) -> Finding {
    let Some(comparison) = &evidence.face_comparison else {
        return Reason::SourceUntold.into();
    };
    let signs = &comparison.capture.source;
    if signs.is_empty() {
        return Reason::NoOtherSource.into();
    }
    Reason::OtherSource.with([&signs.join(", ")])
}

pub(crate) const fn duplicate_person(evidence: &Evidence) -> Reason {
    match evidence.duplicate_search {
        Some(DuplicateSearch::Candidates) => Reason::FaceNear,
        Some(DuplicateSearch::NotPossible) => Reason::FaceSearchNotPossible,
        Some(DuplicateSearch::NoneNear) => Reason::NoFaceNear,
        None => Reason::FacesNotSearched,
    }
}

/// Without an answer it was not looked for, unless there is no document at all.
pub(crate) fn document_reuse(evidence: &Evidence) -> Reason {
    match (evidence.document_reuse, evidence.document_type) {
        (Some(DocumentReuse::FirstSeen), _) => Reason::DocumentNew,
        (Some(DocumentReuse::SameHolder), _) => Reason::DocumentOfSameHolder,
        (Some(DocumentReuse::OtherHolder), _) => Reason::DocumentOfOtherHolder,
        (None, Some(DocumentType::FaceOnly)) => Reason::NoDocument,
        (None, _) => Reason::DocumentNotLookedUp,
    }
}

pub(crate) fn attempts(evidence: &Evidence, usual: u8) -> Finding {
    match evidence.attempts {
        None => Reason::AttemptsUnknown.into(),
        Some(made) if made > u32::from(usual) => Reason::AttemptsMany.with([&made, &usual]),
        Some(made) => Reason::AttemptsFew.with([&made, &usual]),
    }
}
