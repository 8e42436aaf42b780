use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::LaunchError;

/// Where to look for `initdb` and `postgres`, besides the places where systems put them.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// A folder to prefer over all others.
    pub folder: Option<PathBuf>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
}

/// A folder with the server programs.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub(crate) folder: PathBuf,
    pub(crate) major: u32,
}

impl Binaries {
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Whether a server's programs of any version are on this machine.
#[must_use]
pub fn is_installed(search: &Search) -> bool {
    find(search, None).is_ok()
}

/// The preferred folder, else the newest version found; `wanted` keeps to the version that wrote
/// an existing data folder.
pub(crate) fn find(search: &Search, wanted: Option<u32>) -> Result<Binaries, LaunchError> {
    let fits = |folder: PathBuf| {
        let major = major_version(&folder)?;
        wanted
            .is_none_or(|wanted| wanted == major)
            .then_some(Binaries { folder, major })
    };
    if let Some(preferred) = search.folder.clone().and_then(fits) {
        return Ok(preferred);
    }
    candidates(search)
        .into_iter()
        .filter_map(fits)
        .max_by_key(|found| found.major)
        .ok_or(LaunchError::NotInstalled { wanted })
}

/// Debian, RHEL and PGDG, Postgres.app, Homebrew, then `PATH`.
fn candidates(search: &Search) -> Vec<PathBuf> {
    let versioned = [
        ("/usr/lib/postgresql", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
    ];
    let mut folders: Vec<PathBuf> = versioned
        .iter()
        .flat_map(|(base, below)| {
            children(Path::new(base))
                .into_iter()
                .map(move |child| child.join(below))
        })
        .collect();
    folders.extend(
        children(Path::new("/usr"))
            .into_iter()
            .filter(|child| {
                child
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with("pgsql-"))
            })
            .map(|child| child.join("bin")),
    );
    if let Some(path) = &search.path {
        folders.extend(std::env::split_paths(path));
    }
    folders.retain(|folder| folder.join("initdb").exists() && folder.join("postgres").exists());
    folders
}

fn children(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

fn major_version(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    parse_major(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → 15; betas say `18beta1`.
fn parse_major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_all_spellings() {
        assert_eq!(
            parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(parse_major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(parse_major("something else"), None);
    }

    #[test]
    fn a_version_that_nobody_has_is_not_found() {
        let missing = find(&Search::default(), Some(1)).unwrap_err().to_string();
        assert!(missing.contains("for version 1,"), "{missing}");
        assert!(
            missing.contains("apt-get install -y postgresql"),
            "{missing}"
        );
    }
}
