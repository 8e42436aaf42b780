use crate::retake::RetakeReason;

/// Why a request cannot be examined, in the codes of the DVS wire (dvs-wire section 1.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusalCode {
    /// The image of the front cannot be used.
    OcrError,
    /// The image with the machine-readable zone cannot be used.
    MrzOcrError,
    /// The image with the machine-readable zone is missing.
    MrzIsNotPresentError,
    /// The image of the front is missing.
    FrontImageRequiredError,
    /// Neither the image of the back nor a track string was sent.
    BackImageOrTrackStringNotPresentError,
    /// There is no readable barcode on the back.
    Pdf417Error,
    /// The image of the face is missing or cannot be used.
    FacePhotoNotDetectError,
    /// The barcode or the track string was read and is not that of such a document.
    TrackStringParserError,
}

impl RefusalCode {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OcrError => "OCRError",
            Self::MrzOcrError => "MRZOCRError",
            Self::MrzIsNotPresentError => "MrzIsNotPresentError",
            Self::FrontImageRequiredError => "FrontImageRequiredError",
            Self::BackImageOrTrackStringNotPresentError => "BackImageOrTrackStringNotPresentError",
            Self::Pdf417Error => "PDF417Error",
            Self::FacePhotoNotDetectError => "FacePhotoNotDetectError",
            Self::TrackStringParserError => "TrackStringParserError",
        }
    }
}

/// A request that cannot be examined: not a fault, but a reason to ask the person again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The code.
    pub code: RefusalCode,
    /// What is wrong, in a sentence for the person; no values from the document.
    pub message: String,
    /// Why an image could not be read, the most likely first; empty where that is not the matter.
    pub reasons: Vec<RetakeReason>,
}

impl Refusal {
    pub(crate) fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            reasons: Vec::new(),
        }
    }

    /// What could not be read, and what the person can do about it.
    pub(crate) fn unreadable(code: RefusalCode, what: &str, reasons: Vec<RetakeReason>) -> Self {
        let advice: Vec<&str> = reasons.iter().map(|reason| reason.advice()).collect();
        let message = if advice.is_empty() {
            format!("{what} Show the whole side, and nothing in front of it.")
        } else {
            format!("{what} Take it again: {}.", advice.join(", "))
        };
        Self {
            code,
            message,
            reasons,
        }
    }
}
