use bytes::Bytes;
use credence_types::{ImageId, Redacted, SessionId};

use crate::app::App;
use crate::authenticate::Administrator;
use crate::case::CaseError;

/// An image, opened.
#[derive(Debug, Clone)]
pub struct ImageContent {
    /// `image/jpeg`, `image/png` or `image/webp`, by its own first bytes.
    pub media_type: String,
    /// The bytes.
    pub bytes: Redacted<Bytes>,
}

/// Opens an image of a case. Audited.
///
/// # Errors
/// When there is no such case or image.
pub async fn case_image(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
    image: ImageId,
) -> Result<ImageContent, CaseError> {
    todo!()
}
