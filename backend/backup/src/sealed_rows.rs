//! Rows of sessions, sealed under the sessions' own keys. A frame of them is, one after another:
//! `session (16 bytes) ‖ length (4 bytes, big endian) ‖ sealed rows of that session`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use credence_objects::{KeyOwner, Keyring, SealingKey, WrappedKey};
use credence_types::{SessionId, TenantId};
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::copying::sealed_statement;
use crate::error::BackupError;
use crate::frames::FRAME_BYTES;
use crate::kept_key::{KeptKey, KeyHolder, read_keys};
use crate::manifest::SealedTable;
use crate::rows::{NoCopy, Row, Rows};

const MALFORMED: BackupError = BackupError::Malformed("the rows of a session are malformed");

/// Reads the rows of a table, seals each session's and gives them to `take` in pieces.
pub(crate) async fn seal_rows(
    connection: &mut PgConnection,
    (keyring, backup): (&Keyring, Uuid),
    kept: &SealedTable,
    mut take: impl FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let mut copy = connection.copy_out_raw(&sealed_statement(kept)).await?;
    let mut rows = Rows::default();
    let (mut of_one, mut piece) = (Vec::<Row>::new(), Vec::new());
    while let Some(bytes) = copy.try_next().await? {
        for row in rows.take(&bytes).map_err(|NoCopy| no_copy())? {
            if of_one
                .last()
                .is_some_and(|last| last.session != row.session)
            {
                piece.extend(seal_session(keyring, backup, kept, &of_one)?);
                of_one.clear();
            }
            of_one.push(row);
        }
        if piece.len() >= FRAME_BYTES {
            take(&piece)?;
            piece.clear();
        }
    }
    if !rows.is_at_end() {
        return Err(no_copy());
    }
    piece.extend(seal_session(keyring, backup, kept, &of_one)?);
    take(&piece)
}

fn no_copy() -> BackupError {
    BackupError::Database(sqlx::Error::Protocol(
        "what the database copied out is no binary copy".to_owned(),
    ))
}

/// Seals the rows of one session.
fn seal_session(
    keyring: &Keyring,
    backup: Uuid,
    kept: &SealedTable,
    rows: &[Row],
) -> Result<Vec<u8>, BackupError> {
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    let owner = owner(first.tenant, first.session);
    let wrapped = WrappedKey {
        kek_id: first.kek.clone(),
        bytes: first.key.clone(),
    };
    let key = keyring.unwrap(&wrapped, &owner);
    let plain: Vec<u8> = rows.iter().flat_map(|row| &row.rest).copied().collect();
    let key = key.map_err(BackupError::Keyring)?;
    let sealed = key.seal(&context(&owner, backup, kept), &plain);
    let sealed = sealed.map_err(BackupError::Sealed)?;
    let length = u32::try_from(sealed.len()).map_err(|_| MALFORMED)?;
    let session = first.session.into_bytes();
    Ok([&session[..], &length.to_be_bytes(), &sealed].concat())
}

/// The keys of sessions beside a backup. Sessions come in the order of the files of their keys, so
/// that each file is read once a table.
pub(crate) struct SessionKeys<'a> {
    backup: &'a Path,
    id: Uuid,
    keyring: &'a Keyring,
    file: Option<(PathBuf, BTreeMap<KeyHolder, KeptKey>)>,
}

impl<'a> SessionKeys<'a> {
    pub(crate) const fn new(backup: &'a Path, id: Uuid, keyring: &'a Keyring) -> Self {
        Self {
            backup,
            id,
            keyring,
            file: None,
        }
    }

    /// The rows of a piece, of all sessions whose key is there still.
    pub(crate) fn open(
        &mut self,
        kept: &SealedTable,
        piece: &[u8],
    ) -> Result<Vec<u8>, BackupError> {
        let (mut left, mut rows) = (piece, Vec::new());
        while let Some((session, behind)) = left.split_first_chunk::<16>() {
            let (length, behind) = behind.split_first_chunk().ok_or(MALFORMED)?;
            let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| MALFORMED)?;
            let (sealed, behind) = behind.split_at_checked(length).ok_or(MALFORMED)?;
            left = behind;
            if let Some((key, owner)) = self.key_of(Uuid::from_bytes(*session))? {
                let opened = key.open(&context(&owner, self.id, kept), sealed);
                rows.extend(opened.map_err(BackupError::Sealed)?);
            }
        }
        if left.is_empty() {
            Ok(rows)
        } else {
            Err(MALFORMED)
        }
    }

    fn key_of(&mut self, session: Uuid) -> Result<Option<(SealingKey, KeyOwner)>, BackupError> {
        let of = KeyHolder::Session(SessionId::from_uuid(session));
        let path = of.file_in(self.backup);
        let file = match self.file.take().filter(|(read, _)| *read == path) {
            Some(file) => file,
            None => {
                let keys = read_keys(&path)?.into_iter();
                (path, keys.map(|key| (key.of, key)).collect())
            }
        };
        let (_, keys) = self.file.insert(file);
        let Some(kept) = keys.get(&of) else {
            return Ok(None);
        };
        let owner = owner(kept.holder, session);
        let wrapped = WrappedKey {
            kek_id: kept.kek.clone(),
            bytes: hex::decode(&kept.key)
                .map_err(|_| BackupError::Malformed("a line of its keys is malformed"))?,
        };
        let key = self.keyring.unwrap(&wrapped, &owner);
        Ok(Some((key.map_err(BackupError::Keyring)?, owner)))
    }
}

const fn owner(tenant: Uuid, session: Uuid) -> KeyOwner {
    KeyOwner::session(TenantId::from_uuid(tenant), SessionId::from_uuid(session))
}

/// Rows open in their own backup and table only.
fn context(owner: &KeyOwner, backup: Uuid, kept: &SealedTable) -> Vec<u8> {
    let table = &kept.table;
    owner.context(&format!("backup/{backup}/{}.{}", table.schema, table.name))
}
