use std::fs;

use chrono::TimeDelta;
use credence_backup::{check, list_older, remove_older};
use sqlx::PgPool;

use crate::house::{House, now};

#[sqlx::test(migrations = "../../migrations")]
async fn backups_taken_before_an_instant_go_and_the_others_stay(pool: PgPool) {
    let house = House::build_with(pool, 2).await;
    assert_eq!(remove_older(&house.folder, now()).unwrap(), []);
    let young = house.back_up().await;
    // The same as if it had been made a day earlier, and one whose making was cut off.
    let name = young.path.file_name().unwrap().to_str().unwrap();
    let (_, id) = name.split_once('-').unwrap();
    let at = (now() - TimeDelta::days(1)).format("%Y%m%dT%H%M%SZ");
    let old = house.folder.path().join(format!("{at}-{id}"));
    let other = "f".repeat(32);
    let cut_off = house.folder.path().join(format!("{at}-{other}.partial"));
    let foreign = house.folder.path().join("20200101T000000Z");
    fs::rename(&young.path, &old).unwrap();
    let young = house.back_up().await;
    for folder in [&cut_off, &foreign] {
        fs::create_dir_all(folder.join("keys")).unwrap();
    }
    let exactly = now() - TimeDelta::days(1);
    assert_eq!(list_older(&house.folder, exactly).unwrap(), []);
    let older = list_older(&house.folder, now()).unwrap();
    assert_eq!(older.len(), 2);
    assert!(older.iter().all(|kept| kept.taken_at == exactly));
    assert!(old.exists() && cut_off.exists(), "a list removes nothing");
    assert_eq!(remove_older(&house.folder, now()).unwrap(), older);
    assert!(!old.exists() && !cut_off.exists());
    assert!(foreign.exists());
    assert_eq!(check(&young.path, &house.keyring).unwrap().keys, 4);
}
