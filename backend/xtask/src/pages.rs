//! The pages: npm packages from the lock file, then one Vite build, both only when something changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program::{files_below, root, run};

const BUILD_STAMP: &str = "dist/.stamp";
const PACKAGES_STAMP: &str = "node_modules/.stamp";

/// npm in the pages' folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    npm_in(&root().join("frontend"), arguments)
}

/// npm in any folder.
pub(crate) fn npm_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(folder);
    command
}

/// Installs what the lock file names, without running any package's scripts.
pub(crate) fn install() -> Result<()> {
    let folder = root().join("frontend");
    once_a_change(
        &folder.join(PACKAGES_STAMP),
        &[folder.join("package-lock.json")],
        || {
            run(&mut npm(&[
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ]))
        },
    )
}

/// Builds `frontend/dist` unless it is the build of the present sources.
pub(crate) fn build() -> Result<()> {
    install()?;
    let folder = root().join("frontend");
    let sources = files_below(&folder, &["node_modules", "dist"]);
    once_a_change(&folder.join(BUILD_STAMP), &sources, || {
        run(&mut npm(&["run", "--silent", "build"]))
    })
}

/// Does the work unless `stamp` is of the present contents of the inputs.
pub(crate) fn once_a_change(
    stamp: &Path,
    inputs: &[impl AsRef<Path>],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        let input = input.as_ref();
        input.hash(&mut hasher);
        fs::read(input)
            .with_context(|| format!("reading {}", input.display()))?
            .hash(&mut hasher);
    }
    let wanted = format!("{:016x}", hasher.finish());
    if fs::read_to_string(stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
}
