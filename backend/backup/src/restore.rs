use std::collections::BTreeSet;
use std::path::Path;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use credence_objects::{Keyring, ObjectError};
use credence_types::{SessionId, TenantId};
use sqlx::postgres::PgCopyIn;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::applied::migrator_to;
use crate::archive::{ArchiveReader, Part, object_key};
use crate::check::{OUT_OF_ORDER, sessions_gone};
use crate::copying::{copy_in_statement, fill_statements};
use crate::error::BackupError;
use crate::keys::{count_keys, end_requests_without_key, give_keys_back, sessions_without_key};
use crate::make::Store;
use crate::manifest::{End, KeyCount, Object, SealedTable};
use crate::rows;
use crate::sealed_rows::SessionKeys;
use crate::tables::SCHEMAS;

/// What a backup is restored into.
pub struct Target<'a> {
    /// A connection without limits on a statement's time, to an empty database.
    pub connection: &'a mut PgConnection,
    /// The operator's keys, the one that sealed the backup among them.
    pub keyring: &'a Keyring,
    /// The stores of objects.
    pub stores: &'a [Store<'a>],
    /// How many sessions the operator knows to have been erased since.
    pub erase: u64,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What a backup holds, or what was restored of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Its id.
    pub id: Uuid,
    /// The instant that it is of.
    pub taken_at: DateTime<Utc>,
    /// The build that made it.
    pub made_by: String,
    /// The tables.
    pub tables: u64,
    /// The objects.
    pub objects: u64,
    /// The keys beside it.
    pub keys: u64,
    /// Keys that were beside it when it was made, if it says so.
    pub keys_made: Option<u64>,
    /// Sessions whose key is not beside it any more, if it says how many there were.
    pub sessions_gone: Option<u64>,
    /// Sessions that were erased after the backup was made, and are erased again.
    pub erased: Vec<(TenantId, SessionId)>,
}

/// Restores a backup into an empty database and brings that up to date. Sessions whose key was
/// taken out of the backup are erased again.
///
/// # Errors
/// When the database is not empty, nothing is changed. When it fails later, drop the database and begin
/// again; objects that were stored already are met again.
pub async fn restore(backup: &Path, target: Target<'_>) -> Result<Restored, BackupError> {
    let archive = ArchiveReader::open(backup, target.keyring)?;
    let migrator = migrator_to(&archive.manifest.migrations)?;
    let gone = sessions_gone(archive.manifest.keys, count_keys(backup)?);
    agree(gone.unwrap_or(target.erase), target.erase)?;
    refuse_a_used_database(target.connection).await?;
    credence_storage::find_migrations(target.connection).await?;
    migrator.run(&mut *target.connection).await?;
    let mut transaction = target.connection.begin().await?;
    let mut keys = SessionKeys::new(backup, archive.id, target.keyring);
    let place = (backup, target.stores);
    let known = target.erase;
    let loaded = load(archive, place, (&mut keys, known), &mut transaction).await?;
    transaction.commit().await?;
    credence_storage::find_migrations(target.connection).await?;
    credence_storage::MIGRATOR
        .run(&mut *target.connection)
        .await?;
    erase_again(target.connection, target.stores, &loaded.erased, target.now).await?;
    Ok(loaded)
}

/// Nobody is erased because a file of keys was lost on the way.
const fn agree(gone: u64, known: u64) -> Result<(), BackupError> {
    if gone == known {
        return Ok(());
    }
    Err(BackupError::WouldErase(gone))
}

async fn refuse_a_used_database(connection: &mut PgConnection) -> Result<(), BackupError> {
    for schema in SCHEMAS {
        let is_there = sqlx::query_scalar!(
            r#"select to_regnamespace($1) is not null as "is_there!""#,
            schema
        )
        .fetch_one(&mut *connection)
        .await?;
        if is_there {
            return Err(BackupError::NotEmpty(schema.to_owned()));
        }
    }
    Ok(())
}

