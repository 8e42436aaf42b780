//! The body of a request as either version sends it; one tolerant shape for both.

use serde::Deserialize;

use crate::lenient::{Scalar, ScalarOr};
use crate::settings::OverriddenSettings;
use crate::text_list::TextList;
use crate::track_string::TrackStringObject;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RequestWire<'a> {
    #[serde(borrow)]
    pub(crate) document_type: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) front_image_base64: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) back_or_second_image_base64: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) face_image_base64: Scalar<'a>,
    /// A video, or our page's array of frames.
    #[serde(borrow)]
    pub(crate) face_multi_images_base64: TextList<'a>,
    #[serde(borrow)]
    pub(crate) track_string: ScalarOr<'a, TrackStringObject>,
    #[serde(borrow)]
    pub(crate) ssn: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) verify_face: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) overridden_settings: ScalarOr<'a, OverriddenSettings>,
    /// Version 3 puts these three here …
    #[serde(borrow)]
    pub(crate) capture_method: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) user_agent: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) front_end_metadata: ScalarOr<'a, serde::de::IgnoredAny>,
    /// … and version 4 in here.
    #[serde(borrow)]
    pub(crate) metadata: ScalarOr<'a, MetadataWire<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct MetadataWire<'a> {
    #[serde(borrow)]
    pub(crate) capture_method: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) user_agent: Scalar<'a>,
    #[serde(borrow)]
    pub(crate) front_end_metadata: ScalarOr<'a, serde::de::IgnoredAny>,
}
