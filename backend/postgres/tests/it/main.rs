//! Real servers in temporary folders.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use credence_postgres::{LaunchError, LaunchOptions, PrivatePostgres, Search, launch};

fn options(folder: &Path) -> LaunchOptions {
    LaunchOptions {
        folder: folder.to_owned(),
        temporary: std::env::temp_dir(),
        search: Search::default(),
        settings: Vec::new(),
    }
}

/// A folder that an unprivileged account can reach.
fn reachable_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn psql(server: &PrivatePostgres, sql: &str) -> String {
    let output = Command::new(psql_program())
        .args(["-X", "-A", "-t", "-U", "postgres", "-d", "postgres", "-h"])
        .arg(server.socket_folder())
        .args(["-c", sql])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn psql_program() -> PathBuf {
    let installed = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin/psql"))
        .find(|path| path.exists());
    installed.unwrap_or_else(|| "psql".into())
}

fn kill_9(pid: u32) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

#[test]
fn a_first_start_is_durable_closed_and_kept_by_the_next() {
    let folder = reachable_folder();
    let root = folder.path().join("a folder with spaces");
    let server = launch(&options(&root)).unwrap();
    assert_eq!(psql(&server, "show fsync"), "on");
    assert_eq!(psql(&server, "show data_checksums"), "on");
    assert_eq!(psql(&server, "show listen_addresses"), "");
    psql(&server, "create table kept (n int)");
    psql(&server, "insert into kept values (7)");
    assert!(
        server
            .url("postgres")
            .contains("a%20folder%20with%20spaces")
    );
    server.stop();
    let again = launch(&options(&root)).unwrap();
    assert_eq!(psql(&again, "select n from kept"), "7");
}

#[test]
fn a_second_launcher_is_refused_by_name() {
    let folder = reachable_folder();
    let _server = launch(&options(folder.path())).unwrap();
    let refusal = launch(&options(folder.path())).unwrap_err();
    assert!(matches!(refusal, LaunchError::InUse { .. }), "{refusal}");
}

#[test]
fn what_was_committed_survives_a_killed_server() {
    let folder = reachable_folder();
    let server = launch(&options(folder.path())).unwrap();
    psql(&server, "create table kept (n int)");
    psql(&server, "insert into kept values (7)");
    kill_9(server.pid());
    drop(server);
    let again = launch(&options(folder.path())).unwrap();
    assert_eq!(psql(&again, "select n from kept"), "7");
}

#[test]
fn a_killed_server_is_revived() {
    let folder = reachable_folder();
    let mut server = launch(&options(folder.path())).unwrap();
    assert!(!server.revive().unwrap(), "it runs");
    psql(&server, "create table kept (n int)");
    kill_9(server.pid());
    while !matches!(server.revive(), Ok(true)) {}
    assert_eq!(psql(&server, "select count(*) from kept"), "0");
}

#[test]
fn a_broken_first_start_leaves_nothing_in_the_way() {
    let folder = reachable_folder();
    std::fs::create_dir_all(folder.path().join("data.new/base")).unwrap();
    let server = launch(&options(folder.path())).unwrap();
    assert_eq!(psql(&server, "select 1"), "1");
    assert!(!folder.path().join("data.new").exists());
}

#[test]
fn a_data_folder_of_another_version_is_refused() {
    let folder = reachable_folder();
    launch(&options(folder.path())).unwrap().stop();
    std::fs::write(folder.path().join("data/PG_VERSION"), "8\n").unwrap();
    let refusal = launch(&options(folder.path())).unwrap_err();
    assert!(
        matches!(refusal, LaunchError::NotInstalled { wanted: Some(8) }),
        "{refusal}"
    );
}

#[test]
fn a_socket_path_that_is_too_long_moves_to_the_temporary_folder() {
    let folder = reachable_folder();
    let root = folder.path().join("x".repeat(110));
    let server = launch(&options(&root)).unwrap();
    let socket = server.socket_folder().to_owned();
    assert!(socket.starts_with(std::env::temp_dir()));
    assert_eq!(psql(&server, "select 1"), "1");
    server.stop();
    assert!(!socket.exists());
}

/// What the server's account could put in its folders to have root change a file of the system.
#[test]
fn a_link_in_a_folder_of_the_server_is_not_followed() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    for planted in ["run", "launcher.lock", "postgres.log", "data.new"] {
        let folder = reachable_folder();
        let root = folder.path().join("root");
        let theirs = folder.path().join("theirs");
        std::fs::create_dir(&root).unwrap();
        if ["run", "data.new"].contains(&planted) {
            std::fs::create_dir(&theirs).unwrap();
        } else {
            std::fs::write(&theirs, "kept").unwrap();
        }
        std::fs::set_permissions(&theirs, std::fs::Permissions::from_mode(0o755)).unwrap();
        let before = std::fs::metadata(&theirs).unwrap();
        symlink(&theirs, root.join(planted)).unwrap();
        let launched = launch(&options(&root));
        // A broken first start is cleared away, and the link with it.
        assert_eq!(launched.is_ok(), planted == "data.new", "{planted}");
        drop(launched);
        let after = std::fs::metadata(&theirs).unwrap();
        assert_eq!(
            (after.mode(), after.uid(), after.len()),
            (before.mode(), before.uid(), before.len()),
            "{planted}"
        );
    }
}

#[test]
fn a_hard_link_in_a_folder_of_the_server_is_refused() {
    let folder = reachable_folder();
    let root = folder.path().join("root");
    let theirs = folder.path().join("theirs");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(&theirs, "kept").unwrap();
    std::fs::hard_link(&theirs, root.join("postgres.log")).unwrap();
    launch(&options(&root)).unwrap_err();
    assert_eq!(std::fs::read(&theirs).unwrap(), b"kept");
}
