use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, open};

use crate::LaunchError;
use crate::account::Account;

/// Linux allows 107 bytes in a socket's path, macOS 103.
const LONGEST_SOCKET_PATH: usize = 103;

/// The folders of one cluster.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    pub(crate) root: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) run: PathBuf,
    pub(crate) log: PathBuf,
    /// What the operator should know about where things went.
    pub(crate) notices: Vec<String>,
}

impl Folders {
    /// Makes the folders under `wanted`, or under `/var/lib/credence` when root's server account
    /// could not reach `wanted` (a clone in root's own home).
    pub(crate) fn prepare(
        wanted: &Path,
        temporary: &Path,
    ) -> Result<(Self, Option<Account>), LaunchError> {
        fs::create_dir_all(wanted)
            .map_err(LaunchError::file("creating the data folder", wanted))?;
        let wanted = wanted
            .canonicalize()
            .map_err(LaunchError::file("resolving the data folder", wanted))?;
        let mut account = Account::to_drop_to(&wanted.join("data"))?;
        let mut root = wanted.clone();
        let mut notices = Vec::new();
        if let Some(unprivileged) = account
            && !reachable(&wanted, unprivileged)
        {
            root = Path::new("/var/lib/credence").join(fingerprint(&wanted));
            fs::create_dir_all(&root)
                .map_err(LaunchError::file("creating the data folder", &root))?;
            account = Account::to_drop_to(&root.join("data"))?;
            notices.push(format!(
                "The database lives in {}, because PostgreSQL's account cannot reach {}.",
                root.display(),
                wanted.display()
            ));
        }
        let run = socket_folder(&root, temporary);
        if !run.starts_with(&root) {
            claim(&run, account)?;
        }
        let folders = Self {
            data: root.join("data"),
            log: root.join("postgres.log"),
            run,
            root,
            notices,
        };
        for folder in [&folders.root, &folders.run] {
            own(folder, account)?;
        }
        Ok((folders, account))
    }
}

/// Creates a folder that only the server's account may enter.
///
/// That account owns the folder above, so the folder is held open, never by a link, while root
/// changes it: else the account could have root hand it any folder of the system.
pub(crate) fn own(folder: &Path, account: Option<Account>) -> Result<(), LaunchError> {
    fs::create_dir_all(folder).map_err(LaunchError::file("creating a folder", folder))?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let held: fs::File = open(folder, flags, Mode::empty())
        .map_err(|error| LaunchError::file("opening a folder", folder)(error.into()))?
        .into();
    held.set_permissions(fs::Permissions::from_mode(0o700))
        .map_err(LaunchError::file("restricting a folder", folder))?;
    if let Some(account) = account {
        fchown(&held, Some(account.uid), Some(account.gid)).map_err(LaunchError::file(
            "handing a folder to PostgreSQL's account",
            folder,
        ))?;
    }
    Ok(())
}

/// Opens a file in a folder of the server's account for appending, and makes it if there is none.
/// What that account may have put in its place (a link, a pipe) is refused, not followed.
pub(crate) fn open_own(path: &Path) -> io::Result<fs::File> {
    let flags = OFlags::WRONLY
        | OFlags::APPEND
        | OFlags::CREATE
        | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::CLOEXEC;
    let file: fs::File = open(path, flags, Mode::RUSR | Mode::WUSR)?.into();
    let found = file.metadata()?;
    if found.is_file() && found.nlink() == 1 {
        Ok(file)
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// Makes the folder, or makes sure that it was not somebody else who did: in the temporary folder
/// anybody can be first.
fn claim(folder: &Path, account: Option<Account>) -> Result<(), LaunchError> {
    fs::create_dir_all(folder).map_err(LaunchError::file("creating a folder", folder))?;
    let attempted = "using a folder that is somebody else's";
    let owner = fs::symlink_metadata(folder)
        .map_err(LaunchError::file(attempted, folder))?
        .uid();
    let is_ours = owner == rustix::process::geteuid().as_raw()
        || account.is_some_and(|account| owner == account.uid);
    if is_ours {
        Ok(())
    } else {
        Err(LaunchError::file(attempted, folder)(
            io::ErrorKind::PermissionDenied.into(),
        ))
    }
}

fn reachable(folder: &Path, account: Account) -> bool {
    folder.ancestors().skip(1).all(|ancestor| {
        fs::metadata(ancestor)
            .is_ok_and(|meta| meta.mode() & 0o001 != 0 || meta.uid() == account.uid)
    })
}

fn socket_folder(root: &Path, temporary: &Path) -> PathBuf {
    let beside = root.join("run");
    if beside.join(".s.PGSQL.5432").as_os_str().len() <= LONGEST_SOCKET_PATH {
        beside
    } else {
        temporary.join(format!("credence-{}", fingerprint(root)))
    }
}

fn fingerprint(path: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_gets_a_short_socket_folder() {
        let long = Path::new("/srv").join("x".repeat(120));
        assert!(socket_folder(&long, Path::new("/run")).starts_with("/run/"));
        assert_eq!(
            socket_folder(Path::new("/srv/var"), Path::new("/run")),
            Path::new("/srv/var/run")
        );
    }
}
