use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use credence_backup::{BackupError, KeyHolder, check, forget, look_through};
use sqlx::PgPool;

use crate::house::{House, keyring, session};
use crate::person::canaries;

/// Every byte below a folder.
fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes_below(&path));
        } else {
            all.extend(fs::read(path).unwrap());
        }
    }
    all
}

fn holds(bytes: &[u8], searched: &[u8]) -> bool {
    bytes
        .windows(searched.len())
        .any(|window| window == searched)
}

async fn wrapped_key(pool: &PgPool, number: u128) -> Vec<u8> {
    sqlx::query_scalar("select sealing_key from credence.session where id = $1")
        .bind(session(number).as_uuid())
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_backup_is_whole_private_and_holds_no_plaintext(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    assert_eq!((made.objects, made.objects_gone, made.keys), (12, 0, 24));
    let checked = check(&made.path, &house.keyring).unwrap();
    assert_eq!(
        (checked.tables, checked.objects, checked.keys),
        (made.tables, 12, 24)
    );
    let everything = bytes_below(house.folder.path());
    // A table's name and what a row says would be readable if anything were.
    for plain in ["verification", "approved", "image/jpeg"] {
        assert!(!holds(&everything, plain.as_bytes()), "{plain}");
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(house.folder.path()), 0o700);
    assert_eq!(mode(&made.path.join("data.sealed")), 0o600);
    for keys in fs::read_dir(made.path.join("keys")).unwrap() {
        assert_eq!(mode(&keys.unwrap().path()), 0o600);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_altered_cut_or_foreign_backup_is_refused(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    let path = made.path.join("data.sealed");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let refused = check(&made.path, &house.keyring);
    assert!(matches!(refused, Err(BackupError::CutOff)), "{refused:?}");
    let mut altered = whole.clone();
    altered[whole.len() / 2] ^= 1;
    fs::write(&path, altered).unwrap();
    assert!(check(&made.path, &house.keyring).is_err());
    fs::write(&path, whole).unwrap();
    let other = keyring(&"ab01cd23ef456789".repeat(4));
    let refused = check(&made.path, &other);
    assert!(
        matches!(refused, Err(BackupError::Keyring(_))),
        "{refused:?}"
    );
    let unfinished = made.path.with_extension("partial");
    fs::rename(&made.path, &unfinished).unwrap();
    assert!(matches!(
        check(&unfinished, &house.keyring),
        Err(BackupError::CutOff)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_forgotten_key_is_in_no_backup_and_the_others_stay(pool: PgPool) {
    let house = House::build(pool).await;
    let key = hex::encode(wrapped_key(&house.pool, 3).await);
    let other = hex::encode(wrapped_key(&house.pool, 4).await);
    house.back_up().await;
    house.back_up().await;
    let before = bytes_below(house.folder.path());
    assert!(holds(&before, key.as_bytes()) && holds(&before, other.as_bytes()));
    let holder = KeyHolder::Session(session(3));
    assert_eq!(forget(&house.folder, &[holder]).unwrap(), 2);
    assert_eq!(forget(&house.folder, &[holder]).unwrap(), 0);
    let after = bytes_below(house.folder.path());
    assert!(!holds(&after, key.as_bytes()) && holds(&after, other.as_bytes()));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_erased_while_a_backup_is_made_is_not_in_it(pool: PgPool) {
    let house = Arc::new(House::build(pool).await);
    let key = hex::encode(wrapped_key(&house.pool, 5).await);
    // The making waits for the lock after its snapshot was taken.
    fs::create_dir_all(house.folder.path()).unwrap();
    let lock = File::create(house.folder.path().join(".lock")).unwrap();
    lock.lock().unwrap();
    let (making, runtime) = (Arc::clone(&house), tokio::runtime::Handle::current());
    let making = std::thread::spawn(move || runtime.block_on(making.back_up()));
    let mut looks = 0;
    while !holds_a_lock_waiter(&house).await {
        looks += 1;
        assert!(looks < 500, "the making never reached its keys");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    house.erase(session(5)).await;
    drop(lock);
    let made = tokio::task::spawn_blocking(|| making.join().unwrap())
        .await
        .unwrap();
    assert_eq!(made.keys, 24, "the snapshot still had it");
    assert!(!holds(&bytes_below(house.folder.path()), key.as_bytes()));
    assert!(check(&made.path, &house.keyring).unwrap().keys < 24);
}

/// Everything that whoever has the master key can read of a backup.
fn opened(backup: &Path, house: &House) -> Vec<u8> {
    let mut all = Vec::new();
    look_through(backup, &house.keyring, |part| all.extend_from_slice(part)).unwrap();
    all
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_of_a_person_is_read_in_a_backup_once_their_key_is_gone(pool: PgPool) {
    let house = House::build(pool).await;
    let made = house.back_up().await;
    let found = |number: u128| -> usize {
        let all = opened(&made.path, &house);
        let all_of_theirs = canaries(number);
        let found = all_of_theirs.iter().filter(|canary| holds(&all, canary));
        found.count()
    };
    let all = canaries(3).len();
    assert_eq!((found(3), found(4)), (all, all));
    let holder = KeyHolder::Session(session(3));
    assert_eq!(forget(&house.folder, &[holder]).unwrap(), 1);
    assert_eq!((found(3), found(4)), (0, all));
    // Another session's key in the place of its own.
    let keys = |number: u128| made.path.join(format!("keys/{number:02x}.jsonl"));
    let id = |number: u128| session(number).as_uuid().to_string();
    let line = fs::read_to_string(keys(4)).unwrap();
    fs::write(keys(3), line.replace(&id(4), &id(3))).unwrap();
    let refused = check(&made.path, &house.keyring);
    assert!(
        matches!(refused, Err(BackupError::Keyring(_))),
        "{refused:?}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_services_own_role_may_make_a_backup(pool: PgPool) {
    const ROLE: &str = "credence_test_backup";
    let house = House::build(pool).await;
    credence_storage::create_application_role(&house.pool, ROLE, None)
        .await
        .unwrap();
    credence_storage::grant_application(&house.pool, ROLE)
        .await
        .unwrap();
    let mut connection = house.pool.acquire().await.unwrap();
    sqlx::raw_sql("set session authorization credence_test_backup")
        .execute(&mut *connection)
        .await
        .unwrap();
    let made = house.back_up_over(&mut connection).await;
    assert_eq!(check(&made.path, &house.keyring).unwrap().keys, 24);
    let refused = sqlx::raw_sql("delete from public._sqlx_migrations")
        .execute(&mut *connection)
        .await;
    assert!(refused.is_err());
    connection.close().await.unwrap();
}

/// Whether the snapshot is there and its tables are read.
async fn holds_a_lock_waiter(house: &House) -> bool {
    let waiting: Option<bool> = sqlx::query_scalar(
        "select bool_or(state = 'idle in transaction' and query ilike '%_sqlx_migrations%')
         from pg_stat_activity where datname = current_database()",
    )
    .fetch_one(&house.pool)
    .await
    .unwrap();
    waiting == Some(true)
}
