use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use credence_types::{CaptureStep, DocumentType};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares the codes once, with their names on the wire.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident $wire:literal,)+) => {
        /// The code of an error (dvs-wire section 1.7).
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $($(#[$doc])* $variant,)+
            /// A code that this list does not have.
            Unknown(String),
        }

        impl ErrorCode {
            /// Every known code.
            pub const KNOWN: &[Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(name) => name,
                }
            }
        }
    };
}

error_codes! {
    /// Properties of the request are invalid; see `propertyErrors`.
    ValidationError "ValidationError",
    /// Several errors; see `multipleErrors`.
    MultipleErrors "MultipleErrors",
    /// The front could not be read.
    OcrError "OCRError",
    /// The MRZ could not be read.
    MrzOcrError "MRZOCRError",
    /// There is no MRZ in the picture, or no picture of it.
    MrzIsNotPresentError "MrzIsNotPresentError",
    /// The picture of the front is missing.
    FrontImageRequiredError "FrontImageRequiredError",
    /// Neither a picture of the back nor a track string.
    BackImageOrTrackStringNotPresentError "BackImageOrTrackStringNotPresentError",
    /// The barcode could not be read.
    Pdf417Error "PDF417Error",
    /// There is no portrait on the document.
    FaceDocNotDetectError "FaceDocNotDetectError",
    /// There is no face in the selfie.
    FacePhotoNotDetectError "FacePhotoNotDetectError",
    /// The document could not be verified.
    DocumentVerifyError "DocumentVerifyError",
    /// The track string, or the barcode read, is not of a document.
    TrackStringParserError "TrackStringParserError",
    /// The faces could not be compared.
    CompareFacesError "CompareFacesError",
    /// The faces could not be captured.
    CaptureFacesError "CaptureFacesError",
    /// The request was verified before; it is verified once.
    RequestAlreadyProcessed "RequestAlreadyProcessed",
    /// The request lapsed before it was verified.
    RequestExpired "RequestExpired",
    /// Liveness could not be judged.
    AntiSpoofing "AntiSpoofing",
    /// There is no such request.
    NotFound "NotFound",
    /// The request is malformed.
    BadRequest "BadRequest",
    /// The server failed.
    ApiError "ApiError",
}

impl ErrorCode {
    /// The picture to take again when the code says that one could not be used; `None` for a code
    /// that no new picture would mend. The MRZ is on the back of cards and on a passport's only
    /// page.
    #[must_use]
    pub fn retake_step(&self, kind: Option<DocumentType>) -> Option<CaptureStep> {
        match self {
            Self::OcrError
            | Self::FrontImageRequiredError
            | Self::FaceDocNotDetectError
            | Self::DocumentVerifyError => Some(CaptureStep::Front),
            Self::MrzOcrError | Self::MrzIsNotPresentError => Some(match kind {
                Some(DocumentType::Passport) | None => CaptureStep::Front,
                Some(
                    DocumentType::DriverLicenseOrId
                    | DocumentType::PassportCard
                    | DocumentType::GreenCard
                    | DocumentType::InternationalId
                    | DocumentType::EmploymentAuthorization
                    | DocumentType::FaceOnly
                    | DocumentType::Barcode,
                ) => CaptureStep::Back,
            }),
            Self::BackImageOrTrackStringNotPresentError
            | Self::Pdf417Error
            | Self::TrackStringParserError => Some(CaptureStep::Back),
            Self::FacePhotoNotDetectError
            | Self::CompareFacesError
            | Self::CaptureFacesError
            | Self::AntiSpoofing => Some(CaptureStep::Face),
            Self::ValidationError
            | Self::MultipleErrors
            | Self::RequestAlreadyProcessed
            | Self::RequestExpired
            | Self::NotFound
            | Self::BadRequest
            | Self::ApiError
            | Self::Unknown(_) => None,
        }
    }
}

impl FromStr for ErrorCode {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        let known = Self::KNOWN
            .iter()
            .find(|code| code.as_str().eq_ignore_ascii_case(name));
        Ok(known
            .cloned()
            .unwrap_or_else(|| Self::Unknown(name.to_owned())))
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Ok(code) = String::deserialize(from)?.parse();
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_others_are_kept() {
        for code in ErrorCode::KNOWN {
            assert_eq!(code.as_str().parse(), Ok(code.clone()));
        }
        assert_eq!(
            "NewError".parse(),
            Ok(ErrorCode::Unknown("NewError".to_owned()))
        );
        assert_eq!("pdf417error".parse(), Ok(ErrorCode::Pdf417Error));
    }

    #[test]
    fn the_mrz_is_retaken_where_it_is_printed() {
        let step = |kind| ErrorCode::MrzOcrError.retake_step(Some(kind));
        assert_eq!(step(DocumentType::Passport), Some(CaptureStep::Front));
        assert_eq!(step(DocumentType::PassportCard), Some(CaptureStep::Back));
        assert_eq!(ErrorCode::RequestExpired.retake_step(None), None);
        assert_eq!(ErrorCode::Unknown("OCR".to_owned()).retake_step(None), None);
    }
}
