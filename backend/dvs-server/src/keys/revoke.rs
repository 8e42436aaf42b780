use credence_types::{AccountId, ApiKeyId, Clock};
use sqlx::PgPool;

use super::create::KeyError;
use crate::store;

/// Ends a key at once; says whether it was live until now.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_key(
    pool: &PgPool,
    clock: &dyn Clock,
    account: AccountId,
    key: ApiKeyId,
) -> Result<bool, KeyError> {
    Ok(store::keys::set_key_revoked(pool, account, key, clock.now()).await?)
}
