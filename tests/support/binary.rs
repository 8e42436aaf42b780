use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

/// The binary of the profile that the tests run in, built once a run.
pub(crate) fn binary() -> PathBuf {
    static BUILT: Once = Once::new();
    let profile_folder = std::env::current_exe().unwrap();
    let profile_folder = profile_folder
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("target/debug"))
        .to_owned();
    BUILT.call_once(|| {
        let mut build = Command::new("cargo");
        build.args(["build", "--quiet", "--package", "credence-cli"]);
        if profile_folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(
            build.status().unwrap().success(),
            "the service does not build"
        );
    });
    profile_folder.join("credence")
}
