use std::path::Path;

use bytes::Bytes;
use chrono::DateTime;
use credence_objects::{Kek, KeyOwner, Keyring, ObjectKey, ObjectStore, SealError};
use credence_types::{SessionId, TenantId};
use uuid::Uuid;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF drawn test picture";

fn keyring() -> Keyring {
    Keyring::new(
        "test",
        [("test".to_owned(), Kek::from_hex(&"5a".repeat(32)).unwrap())],
    )
    .unwrap()
}

fn owner(session: u128) -> KeyOwner {
    KeyOwner::session(
        TenantId::from_uuid(Uuid::from_u128(1)),
        SessionId::from_uuid(Uuid::from_u128(session)),
    )
}

fn files_below(folder: &Path) -> Vec<Vec<u8>> {
    let mut contents = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            contents.extend(files_below(&path));
        } else {
            contents.push(std::fs::read(path).unwrap());
        }
    }
    contents
}

#[tokio::test]
async fn nothing_of_a_picture_is_readable_at_rest() {
    let folder = tempfile::tempdir().unwrap();
    let store = ObjectStore::folder(folder.path()).unwrap();
    let (key, _) = keyring().new_sealing_key(&owner(1)).unwrap();
    let sealed = key.seal(&owner(1).context("image/front"), JPEG).unwrap();
    let name = ObjectKey::new(Uuid::from_u128(1), DateTime::UNIX_EPOCH, Uuid::from_u128(9));
    store.put(&name, Bytes::from(sealed)).await.unwrap();

    let files = files_below(folder.path());
    assert_eq!(files.len(), 1);
    for magic in [&b"\xff\xd8\xff"[..], b"JFIF", b"picture"] {
        assert!(
            files
                .iter()
                .all(|file| !file.windows(magic.len()).any(|part| part == magic))
        );
    }
}

/// JPEG, PNG, WebP, HEIC, AVIF and PDF.
#[test]
fn no_format_shows_how_it_begins_once_it_is_sealed() {
    let (key, _) = keyring().new_sealing_key(&owner(1)).unwrap();
    for magic in [
        &b"\xff\xd8\xff\xe0\x00\x10JFIF"[..],
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypheic",
        b"\x00\x00\x00\x18ftypavif",
        b"%PDF-1.7",
    ] {
        let picture = [magic, &[0x5a; 4096]].concat();
        let sealed = key
            .seal(&owner(1).context("image/front"), &picture)
            .unwrap();
        // Half of it would be enough to tell the format.
        for part in magic.windows(magic.len() / 2) {
            assert!(!sealed.windows(part.len()).any(|seen| seen == part));
        }
    }
}

#[tokio::test]
async fn two_objects_swapped_on_disk_no_longer_open() {
    let store = ObjectStore::memory();
    let (key, _) = keyring().new_sealing_key(&owner(1)).unwrap();
    let context = |what: &str| owner(1).context(what);
    let name = |id| {
        ObjectKey::new(
            Uuid::from_u128(1),
            DateTime::UNIX_EPOCH,
            Uuid::from_u128(id),
        )
    };
    // As if somebody had exchanged the files of the front and of the selfie.
    store
        .put(
            &name(1),
            key.seal(&context("image/face"), JPEG).unwrap().into(),
        )
        .await
        .unwrap();
    store
        .put(
            &name(2),
            key.seal(&context("image/front"), JPEG).unwrap().into(),
        )
        .await
        .unwrap();

    let front = store.get(&name(1)).await.unwrap();
    assert_eq!(
        key.open(&context("image/front"), &front),
        Err(SealError::Tampered)
    );
}

#[test]
fn another_sessions_key_does_not_open_it() {
    let keyring = keyring();
    let (first, _) = keyring.new_sealing_key(&owner(1)).unwrap();
    let (second, _) = keyring.new_sealing_key(&owner(2)).unwrap();
    let sealed = first.seal(&owner(1).context("image/front"), JPEG).unwrap();
    assert!(
        second
            .open(&owner(1).context("image/front"), &sealed)
            .is_err()
    );
    assert!(
        first
            .open(&owner(2).context("image/front"), &sealed)
            .is_err()
    );
}
