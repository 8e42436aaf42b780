//! The sealed file as a sequence of parts.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use credence_objects::{
    KeyOwner, Keyring, ObjectError, ObjectKey, ObjectStore, SealingKey, WrappedKey,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::copying::copy_out;
use crate::error::BackupError;
use crate::folder::{DATA, HEADER, is_finished};
use crate::frames::{FrameError, FrameKind, FrameReader, FrameWriter};
use crate::manifest::{End, FORMATS, Header, Manifest, Object, SealedTable, Table};
use crate::sealed_rows::seal_rows;

/// Writes the parts.
pub(crate) struct ArchiveWriter {
    frames: FrameWriter<BufWriter<File>>,
    path: PathBuf,
    id: Uuid,
    end: End,
}

impl ArchiveWriter {
    pub(crate) fn new(out: BufWriter<File>, path: PathBuf, key: SealingKey, id: Uuid) -> Self {
        Self {
            frames: FrameWriter::new(out, key, KeyOwner::backup(id)),
            path,
            id,
            end: End::default(),
        }
    }

    pub(crate) fn manifest(&mut self, manifest: &Manifest) -> Result<(), BackupError> {
        self.json(FrameKind::Manifest, manifest)
    }

    pub(crate) async fn table(
        &mut self,
        table: &Table,
        connection: &mut PgConnection,
    ) -> Result<(), BackupError> {
        self.json(FrameKind::Table, table)?;
        self.end.tables += 1;
        copy_out(connection, table, |piece| {
            self.frames
                .write(FrameKind::TableData, piece)
                .map_err(FrameError::of(&self.path))
        })
        .await
    }

    pub(crate) async fn sealed_table(
        &mut self,
        kept: &SealedTable,
        keyring: &Keyring,
        connection: &mut PgConnection,
    ) -> Result<(), BackupError> {
        self.json(FrameKind::SealedTable, kept)?;
        self.end.tables += u64::from(!kept.fills);
        seal_rows(connection, (keyring, self.id), kept, |piece| {
            self.frames
                .write(FrameKind::SealedRows, piece)
                .map_err(FrameError::of(&self.path))
        })
        .await
    }

