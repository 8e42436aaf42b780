//! Where a list goes on. A cursor is the last id with a keyed hash over it, the list and its filter:
//! it can be neither made up nor carried to another filter, list or tenant.

use base64_simd::URL_SAFE_NO_PAD;
use credence_objects::LookupKey;
use credence_types::TenantId;
use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Fault;

const TAG_BYTES: usize = 16;

/// A cursor was refused.
#[derive(Debug, thiserror::Error)]
pub enum CursorError {
    /// It is not one that this list gave for this filter: 422 `invalid_cursor`.
    #[error("go on with a list: the cursor is not of this list and filter")]
    Refused,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The cursor behind `last`.
pub(crate) fn cursor_after(
    app: &App,
    tenant: TenantId,
    (list, filter): (&str, &impl Serialize),
    last: Uuid,
) -> Result<String, Fault> {
    let key = app.vault.keyring.lookup_keys(tenant).next();
    let key = key.ok_or(Fault::Corrupt("the keyring"))?;
    let mut bytes = last.as_bytes().to_vec();
    bytes.extend_from_slice(&tag(&key, list, filter, last)?);
    Ok(URL_SAFE_NO_PAD.encode_to_string(bytes))
}

/// The id that a cursor stands behind.
pub(crate) fn last_before(
    app: &App,
    tenant: TenantId,
    (list, filter): (&str, &impl Serialize),
    cursor: &str,
) -> Result<Uuid, CursorError> {
    if cursor.len() != ((16 + TAG_BYTES) * 4).div_ceil(3) {
        return Err(CursorError::Refused);
    }
    let bytes = URL_SAFE_NO_PAD
        .decode_to_vec(cursor)
        .map_err(|_| CursorError::Refused)?;
    let (id, given) = bytes.split_at_checked(16).ok_or(CursorError::Refused)?;
    let last = Uuid::from_slice(id).map_err(|_| CursorError::Refused)?;
    // An earlier key may have made it.
    for key in app.vault.keyring.lookup_keys(tenant) {
        if tag(&key, list, filter, last)?.ct_eq(given).into() {
            return Ok(last);
        }
    }
    Err(CursorError::Refused)
}

fn tag(
    key: &LookupKey,
    list: &str,
    filter: &impl Serialize,
    last: Uuid,
) -> Result<[u8; TAG_BYTES], Fault> {
    let mut bytes = last.as_bytes().to_vec();
    let filter = serde_json::to_vec(filter).map_err(|_| Fault::Corrupt("a filter"))?;
    bytes.extend_from_slice(&filter);
    let hash = key.hash(&format!("cursor/{list}"), &bytes);
    let mut tag = [0; TAG_BYTES];
    for (to, from) in tag.iter_mut().zip(hash) {
        *to = from;
    }
    Ok(tag)
}
