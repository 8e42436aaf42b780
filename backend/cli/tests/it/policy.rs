//! What the commands around policies say without any service.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn credence(policy: Option<&Path>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    command.env_remove("CREDENCE_POLICY").args(arguments);
    if let Some(file) = policy {
        command.env("CREDENCE_POLICY", file);
    }
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_policy_that_is_shown_is_sound_and_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.json");
    let shown = credence(None, &["policy", "show"]);
    assert!(shown.status.success());
    let mut policy: Value = serde_json::from_slice(&shown.stdout).unwrap();
    policy["version"] = Value::from("our-1");
    fs::write(&file, policy.to_string()).unwrap();
    let checked = credence(None, &["policy", "check", file.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    assert!(text(&checked.stdout).ends_with("is a sound policy, version our-1.\n"));
    let ours = credence(Some(&file), &["policy", "show"]);
    let ours: Value = serde_json::from_slice(&ours.stdout).unwrap();
    assert_eq!(ours, policy);
}

#[test]
fn what_is_wrong_with_a_policy_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.json");
    let shown = credence(None, &["policy", "show"]);
    let sound: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let mut misspelt = sound.clone();
    misspelt["checks"]["face_mach"] = Value::from("off");
    let mut unsafe_one = sound;
    unsafe_one["checks"]["document_readable"] = Value::from("off");
    for (policy, wanted) in [
        (
            misspelt,
            "is malformed at #/checks/face_mach: unknown variant",
        ),
        (
            unsafe_one,
            "could not be applied safely: policy: `checks.document_readable` must be required",
        ),
    ] {
        fs::write(&file, policy.to_string()).unwrap();
        let arguments = ["policy", "check", file.to_str().unwrap()];
        for output in [
            credence(None, &arguments),
            credence(Some(&file), &["policy", "show"]),
        ] {
            assert_eq!(output.status.code(), Some(1));
            let said = text(&output.stderr);
            assert!(said.contains(wanted), "{said}");
        }
    }
    let absent = credence(None, &["policy", "check", "absent.json"]);
    assert_eq!(absent.status.code(), Some(1));
    assert!(text(&absent.stderr).contains("reading the policy absent.json"));
}
