use serde::{Deserialize, Serialize};

use crate::lenient;

/// What a request overrides of the account's settings; `None` leaves the account's. Names of both
/// versions; settings for services that are not built in are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OverriddenSettings {
    /// Read the printed text on the front.
    #[serde(
        rename = "isOCREnabled",
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_ocr_enabled: Option<bool>,
    /// Read the barcode or MRZ on the back.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_back_or_second_image_processing_enabled: Option<bool>,
    /// Compare the selfie with the portrait.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_face_match_enabled: Option<bool>,
    /// Go on without the comparison when there is no selfie.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_face_match_optional: Option<bool>,
    /// A portrait must be found on the document.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_face_required_on_document: Option<bool>,
    /// Compare the age seen in the selfie.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_age_check_enabled: Option<bool>,
    /// Compare the gender seen in the selfie.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_gender_check_enabled: Option<bool>,
    /// Both sides must be readable.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_cross_match_required: Option<bool>,
    /// The server may correct the kind of document.
    #[serde(
        deserialize_with = "lenient::boolean",
        skip_serializing_if = "Option::is_none"
    )]
    pub is_doc_type_change_enabled: Option<bool>,
    /// How many years the seen age may differ.
    #[serde(
        deserialize_with = "lenient::integer",
        skip_serializing_if = "Option::is_none"
    )]
    pub age_years_difference: Option<i32>,
}
