use credence_types::{DocumentType, Redacted};
use serde::{Deserialize, Serialize};

use crate::document_type;
use crate::error::{ErrorBody, PropertyErrors};
use crate::error_code::ErrorCode;
use crate::fold;
use crate::image::EncodedImage;
use crate::lenient::{Scalar, ScalarOr};
use crate::request_wire::RequestWire;
use crate::settings::OverriddenSettings;
use crate::text_list::TextList;
use crate::track_string::TrackString;

/// A track string holds some hundred bytes; the metadata of the capture page some kilobytes.
const LONGEST_TEXT_BYTES: usize = 64 * 1024;
const LONGEST_SHORT_TEXT_BYTES: usize = 2 * 1024;

/// A head turn is recorded in some ten small frames.
const MOST_FRAMES: usize = 12;
const LONGEST_FRAME_BYTES: usize = 256 * 1024;

/// A request to verify a document, of either version.
#[derive(Debug, Clone, PartialEq)]
pub struct VerificationRequest<'a> {
    /// The pictures, still encoded and borrowed from the body.
    pub images: EncodedImages<'a>,
    /// Everything else.
    pub parameters: RequestParameters,
}

/// The pictures of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EncodedImages<'a> {
    /// The side with the portrait; of a passport the MRZ page.
    pub front: Option<EncodedImage<'a>>,
    /// The other side.
    pub back_or_second: Option<EncodedImage<'a>>,
    /// The selfie.
    pub face: Option<EncodedImage<'a>>,
}

/// What a request says besides its pictures. Serialises in our own form, for sealed storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestParameters {
    /// The kind of document.
    pub document_type: DocumentType,
    /// Version 3's wish to compare the faces; in version 4 a setting.
    pub verify_face: Option<bool>,
    /// One digit a step: 0 file, 1 automatic, 2 by hand.
    pub capture_method: Option<String>,
    /// The browser that took the pictures.
    pub user_agent: Option<String>,
    /// What the page already read.
    pub track_string: Option<TrackString>,
    /// The social security number to compare.
    pub ssn: Option<Redacted<String>>,
    /// What the page tells about the capture, as JSON text.
    pub front_end_metadata: Option<Redacted<String>>,
    /// The frames of a head turn, base64, in the order in which they were taken: our page's use of
    /// `faceMultiImagesBase64`. The vendor's page puts a video there, which is not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub face_frames: Vec<Redacted<String>>,
    /// Settings that differ from the account's.
    pub settings: OverriddenSettings,
}

/// A body is not a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Not JSON, too deep, not an object, or a key occurs twice.
    #[error("read a request: not a JSON object of unique keys (line {line}, column {column})")]
    Malformed {
        /// Where, counted from 1.
        line: usize,
        /// Where, counted from 1.
        column: usize,
    },
    /// Some properties cannot be used.
    #[error("read a request: {} of its properties cannot be used", .0.len())]
    Invalid(PropertyErrors),
}

impl<'a> VerificationRequest<'a> {
    /// Reads the body of a request of either version: keys in any case, types as clients send
    /// them, `""` and null as absent. The pictures are neither copied nor decoded.
    ///
    /// # Errors
    /// When the body is not such a JSON object, or a property cannot be used.
    pub fn parse(body: &'a [u8]) -> Result<Self, RequestError> {
        let wire: RequestWire<'a> = fold::from_slice(body).map_err(|error| {
            // serde's own text may quote the body.
            RequestError::Malformed {
                line: error.line(),
                column: error.column(),
            }
        })?;
        let mut reader = Reader::default();
        let images = EncodedImages {
            front: reader.image("frontImageBase64", wire.front_image_base64),
            back_or_second: reader
                .image("backOrSecondImageBase64", wire.back_or_second_image_base64),
            face: reader.image("faceImageBase64", wire.face_image_base64),
        };
        let metadata = wire.metadata.into_object().unwrap_or_default();
        let capture_method = first(wire.capture_method, metadata.capture_method);
        let user_agent = first(wire.user_agent, metadata.user_agent);
        let front_end = first(
            scalar(wire.front_end_metadata),
            scalar(metadata.front_end_metadata),
        );
        let document_type = reader.document_type(&wire.document_type);
        let parameters = RequestParameters {
            // Replaced only when an error was noted, which is returned below.
            document_type: document_type.unwrap_or(DocumentType::DriverLicenseOrId),
            verify_face: wire.verify_face.boolean(),
            capture_method: reader.short_text("captureMethod", capture_method),
            user_agent: reader.short_text("userAgent", user_agent),
            track_string: reader.track_string(wire.track_string),
            ssn: reader.short_text("ssn", wire.ssn).map(Redacted::new),
            front_end_metadata: reader
                .text("frontEndMetadata", front_end, LONGEST_TEXT_BYTES)
                .map(Redacted::new),
            face_frames: frames(wire.face_multi_images_base64),
            settings: wire.overridden_settings.into_object().unwrap_or_default(),
        };
        if reader.errors.is_empty() {
            Ok(Self { images, parameters })
        } else {
            Err(RequestError::Invalid(reader.errors))
        }
    }
}

