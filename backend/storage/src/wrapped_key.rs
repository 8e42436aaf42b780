use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// The tables that hold wrapped keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WrappedKeyTable {
    /// The installation's signing key.
    SigningKey,
    /// The secret of lookups.
    LookupSecret,
    /// Webhook endpoints' keys.
    WebhookEndpoint,
    /// Answers kept for calls that come again.
    Answer,
    /// Sessions' keys.
    Session,
}

/// A wrapped key with whom it belongs to. Where the owner is no tenant's, the tenant is nil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKeyRow {
    /// Whose.
    pub tenant: Uuid,
    /// The owner.
    pub id: Uuid,
    /// The key, wrapped.
    pub sealing_key: SealedKey,
}

impl WrappedKeyTable {
    /// All of them, the small ones first.
    pub const ALL: [Self; 5] = [
        Self::SigningKey,
        Self::LookupSecret,
        Self::WebhookEndpoint,
        Self::Answer,
        Self::Session,
    ];

    /// What the table holds, in the plural.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SigningKey => "signing keys",
            Self::LookupSecret => "lookup secrets",
            Self::WebhookEndpoint => "webhook endpoints",
            Self::Answer => "kept answers",
            Self::Session => "sessions",
        }
    }
}

/// The keys of a table that another master key than `kek` wraps, from `after` on in the order of
/// their owners.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrapped_otherwise(
    executor: impl PgExecutor<'_>,
    table: WrappedKeyTable,
    kek: &str,
    (tenant, id): (Uuid, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    match table {
        WrappedKeyTable::SigningKey => signing_keys(executor, kek).await,
        WrappedKeyTable::LookupSecret => lookup_secrets(executor, kek).await,
        WrappedKeyTable::WebhookEndpoint => endpoints(executor, kek, (tenant, id), limit).await,
        WrappedKeyTable::Answer => answers(executor, kek, (tenant, id), limit).await,
        WrappedKeyTable::Session => sessions(executor, kek, (tenant, id), limit).await,
    }
}

struct Found {
    tenant: Uuid,
    id: Uuid,
    kek: String,
    bytes: Vec<u8>,
}

fn rows(found: Vec<Found>) -> Vec<WrappedKeyRow> {
    let row = |found: Found| WrappedKeyRow {
        tenant: found.tenant,
        id: found.id,
        sealing_key: SealedKey {
            kek: found.kek,
            bytes: found.bytes,
        },
    };
    found.into_iter().map(row).collect()
}

async fn signing_keys(
    executor: impl PgExecutor<'_>,
    kek: &str,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    sqlx::query_as!(
        Found,
        r#"select '00000000-0000-0000-0000-000000000000'::uuid as "tenant!", id,
                  sealing_kek as "kek!", sealing_key as "bytes!"
           from credence.signing_key
           where sealing_kek <> $1 and sealing_key is not null"#,
        kek,
    )
    .fetch_all(executor)
    .await
    .map(rows)
}

async fn lookup_secrets(
    executor: impl PgExecutor<'_>,
    kek: &str,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    sqlx::query_as!(
        Found,
        r#"select '00000000-0000-0000-0000-000000000000'::uuid as "tenant!", id,
                  sealing_kek as "kek!", sealing_key as "bytes!"
           from credence.lookup_secret
           where sealing_kek <> $1"#,
        kek,
    )
    .fetch_all(executor)
    .await
    .map(rows)
}

async fn sessions(
    executor: impl PgExecutor<'_>,
    kek: &str,
    (tenant, id): (Uuid, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    sqlx::query_as!(
        Found,
        r#"select tenant_id as "tenant!", id as "id!", sealing_kek as "kek!", sealing_key as "bytes!"
           from credence.session
           where (tenant_id, id) > ($2, $3) and sealing_kek <> $1 and sealing_key is not null
           order by tenant_id, id
           limit $4"#,
        kek,
        tenant,
        id,
        limit,
    )
    .fetch_all(executor)
    .await
    .map(rows)
}

async fn endpoints(
    executor: impl PgExecutor<'_>,
    kek: &str,
    (tenant, id): (Uuid, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    sqlx::query_as!(
        Found,
        r#"select tenant_id as "tenant!", id as "id!", sealing_kek as "kek!", sealing_key as "bytes!"
           from credence.webhook_endpoint
           where (tenant_id, id) > ($2, $3) and sealing_kek <> $1 and sealing_key is not null
           order by tenant_id, id
           limit $4"#,
        kek,
        tenant,
        id,
        limit,
    )
    .fetch_all(executor)
    .await
    .map(rows)
}

async fn answers(
    executor: impl PgExecutor<'_>,
    kek: &str,
    (tenant, id): (Uuid, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<WrappedKeyRow>> {
    sqlx::query_as!(
        Found,
        r#"select tenant_id as "tenant!", claim_id as "id!", answer_kek as "kek!", answer_key as "bytes!"
           from credence.idempotency
           where (tenant_id, claim_id) > ($2, $3) and answer_kek <> $1 and answer_key is not null
           order by tenant_id, claim_id
           limit $4"#,
        kek,
        tenant,
        id,
        limit,
    )
    .fetch_all(executor)
    .await
    .map(rows)
}
