use std::fmt;

use credence_documents::aamva::AamvaWarning;
use credence_documents::consistency::Inconsistency;
use credence_documents::mrz::MrzFlag;
use credence_types::CaptureStep;

/// What may keep an image from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageFault {
    /// It has few pixels.
    Small,
    /// It is out of focus or moved.
    Blurred,
    /// It is too dark or too bright.
    BadlyExposed,
    /// Light is reflected in it.
    Glare,
}

/// Something worth knowing that decides nothing by itself; no value from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExaminationWarning {
    /// The image may be hard to read.
    Image(CaptureStep, ImageFault),
    /// The image was sent and not needed; it was not looked at.
    ImageNotNeeded(CaptureStep),
    /// The barcode is irregular.
    Barcode(AamvaWarning),
    /// The machine-readable zone is irregular.
    Zone(MrzFlag),
    /// The document is of another kind than was said.
    DocumentTypeDiffers,
    /// The track string was sent and not needed; it was not looked at.
    TrackStringNotNeeded,
    /// Front and back were sent in each other's place; they were read as what they show.
    SidesSwapped,
    /// The barcode breaks a rule of its issuer that honest cards break now and then.
    BarcodeRule(&'static str),
    /// Something about the sources does not fit together, as on some honest documents.
    Inconsistent(Inconsistency),
    /// Both sides should be compared, and only one can be read.
    CrossMatchNotAssessed,
}

impl ImageFault {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Blurred => "blurred",
            Self::BadlyExposed => "badly_exposed",
            Self::Glare => "glare",
        }
    }
}

impl fmt::Display for ExaminationWarning {
    /// Writes a stable code, and what it is about.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Image(step, fault) => write!(f, "image_{} {}", fault.code(), step.as_str()),
            Self::ImageNotNeeded(step) => write!(f, "image_not_needed {}", step.as_str()),
            Self::Barcode(warning) => write!(f, "barcode_{warning}"),
            Self::Zone(flag) => write!(f, "mrz_{flag}"),
            Self::DocumentTypeDiffers => f.write_str("document_type_differs"),
            Self::TrackStringNotNeeded => f.write_str("track_string_not_needed"),
            Self::SidesSwapped => f.write_str("sides_swapped"),
            Self::BarcodeRule(rule) => write!(f, "barcode_rule {rule}"),
            Self::Inconsistent(finding) => write!(f, "sources_{}", finding.code()),
            Self::CrossMatchNotAssessed => f.write_str("cross_match_not_assessed"),
        }
    }
}