    /// `false` when it was deleted meanwhile.
    pub(crate) async fn object(
        &mut self,
        object: &Object,
        store: &ObjectStore,
    ) -> Result<bool, BackupError> {
        let bytes = match store.get(&object_key(&object.name)?).await {
            Ok(bytes) => bytes,
            Err(ObjectError::NotFound) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        self.json(FrameKind::Object, object)?;
        self.put(FrameKind::ObjectData, &bytes)?;
        self.end.objects += 1;
        Ok(true)
    }

    /// Writes the end and flushes it to the disk; gives how much there was, and its length in bytes.
    pub(crate) fn finish(mut self) -> Result<(End, u64), BackupError> {
        let end = self.end;
        self.json(FrameKind::End, &end)?;
        let bytes = self.frames.bytes();
        let out = self.frames.into_inner().into_inner();
        out.map_err(std::io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .map_err(BackupError::file(&self.path))?;
        Ok((end, bytes))
    }

    fn json(&mut self, kind: FrameKind, value: &impl Serialize) -> Result<(), BackupError> {
        let json = serde_json::to_vec(value).map_err(std::io::Error::from);
        let json = json.map_err(BackupError::file(&self.path))?;
        self.put(kind, &json)
    }

    fn put(&mut self, kind: FrameKind, content: &[u8]) -> Result<(), BackupError> {
        let written = self.frames.write(kind, content);
        written.map_err(FrameError::of(&self.path))
    }
}

/// Reads the parts.
pub(crate) struct ArchiveReader {
    frames: FrameReader<BufReader<File>>,
    path: PathBuf,
    pub(crate) id: Uuid,
    pub(crate) manifest: Manifest,
    seen: End,
}

/// One part after the manifest.
pub(crate) enum Part {
    /// The data that follows is of this table.
    Table(Table),
    Rows(Vec<u8>),
    /// The sealed rows that follow are of this table.
    Sealed(SealedTable),
    SealedRows(Vec<u8>),
    Object(Object, Vec<u8>),
    /// Everything there was came before.
    End(End),
}

impl ArchiveReader {
    /// Opens the finished backup in this folder.
    pub(crate) fn open(backup: &Path, keyring: &Keyring) -> Result<Self, BackupError> {
        if !is_finished(backup) {
            return Err(BackupError::CutOff);
        }
        let header = read_header(backup)?;
        let malformed = BackupError::Malformed("its header is malformed");
        let wrapped = WrappedKey {
            kek_id: header.kek,
            bytes: hex::decode(header.key).map_err(|_| malformed)?,
        };
        let owner = KeyOwner::backup(header.id);
        let key = keyring.unwrap(&wrapped, &owner);
        let key = key.map_err(BackupError::Keyring)?;
        let path = backup.join(DATA);
        let file = File::open(&path).map_err(BackupError::file(&path))?;
        let mut frames = FrameReader::new(BufReader::new(file), key, owner);
        let first = frames.next().map_err(FrameError::of(&path))?;
        let (FrameKind::Manifest, manifest) = first else {
            return Err(BackupError::Malformed("it does not begin with a manifest"));
        };
        Ok(Self {
            frames,
            id: header.id,
            manifest: parsed(&manifest)?,
            path,
            seen: End::default(),
        })
    }

    /// The next part. After the end there is none: do not ask.
    pub(crate) fn next(&mut self) -> Result<Part, BackupError> {
        let (kind, content) = self.frame()?;
        Ok(match kind {
            FrameKind::Table => {
                self.seen.tables += 1;
                Part::Table(parsed(&content)?)
            }
            FrameKind::TableData => Part::Rows(content),
            FrameKind::SealedTable => {
                let kept: SealedTable = parsed(&content)?;
                self.seen.tables += u64::from(!kept.fills);
                Part::Sealed(kept)
            }
            FrameKind::SealedRows => Part::SealedRows(content),
            FrameKind::Object => {
                self.seen.objects += 1;
                let (FrameKind::ObjectData, bytes) = self.frame()? else {
                    return Err(BackupError::Malformed("an object is missing"));
                };
                Part::Object(parsed(&content)?, bytes)
            }
            FrameKind::End => {
                let is_all = parsed::<End>(&content)? == self.seen;
                let is_last = self.frames.is_at_end();
                let is_last = is_last.map_err(FrameError::of(&self.path))?;
                if !is_all || !is_last {
                    return Err(BackupError::Malformed(
                        "its end does not fit what came before",
                    ));
                }
                Part::End(self.seen)
            }
            FrameKind::Manifest | FrameKind::ObjectData => {
                return Err(BackupError::Malformed("its parts are out of order"));
            }
        })
    }

    fn frame(&mut self) -> Result<(FrameKind, Vec<u8>), BackupError> {
        let next = self.frames.next();
        next.map_err(FrameError::of(&self.path))
    }
}

pub(crate) fn read_header(backup: &Path) -> Result<Header, BackupError> {
    let path = backup.join(HEADER);
    let header = std::fs::read(&path).map_err(BackupError::file(&path))?;
    let header: Header = parsed(&header)?;
    if !FORMATS.contains(&header.format) {
        return Err(BackupError::Malformed("it is of a newer format"));
    }
    Ok(header)
}

pub(crate) fn object_key(name: &str) -> Result<ObjectKey, BackupError> {
    let key = name.parse();
    key.map_err(|_| BackupError::Malformed("an object's name is malformed"))
}

fn parsed<T: DeserializeOwned>(json: &[u8]) -> Result<T, BackupError> {
    let parsed = serde_json::from_slice(json);
    parsed.map_err(|_| BackupError::Malformed("what it says about itself is malformed"))
}
