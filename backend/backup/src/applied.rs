//! Which migrations a database had, and bringing another one to the same point.

use std::borrow::Cow;

use credence_storage::{MIGRATOR, find_migrations};
use sqlx::PgConnection;
use sqlx::migrate::Migrator;

use crate::error::BackupError;
use crate::manifest::AppliedMigration;

pub(crate) async fn applied_migrations(
    connection: &mut PgConnection,
) -> Result<Vec<AppliedMigration>, BackupError> {
    find_migrations(&mut *connection).await?;
    // The migrator's own table, which is not there when queries are checked.
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "select version, checksum from _sqlx_migrations where success order by version",
    )
    .fetch_all(connection)
    .await?;
    let applied = |(version, checksum)| AppliedMigration {
        version,
        checksum: hex::encode(checksum),
    };
    Ok(rows.into_iter().map(applied).collect())
}

/// A migrator of the migrations named, which this build must know as they were then.
pub(crate) fn migrator_to(applied: &[AppliedMigration]) -> Result<Migrator, BackupError> {
    let mut migrations = Vec::new();
    for one in applied {
        let known = MIGRATOR
            .iter()
            .find(|known| known.version == one.version)
            .filter(|known| hex::encode(&known.checksum) == one.checksum)
            .ok_or(BackupError::UnknownMigration(one.version))?;
        migrations.push(known.clone());
    }
    let mut migrator = Migrator::DEFAULT;
    migrator.migrations = Cow::Owned(migrations);
    Ok(migrator)
}
