//! Policies, one row a version. There is no statement that changes one: a change is a new version.

use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A policy as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRow {
    /// Its name.
    pub version: String,
    /// SHA-256 of the document as JSON without white space, its keys in order.
    pub document_sha256: Vec<u8>,
    /// The policy itself.
    pub document: serde_json::Value,
    /// Whether it is the installation's own, kept because decisions were taken under it.
    pub is_installations: bool,
    /// The integrator's key it was made with; none for the installation's own.
    pub created_by: Option<ApiKeyId>,
    /// When it was made, or kept.
    pub created_at: DateTime<Utc>,
}

/// A policy in a list, without its document.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyLine {
    /// Its name.
    pub version: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

pub(crate) struct Raw {
    pub(crate) version: String,
    pub(crate) document_sha256: Vec<u8>,
    pub(crate) document: serde_json::Value,
    pub(crate) is_installations: bool,
    pub(crate) created_by: Option<Uuid>,
    pub(crate) created_at: DateTime<Utc>,
}

impl From<Raw> for PolicyRow {
    fn from(raw: Raw) -> Self {
        Self {
            version: raw.version,
            document_sha256: raw.document_sha256,
            document: raw.document,
            is_installations: raw.is_installations,
            created_by: raw.created_by.map(ApiKeyId::from_uuid),
            created_at: raw.created_at,
        }
    }
}

/// Takes the turn to try the tenant's policies, until the transaction ends. `false` while another has it,
/// of whatever process.
///
/// # Errors
/// When the database refuses.
pub async fn lock_back_test(executor: impl PgExecutor<'_>, tenant: TenantId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "is_ours!""#,
        format!("credence back-test {tenant}"),
    )
    .fetch_one(executor)
    .await
}

/// Keeps a tenant's policy. `false` when the version is taken, by the tenant's own or by one of the
/// installation's that the tenant was decided under.
///
/// # Errors
/// When the database refuses.
pub async fn insert_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    new: &PolicyRow,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.policy
             (tenant_id, version, document_sha256, document, is_installations, created_by, created_at)
         select $1, $2, $3, $4, $5, $6, $7
         where not exists (
             select from credence.policy where tenant_id = $1 and version = $2
         )
         on conflict do nothing",
        tenant.as_uuid(),
        new.version,
        new.document_sha256,
        new.document,
        new.is_installations,
        new.created_by.map(ApiKeyId::as_uuid),
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Keeps the installation's policy for a tenant that is decided under it, unless this very document
/// is kept already.
///
/// # Errors
/// When the database refuses.
pub async fn insert_installation_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (version, document_sha256): (&str, &[u8]),
    document: &serde_json::Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.policy
             (tenant_id, version, document_sha256, document, is_installations, created_at)
         values ($1, $2, $3, $4, true, $5)
         on conflict do nothing",
        tenant.as_uuid(),
        version,
        document_sha256,
        document,
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The tenant's own policy of that version.
///
/// # Errors
/// When the database refuses.
pub async fn policy_by_version(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    version: &str,
) -> sqlx::Result<Option<PolicyRow>> {
    sqlx::query_as!(
        Raw,
        "select version, document_sha256, document, is_installations, created_by, created_at
         from credence.policy
         where tenant_id = $1 and version = $2 and not is_installations",
        tenant.as_uuid(),
        version,
    )
    .fetch_optional(executor)
    .await
    .map(|row| row.map(Into::into))
}

/// The very policy that a decision names, whosever it is.
///
/// # Errors
/// When the database refuses.
pub async fn policy_by_hash(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    version: &str,
    document_sha256: &[u8],
) -> sqlx::Result<Option<PolicyRow>> {
    sqlx::query_as!(
        Raw,
        "select version, document_sha256, document, is_installations, created_by, created_at
         from credence.policy
         where tenant_id = $1 and version = $2 and document_sha256 = $3",
        tenant.as_uuid(),
        version,
        document_sha256,
    )
    .fetch_optional(executor)
    .await
    .map(|row| row.map(Into::into))
}

/// The tenant's own policies, newest first, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_policies(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    limit: u32,
) -> sqlx::Result<Vec<PolicyLine>> {
    sqlx::query_as!(
        PolicyLine,
        "select version, created_at from credence.policy
         where tenant_id = $1 and not is_installations
         order by created_at desc, version desc limit $2",
        tenant.as_uuid(),
        i64::from(limit),
    )
    .fetch_all(executor)
    .await
}

/// How many policies a tenant has made.
///
/// # Errors
/// When the database refuses.
pub async fn count_policies(executor: impl PgExecutor<'_>, tenant: TenantId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from credence.policy
           where tenant_id = $1 and not is_installations"#,
        tenant.as_uuid(),
    )
    .fetch_one(executor)
    .await
}
