//! The running service held to the OpenAPI document that it serves: calls drawn from the document, good
//! and broken ones, chained ones among them, and every answer looked up in the document. An answer
//! that it does not name, a server error, a body of another form or a credential that is not asked for
//! fails the run.
//!
//! Schemathesis draws the calls; `cargo qa` puts it into `target/python`.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::Path;
use std::process::Command;

use credence_tests::Stack;

/// Calls drawn for each operation in each phase.
const EXAMPLES: &str = "60";
/// The run can be drawn again.
const SEED: &str = "20261128";

/// Schemathesis over the operations whose path has the form, as whoever the headers say.
fn hold(stack: &Stack, paths: &str, without: &str, headers: &[(&str, String)], options: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = root.join("target/python/bin/schemathesis");
    assert!(
        program.exists(),
        "{} is missing: `cargo qa tests` makes it",
        program.display()
    );
    let mut command = Command::new(program);
    command
        .arg("--config-file")
        .arg(root.join("tests/contract/schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/v1/openapi.json", stack.url()))
        .args(["--max-examples", EXAMPLES, "--seed", SEED, "--no-color"])
        .args(["--include-path-regex", paths])
        .args(["--exclude-path-regex", without])
        .args(options)
        .current_dir(stack.data());
    for (name, value) in headers {
        command.arg("-H").arg(format!("{name}: {value}"));
    }
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{printed}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn every_answer_to_an_integrator_is_documented() {
    let stack = Stack::start().await;
    let key = stack.integrator_key();
    let headers = [("Authorization", format!("Bearer {key}"))];
    hold(
        &stack,
        "^/v1/",
        "^/v1/console/|^/v1/sessions/.+/events$",
        &headers,
        &[],
    );
}

#[tokio::test]
async fn every_answer_to_a_person_is_documented() {
    let stack = Stack::start().await;
    let person = stack.integrator().create_session("contract").await;
    let headers = [("Authorization", format!("Bearer {}", person.token))];
    hold(&stack, "^/v1/sessions/", "events$", &headers, &[]);
}

#[tokio::test]
async fn every_answer_to_a_reviewer_is_documented() {
    let stack = Stack::start().await;
    let reviewer = stack.first_administrator().await;
    let headers = [
        ("Cookie", reviewer.cookie().to_owned()),
        ("Origin", stack.url()),
    ];
    // Without HTTPS the cookie has another name than the document's, so Schemathesis takes away one that
    // is not looked at; the authorization test of `credence-api` holds every operation to its login.
    let options = ["--exclude-checks", "ignored_auth,negative_data_rejection"];
    // Signing out would leave nobody to call as.
    hold(&stack, "^/v1/console/", "sign-out$", &headers, &options);
}
