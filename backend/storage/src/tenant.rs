use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::PgExecutor;

/// A tenant as its operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// The tenant's id.
    pub id: TenantId,
    /// What it is called.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Makes a tenant with an empty audit chain. `false` when there is one of that id.
///
/// # Errors
/// When the database refuses.
pub async fn insert_tenant(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    // The chain begins with 32 zero bytes.
    sqlx::query!(
        "with made as (
             insert into credence.tenant (id, name, created_at) values ($1, $2, $3)
             on conflict (id) do nothing
             returning id
         )
         insert into credence.audit_head (tenant_id, sequence, hash)
         select id, 0, decode(repeat('00', 32), 'hex') from made",
        tenant.as_uuid(),
        name,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// What a tenant has set about its pages and its person's consent.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantSettingsRow {
    /// What it is called.
    pub name: String,
    /// Whether its integrators have to state a consent with a request of their own.
    pub verify_needs_consent: bool,
    /// Its branding, where it has any.
    pub branding: Option<serde_json::Value>,
}

/// The tenant's settings.
///
/// # Errors
/// When the database refuses.
pub async fn tenant_settings(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<TenantSettingsRow>> {
    sqlx::query_as!(
        TenantSettingsRow,
        "select t.name, t.verify_needs_consent,
                (select b.document from credence.branding b where b.tenant_id = t.id) as branding
         from credence.tenant t
         where t.id = $1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

/// Every tenant, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_tenants(executor: impl PgExecutor<'_>) -> sqlx::Result<Vec<TenantId>> {
    sqlx::query_scalar!("select id from credence.tenant order by id")
        .fetch_all(executor)
        .await
        .map(|ids| ids.into_iter().map(TenantId::from_uuid).collect())
}

/// Every tenant with its name, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_tenant_rows(executor: impl PgExecutor<'_>) -> sqlx::Result<Vec<TenantRow>> {
    let rows = sqlx::query!("select id, name, created_at from credence.tenant order by id")
        .fetch_all(executor)
        .await?;
    let rows = rows.into_iter().map(|row| TenantRow {
        id: TenantId::from_uuid(row.id),
        name: row.name,
        created_at: row.created_at,
    });
    Ok(rows.collect())
}

/// The tenant's row, locked until the transaction ends: what is counted before it is added to takes
/// turns. Take it before any other lock but an idempotency key. `false` when there is no such tenant.
///
/// # Errors
/// When the database refuses.
pub async fn lock_tenant(executor: impl PgExecutor<'_>, tenant: TenantId) -> sqlx::Result<bool> {
    // Not `for update`: rows that refer to the tenant are added meanwhile.
    sqlx::query_scalar!(
        "select id from credence.tenant where id = $1 for no key update",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
    .map(|row| row.is_some())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_tenant_is_made_once(pool: PgPool) {
        assert!(insert_tenant(&pool, TENANT, "One", now()).await.unwrap());
        assert!(!insert_tenant(&pool, TENANT, "Two", now()).await.unwrap());
        assert!(insert_tenant(&pool, OTHER, "Two", now()).await.unwrap());
        assert_eq!(list_tenants(&pool).await.unwrap(), [TENANT, OTHER]);
        let (id, name) = (TENANT, "One".to_owned());
        let created_at = now();
        let first = TenantRow {
            id,
            name,
            created_at,
        };
        assert_eq!(list_tenant_rows(&pool).await.unwrap().first(), Some(&first));
        let settings = tenant_settings(&pool, TENANT).await.unwrap().unwrap();
        assert!(settings.verify_needs_consent);
    }
}
