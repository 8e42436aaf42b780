//! The audit log at the command line: who may change it, and that it is checked without the service.

use std::path::Path;
use std::process::{Command, Output};

use credence_tests::Stack;

/// The broken log's exit status.
const BROKEN: i32 = 3;

/// Runs SQL at the address that one of the data folder's files names.
fn psql(stack: &Stack, address: &str, sql: &str) -> Output {
    let url = std::fs::read_to_string(stack.data().join(address)).unwrap();
    Command::new("psql")
        .args(["--no-psqlrc", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
        .args(["-c", sql, url.trim()])
        .output()
        .unwrap()
}

fn run(stack: &Stack, arguments: &[&str]) -> (Option<i32>, String) {
    let output = stack.command().args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// What a command that must succeed says.
fn said(stack: &Stack, arguments: &[&str]) -> String {
    let (code, said) = run(stack, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}");
    said
}

#[tokio::test]
async fn the_service_appends_to_its_audit_log_and_cannot_change_it() {
    let mut stack = Stack::start().await;
    stack.integrator().create_session("kept").await;
    for sql in [
        "update credence.audit set action = 'x'",
        "delete from credence.audit",
        "truncate credence.audit",
        "delete from credence.audit_checkpoint",
        "alter table credence.audit disable trigger all",
    ] {
        let refused = psql(&stack, "database.url", sql);
        let complaint = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success(), "{sql}");
        let is_refused = ["permission denied", "must be owner"]
            .iter()
            .any(|words| complaint.contains(words));
        assert!(is_refused, "{sql}: {complaint}");
    }
    let looked = said(&stack, &["doctor", "database"]);
    assert!(looked.contains("and not change it"), "{looked}");

    // An installation from before there was such a role: the next start makes it.
    let older = "drop owned by credence; drop role credence";
    assert!(psql(&stack, "database-owner.url", older).status.success());
    assert!(stack.stop(), "{}", stack.read_log());
    stack.resume().await;
    stack.integrator().create_session("kept too").await;
    let looked = said(&stack, &["doctor", "database"]);
    assert!(looked.contains("and not change it"), "{looked}");
}

#[tokio::test]
async fn a_log_is_checked_without_the_service_after_a_prune_too() {
    let mut stack = Stack::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let [first, second, third] = ["first", "second", "third"].map(file);
    said(&stack, &["audit", "export", "--to", &first]);
    // A key that is made is a row of its own.
    said(&stack, &["keys", "integrator"]);
    said(&stack, &["audit", "export", "--to", &second]);
    let (code, refusal) = run(&stack, &["audit", "export", "--to", &second]);
    assert_eq!(code, Some(1), "a file that is there stays: {refusal}");

    let checked = said(&stack, &["audit", "verify", "--since", &first]);
    assert!(checked.contains("whole"), "{checked}");
    let (code, refusal) = run(&stack, &["audit", "prune", "--before", "2999-01-01"]);
    assert_eq!(code, Some(1), "retention keeps these rows: {refusal}");
    assert!(refusal.contains("--early"), "{refusal}");
    let pruned = said(
        &stack,
        &["audit", "prune", "--before", "2999-01-01", "--early"],
    );
    assert!(pruned.contains("rows are gone"), "{pruned}");
    let checked = said(&stack, &["audit", "verify", "--since", &second]);
    assert!(checked.contains("were pruned"), "{checked}");
    said(&stack, &["audit", "export", "--to", &third]);
    assert!(stack.stop(), "{}", stack.read_log());

    // The database is gone; the files are all there is.
    said(&stack, &["audit", "verify", &first]);
    said(&stack, &["audit", "verify", &second, "--since", &first]);
    said(&stack, &["audit", "verify", &third, "--since", &second]);
    let (code, found) = run(&stack, &["audit", "verify", &first, "--since", &second]);
    assert_eq!(code, Some(BROKEN), "an older state: {found}");
    change(Path::new(&second), "\"sequence\":2,", "\"sequence\":3,");
    let (code, found) = run(&stack, &["audit", "verify", &second]);
    assert_eq!(code, Some(BROKEN), "{found}");
    assert!(found.contains("BROKEN at row 2:"), "{found}");
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from));
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}
