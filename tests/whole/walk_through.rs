use std::path::Path;
use std::process::Command;

use credence_tests::Stack;

use crate::photographs::drawn_back;

/// What the README's integrators' part says to type, as it stands there.
fn block() -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = std::fs::read_to_string(readme).unwrap();
    let (_, after) = text.split_once("The whole way by hand").unwrap();
    let (_, after) = after.split_once("```sh\n").unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

#[tokio::test]
async fn the_readme_s_walk_through_comes_to_a_result() {
    let stack = Stack::start().await;
    let folder = tempfile::tempdir().unwrap();
    let drawn = drawn_back(71);
    std::fs::write(folder.path().join("back.jpg"), &drawn.image).unwrap();
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &block()])
        .current_dir(folder.path())
        .env("api", stack.url())
        .env("dvs", stack.dvs_url())
        .env("keys", stack.data().join("keys"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complaints}");
    for wanted in [
        "\"state\":\"needs_review\"",
        &drawn.number,
        "result_not_ready",
    ] {
        assert!(said.contains(wanted), "{wanted} is not in {said}");
    }
}
