//! The sealed file: frames in order, each `length (4 bytes, big endian) ‖ sealed`. What is sealed
//! begins with the frame's kind; its number is authenticated, so that no frame can be left out, doubled
//! or moved, and the last one says that it is the last.

use std::io::{ErrorKind, Read, Write};

use credence_objects::{KeyOwner, SealingKey};

use crate::error::BackupError;

/// So much of a table goes into one frame.
pub(crate) const FRAME_BYTES: usize = 1024 * 1024;
/// Nothing that was sealed is longer: an object and what sealing adds.
const LONGEST: usize = 64 * 1024 * 1024;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// JSON: what the backup is of. The first frame.
    Manifest,
    /// JSON: the table that the next data is of.
    Table,
    /// A piece of a table, as `COPY … (FORMAT binary)` gives it.
    TableData,
    /// JSON: the table that the next sealed rows are of.
    SealedTable,
    /// Rows, sealed under the keys of their sessions.
    SealedRows,
    /// JSON: the object that comes next.
    Object,
    /// An object, sealed as it was stored.
    ObjectData,
    /// JSON: how much there was. The last frame.
    End,
}

impl FrameKind {
    const ALL: [Self; 8] = [
        Self::Manifest,
        Self::Table,
        Self::TableData,
        Self::SealedTable,
        Self::SealedRows,
        Self::Object,
        Self::ObjectData,
        Self::End,
    ];

    const fn byte(self) -> u8 {
        match self {
            Self::Manifest => b'm',
            Self::Table => b't',
            Self::TableData => b'd',
            Self::SealedTable => b's',
            Self::SealedRows => b'r',
            Self::Object => b'o',
            Self::ObjectData => b'b',
            Self::End => b'e',
        }
    }
}

/// Seals frames into a writer.
pub(crate) struct FrameWriter<W> {
    out: W,
    key: SealingKey,
    owner: KeyOwner,
    number: u64,
    bytes: u64,
}

impl<W: Write> FrameWriter<W> {
    pub(crate) const fn new(out: W, key: SealingKey, owner: KeyOwner) -> Self {
        Self {
            out,
            key,
            owner,
            number: 0,
            bytes: 0,
        }
    }

    pub(crate) fn write(&mut self, kind: FrameKind, content: &[u8]) -> Result<(), FrameError> {
        let mut plain = Vec::with_capacity(1 + content.len());
        plain.push(kind.byte());
        plain.extend_from_slice(content);
        let sealed = self.key.seal(&context(&self.owner, self.number), &plain)?;
        let length = u32::try_from(sealed.len()).map_err(|_| FrameError::Malformed)?;
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(&sealed)?;
        self.number += 1;
        self.bytes += 4 + u64::from(length);
        Ok(())
    }

    /// How many bytes were written.
    pub(crate) const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn into_inner(self) -> W {
        self.out
    }
}

/// Opens frames, in order.
pub(crate) struct FrameReader<R> {
    from: R,
    key: SealingKey,
    owner: KeyOwner,
    number: u64,
}

impl<R: Read> FrameReader<R> {
    pub(crate) const fn new(from: R, key: SealingKey, owner: KeyOwner) -> Self {
        Self {
            from,
            key,
            owner,
            number: 0,
        }
    }

    /// The next frame; there must be one.
    pub(crate) fn next(&mut self) -> Result<(FrameKind, Vec<u8>), FrameError> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > LONGEST {
            return Err(FrameError::Malformed);
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed)?;
        let mut plain = self.key.open(&context(&self.owner, self.number), &sealed)?;
        self.number += 1;
        let kind = plain.first().copied().ok_or(FrameError::Malformed)?;
        let kind = FrameKind::ALL.into_iter().find(|one| one.byte() == kind);
        plain.remove(0);
        Ok((kind.ok_or(FrameError::Malformed)?, plain))
    }

    /// Whether nothing follows.
    pub(crate) fn is_at_end(&mut self) -> Result<bool, FrameError> {
        Ok(self.from.read(&mut [0])? == 0)
    }
}

