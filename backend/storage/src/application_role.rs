use sqlx::PgExecutor;

/// Makes the role that the service connects as, unless there is one of that name. Run it as the
/// database's owner.
///
/// # Errors
/// When the database refuses: 42501 where the owner may not make roles.
pub async fn create_application_role(
    executor: impl PgExecutor<'_>,
    name: &str,
    secret: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "select credence.create_application_role($1, $2)",
        name,
        secret,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Gives that role its rights on every table that there is now: all but changing the audit log. Run it
/// as the database's owner, after every migration.
///
/// # Errors
/// When the database refuses.
pub async fn grant_application(executor: impl PgExecutor<'_>, name: &str) -> sqlx::Result<()> {
    sqlx::query!("select credence.grant_application($1)", name)
        .execute(executor)
        .await
        .map(|_| ())
}

/// Whether the role of this connection could change the audit log: by a right, or because it owns it.
///
/// # Errors
/// When the database refuses.
pub async fn may_change_audit(executor: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select coalesce(bool_or(
               has_table_privilege(t.oid, 'update, delete, truncate, trigger')
               or pg_has_role(t.relowner, 'member')
           ), false) as "may!"
           from pg_class as t join pg_namespace as s on s.oid = t.relnamespace
           where s.nspname = 'credence'
               and t.relname in ('audit', 'audit_checkpoint', 'audit_prune')"#,
    )
    .fetch_one(executor)
    .await
}

/// Lifts the usual limit on a statement's time until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn set_statements_unlimited(executor: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query_scalar!("select set_config('statement_timeout', '0', true)")
        .fetch_one(executor)
        .await
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use sqlx::{PgConnection, PgPool};

    use super::*;
    use crate::fixture::{TENANT, now, tenants_and_key};

    /// Roles belong to the whole server, which tests share.
    const ROLE: &str = "credence_test_application";

    /// A connection of the lesser role, which takes it on itself: the test's server knows no password.
    async fn as_application(pool: &PgPool) -> sqlx::pool::PoolConnection<sqlx::Postgres> {
        create_application_role(pool, ROLE, None).await.unwrap();
        create_application_role(pool, ROLE, None).await.unwrap();
        grant_application(pool, ROLE).await.unwrap();
        let mut connection = pool.acquire().await.unwrap();
        sqlx::raw_sql("set session authorization credence_test_application")
            .execute(&mut *connection)
            .await
            .unwrap();
        connection
    }

    async fn code(connection: &mut PgConnection, sql: &'static str) -> Option<String> {
        let error = sqlx::raw_sql(sql).execute(connection).await.err()?;
        Some(
            error
                .as_database_error()
                .unwrap()
                .code()
                .unwrap()
                .into_owned(),
        )
    }

    const CHANGES: [&str; 10] = [
        "update credence.audit set action = 'x'",
        "delete from credence.audit",
        "truncate credence.audit",
        "update credence.audit_checkpoint set token = 'x'",
        "delete from credence.audit_checkpoint",
        "truncate credence.audit_checkpoint",
        "update credence.audit_prune set sequence = 9",
        "delete from credence.audit_prune",
        "truncate credence.audit_prune",
        "truncate credence.tenant cascade",
    ];

    const ROWS: &str = "insert into credence.audit
            (tenant_id, sequence, at, actor_kind, action, detail, previous_hash, hash)
        select id, 1, created_at, 'system', 'x', '{}', '', '' from credence.tenant;
        insert into credence.audit_checkpoint
        select id, 1, sha256(''), created_at, 'kid', 'token' from credence.tenant";

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_application_may_append_to_the_audit_log_and_no_more(pool: PgPool) {
        tenants_and_key(&pool).await;
        let mut application = as_application(&pool).await;
        assert_eq!(code(&mut application, ROWS).await, None);
        let notes = "insert into credence.audit_prune
            select id, 1, sha256(''), created_at, 'kid', 'token' from credence.tenant";
        let heads = "delete from credence.audit_head";
        let triggers = "alter table credence.audit disable trigger all";
        for refused in CHANGES.into_iter().chain([notes, heads, triggers]) {
            let code = code(&mut application, refused).await;
            assert_eq!(code.as_deref(), Some("42501"), "{refused}");
        }
        assert!(!may_change_audit(&mut *application).await.unwrap());
        assert!(may_change_audit(&pool).await.unwrap());
        // Everything else goes on as before.
        let made = crate::insert_tenant(&mut *application, TENANT, "Again", now()).await;
        assert!(!made.unwrap());
        for table in ["credence.audit", "dvs.request", "dcs.passport"] {
            let sql: &'static str = match table {
                "credence.audit" => "select from credence.audit",
                "dvs.request" => "delete from dvs.request",
                _ => "delete from dcs.passport",
            };
            assert_eq!(code(&mut application, sql).await, None, "{table}");
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_owner_changes_nothing_by_mistake_either(pool: PgPool) {
        tenants_and_key(&pool).await;
        let mut owner = pool.acquire().await.unwrap();
        assert_eq!(code(&mut owner, ROWS).await, None);
        for refused in CHANGES {
            let code = code(&mut owner, refused).await;
            assert_eq!(code.as_deref(), Some("42501"), "{refused}");
        }
    }
}
