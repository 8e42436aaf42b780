use thiserror::Error;

use super::ModelError;

/// Why a face could not be examined. The picture's contents are in none of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum FaceFault {
    /// The picture is too small to hold a face.
    #[error("the picture is too small to hold a face")]
    PictureTooSmall,
    /// The detector broke off.
    #[error("the face detector broke off")]
    Detector,
    /// A network could not be run, or gave another shape than it was loaded with.
    #[error("a network of the face models broke off")]
    Network,
    /// A network gave values that are no numbers.
    #[error("a network of the face models gave values that are no numbers")]
    NotFinite,
    /// The face has no extent: its points lie on one another or outside of all bounds.
    #[error("the face has no extent")]
    NoExtent,
}

impl FaceFault {
    /// A stable code, as it stands among a comparison's warnings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PictureTooSmall => "picture_too_small",
            Self::Detector => "detector_failed",
            Self::Network => "network_failed",
            Self::NotFinite => "network_not_finite",
            Self::NoExtent => "face_without_extent",
        }
    }

    /// What it means when a network breaks off while it is tried out.
    pub(super) const fn of_a_trial(self, network: &'static str) -> ModelError {
        match self {
            Self::NotFinite => ModelError::NotFinite { network },
            Self::PictureTooSmall | Self::Detector | Self::Network | Self::NoExtent => {
                ModelError::OutputShape { network }
            }
        }
    }
}
