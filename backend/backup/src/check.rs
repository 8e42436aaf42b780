use std::path::Path;

use credence_objects::Keyring;

use crate::applied::migrator_to;
use crate::archive::{ArchiveReader, Part};
use crate::error::BackupError;
use crate::keys::count_keys;
use crate::manifest::{KeyCount, SealedTable};
use crate::restore::Restored;
use crate::sealed_rows::SessionKeys;

pub(crate) const OUT_OF_ORDER: BackupError = BackupError::Malformed("its parts are out of order");

/// Opens every part of a backup and writes nothing.
///
/// # Errors
/// When anything of it does not open or is missing.
pub fn check(backup: &Path, keyring: &Keyring) -> Result<Restored, BackupError> {
    look_through(backup, keyring, |_| {})
}

/// As [`check`], and shows every part of it, opened: what the master key opens, and what the keys beside
/// the backup open with it.
///
/// # Errors
/// When anything of it does not open or is missing.
pub fn look_through(
    backup: &Path,
    keyring: &Keyring,
    mut look: impl FnMut(&[u8]),
) -> Result<Restored, BackupError> {
    let mut archive = ArchiveReader::open(backup, keyring)?;
    migrator_to(&archive.manifest.migrations)?;
    let there = count_keys(backup)?;
    let mut keys = SessionKeys::new(backup, archive.id, keyring);
    let mut sealed: Option<SealedTable> = None;
    let end = loop {
        match archive.next()? {
            Part::End(end) => break end,
            Part::Rows(bytes) | Part::Object(_, bytes) => look(&bytes),
            Part::Table(_) => {}
            Part::Sealed(kept) => sealed = Some(kept),
            Part::SealedRows(bytes) => {
                look(&bytes);
                let kept = sealed.as_ref().ok_or(OUT_OF_ORDER)?;
                look(&keys.open(kept, &bytes)?);
            }
        }
    };
    Ok(Restored {
        id: archive.id,
        taken_at: archive.manifest.taken_at,
        made_by: archive.manifest.made_by,
        tables: end.tables,
        objects: end.objects,
        keys: there.all(),
        keys_made: archive.manifest.keys.map(KeyCount::all),
        sessions_gone: sessions_gone(archive.manifest.keys, there),
        erased: Vec::new(),
    })
}

pub(crate) fn sessions_gone(made: Option<KeyCount>, there: KeyCount) -> Option<u64> {
    made.map(|made| made.sessions.saturating_sub(there.sessions))
}
