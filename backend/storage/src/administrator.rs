use chrono::{DateTime, Utc};
use credence_types::{AdministratorId, TenantId};
use sqlx::PgExecutor;

/// Somebody who may sign in to the console.
#[derive(Debug, Clone)]
pub struct AdministratorRow {
    /// Whose console.
    pub tenant: TenantId,
    /// Who.
    pub id: AdministratorId,
    /// The address, in lower case; one in the whole installation.
    pub email: String,
    /// The name.
    pub name: String,
    /// `administrator` or `reviewer`.
    pub role: String,
    /// The password's Argon2id hash as a PHC string.
    pub password_hash: String,
    /// When they joined.
    pub created_at: DateTime<Utc>,
}

/// Stores an administrator.
///
/// # Errors
/// When the database refuses; see [`is_email_taken`].
pub async fn insert_administrator(
    executor: impl PgExecutor<'_>,
    new: &AdministratorRow,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.administrator
             (tenant_id, id, email, name, role, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.tenant.as_uuid(),
        new.id.as_uuid(),
        new.email,
        new.name,
        new.role,
        new.password_hash,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Whether an insert failed because somebody has the address already.
#[must_use]
pub fn is_email_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|error| error.constraint())
        .is_some_and(|constraint| constraint == "administrator_email_key")
}

/// The administrator with that address, of whichever tenant: nobody is signed in yet.
///
/// # Errors
/// When the database refuses.
pub async fn administrator_by_email(
    executor: impl PgExecutor<'_>,
    email: &str,
) -> sqlx::Result<Option<AdministratorRow>> {
    let row = sqlx::query!(
        "select tenant_id, id, email, name, role, password_hash, created_at
         from credence.administrator where email = $1",
        email,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| AdministratorRow {
        tenant: TenantId::from_uuid(row.tenant_id),
        id: AdministratorId::from_uuid(row.id),
        email: row.email,
        name: row.name,
        role: row.role,
        password_hash: row.password_hash,
        created_at: row.created_at,
    }))
}

/// Whether anybody can sign in to the tenant's console.
///
/// # Errors
/// When the database refuses.
pub async fn tenant_has_administrator(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists(select 1 from credence.administrator where tenant_id = $1) as "exists!""#,
        tenant.as_uuid(),
    )
    .fetch_one(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, administrator, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_address_is_taken_once_in_the_installation(pool: PgPool) {
        tenants_and_key(&pool).await;
        assert!(!tenant_has_administrator(&pool, TENANT).await.unwrap());
        insert_administrator(&pool, &administrator(TENANT))
            .await
            .unwrap();
        let error = insert_administrator(&pool, &administrator(OTHER))
            .await
            .unwrap_err();
        assert!(is_email_taken(&error));
        assert!(tenant_has_administrator(&pool, TENANT).await.unwrap());
        assert!(!tenant_has_administrator(&pool, OTHER).await.unwrap());
        let row = administrator_by_email(&pool, "ada@example.org")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.tenant, TENANT);
    }
}
