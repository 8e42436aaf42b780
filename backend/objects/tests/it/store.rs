use bytes::Bytes;
use chrono::DateTime;
use credence_objects::{ObjectError, ObjectKey, ObjectStore};
use uuid::Uuid;

fn key(id: u128) -> ObjectKey {
    ObjectKey::new(
        Uuid::from_u128(1),
        DateTime::UNIX_EPOCH,
        Uuid::from_u128(id),
    )
}

/// Runs `test` against a folder and against memory.
async fn each_backend<F: Future<Output = ()>>(test: impl Fn(ObjectStore) -> F) {
    let folder = tempfile::tempdir().unwrap();
    test(ObjectStore::folder(&folder.path().join("objects with space")).unwrap()).await;
    test(ObjectStore::memory()).await;
}

#[tokio::test]
async fn an_object_is_read_back_as_stored() {
    each_backend(|store| async move {
        store
            .put(&key(1), Bytes::from_static(b"sealed"))
            .await
            .unwrap();
        assert_eq!(store.get(&key(1)).await.unwrap(), "sealed");
    })
    .await;
}

#[tokio::test]
async fn a_taken_name_is_a_conflict_and_leaves_the_first_object() {
    each_backend(|store| async move {
        store
            .put(&key(1), Bytes::from_static(b"first"))
            .await
            .unwrap();
        let second = store.put(&key(1), Bytes::from_static(b"second")).await;
        assert!(
            matches!(second, Err(ObjectError::AlreadyExists)),
            "{second:?}"
        );
        assert_eq!(store.get(&key(1)).await.unwrap(), "first");
    })
    .await;
}

#[tokio::test]
async fn deleting_twice_is_no_error_and_the_object_is_gone() {
    each_backend(|store| async move {
        store
            .put(&key(1), Bytes::from_static(b"sealed"))
            .await
            .unwrap();
        store.delete(&key(1)).await.unwrap();
        store.delete(&key(1)).await.unwrap();
        assert!(matches!(
            store.get(&key(1)).await,
            Err(ObjectError::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn an_object_over_the_limit_is_neither_stored_nor_read() {
    let folder = tempfile::tempdir().unwrap();
    let roomy = ObjectStore::folder(folder.path())
        .unwrap()
        .with_limit_bytes(10);
    roomy
        .put(&key(1), Bytes::from_static(b"ten bytes!"))
        .await
        .unwrap();
    let refused = roomy.put(&key(2), Bytes::from_static(b"ten bytes!!")).await;
    assert!(matches!(
        refused,
        Err(ObjectError::TooLarge {
            actual_bytes: 11,
            limit_bytes: 10
        })
    ));

    let tight = ObjectStore::folder(folder.path())
        .unwrap()
        .with_limit_bytes(9);
    assert!(matches!(
        tight.get(&key(1)).await,
        Err(ObjectError::TooLarge { .. })
    ));
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_is_closed_to_other_accounts() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let objects = folder.path().join("objects");
    ObjectStore::folder(&objects).unwrap();
    let mode = std::fs::metadata(objects).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
