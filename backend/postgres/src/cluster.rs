use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::LaunchError;
use crate::account::Account;
use crate::binaries::Binaries;
use crate::folders::{Folders, open_own, own};

/// The major version that wrote the data folder, if there is one.
pub(crate) fn existing_version(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// A program of the server, run with nothing of our environment and as the unprivileged account.
pub(crate) fn command(binaries: &Binaries, program: &str, account: Option<Account>) -> Command {
    let mut command = Command::new(binaries.program(program));
    command
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", "/usr/bin:/bin")
        .current_dir("/")
        .stdin(Stdio::null());
    if let Some(account) = account {
        account.apply(&mut command);
    }
    command
}

/// Makes the cluster beside its final place and renames it, so that a first start that breaks off
/// leaves no half cluster. Trust authentication is safe here: only the account can reach the socket.
pub(crate) fn initialise(
    folders: &Folders,
    binaries: &Binaries,
    account: Option<Account>,
) -> Result<(), LaunchError> {
    let fresh = folders.root.join("data.new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)
            .map_err(LaunchError::file("removing a broken first start", &fresh))?;
    }
    own(&fresh, account)?;
    let output = command(binaries, "initdb", account)
        .arg("-D")
        .arg(&fresh)
        .args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--data-checksums",
        ])
        .output()
        .map_err(LaunchError::file(
            "running initdb",
            binaries.program("initdb"),
        ))?;
    if !output.status.success() {
        return Err(LaunchError::Program {
            program: "initdb",
            output: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        });
    }
    append_settings(&fresh)?;
    fs::rename(&fresh, &folders.data).map_err(LaunchError::file(
        "moving the new cluster into place",
        &folders.data,
    ))?;
    fs::File::open(&folders.root)
        .and_then(|folder| folder.sync_all())
        .map_err(LaunchError::file("syncing the data folder", &folders.root))
}

/// Kept in the file too, so that a server started by hand is as closed as ours.
fn append_settings(data: &Path) -> Result<(), LaunchError> {
    let path = data.join("postgresql.conf");
    open_own(&path)
        .and_then(|mut file| {
            file.write_all(b"\nlisten_addresses = ''\nunix_socket_permissions = 0700\n")?;
            file.sync_all()
        })
        .map_err(LaunchError::file("writing the server's settings", path))
}