/// A frame could not be written or read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FrameError {
    #[error("read or write the file of a backup")]
    File(#[from] std::io::Error),
    #[error("open a frame")]
    Sealed(#[from] credence_objects::SealError),
    #[error("read a frame: it is malformed")]
    Malformed,
}

impl FrameError {
    /// With the file's name.
    pub(crate) fn of(path: &std::path::Path) -> impl FnOnce(Self) -> BackupError {
        move |error| match error {
            Self::File(source) if source.kind() == ErrorKind::UnexpectedEof => BackupError::CutOff,
            Self::File(source) => BackupError::file(path)(source),
            Self::Sealed(error) => BackupError::Sealed(error),
            Self::Malformed => BackupError::Malformed("a part of it is malformed"),
        }
    }
}

fn context(owner: &KeyOwner, number: u64) -> Vec<u8> {
    owner.context(&format!("frame/{number}"))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key() -> SealingKey {
        SealingKey::generate().unwrap()
    }

    /// Three frames and where each begins.
    fn written(owner: KeyOwner) -> (Vec<u8>, Vec<usize>, SealingKey) {
        let keyring = credence_objects::Keyring::new(
            "one",
            [("one".to_owned(), credence_objects::Kek::generate().unwrap())],
        )
        .unwrap();
        let (key, wrapped) = keyring.new_sealing_key(&owner).unwrap();
        let mut writer = FrameWriter::new(Vec::new(), key, owner);
        let mut starts = Vec::new();
        for (kind, content) in [
            (FrameKind::Manifest, "{}"),
            (FrameKind::TableData, "rows"),
            (FrameKind::End, "{}"),
        ] {
            starts.push(usize::try_from(writer.bytes()).unwrap());
            writer.write(kind, content.as_bytes()).unwrap();
        }
        let key = keyring.unwrap(&wrapped, &owner).unwrap();
        (writer.into_inner(), starts, key)
    }

    fn read(bytes: &[u8], owner: KeyOwner, key: SealingKey) -> Result<usize, FrameError> {
        let mut reader = FrameReader::new(bytes, key, owner);
        let mut frames = 1;
        while reader.next()?.0 != FrameKind::End {
            frames += 1;
        }
        if reader.is_at_end()? {
            Ok(frames)
        } else {
            Err(FrameError::Malformed)
        }
    }

    #[test]
    fn frames_come_back_whole_and_in_order_only() {
        let owner = KeyOwner::backup(Uuid::from_u128(1));
        let (bytes, _, key) = written(owner);
        assert_eq!(read(&bytes, owner, key).unwrap(), 3);
        for length in 0..bytes.len() {
            let (bytes, _, key) = written(owner);
            assert!(
                read(&bytes[..length], owner, key).is_err(),
                "cut to {length}"
            );
        }
        let (bytes, starts, key) = written(owner);
        let (first, second) = (&bytes[..starts[1]], &bytes[starts[1]..starts[2]]);
        let swapped = [second, first, &bytes[starts[2]..]].concat();
        assert!(read(&swapped, owner, key).is_err());
        let (bytes, starts, key) = written(owner);
        let left_out = [&bytes[..starts[1]], &bytes[starts[2]..]].concat();
        assert!(read(&left_out, owner, key).is_err());
        let (mut bytes, _, key) = written(owner);
        bytes.push(0);
        assert!(read(&bytes, owner, key).is_err());
    }

    #[test]
    fn another_backup_or_key_is_refused() {
        let owner = KeyOwner::backup(Uuid::from_u128(1));
        let (bytes, _, _) = written(owner);
        assert!(read(&bytes, owner, key()).is_err());
        let (bytes, _, key) = written(owner);
        assert!(read(&bytes, KeyOwner::backup(Uuid::from_u128(2)), key).is_err());
    }
}
