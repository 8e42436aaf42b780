use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;

use crate::error::DvsError;
use crate::state::DvsState;
use crate::upload_memory::UploadGrant;

/// Address space, not memory, until bytes arrive: spares a usual upload the growing.
const FIRST_CAPACITY_BYTES: u64 = 4 << 20;

/// A request's body, all of it, and the memory that it is allowed to hold.
pub(crate) struct UploadBody {
    pub(crate) bytes: Vec<u8>,
    pub(crate) grant: UploadGrant,
}

/// Reads a body of at most `limit_bytes`, as long as the uploads together leave room.
pub(crate) async fn read_body(
    state: &DvsState,
    mut body: Body,
    limit_bytes: usize,
) -> Result<UploadBody, DvsError> {
    let announced = body.size_hint().lower();
    if announced > u64::try_from(limit_bytes).unwrap_or(u64::MAX) {
        return Err(DvsError::BodyTooLarge);
    }
    let capacity = usize::try_from(announced.min(FIRST_CAPACITY_BYTES)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(capacity);
    let mut grant = state.upload_memory.grant();
    while let Some(frame) = body.frame().await {
        // A client that broke off sees no answer; one that was cut off gets the protective layer's.
        let frame = frame.map_err(|_error| DvsError::BodyBroken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let length = bytes.len() + data.len();
        if length > limit_bytes {
            return Err(DvsError::BodyTooLarge);
        }
        grant.grow_to(length).map_err(|_error| DvsError::Busy)?;
        bytes.extend_from_slice(&data);
    }
    Ok(UploadBody { bytes, grant })
}
