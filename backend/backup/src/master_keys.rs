use std::collections::BTreeMap;

use crate::archive::read_header;
use crate::error::BackupError;
use crate::folder::BackupFolder;
use crate::kept_key::{file_of, read_keys};

/// How many backups of the folder need each master key, by its name.
///
/// # Errors
/// When a file of a backup cannot be read.
pub fn master_keys_needed(folder: &BackupFolder) -> Result<BTreeMap<String, usize>, BackupError> {
    let mut needed = BTreeMap::new();
    for backup in folder.all()? {
        let mut names = vec![read_header(&backup)?.kek];
        for last in 0..=u8::MAX {
            let keys = read_keys(&file_of(&backup, last))?;
            names.extend(keys.into_iter().map(|key| key.kek));
        }
        names.sort_unstable();
        names.dedup();
        for name in names {
            *needed.entry(name).or_default() += 1;
        }
    }
    Ok(needed)
}
