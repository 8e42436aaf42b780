//! Secrets that settings name as files (`…_FILE`), and who may be able to read such a file.

use std::fs::{File, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Where container engines mount secrets: the place is the container's own, so everybody in it may
/// read them.
const MOUNTED: &str = "/run/secrets";
/// More than any secret needs.
const LONGEST: u64 = 64 * 1024;

/// What a file holds, without the line's end. A file that others can read or change is refused.
pub(crate) fn read(path: &Path) -> Result<String> {
    let place = path.display();
    let file = File::open(path).with_context(|| format!("reading {place}"))?;
    let metadata = file
        .metadata()
        .with_context(|| format!("reading {place}"))?;
    refuse_if_others_can_read(path, &metadata)?;
    let mut text = String::new();
    file.take(LONGEST)
        .read_to_string(&mut text)
        .with_context(|| format!("reading {place}"))?;
    let length = text.trim_end_matches(['\n', '\r']).len();
    text.truncate(length);
    if text.is_empty() {
        bail!("{place} is empty");
    }
    Ok(text)
}

/// Refuses a file that others can read or change; one that is not there is somebody else's to miss.
pub(crate) fn check(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(metadata) => refuse_if_others_can_read(path, &metadata),
        Err(_) => Ok(()),
    }
}

/// The setting, or what its file holds. Both at once is an error.
pub(crate) fn one_of(
    name: &str,
    value: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<String>> {
    // A container's empty variable sets nothing.
    let value = value.filter(|value| !value.is_empty());
    match (value, file) {
        (Some(_), Some(_)) => bail!("both {name} and {name}_FILE are set: keep one of them"),
        (Some(value), None) => Ok(Some(value.to_owned())),
        (None, Some(file)) => read(file)
            .map(Some)
            .with_context(|| format!("reading the secret that {name}_FILE names")),
        (None, None) => Ok(None),
    }
}

/// Only the owner may read or change a secret. Two exceptions: root's file may be readable by a group,
/// as orchestrators mount secrets for a service's user; and what lies below `/run/secrets` may be
/// readable by everybody in the container.
fn refuse_if_others_can_read(path: &Path, metadata: &Metadata) -> Result<()> {
    let (mode, is_roots) = (metadata.mode() & 0o777, metadata.uid() == 0);
    let is_mounted = path.starts_with(MOUNTED);
    if is_private(mode, is_roots, is_mounted) {
        return Ok(());
    }
    let place = path.display();
    bail!("others can read or change {place} (mode {mode:03o}): run `chmod 600 {place}`")
}

const fn is_private(mode: u32, is_roots: bool, is_mounted: bool) -> bool {
    let allowed = if is_mounted {
        0o744
    } else if is_roots {
        0o740
    } else {
        0o700
    };
    mode & !allowed & 0o777 == 0
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_owner_and_mounts_of_secrets_are_trusted() {
        for (mode, is_roots, is_mounted, expected) in [
            (0o600, false, false, true),
            (0o400, true, false, true),
            (0o640, false, false, false),
            (0o640, true, false, true),
            (0o660, true, false, false),
            (0o644, true, false, false),
            (0o644, true, true, true),
            (0o444, false, true, true),
            (0o666, true, true, false),
        ] {
            assert_eq!(
                is_private(mode, is_roots, is_mounted),
                expected,
                "{mode:o} {is_roots} {is_mounted}"
            );
        }
    }

    #[test]
    fn a_secret_is_its_files_line_and_has_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "word \r\n\n").unwrap();
        let mode = |mode| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(0o604);
        let refused = read(&path).unwrap_err().to_string();
        assert!(
            refused.contains("chmod 600") && !refused.contains("word"),
            "{refused}"
        );
        mode(0o600);
        assert_eq!(read(&path).unwrap(), "word ");
        assert_eq!(one_of("X", None, Some(&path)).unwrap().unwrap(), "word ");
        assert_eq!(
            one_of("X", Some(""), Some(&path)).unwrap().unwrap(),
            "word "
        );
        assert_eq!(one_of("X", Some("other"), None).unwrap().unwrap(), "other");
        assert_eq!(one_of("X", Some(""), None).unwrap(), None);
        let both = one_of("X", Some("other"), Some(&path))
            .unwrap_err()
            .to_string();
        assert!(both.contains("X_FILE") && !both.contains("other"), "{both}");
        std::fs::write(&path, "\n").unwrap();
        assert!(read(&path).is_err());
        assert!(read(&folder.path().join("none")).is_err());
    }
}
