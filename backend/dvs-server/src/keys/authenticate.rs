use credence_dvs_protocol::ApiKey;
use credence_types::{AccountId, ApiKeyId};
use sqlx::PgPool;
use subtle::ConstantTimeEq;

use super::licence::LicenceHost;
use super::text::{KeyKind, hash_of};
use crate::store;

/// Who is calling: the key that was sent and the account it belongs to.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The owner of everything the caller may see.
    pub account: AccountId,
    /// The key.
    pub key: ApiKeyId,
    /// What it may do.
    pub kind: KeyKind,
    /// The hosts whose pages may use it; empty for any.
    pub licence_hosts: Vec<LicenceHost>,
}

/// Finds the live key with this text; `None` for noise, an unknown and a revoked key alike.
///
/// # Errors
/// When the database is away, or a stored licence host no longer parses: such a key must not fall
/// back to "any host".
pub async fn authenticate(pool: &PgPool, text: &str) -> Result<Option<Caller>, sqlx::Error> {
    let Ok(key) = text.parse::<ApiKey>() else {
        return Ok(None);
    };
    let hash = hash_of(&key);
    let Some(row) = store::keys::key_by_hash(pool, &hash).await? else {
        return Ok(None);
    };
    let kind = KeyKind::of(&key);
    let is_same = bool::from(row.key_hash.as_slice().ct_eq(&hash));
    if !is_same || row.kind != kind.as_str() {
        return Ok(None);
    }
    let licence_hosts = row
        .licence_hosts
        .iter()
        .map(|host| host.parse())
        .collect::<Result<Vec<LicenceHost>, _>>()
        .map_err(|cause| sqlx::Error::Decode(Box::new(cause)))?;
    Ok(Some(Caller {
        account: AccountId::from_uuid(row.account_id),
        key: ApiKeyId::from_uuid(row.id),
        kind,
        licence_hosts,
    }))
}
