use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

/// Every migration, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the database up to date. Processes that start together take turns (an advisory lock);
/// a database that is up to date already is left alone.
///
/// # Errors
/// When the database is out of reach, or was migrated by another version of the files.
pub async fn migrate(pool: &PgPool) -> Result<(), MigrateError> {
    let mut connection = pool.acquire().await?;
    find_migrations(&mut connection).await?;
    MIGRATOR.run(&mut *connection).await
}

/// Has a connection look for the note of the migrations made, `_sqlx_migrations`, where it is. By
/// PostgreSQL's own search path a role named `credence` finds the schema of its name, which is ours, before
/// `public`, where the note was put while there was no such schema yet. Lasts as long as the connection.
///
/// # Errors
/// When the database refuses.
pub async fn find_migrations(connection: &mut PgConnection) -> sqlx::Result<()> {
    let schemas: Vec<String> = sqlx::query_scalar!(
        r#"select quote_ident(n.nspname) as "schema!"
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relname = '_sqlx_migrations' and c.relkind = 'r'
               and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
               and n.nspname = any(current_schemas(false) || array['public', 'credence']::name[])
           order by array_position(current_schemas(false), n.nspname), n.nspname desc"#
    )
    .fetch_all(&mut *connection)
    .await?;
    for schema in schemas {
        // An empty one was left by an earlier build that looked in the wrong place.
        let any = format!("select exists(select from {schema}._sqlx_migrations)");
        let is_noted: bool = sqlx::query_scalar(AssertSqlSafe(any))
            .fetch_one(&mut *connection)
            .await?;
        if is_noted {
            return look_in(connection, Some(&schema)).await;
        }
    }
    look_in(connection, None).await
}

/// Without a schema: in the one in which things are made now.
async fn look_in(connection: &mut PgConnection, schema: Option<&str>) -> sqlx::Result<()> {
    sqlx::query_scalar!(
        "select set_config('search_path',
             coalesce($1, quote_ident(current_schema()), current_setting('search_path')), false)",
        schema
    )
    .fetch_one(connection)
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use sqlx::Executor;
    use sqlx::postgres::PgPoolOptions;

    use super::*;

    #[sqlx::test(migrations = false)]
    async fn two_at_once_and_a_third_later_leave_one_schema(pool: PgPool) {
        let (first, second) = tokio::join!(migrate(&pool), migrate(&pool));
        assert!(first.is_ok() && second.is_ok());
        migrate(&pool).await.unwrap();
        let tables: Option<i64> = sqlx::query_scalar!(
            "select count(*) from information_schema.tables where table_schema = 'credence'"
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(tables, Some(41));
    }

    /// Connections of a role named as our schema, each with the search path that it begins with.
    async fn as_role_of_our_name(pool: &PgPool) -> PgPool {
        // Roles belong to the whole server, which tests share, and one of this name may be there.
        sqlx::raw_sql(
            "do $$ begin
                 create role credence;
             exception when duplicate_object or unique_violation then null;
             end $$;
             do $$ begin
                 execute format('grant create on database %I to credence', current_database());
             end $$;
             grant create on schema public to credence",
        )
        .execute(pool)
        .await
        .unwrap();
        PgPoolOptions::new()
            .max_connections(1)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("set role credence").await?;
                    Ok(())
                })
            })
            .connect_with((*pool.connect_options()).clone())
            .await
            .unwrap()
    }

    async fn migrate_anew(pool: &PgPool) -> Result<(), MigrateError> {
        let role = as_role_of_our_name(pool).await;
        let migrated = migrate(&role).await;
        role.close().await;
        migrated
    }

    async fn noted_in(pool: &PgPool) -> Vec<String> {
        sqlx::query_scalar(
            "select schemaname::text from pg_tables where tablename = '_sqlx_migrations' order by 1",
        )
        .fetch_all(pool)
        .await
        .unwrap()
    }

    #[sqlx::test(migrations = false)]
    async fn a_role_of_our_schemas_name_migrates_again_and_again(pool: PgPool) {
        for _ in 0..2 {
            migrate_anew(&pool).await.unwrap();
            assert_eq!(noted_in(&pool).await, ["public"]);
        }
        // What an earlier build left behind.
        pool.execute("create table credence._sqlx_migrations (like public._sqlx_migrations)")
            .await
            .unwrap();
        pool.execute("grant select on credence._sqlx_migrations to credence")
            .await
            .unwrap();
        migrate_anew(&pool).await.unwrap();
        // An installation that has its note in our schema goes on with that.
        pool.execute(
            "drop table credence._sqlx_migrations;
             alter table public._sqlx_migrations set schema credence",
        )
        .await
        .unwrap();
        migrate_anew(&pool).await.unwrap();
        assert_eq!(noted_in(&pool).await, ["credence"]);
    }
}
