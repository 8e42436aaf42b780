use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use uuid::Uuid;

use crate::error::BackupError;
use crate::folder::{BackupFolder, DATA, NAMED_BY, UNFINISHED};

/// A backup as its folder's name tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// The instant that it is of, to the second.
    pub taken_at: DateTime<Utc>,
    /// Where it lies.
    pub path: PathBuf,
}

/// The backups of the folder that were taken before an instant, oldest first, those whose making was cut
/// off too. A folder of another name is none.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_older(folder: &BackupFolder, than: DateTime<Utc>) -> Result<Vec<Kept>, BackupError> {
    let kept = folder.all()?.into_iter().filter_map(kept);
    let mut older: Vec<Kept> = kept.filter(|kept| kept.taken_at < than).collect();
    older.sort_by_key(|kept| (kept.taken_at, kept.id));
    Ok(older)
}

/// Removes the backups that were taken before an instant, with their keys; gives which. May be repeated.
///
/// # Errors
/// When a file cannot be removed; some backups may be left then.
pub fn remove_older(folder: &BackupFolder, than: DateTime<Utc>) -> Result<Vec<Kept>, BackupError> {
    if list_older(folder, than)?.is_empty() {
        return Ok(Vec::new());
    }
    let _lock = folder.lock()?;
    let older = list_older(folder, than)?;
    for kept in &older {
        remove(&kept.path)?;
    }
    Ok(older)
}

/// First its name, so that what is left when this is cut off does not pass for a whole backup; its keys go
/// last, by which it is found again.
fn remove(backup: &Path) -> Result<(), BackupError> {
    let going = backup.with_extension(UNFINISHED);
    if going != backup {
        fs::rename(backup, &going).map_err(BackupError::file(backup))?;
    }
    match fs::remove_file(going.join(DATA)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(BackupError::file(going.join(DATA))(error));
        }
        _ => {}
    }
    fs::remove_dir_all(&going).map_err(BackupError::file(&going))
}

fn kept(path: PathBuf) -> Option<Kept> {
    let name = path.file_stem()?.to_str()?;
    let (instant, id) = name.split_once('-')?;
    Some(Kept {
        id: Uuid::try_parse(id).ok()?,
        taken_at: NaiveDateTime::parse_from_str(instant, NAMED_BY)
            .ok()?
            .and_utc(),
        path,
    })
}
