use chrono::{DateTime, Utc};
use credence_types::{AdministratorId, TenantId};
use sqlx::PgExecutor;

/// A console login to be stored.
#[derive(Debug, Clone)]
pub struct NewLogin {
    /// Whose console.
    pub tenant: TenantId,
    /// SHA-256 of the cookie's value.
    pub token_hash: [u8; 32],
    /// Who signed in.
    pub administrator: AdministratorId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it counts.
    pub expires_at: DateTime<Utc>,
}

/// Who is behind a console login.
#[derive(Debug, Clone)]
pub struct LoginRow {
    /// Who.
    pub id: AdministratorId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// `administrator` or `reviewer`.
    pub role: String,
    /// The organisation.
    pub tenant_name: String,
}

/// Stores a login.
///
/// # Errors
/// When the database refuses.
pub async fn insert_login(executor: impl PgExecutor<'_>, new: &NewLogin) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.console_login
             (tenant_id, token_hash, administrator_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        new.tenant.as_uuid(),
        &new.token_hash,
        new.administrator.as_uuid(),
        new.created_at,
        new.expires_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Who is behind a login, unless it has lapsed.
///
/// # Errors
/// When the database refuses.
pub async fn administrator_by_login(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<LoginRow>> {
    let row = sqlx::query!(
        "select a.id, a.name, a.email, a.role, t.name as tenant_name
         from credence.console_login l
         join credence.administrator a
             on a.tenant_id = l.tenant_id and a.id = l.administrator_id
         join credence.tenant t on t.id = l.tenant_id
         where l.tenant_id = $1 and l.token_hash = $2 and l.expires_at > $3",
        tenant.as_uuid(),
        token_hash,
        now,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| LoginRow {
        id: AdministratorId::from_uuid(row.id),
        name: row.name,
        email: row.email,
        role: row.role,
        tenant_name: row.tenant_name,
    }))
}

/// Ends a login. `None` when there is none; else who it was.
///
/// # Errors
/// When the database refuses.
pub async fn delete_login(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    token_hash: &[u8; 32],
) -> sqlx::Result<Option<AdministratorId>> {
    sqlx::query_scalar!(
        "delete from credence.console_login where tenant_id = $1 and token_hash = $2
         returning administrator_id",
        tenant.as_uuid(),
        token_hash,
    )
    .fetch_optional(executor)
    .await
    .map(|id| id.map(AdministratorId::from_uuid))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::administrator::insert_administrator;
    use crate::fixture::{OTHER, TENANT, administrator, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_login_counts_until_it_lapses_or_is_ended(pool: PgPool) {
        tenants_and_key(&pool).await;
        let who = administrator(TENANT);
        insert_administrator(&pool, &who).await.unwrap();
        let login = NewLogin {
            tenant: TENANT,
            token_hash: [3; 32],
            administrator: who.id,
            created_at: now(),
            expires_at: now() + TimeDelta::hours(1),
        };
        insert_login(&pool, &login).await.unwrap();
        let found = administrator_by_login(&pool, TENANT, &[3; 32], now())
            .await
            .unwrap();
        assert_eq!(found.unwrap().tenant_name, "One");
        for (tenant, at) in [(OTHER, now()), (TENANT, login.expires_at)] {
            let found = administrator_by_login(&pool, tenant, &[3; 32], at)
                .await
                .unwrap();
            assert!(found.is_none());
        }
        assert_eq!(delete_login(&pool, OTHER, &[3; 32]).await.unwrap(), None);
        assert_eq!(
            delete_login(&pool, TENANT, &[3; 32]).await.unwrap(),
            Some(who.id)
        );
        let found = administrator_by_login(&pool, TENANT, &[3; 32], now())
            .await
            .unwrap();
        assert!(found.is_none());
    }
}
