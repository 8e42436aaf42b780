use credence_types::{
    DocumentField, DocumentType, FaceComparison, ForgeryReading, ReaderModel, Redacted, RequestId,
};
use serde::{Deserialize, Serialize};

use crate::document::{Document, FieldConfidences};
use crate::lenient;
use crate::score;

/// The result of a verification, neutral between the versions: what a server fills once and a
/// client reads. Serialises in our own form, for sealed storage; on the wire it is a
/// [`crate::ResultV3`] or a [`crate::ResultV4`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerificationContent {
    /// The request.
    pub request_id: Option<RequestId>,
    /// The kind of document found.
    pub document_type: Option<DocumentType>,
    /// The browser that took the pictures.
    pub user_agent: Option<String>,
    /// How they were taken, one digit a step.
    pub capture_method: Option<String>,
    /// The fields, merged from all sides.
    pub document: Document,
    /// How sure each merged field is.
    pub confidences: FieldConfidences,
    /// What the printed text says; version 3 only.
    pub visual: Option<SideReading>,
    /// What the barcode or the MRZ says; version 3 only.
    pub machine_readable: Option<SideReading>,
    /// What every source says of each field, as our own server tells it; none of the vendor's, and
    /// empty where nothing is known of any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_fields: Option<Vec<DocumentField>>,
    /// The signals of forgery that were assessed, raised or not, as our own server tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forgery_signals: Option<Vec<ForgeryReading>>,
    /// The models that read the pictures, as our own server tells them; the vendor's tells none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reader_models: Option<Vec<ReaderModel>>,
    /// The document's confidence and properties.
    pub document_check: DocumentCheck,
    /// The vendor's status of the document check; its values are not documented. Version 3 only.
    pub document_status: Option<i32>,
    /// Outside services asked; version 3's form.
    pub validation_tests: Vec<ValidationTest>,
    /// The selfie compared with the portrait.
    pub face_match: FaceMatch,
    /// The comparison in full, as our own server tells it; the vendor's has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face_comparison: Option<FaceComparison>,
    /// The template of the selfie's face, base64 of little-endian 32-bit numbers; only where our own
    /// server's operator has it told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face_template: Option<Redacted<String>>,
    /// The selfie's quality; version 3 only.
    pub face_analytics: Option<FaceAnalytics>,
    /// Whether a living person and an unaltered document were photographed.
    pub anti_spoofing: AntiSpoofing,
    /// Outside services asked; version 4's form.
    pub external_verifications: Vec<ExternalVerification>,
    /// Pictures cut from the document and the selfie, as base64; version 3 only.
    pub crops: Crops,
}

/// The fields read from one side or source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SideReading {
    /// The fields.
    #[serde(serialize_with = "Document::serialize_v3")]
    pub document: Document,
    /// How sure each is.
    #[serde(
        rename = "confidence",
        serialize_with = "FieldConfidences::serialize_v3"
    )]
    pub confidences: FieldConfidences,
}