impl RequestError {
    /// The answer to the client, to be sent with status 400.
    #[must_use]
    pub fn to_body(&self, trace_id: &str) -> ErrorBody {
        match self {
            Self::Malformed { .. } => {
                let message = "The body is not a JSON object of unique keys";
                ErrorBody::new(ErrorCode::ValidationError, message, trace_id)
            }
            Self::Invalid(errors) => {
                let message = "Some properties of the request cannot be used";
                ErrorBody::new(ErrorCode::ValidationError, message, trace_id)
                    .with_property_errors(errors.clone())
            }
        }
    }
}

/// Turns wire values into types and notes what could not be.
#[derive(Default)]
struct Reader {
    errors: PropertyErrors,
}

impl Reader {
    fn note(&mut self, property: &str, message: &str) {
        self.errors.insert(property.to_owned(), message.to_owned());
    }

    fn document_type(&mut self, value: &Scalar<'_>) -> Option<DocumentType> {
        let kind = document_type::of(value);
        match (kind, value) {
            (Some(_), _) => {}
            (None, Scalar::Missing) => self.note("documentType", "A document type is required"),
            (None, _) => self.note("documentType", "There is no such document type"),
        }
        kind
    }

    fn image<'a>(&mut self, property: &str, value: Scalar<'a>) -> Option<EncodedImage<'a>> {
        match value {
            Scalar::Text(text) => Some(EncodedImage::new(text)),
            Scalar::Missing => None,
            Scalar::Boolean(_) | Scalar::Number(_) | Scalar::Other => {
                self.note(property, "An image is base64 text");
                None
            }
        }
    }

    fn short_text(&mut self, property: &str, value: Scalar<'_>) -> Option<String> {
        self.text(property, value, LONGEST_SHORT_TEXT_BYTES)
    }

    /// A text of at most `longest` bytes. An object or array where a text belongs is no reason to
    /// refuse the request: none of these decide anything.
    fn text(&mut self, property: &str, value: Scalar<'_>, longest: usize) -> Option<String> {
        let text = value.into_text()?;
        if text.len() > longest {
            self.note(property, "The text is too long");
            return None;
        }
        Some(text.into_owned())
    }

    fn track_string(
        &mut self,
        value: ScalarOr<'_, crate::track_string::TrackStringObject>,
    ) -> Option<TrackString> {
        let track = match value {
            ScalarOr::Scalar(Scalar::Missing) => return None,
            ScalarOr::Scalar(Scalar::Text(text)) => TrackString::from_v3_text(&text),
            ScalarOr::Object(object) => object.into_track_string()?,
            ScalarOr::Scalar(Scalar::Boolean(_) | Scalar::Number(_) | Scalar::Other) => {
                self.note("trackString", "A track string is a text or an object");
                return None;
            }
        };
        let parameters = track
            .barcode_parameters
            .as_ref()
            .map_or(0, |text| text.expose().len());
        if track.data.expose().len().saturating_add(parameters) > LONGEST_TEXT_BYTES {
            self.note("trackString", "The track string is too long");
            return None;
        }
        Some(track)
    }
}

/// The frames; none where there are more or larger ones than our page sends. They are a sign and no
/// reason to refuse a request.
fn frames(TextList(frames): TextList<'_>) -> Vec<Redacted<String>> {
    let is_ours = frames.len() <= MOST_FRAMES
        && frames
            .iter()
            .all(|frame| frame.len() <= LONGEST_FRAME_BYTES);
    let owned = frames.into_iter().filter(|_| is_ours);
    owned
        .map(|frame| Redacted::new(frame.into_owned()))
        .collect()
}

fn first<'a>(one: Scalar<'a>, other: Scalar<'a>) -> Scalar<'a> {
    if one == Scalar::Missing { other } else { one }
}

fn scalar<T>(value: ScalarOr<'_, T>) -> Scalar<'_> {
    match value {
        ScalarOr::Scalar(scalar) => scalar,
        ScalarOr::Object(_) => Scalar::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_borrowed_from_the_body_unless_it_holds_escapes() {
        let plain = br#"{"documentType":1,"FrontImageBase64":"/9j/"}"#;
        let escaped = br#"{"documentType":1,"frontImageBase64":"\/9j\/"}"#;
        for (body, is_borrowed) in [(&plain[..], true), (&escaped[..], false)] {
            let front = VerificationRequest::parse(body)
                .unwrap()
                .images
                .front
                .unwrap();
            assert_eq!(front.is_borrowed(), is_borrowed);
            assert_eq!(front.decode(10).unwrap(), b"\xff\xd8\xff");
        }
    }
}
