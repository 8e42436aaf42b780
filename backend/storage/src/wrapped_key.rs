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

/// Every key of a table whose owners are no tenant's.
macro_rules! whole {
    ($key:tt, $table:tt, ($executor:expr, $kek:expr)) => {
        sqlx::query_as!(
            Found,
            r#"select '00000000-0000-0000-0000-000000000000'::uuid as "tenant!", id,
                      sealing_kek as "kek!", "#
                + $key
                + r#" as "bytes!"
               from credence."#
                + $table
                + " where sealing_kek <> $1 and "
                + $key
                + " is not null",
            $kek,
        )
        .fetch_all($executor)
        .await?
    };
}

/// A page of a table's keys, in the order of their owners.
macro_rules! page {
    ($id:tt, ($kek_column:tt, $key:tt, $table:tt),
        ($executor:expr, $kek:expr, $tenant:expr, $after:expr, $limit:expr)) => {
        sqlx::query_as!(
            Found,
            r#"select tenant_id as "tenant!", "#
                + $id
                + r#" as "id!", "#
                + $kek_column
                + r#" as "kek!", "#
                + $key
                + r#" as "bytes!"
               from credence."#
                + $table
                + "
               where (tenant_id, "
                + $id
                + ") > ($2, $3) and "
                + $kek_column
                + " <> $1 and "
                + $key
                + " is not null
               order by tenant_id, "
                + $id
                + "
               limit $4",
            $kek,
            $tenant,
            $after,
            $limit,
        )
        .fetch_all($executor)
        .await?
    };
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
    // Of keys that are no tenant's there are few.
    let found = match table {
        WrappedKeyTable::SigningKey => {
            whole!("sealing_key", "signing_key", (executor, kek))
        }
        WrappedKeyTable::LookupSecret => {
            whole!("sealing_key", "lookup_secret", (executor, kek))
        }
        WrappedKeyTable::WebhookEndpoint => page!(
            "id",
            ("sealing_kek", "sealing_key", "webhook_endpoint"),
            (executor, kek, tenant, id, limit)
        ),
        WrappedKeyTable::Answer => page!(
            "claim_id",
            ("answer_kek", "answer_key", "idempotency"),
            (executor, kek, tenant, id, limit)
        ),
        WrappedKeyTable::Session => page!(
            "id",
            ("sealing_kek", "sealing_key", "session"),
            (executor, kek, tenant, id, limit)
        ),
    };
    Ok(rows(found))
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
