use sqlx::PgPool;
use sqlx::migrate::{MigrateError, Migrator};

/// Every migration, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the database up to date. Processes that start together take turns (an advisory lock);
/// a database that is up to date already is left alone.
///
/// # Errors
/// When the database is out of reach, or was migrated by another version of the files.
pub async fn migrate(pool: &PgPool) -> Result<(), MigrateError> {
    MIGRATOR.run(pool).await
}

#[cfg(test)]
mod tests {
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
}