/// Loads tables and objects as part of the caller's transaction.
async fn load(
    mut archive: ArchiveReader,
    (backup, stores): (&Path, &[Store<'_>]),
    (session_keys, known): (&mut SessionKeys<'_>, u64),
    connection: &mut PgConnection,
) -> Result<Restored, BackupError> {
    let mut part = archive.next()?;
    while let Part::Table(table) = part {
        let statement = copy_in_statement(&table);
        let mut rows = connection.copy_in_raw(&statement).await?;
        part = fill(&mut archive, &mut rows).await?;
        rows.finish().await?;
    }
    while let Part::Sealed(kept) = part {
        part = load_sealed(&mut archive, &kept, session_keys, connection).await?;
    }
    let made = archive.manifest.keys;
    let keys = give_keys_back(connection, backup).await?;
    let erased = sessions_without_key(connection).await?;
    agree(u64::try_from(erased.len()).unwrap_or(u64::MAX), known)?;
    let end = put_objects(&mut archive, part, stores).await?;
    Ok(Restored {
        id: archive.id,
        taken_at: archive.manifest.taken_at,
        made_by: archive.manifest.made_by,
        tables: end.tables,
        objects: end.objects,
        keys,
        keys_made: made.map(KeyCount::all),
        sessions_gone: made.map(|_| u64::try_from(erased.len()).unwrap_or(u64::MAX)),
        erased,
    })
}

/// Sends rows as long as there are any; gives the part that came after them.
async fn fill(
    archive: &mut ArchiveReader,
    rows: &mut PgCopyIn<&mut PgConnection>,
) -> Result<Part, BackupError> {
    loop {
        match archive.next()? {
            Part::Rows(data) => {
                rows.send(data).await?;
            }
            Part::SealedRows(_) => return Err(OUT_OF_ORDER),
            part @ (Part::Table(_) | Part::Sealed(_) | Part::Object(..) | Part::End(_)) => {
                return Ok(part);
            }
        }
    }
}

/// Opens the rows of sessions whose key is there still and loads them, or fills in with them what rows
/// lack; gives the part that came after them.
async fn load_sealed(
    archive: &mut ArchiveReader,
    kept: &SealedTable,
    keys: &mut SessionKeys<'_>,
    connection: &mut PgConnection,
) -> Result<Part, BackupError> {
    let [make, copy, fill, drop] = fill_statements(&kept.table);
    let copy = if kept.fills {
        connection.execute(AssertSqlSafe(make)).await?;
        copy
    } else {
        copy_in_statement(&kept.table)
    };
    let mut loading = connection.copy_in_raw(&copy).await?;
    loading.send(rows::HEAD).await?;
    let after = loop {
        match archive.next()? {
            Part::SealedRows(bytes) => {
                loading.send(keys.open(kept, &bytes)?).await?;
            }
            Part::Rows(_) => return Err(OUT_OF_ORDER),
            part @ (Part::Table(_) | Part::Sealed(_) | Part::Object(..) | Part::End(_)) => {
                break part;
            }
        }
    };
    loading.send(rows::END).await?;
    loading.finish().await?;
    if kept.fills {
        connection.execute(AssertSqlSafe(fill)).await?;
        connection.execute(AssertSqlSafe(drop)).await?;
    }
    Ok(after)
}

/// Stores the objects, from this part on, until the end.
async fn put_objects(
    archive: &mut ArchiveReader,
    first: Part,
    stores: &[Store<'_>],
) -> Result<End, BackupError> {
    let mut part = first;
    loop {
        match part {
            Part::Object(object, bytes) => put(stores, &object, bytes.into()).await?,
            Part::End(end) => return Ok(end),
            Part::Table(_) | Part::Rows(_) | Part::Sealed(_) | Part::SealedRows(_) => {
                return Err(OUT_OF_ORDER);
            }
        }
        part = archive.next()?;
    }
}

async fn put(stores: &[Store<'_>], object: &Object, bytes: Bytes) -> Result<(), BackupError> {
    let store = store_of(stores, &object.schema)?;
    let key = object_key(&object.name)?;
    match store.objects.put(&key, bytes.clone()).await {
        Ok(()) => Ok(()),
        Err(ObjectError::AlreadyExists) if store.objects.get(&key).await? == bytes => Ok(()),
        Err(ObjectError::AlreadyExists) => Err(BackupError::OtherObject),
        Err(error) => Err(error.into()),
    }
}

/// Erases sessions that had been erased when the backup was restored.
async fn erase_again(
    connection: &mut PgConnection,
    stores: &[Store<'_>],
    sessions: &[(TenantId, SessionId)],
    now: DateTime<Utc>,
) -> Result<(), BackupError> {
    let mut objects = BTreeSet::new();
    let mut transaction = connection.begin().await?;
    for (tenant, session) in sessions {
        credence_storage::set_session_erased(&mut *transaction, *tenant, *session, now).await?;
        let content =
            credence_storage::delete_session_content(&mut transaction, *tenant, *session).await?;
        objects.extend(content.object_keys);
    }
    end_requests_without_key(&mut transaction, now).await?;
    transaction.commit().await?;
    let store = store_of(stores, "credence")?;
    for name in objects {
        store.objects.delete(&object_key(&name)?).await?;
    }
    Ok(())
}

fn store_of<'a>(stores: &'a [Store<'a>], schema: &str) -> Result<&'a Store<'a>, BackupError> {
    let store = stores.iter().find(|store| store.schema == schema);
    store.ok_or(BackupError::Malformed("a schema has no store"))
}
