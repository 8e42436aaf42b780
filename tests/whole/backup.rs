use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use credence_tests::{Integrator, Stack, files_below};

use crate::photographs::{drawn_back, only_back};

/// Longer than any erasure may take.
const FORGOTTEN_WITHIN: Duration = Duration::from_secs(60);

/// Somebody who was verified; gives their session's id.
async fn verified(integrator: &Integrator, seed: u64) -> String {
    let person = integrator.create_session("kept").await;
    let request_id = person.upload(&only_back(drawn_back(seed).image)).await;
    person.submit(&request_id).await.unwrap();
    person.wait_until_settled().await;
    person.id
}

/// Runs a command of the service; gives what it printed.
fn run(stack: &Stack, arguments: &[&str]) -> String {
    let output = stack.command().args(arguments).output().unwrap();
    let [said, failed] =
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{arguments:?}: {said}{failed}");
    said
}

fn keys_beside(backup: &Path) -> String {
    let files = files_below(&backup.join("keys"));
    let read = |file: PathBuf| fs::read_to_string(file).unwrap();
    files.into_iter().map(read).collect()
}

/// An older backup is named, and removed on demand.
fn see_to_older_ones(stack: &Stack, backup: &Path) {
    let name = backup.file_name().unwrap().to_str().unwrap();
    let (_, id) = name.split_once('-').unwrap();
    let old = backup.with_file_name(format!("20200101T000000Z-{id}"));
    fs::create_dir_all(old.join("keys")).unwrap();
    let old_path = old.to_str().unwrap();
    let said = run(stack, &["backup"]);
    assert!(said.contains("warn  older than 7 days"), "{said}");
    assert!(said.contains(old_path), "{said}");
    let said = run(stack, &["backup", "--keep", "2"]);
    assert!(said.contains(&format!("removed {old_path}")), "{said}");
    assert!(!said.contains("warn") && !old.exists(), "{said}");
    assert!(backup.exists());
}

#[tokio::test]
async fn a_restored_service_is_as_it_was_and_who_was_erased_stays_erased() {
    let mut stack = Stack::start().await;
    let integrator = stack.integrator();
    let kept = verified(&integrator, 61).await;
    let erased = verified(&integrator, 62).await;
    let before = integrator.result(&kept).await;

    let said = run(&stack, &["backup"]);
    let backup = PathBuf::from(said.lines().next().unwrap());
    assert!(run(&stack, &["restore", "--check", &backup.to_string_lossy()]).contains("Whole"));
    assert!(keys_beside(&backup).contains(&erased));
    see_to_older_ones(&stack, &backup);

    integrator.erase(&erased).await;
    let started = Instant::now();
    while keys_beside(&backup).contains(&erased) {
        assert!(
            started.elapsed() < FORGOTTEN_WITHIN,
            "the backup still has its key"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("forgotten in the backup after {:?}", started.elapsed());
    assert!(keys_beside(&backup).contains(&kept));

    // Another machine: the master key and the backup are all there is.
    assert!(stack.stop());
    for lost in ["postgres", "objects"] {
        fs::remove_dir_all(stack.data().join(lost)).unwrap();
    }
    let said = run(
        &stack,
        &["restore", "--erase", "1", &backup.to_string_lossy()],
    );
    assert!(said.contains("1 sessions that were erased"), "{said}");
    stack.resume().await;

    assert_eq!(integrator.result(&kept).await, before);
    assert_eq!(integrator.session(&erased).await["state"], "erased");
    let verified = run(&stack, &["audit", "verify"]);
    assert!(verified.contains("whole"), "{verified}");
    let replayed = run(&stack, &["replay", "--all"]);
    assert!(
        replayed.contains("1 replayed, 0 not the same"),
        "{replayed}"
    );
    assert!(stack.stop());
}