/// Declares a struct of nullable truth values that are read leniently.
macro_rules! document_check {
    ($($(#[$doc:meta])* $field:ident $wire:literal,)+) => {
        /// The document's confidence and its properties; `None` where a property does not apply
        /// or was not looked at.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct DocumentCheck {
            /// 0 to 100; `None` when not assessed.
            #[serde(rename = "documentConfidence", with = "score")]
            pub confidence: Option<u8>,
            $(
                $(#[$doc])*
                #[serde(rename = $wire, deserialize_with = "lenient::boolean")]
                pub $field: Option<bool>,
            )+
        }
    };
}

document_check! {
    /// The document has lapsed.
    is_document_expired "isDocumentExpired",
    /// The printed text was read.
    is_ocr_success "isOcrSuccess",
    /// The barcode was read.
    is_pdf417_success "isPdf417Success",
    /// The MRZ was read.
    is_mrz_success "isMrzSuccess",
    /// The outside check of international documents went well.
    is_shufti_success "isShuftiSuccess",
    /// A licence that meets the REAL ID Act.
    is_drivers_license_real_id "isDriversLicenseRealID",
    /// A commercial licence.
    is_commercial_drivers_license "isCommercialDriversLicense",
    /// A licence to drive that proves no identity.
    is_drive_only "isDriveOnly",
    /// The holder is a veteran.
    is_veteran "isVeteran",
    /// The holder is an organ donor.
    is_donor "isDonor",
    /// A document of limited duration.
    is_limited_duration_document "isLimitedDurationDocument",
    /// The document is marked as void.
    is_invalidated "isInvalidated",
    /// The holder does not live in the issuing state.
    is_non_domicile "isNonDomicile",
    /// A credential that allows crossing borders.
    is_enhanced_credential "isEnhancedCredential",
    /// A learner's permit.
    is_permit "isPermit",
}

/// The selfie compared with the document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FaceMatch {
    /// The probability that strangers match as well, 0 to 1.
    #[serde(deserialize_with = "lenient::float")]
    pub false_acceptance_rate: Option<f64>,
    /// 0 to 100; `None` when not assessed.
    #[serde(rename = "faceMatchConfidence", with = "score")]
    pub confidence: Option<u8>,
    /// The age seen fits the document's.
    #[serde(deserialize_with = "lenient::boolean")]
    pub is_age_check_success: Option<bool>,
    /// The gender seen fits the document's.
    #[serde(deserialize_with = "lenient::boolean")]
    pub is_gender_check_success: Option<bool>,
    /// The age seen in the selfie, in years.
    #[serde(deserialize_with = "lenient::integer")]
    pub assessed_age_from_selfie: Option<i32>,
    /// The age seen in the portrait, in years.
    #[serde(deserialize_with = "lenient::integer")]
    pub assessed_age_from_document: Option<i32>,
    /// The picture was seen before in other hands, or the like.
    #[serde(deserialize_with = "lenient::boolean")]
    pub is_suspicious_photo: Option<bool>,
}

/// Signs of a staged selfie or an altered document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AntiSpoofing {
    /// That a living person was photographed, 0 to 100; `None` when not assessed.
    #[serde(rename = "antiSpoofingFaceImageConfidence", with = "score")]
    pub confidence: Option<u8>,
    /// The printed data look altered.
    #[serde(deserialize_with = "lenient::boolean")]
    pub is_data_fields_tampered: Option<bool>,
    /// The portrait looks exchanged.
    #[serde(deserialize_with = "lenient::boolean")]
    pub is_photo_from_document_tampered: Option<bool>,
}

/// The outcome of one outside service in version 3. Known statuses: -1 disabled, 0 failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ValidationTest {
    /// Its name, such as `AddressValidation`.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// Its name for people.
    #[serde(deserialize_with = "lenient::text")]
    pub display_name: Option<String>,
    /// Its outcome.
    #[serde(deserialize_with = "lenient::integer")]
    pub status: Option<i32>,
    /// Its outcome in a word.
    #[serde(deserialize_with = "lenient::text")]
    pub status_string: Option<String>,
    /// Why.
    #[serde(deserialize_with = "lenient::text")]
    pub reason: Option<String>,
}

/// The outcome of one outside service in version 4.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExternalVerification {
    /// Its name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// Its name for people.
    #[serde(deserialize_with = "lenient::text")]
    pub display_name: Option<String>,
    /// Its outcome.
    #[serde(deserialize_with = "lenient::integer")]
    pub status: Option<i32>,
    /// Why.
    #[serde(deserialize_with = "lenient::text")]
    pub reason: Option<String>,
    /// How it moved the document's confidence.
    #[serde(deserialize_with = "lenient::integer")]
    pub effect: Option<i32>,
}

/// The selfie's quality, each 0 to 100; `None` when not assessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FaceAnalytics {
    /// That it is a real face.
    #[serde(with = "score")]
    pub realface_conf: Option<u8>,
    /// The face's quality.
    #[serde(with = "score")]
    pub face_quality: Option<u8>,
    /// The picture's quality.
    pub image_quality: Option<ImageQuality>,
}

/// A picture's quality, each 0 to 100; `None` when not assessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageQuality {
    /// Freedom from flare.
    #[serde(with = "score")]
    pub flare: Option<u8>,
    /// Freedom from noise.
    #[serde(with = "score")]
    pub noise: Option<u8>,
    /// Even light.
    #[serde(with = "score")]
    pub lighting: Option<u8>,
    /// Sharpness.
    #[serde(with = "score")]
    pub sharpness: Option<u8>,
    /// All in all.
    #[serde(with = "score")]
    pub total: Option<u8>,
}

/// Pictures cut out, as base64.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crops {
    /// The portrait on the document.
    pub face_photo_from_document: Option<Redacted<String>>,
    /// The face in the selfie.
    pub face_photo: Option<Redacted<String>>,
    /// The signature.
    pub signature: Option<Redacted<String>>,
}
