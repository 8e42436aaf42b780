use std::io::{BufWriter, Write};
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use credence_objects::{KeyOwner, Keyring, ObjectStore};
use credence_types::uuid_v7;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::applied::applied_migrations;
use crate::archive::ArchiveWriter;
use crate::error::BackupError;
use crate::folder::{BackupFolder, DATA, HEADER, Unfinished};
use crate::forget::forget_while_locked;
use crate::keys::{destroyed_since, keep_keys};
use crate::manifest::{FORMAT, Header, KeyCount, Manifest, Object};
use crate::personal::divide;
use crate::tables::{object_names, tables_in_order};

/// The clocks of machines that write the same database differ by less.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::hours(1);

/// Where the objects of a schema's rows are.
pub struct Store<'a> {
    /// The schema.
    pub schema: &'a str,
    /// The store.
    pub objects: &'a ObjectStore,
}

/// What a backup is made of.
pub struct Source<'a> {
    /// A connection without limits on a statement's time.
    pub connection: &'a mut PgConnection,
    /// The operator's keys; the current one seals the backup.
    pub keyring: &'a Keyring,
    /// The stores of objects.
    pub stores: &'a [Store<'a>],
    /// The build, for the record.
    pub made_by: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
    /// Where it lies.
    pub path: PathBuf,
    /// The tables in it.
    pub tables: u64,
    /// The objects in it.
    pub objects: u64,
    /// Objects that were deleted while it was made.
    pub objects_gone: u64,
    /// The keys beside it.
    pub keys: u64,
    /// The sealed file's length.
    pub bytes: u64,
}

/// Makes a backup below the folder: the tables as they are at one instant, then the objects that
/// they name, sealed frame by frame; beside it the keys of sessions and requests. Until it is whole its
/// name ends in `.partial`. The service may run meanwhile; what is erased meanwhile is forgotten.
///
/// # Errors
/// When the database, a store or the folder refuses; what was written so far is left as `.partial`.
pub async fn make(mut source: Source<'_>, folder: &BackupFolder) -> Result<Made, BackupError> {
    let id = uuid_v7(source.now);
    let backup = folder.begin(source.now, id)?;
    let mut archive = begin_archive(&backup, source.keyring, id)?;
    let (objects, keys) = write_database(&mut source, folder, &backup, &mut archive).await?;
    let mut objects_gone = 0;
    for object in objects {
        let store = source.stores.iter().find(|one| one.schema == object.schema);
        let store = store.ok_or(BackupError::Malformed("a schema has no store"))?;
        if !archive.object(&object, store.objects).await? {
            objects_gone += 1;
        }
    }
    let (end, bytes) = archive.finish()?;
    let path = finish(source, folder, backup).await?;
    Ok(Made {
        id,
        path,
        tables: end.tables,
        objects: end.objects,
        objects_gone,
        keys: keys.all(),
        bytes,
    })
}

fn begin_archive(
    backup: &Unfinished,
    keyring: &Keyring,
    id: Uuid,
) -> Result<ArchiveWriter, BackupError> {
    let owner = KeyOwner::backup(id);
    let made = keyring.new_sealing_key(&owner);
    let (key, wrapped) = made.map_err(BackupError::Keyring)?;
    let header = Header {
        format: FORMAT,
        id,
        kek: wrapped.kek_id,
        key: hex::encode(wrapped.bytes),
    };
    let mut file = backup.create(HEADER)?;
    serde_json::to_vec(&header)
        .map_err(std::io::Error::from)
        .and_then(|json| file.write_all(&json))
        .and_then(|()| file.sync_all())
        .map_err(BackupError::file(backup.path.join(HEADER)))?;
    let data = BufWriter::new(backup.create(DATA)?);
    Ok(ArchiveWriter::new(data, backup.path.join(DATA), key, id))
}

/// Writes what one snapshot of the database holds; gives the objects that it names and the number
/// of keys.
async fn write_database(
    source: &mut Source<'_>,
    folder: &BackupFolder,
    backup: &Unfinished,
    archive: &mut ArchiveWriter,
) -> Result<(Vec<Object>, KeyCount), BackupError> {
    let mut snapshot = source
        .connection
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let migrations = applied_migrations(&mut snapshot).await?;
    // First, so that whoever retires a master key sees meanwhile that the backup needs it. An erasure that
    // comes between would write the same files.
    let lock = folder.lock()?;
    let keys = keep_keys(&mut snapshot, &backup.path).await?;
    drop(lock);
    let manifest = Manifest {
        taken_at: source.now,
        made_by: source.made_by.to_owned(),
        migrations,
        keys: Some(keys),
    };
    archive.manifest(&manifest)?;
    let (plain, sealed) = divide(tables_in_order(&mut snapshot).await?);
    for table in plain {
        archive.table(&table, &mut snapshot).await?;
    }
    for kept in sealed {
        let keyring = source.keyring;
        archive.sealed_table(&kept, keyring, &mut snapshot).await?;
    }
    let objects = object_names(&mut snapshot).await?;
    snapshot.commit().await?;
    Ok((objects, keys))
}

/// Forgets what was erased while the backup was made, then lets it count.
async fn finish(
    source: Source<'_>,
    folder: &BackupFolder,
    backup: Unfinished,
) -> Result<PathBuf, BackupError> {
    let _lock = folder.lock()?;
    let since = source.now - CLOCKS_DIFFER;
    let destroyed = destroyed_since(source.connection, since).await?;
    forget_while_locked(vec![backup.path.clone()], &destroyed)?;
    backup.finish()
}
