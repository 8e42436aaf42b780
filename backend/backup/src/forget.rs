use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::error::BackupError;
use crate::folder::BackupFolder;
use crate::kept_key::{KeyHolder, read_keys, write_keys};

/// Takes keys out of every backup of the folder, those in the making too, so that what is sealed
/// under them can never be opened again. Gives how many lines went. May be repeated; waits while
/// another process does the same.
///
/// # Errors
/// When a file cannot be read or written; keys may be left then, and it must be called again.
pub fn forget(folder: &BackupFolder, holders: &[KeyHolder]) -> Result<usize, BackupError> {
    if holders.is_empty() || folder.all()?.is_empty() {
        return Ok(0);
    }
    let _lock = folder.lock()?;
    forget_while_locked(folder.all()?, holders)
}

/// The same in the backups given, for one who holds the lock.
pub(crate) fn forget_while_locked(
    backups: Vec<PathBuf>,
    holders: &[KeyHolder],
) -> Result<usize, BackupError> {
    let mut gone = 0;
    for backup in backups {
        let mut by_file = BTreeMap::<PathBuf, BTreeSet<KeyHolder>>::new();
        for holder in holders {
            let file = holder.file_in(&backup);
            by_file.entry(file).or_default().insert(*holder);
        }
        for (file, holders) in by_file {
            let mut keys = read_keys(&file)?;
            let before = keys.len();
            keys.retain(|key| !holders.contains(&key.of));
            if keys.len() < before {
                write_keys(&file, &keys)?;
                gone += before - keys.len();
            }
        }
    }
    Ok(gone)
}
