use credence_types::DocumentType;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::dialect::Dialect;
use crate::settings::OverriddenSettings;
use crate::track_string::TrackString;

/// A request that a client is about to send. The pictures are encoded while it is written.
#[derive(Clone, Default)]
pub struct OutgoingRequest<'a> {
    /// The kind of document.
    pub document_type: Option<DocumentType>,
    /// The side with the portrait; of a passport the MRZ page.
    pub front_image: Option<&'a [u8]>,
    /// The other side.
    pub back_or_second_image: Option<&'a [u8]>,
    /// The selfie; in version 3 the faces are compared when there is one.
    pub face_image: Option<&'a [u8]>,
    /// What the page already read.
    pub track_string: Option<&'a TrackString>,
    /// One digit a step: 0 file, 1 automatic, 2 by hand.
    pub capture_method: Option<&'a str>,
    /// The browser that took the pictures.
    pub user_agent: Option<&'a str>,
    /// Settings that differ from the account's.
    pub settings: Option<&'a OverriddenSettings>,
}

impl OutgoingRequest<'_> {
    /// The JSON body in `dialect`, as the vendor's library writes it: absent parts are `""`.
    ///
    /// # Errors
    /// Never for these types; the writer's error is passed on.
    pub fn to_json(&self, dialect: Dialect) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&OutgoingWire {
            request: self,
            dialect,
        })
    }
}

struct OutgoingWire<'a> {
    request: &'a OutgoingRequest<'a>,
    dialect: Dialect,
}

impl Serialize for OutgoingWire<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let request = self.request;
        let mut body = to.serialize_struct("Request", 9)?;
        let kind = request.document_type.map(DocumentType::wire_number);
        body.serialize_field("documentType", &kind)?;
        body.serialize_field("frontImageBase64", &Base64(request.front_image))?;
        body.serialize_field(
            "backOrSecondImageBase64",
            &Base64(request.back_or_second_image),
        )?;
        body.serialize_field("faceImageBase64", &Base64(request.face_image))?;
        match self.dialect {
            Dialect::V3 => {
                let track = request
                    .track_string
                    .map(|track| track.to_v3_text().into_inner());
                body.serialize_field("trackString", &track.unwrap_or_default())?;
                body.serialize_field("captureMethod", request.capture_method.unwrap_or(""))?;
                body.serialize_field("userAgent", request.user_agent.unwrap_or(""))?;
                body.serialize_field("verifyFace", &request.face_image.is_some())?;
            }
            Dialect::V4 => {
                body.serialize_field(
                    "trackString",
                    &request.track_string.map(TrackStringWire::of),
                )?;
                body.serialize_field(
                    "metadata",
                    &MetadataWire {
                        capture_method: request.capture_method.unwrap_or(""),
                        user_agent: request.user_agent.unwrap_or(""),
                    },
                )?;
            }
        }
        if let Some(settings) = request.settings {
            body.serialize_field("overriddenSettings", settings)?;
        }
        body.end()
    }
}

struct Base64<'a>(Option<&'a [u8]>);

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(bytes) => to.serialize_str(&base64_simd::STANDARD.encode_to_string(bytes)),
            None => to.serialize_str(""),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TrackStringWire<'a> {
    data: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    barcode_params: Option<&'a str>,
}

impl<'a> TrackStringWire<'a> {
    fn of(track: &'a TrackString) -> Self {
        Self {
            data: track.data.expose(),
            barcode_params: track
                .barcode_parameters
                .as_ref()
                .map(|text| text.expose().as_str()),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetadataWire<'a> {
    capture_method: &'a str,
    user_agent: &'a str,
}
