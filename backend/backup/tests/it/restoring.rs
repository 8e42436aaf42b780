use std::path::Path;

use credence_backup::{BackupError, KeyHolder, Store, forget};
use credence_objects::{KeyOwner, ObjectKey, ObjectStore, WrappedKey};
use sqlx::{PgConnection, PgPool};

use crate::house::{House, TENANT, drop_database, now, rows, session};
use crate::person::canaries;

async fn opens(connection: &mut PgConnection, house: &House, number: u128) -> bool {
    let row: (Option<String>, Option<Vec<u8>>) =
        sqlx::query_as("select sealing_kek, sealing_key from credence.session where id = $1")
            .bind(session(number).as_uuid())
            .fetch_one(&mut *connection)
            .await
            .unwrap();
    let (Some(kek_id), Some(bytes)) = row else {
        return false;
    };
    let owner = KeyOwner::session(TENANT, session(number));
    let key = house.keyring.unwrap(&WrappedKey { kek_id, bytes }, &owner);
    let evidence: Vec<u8> =
        sqlx::query_scalar("select evidence_sealed from credence.verification where id = $1")
            .bind(session(number).as_uuid())
            .fetch_one(connection)
            .await
            .unwrap();
    key.unwrap().open(b"", &evidence).unwrap() == b"evidence"
}

fn image(number: u128) -> ObjectKey {
    ObjectKey::new(TENANT.as_uuid(), now(), session(number).as_uuid())
}

fn both(objects: &ObjectStore) -> [Store<'_>; 2] {
    ["credence", "dvs"].map(|schema| Store { schema, objects })
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_restored_is_what_was_backed_up(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    let mut source = house.pool.acquire().await.unwrap();
    let before = rows(&mut source).await;
    let (mut target, objects) = (house.empty_database().await, ObjectStore::memory());
    let restored = house
        .restore(&made.path, &mut target, &both(&objects))
        .await;
    let restored = restored.unwrap();
    assert_eq!(restored.erased, []);
    assert_eq!(restored.tables, made.tables);
    assert_eq!(rows(&mut target).await, before);
    for number in 0..12 {
        assert!(opens(&mut target, &house, number).await);
        let kept = house.objects.get(&image(number)).await.unwrap();
        assert_eq!(objects.get(&image(number)).await.unwrap(), kept);
    }
    let again = house
        .restore(&made.path, &mut target, &both(&objects))
        .await;
    assert!(matches!(again, Err(BackupError::NotEmpty(_))), "{again:?}");
    assert_eq!(rows(&mut target).await, before);
    drop_database(&house.pool, target).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_erased_since_stays_erased(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    let erased = KeyHolder::Session(session(7));
    forget(&house.folder, &[erased]).unwrap();
    let (mut target, objects) = (house.empty_database().await, ObjectStore::memory());
    for other in [0, 2] {
        let refused = house
            .restore_erasing(&made.path, &mut target, &both(&objects), other)
            .await;
        assert!(
            matches!(refused, Err(BackupError::WouldErase(1))),
            "{refused:?}"
        );
    }
    let checked = credence_backup::check(&made.path, &house.keyring).unwrap();
    assert_eq!(checked.sessions_gone, Some(1));
    assert_eq!(checked.keys_made, Some(checked.keys + 1));
    let restored = house
        .restore_erasing(&made.path, &mut target, &both(&objects), 1)
        .await;
    assert_eq!(restored.unwrap().erased, [(TENANT, session(7))]);
    let state: String = sqlx::query_scalar("select state from credence.session where id = $1")
        .bind(session(7).as_uuid())
        .fetch_one(&mut target)
        .await
        .unwrap();
    assert_eq!(state, "erased");
    let all = rows(&mut target).await.join("\n");
    for canary in canaries(7) {
        let text = String::from_utf8(canary).unwrap();
        assert!(
            !all.contains(&text) && !all.contains(&hex::encode(&text)),
            "{text}"
        );
    }
    let left: i64 = sqlx::query_scalar("select count(*) from credence.verification where id = $1")
        .bind(session(7).as_uuid())
        .fetch_one(&mut target)
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert!(objects.get(&image(7)).await.is_err());
    assert!(opens(&mut target, &house, 6).await && opens(&mut target, &house, 8).await);
    drop_database(&house.pool, target).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn lost_keys_erase_nobody(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    assert!(house.folder.was_used());
    let (mut target, objects) = (house.empty_database().await, ObjectStore::memory());
    let keys = made.path.join("keys");
    std::fs::rename(&keys, made.path.join("elsewhere")).unwrap();
    let checked = credence_backup::check(&made.path, &house.keyring);
    assert!(matches!(checked, Err(BackupError::NoKeys)), "{checked:?}");
    let refused = house
        .restore(&made.path, &mut target, &both(&objects))
        .await;
    assert!(matches!(refused, Err(BackupError::NoKeys)), "{refused:?}");
    std::fs::create_dir(&keys).unwrap();
    let refused = house
        .restore(&made.path, &mut target, &both(&objects))
        .await;
    assert!(
        matches!(refused, Err(BackupError::WouldErase(12))),
        "{refused:?}"
    );
    std::fs::remove_dir(&keys).unwrap();
    std::fs::rename(made.path.join("elsewhere"), &keys).unwrap();
    let restored = house
        .restore(&made.path, &mut target, &both(&objects))
        .await;
    assert_eq!(restored.unwrap().erased, []);
    drop_database(&house.pool, target).await;
}

/// Made by the build before what erasure takes was sealed for its session.
const FORMAT_1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/format-1");

#[sqlx::test(migrations = "../../migrations")]
async fn a_backup_of_the_first_format_is_restored(pool: PgPool) {
    let house = House::build_with(pool, 0).await;
    let (mut target, objects) = (house.empty_database().await, ObjectStore::memory());
    let restored = house
        .restore(Path::new(FORMAT_1), &mut target, &both(&objects))
        .await
        .unwrap();
    assert_eq!((restored.keys, restored.objects), (4, 2));
    let rows = rows(&mut target).await.join("\n");
    for number in 0..2 {
        assert!(opens(&mut target, &house, number).await);
        for canary in canaries(number) {
            let text = String::from_utf8(canary).unwrap();
            let is_there = rows.contains(&text) || rows.contains(&hex::encode(&text));
            assert!(is_there, "{text}");
        }
    }
    drop_database(&house.pool, target).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_backup_of_a_format_to_come_is_refused(pool: PgPool) {
    let house = House::build_with(pool, 1).await;
    let made = house.back_up().await;
    let header = made.path.join("header.json");
    let text = std::fs::read_to_string(&header).unwrap();
    std::fs::write(&header, text.replace("\"format\":2", "\"format\":3")).unwrap();
    let refused = credence_backup::check(&made.path, &house.keyring);
    assert!(
        matches!(refused, Err(BackupError::Malformed(_))),
        "{refused:?}"
    );
}
