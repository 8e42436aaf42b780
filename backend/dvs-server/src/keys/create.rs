use credence_dvs_protocol::ApiKey;
use credence_types::{AccountId, ApiKeyId, Clock};
use sqlx::PgPool;

use super::licence::LicenceHost;
use super::text::{KeyKind, generate, hash_of};
use crate::store;

/// A key just made. Its text is shown this once: only a hash of it is stored.
#[derive(Debug, Clone)]
pub struct IssuedKey {
    /// The key's id, to revoke it by.
    pub id: ApiKeyId,
    /// What the caller sends after `Bearer`.
    pub key: ApiKey,
}

/// An account or a key could not be made or ended.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The system gave no random bytes.
    #[error("drawing a random key")]
    Random,
    /// The database refused or is away.
    #[error("storing an account or a key")]
    Database(#[from] sqlx::Error),
}

/// Adds an account, the owner of keys and requests.
///
/// # Errors
/// When the database refuses.
pub async fn create_account(
    pool: &PgPool,
    clock: &dyn Clock,
    name: &str,
) -> Result<AccountId, KeyError> {
    let now = clock.now();
    let id = AccountId::new(now);
    store::accounts::insert_account(pool, id, name, now).await?;
    Ok(id)
}

/// Adds a key to an account. A public key with `licence_hosts` works only from pages of those
/// hosts and of localhost; with none it works from anywhere. For a secret key they mean nothing.
///
/// # Errors
/// When the account does not exist, the database refuses, or there is no randomness.
pub async fn create_key(
    pool: &PgPool,
    clock: &dyn Clock,
    account: AccountId,
    kind: KeyKind,
    licence_hosts: &[LicenceHost],
) -> Result<IssuedKey, KeyError> {
    let key = generate(kind).map_err(|_unspecified| KeyError::Random)?;
    let now = clock.now();
    let id = ApiKeyId::new(now);
    let hosts: Vec<String> = licence_hosts.iter().map(ToString::to_string).collect();
    let row = store::keys::NewKey {
        account,
        id,
        kind: kind.as_str(),
        hash: &hash_of(&key),
        licence_hosts: &hosts,
        created_at: now,
    };
    store::keys::insert_key(pool, row).await?;
    Ok(IssuedKey { id, key })
}
