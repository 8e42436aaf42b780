mod faces;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use credence_accuracy::{Build, Plan, Size, page, run};
use credence_types::{Clock, SystemClock};

use crate::arguments::{BenchCommand, Settings};

/// Measures what the command names.
pub(crate) fn bench(settings: &Settings, command: &BenchCommand) -> Result<ExitCode> {
    match command {
        BenchCommand::Accuracy { quick, html, check } => accuracy(*quick, html.as_deref(), *check),
        BenchCommand::Faces(arguments) => faces::faces(settings, arguments),
    }
}

fn accuracy(quick: bool, html: Option<&Path>, check: bool) -> Result<ExitCode> {
    let size = if quick { Size::Quick } else { Size::Full };
    let (root, build) = this_build()?;
    let plan = Plan::new(size, &root);
    let report = run(&plan, build, SystemClock.now(), &|next| {
        eprintln!("measuring {next} …")
    })
    .context("measuring accuracy")?;
    println!("{report}");
    if let Some(file) = html {
        std::fs::write(file, page(&report))
            .with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(if check && !report.broken().is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The folder that the program runs in, and what program it is.
pub(crate) fn this_build() -> Result<(PathBuf, Build)> {
    let root = std::env::current_dir().context("finding the current directory")?;
    let build = Build {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: commit(&root),
        is_optimised: !cfg!(debug_assertions),
    };
    Ok((root, build))
}

/// The first digits of the commit that a folder is at, from git's own files.
fn commit(root: &Path) -> Option<String> {
    let dot_git = root.join(".git");
    let git = match std::fs::read_to_string(&dot_git) {
        // A worktree has a file that names the folder.
        Ok(text) => root.join(text.trim().strip_prefix("gitdir: ")?),
        Err(_) => dot_git,
    };
    let head = std::fs::read_to_string(git.join("HEAD")).ok()?;
    let Some(branch) = head.trim().strip_prefix("ref: ") else {
        return head.get(..10).map(str::to_owned);
    };
    // Branches of a worktree lie in the folder that `commondir` names.
    let common = std::fs::read_to_string(git.join("commondir")).unwrap_or_default();
    let common = git.join(common.trim());
    let hash = std::fs::read_to_string(common.join(branch))
        .ok()
        .or_else(|| {
            let packed = std::fs::read_to_string(common.join("packed-refs")).ok()?;
            let line = packed.lines().find(|line| line.ends_with(branch))?;
            line.split(' ').next().map(str::to_owned)
        })?;
    hash.get(..10).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commit_is_found_by_branch_and_without() {
        let folder = tempfile::tempdir().unwrap();
        let git = folder.path().join(".git");
        std::fs::create_dir_all(git.join("refs/heads")).unwrap();
        assert_eq!(commit(folder.path()), None);
        std::fs::write(git.join("HEAD"), "0123456789abcdef\n").unwrap();
        assert_eq!(commit(folder.path()).as_deref(), Some("0123456789"));
        std::fs::write(git.join("HEAD"), "ref: refs/heads/main\n").unwrap();
        std::fs::write(git.join("refs/heads/main"), "fedcba9876543210\n").unwrap();
        assert_eq!(commit(folder.path()).as_deref(), Some("fedcba9876"));
    }
}
