use credence_dvs_protocol::{
    EncodedImages, PropertyErrors, RequestError, RequestParameters, VerificationRequest,
};
use credence_objects::{KeyOwner, Keyring, SealingKey, WrappedKey};
use credence_types::{CaptureStep, DocumentType};

use super::image::read_image;
use crate::error::DvsError;
use crate::sealed::{PARAMETERS, image_of, seal_json};

/// A request with everything of it sealed, ready to be stored.
pub(crate) struct PreparedRequest {
    pub(crate) document_type: DocumentType,
    pub(crate) wrapped_key: WrappedKey,
    pub(crate) parameters_sealed: Vec<u8>,
    pub(crate) images: Vec<PreparedImage>,
}

/// One sealed image.
pub(crate) struct PreparedImage {
    pub(crate) step: CaptureStep,
    pub(crate) media_type: &'static str,
    /// Before sealing.
    pub(crate) byte_length: usize,
    pub(crate) sealed: Vec<u8>,
}

/// Reads a body and seals what it holds under a new key. Takes milliseconds of computing: to be
/// run off the asynchronous threads.
pub(crate) fn prepare(
    body: &[u8],
    owner: &KeyOwner,
    keyring: &Keyring,
    image_limit_bytes: usize,
) -> Result<PreparedRequest, DvsError> {
    let request = VerificationRequest::parse(body)?;
    let (key, wrapped_key) = keyring.new_sealing_key(owner)?;
    let images = seal_images(&request.images, &key, owner, image_limit_bytes)?;
    if images.is_empty() && request.parameters.track_string.is_none() {
        return Err(nothing_to_verify().into());
    }
    let RequestParameters { document_type, .. } = request.parameters;
    Ok(PreparedRequest {
        document_type,
        wrapped_key,
        parameters_sealed: seal_json(&key, owner, PARAMETERS, &request.parameters)?,
        images,
    })
}

/// Seals one image after the other, so that only one is held unsealed. All faulty ones are named.
fn seal_images(
    images: &EncodedImages<'_>,
    key: &SealingKey,
    owner: &KeyOwner,
    limit_bytes: usize,
) -> Result<Vec<PreparedImage>, DvsError> {
    let sent = [
        (CaptureStep::Front, "frontImageBase64", &images.front),
        (
            CaptureStep::Back,
            "backOrSecondImageBase64",
            &images.back_or_second,
        ),
        (CaptureStep::Face, "faceImageBase64", &images.face),
    ];
    let mut sealed = Vec::with_capacity(sent.len());
    let mut errors = PropertyErrors::new();
    for (step, property, encoded) in sent {
        let Some(encoded) = encoded else { continue };
        match read_image(encoded, limit_bytes) {
            Ok(None) => {}
            Ok(Some(image)) => sealed.push(PreparedImage {
                step,
                media_type: image.media_type,
                byte_length: image.bytes.len(),
                sealed: key.seal(&owner.context(image_of(step)), &image.bytes)?,
            }),
            Err(error) => {
                errors.insert(property.to_owned(), error.to_string());
            }
        }
    }
    if errors.is_empty() {
        Ok(sealed)
    } else {
        Err(RequestError::Invalid(errors).into())
    }
}

fn nothing_to_verify() -> RequestError {
    let message = "Send at least one image, or a trackString.";
    RequestError::Invalid(PropertyErrors::from([(
        "frontImageBase64".to_owned(),
        message.to_owned(),
    )]))
}
