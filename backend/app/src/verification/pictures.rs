use bytes::Bytes;
use chrono::{DateTime, Utc};
use credence_dvs_protocol::{ImageContent, RequestContent, image_media_type};
use credence_objects::{ObjectError, ObjectKey};
use credence_storage::SessionRow;
use credence_types::{CaptureStep, ImageId, ImageKind, RequestId, TenantId};
use uuid::Builder;

use crate::app::App;
use crate::credential::sha256;
use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};

/// An image that lies sealed in the object store; its row is still to be written.
pub(crate) struct KeptPicture {
    pub(crate) id: ImageId,
    pub(crate) kind: ImageKind,
    pub(crate) media_type: &'static str,
    pub(crate) byte_length: u64,
    pub(crate) object_key: ObjectKey,
}

/// What DVS gives of a request's pictures.
#[derive(Default)]
pub(crate) struct Pictures {
    /// As they were sent.
    pub(crate) sent: RequestContent,
    /// The portrait that was cut from the document.
    pub(crate) portrait: Option<ImageContent>,
}

/// Seals the pictures and puts them into the object store. What is no picture by its own first
/// bytes is left out. Names follow from the request, so a run after a crash finds its own objects.
pub(crate) async fn keep_pictures(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    request: RequestId,
    pictures: Pictures,
) -> Result<Vec<KeptPicture>, Fault> {
    let mut kept = Vec::new();
    let Pictures { sent, portrait } = pictures;
    for (kind, picture) in [
        (ImageKind::Sent(CaptureStep::Front), sent.front_image),
        (
            ImageKind::Sent(CaptureStep::Back),
            sent.back_or_second_image,
        ),
        (ImageKind::Sent(CaptureStep::Face), sent.face_image),
        (ImageKind::Portrait, portrait),
    ] {
        let Some(bytes) = picture.map(ImageContent::into_bytes) else {
            continue;
        };
        let Some(media_type) = image_media_type(&bytes) else {
            continue;
        };
        let id = image_id(row.created_at, request, kind);
        let object_key = object_key((row.tenant, row.created_at), id);
        let sealed = session_key.seal(Sealed::Image(id), &bytes)?;
        match app
            .vault
            .objects
            .put(&object_key, Bytes::from(sealed))
            .await
        {
            // An earlier run of the same job put it there, under the same key.
            Ok(()) | Err(ObjectError::AlreadyExists) => {}
            Err(error) => return Err(error.into()),
        }
        kept.push(KeptPicture {
            id,
            kind,
            media_type,
            byte_length: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            object_key,
        });
    }
    Ok(kept)
}

/// Where every picture of a request lies, if it does.
pub(crate) fn object_keys_of(
    row: &SessionRow,
    request: RequestId,
) -> impl Iterator<Item = ObjectKey> {
    object_keys_made_at((row.tenant, row.created_at), request)
}

/// The same of a session by what its objects' names are made of: its tenant and its own instant.
pub(crate) fn object_keys_made_at(
    session: (TenantId, DateTime<Utc>),
    request: RequestId,
) -> impl Iterator<Item = ObjectKey> {
    ImageKind::ALL
        .into_iter()
        .map(move |kind| object_key(session, image_id(session.1, request, kind)))
}

fn object_key((tenant, created_at): (TenantId, DateTime<Utc>), image: ImageId) -> ObjectKey {
    ObjectKey::new(tenant.as_uuid(), created_at, image.as_uuid())
}

/// A UUIDv7 of the session's instant, whose random part follows from request and kind.
fn image_id(created_at: DateTime<Utc>, request: RequestId, kind: ImageKind) -> ImageId {
    let hash = sha256(&format!("{request}/{}", kind.as_str()));
    let mut random = [0; 10];
    for (to, from) in random.iter_mut().zip(hash) {
        *to = from;
    }
    let milliseconds = u64::try_from(created_at.timestamp_millis()).unwrap_or(0);
    ImageId::from_uuid(Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
}
