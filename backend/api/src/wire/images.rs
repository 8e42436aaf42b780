use credence_types::ImageId;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::ImageKind;

/// The images of a session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImageList {
    images: Vec<SessionImage>,
}

/// An image that is kept.
#[derive(Debug, Serialize, ToSchema)]
struct SessionImage {
    #[schema(value_type = Uuid)]
    id: ImageId,
    /// What it shows.
    step: ImageKind,
    /// Its media type, by its own first bytes.
    #[schema(example = "image/jpeg")]
    media_type: String,
    /// Its size.
    byte_length: u64,
}

impl From<Vec<credence_app::CaseImage>> for ImageList {
    fn from(images: Vec<credence_app::CaseImage>) -> Self {
        let images = images.into_iter().map(|image| SessionImage {
            id: image.id,
            step: image.kind.into(),
            media_type: image.media_type,
            byte_length: image.byte_length,
        });
        Self {
            images: images.collect(),
        }
    }
}
