use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, Redacted};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::names::Scope;

/// What a new key is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateKeyBody {
    /// What it is called in lists.
    #[schema(min_length = 1, max_length = 200, example = "checkout")]
    name: String,
    /// What it may be used for: scopes that the calling key has itself.
    #[schema(min_items = 1)]
    scopes: Vec<Scope>,
    /// When it ends by itself; never where absent.
    #[serde(default)]
    expires_at: Option<DateTime<Utc>>,
}

/// A key that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedKey {
    #[schema(value_type = Uuid)]
    id: ApiKeyId,
    /// The key itself; shown this once. Only its hash is kept.
    #[schema(value_type = String)]
    key: Redacted<String>,
    name: String,
    scopes: Vec<Scope>,
    created_at: DateTime<Utc>,
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
}

/// The tenant's keys, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyList {
    keys: Vec<KeyLine>,
}

/// A key, without its text.
#[derive(Debug, Serialize, ToSchema)]
struct KeyLine {
    #[schema(value_type = Uuid)]
    id: ApiKeyId,
    name: String,
    scopes: Vec<Scope>,
    created_at: DateTime<Utc>,
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
    #[schema(required)]
    revoked_at: Option<DateTime<Utc>>,
    /// Up to two minutes behind.
    #[schema(required)]
    last_used_at: Option<DateTime<Utc>>,
}

impl From<CreateKeyBody> for credence_app::NewKey {
    fn from(body: CreateKeyBody) -> Self {
        Self {
            name: body.name,
            scopes: body.scopes.into_iter().map(Into::into).collect(),
            expires_at: body.expires_at,
        }
    }
}

impl From<credence_app::CreatedKey> for CreatedKey {
    fn from(made: credence_app::CreatedKey) -> Self {
        Self {
            id: made.id,
            key: made.text,
            name: made.name,
            scopes: made.scopes.into_iter().map(Into::into).collect(),
            created_at: made.created_at,
            expires_at: made.expires_at,
        }
    }
}

impl From<Vec<credence_app::KeyLine>> for KeyList {
    fn from(keys: Vec<credence_app::KeyLine>) -> Self {
        let keys = keys.into_iter().map(|key| KeyLine {
            id: key.id,
            name: key.name,
            scopes: key.scopes.into_iter().map(Into::into).collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
            last_used_at: key.last_used_at,
        });
        Self {
            keys: keys.collect(),
        }
    }
}
