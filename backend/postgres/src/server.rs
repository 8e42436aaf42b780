use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::LaunchError;
use crate::account::Account;
use crate::binaries::Binaries;
use crate::cluster::command;
use crate::folders::{Folders, open_own};
use crate::pid_file::PidFile;

/// Crash recovery of a large cluster takes a while.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Starts the server and waits until it is ready for connections.
///
/// Call it from a thread that lives as long as the service: on Linux the kernel asks the server
/// to shut down when that thread ends, which is how it goes away after a kill -9 of the service.
pub(crate) fn start(
    folders: &Folders,
    binaries: &Binaries,
    account: Option<Account>,
    settings: &[(String, String)],
) -> Result<Child, LaunchError> {
    let log = open_own(&folders.log)
        .map_err(LaunchError::file("opening the server's log", &folders.log))?;
    let errors = log
        .try_clone()
        .map_err(LaunchError::file("opening the server's log", &folders.log))?;
    let mut server = command(binaries, "postgres", account);
    server
        .arg("-D")
        .arg(&folders.data)
        .arg("-k")
        .arg(&folders.run)
        .args(["-c", "listen_addresses="])
        .stdout(log)
        .stderr(errors)
        // Out of our terminal's group: Ctrl-C must reach the service first.
        .process_group(0);
    for (name, value) in settings {
        server.arg("-c").arg(format!("{name}={value}"));
    }
    die_with_the_parent(&mut server);
    let child = server.spawn().map_err(LaunchError::file(
        "starting postgres",
        binaries.program("postgres"),
    ))?;
    wait_until_ready(child, folders)
}

#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "the only way to set the parent-death signal; the closure makes two async-signal-safe calls"
)]
fn die_with_the_parent(server: &mut Command) {
    let parent = rustix::process::getpid();
    // SAFETY: prctl and getppid are async-signal-safe and touch no memory of the parent.
    unsafe {
        server.pre_exec(move || {
            rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::INT))?;
            if rustix::process::getppid() == Some(parent) {
                Ok(())
            } else {
                Err(std::io::ErrorKind::NotFound.into())
            }
        });
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with_the_parent(_server: &mut Command) {}

/// A stale `postmaster.pid` of a crashed server also says "ready": only one that names our child counts.
fn wait_until_ready(mut child: Child, folders: &Folders) -> Result<Child, LaunchError> {
    let deadline = Instant::now() + READY_WITHIN;
    loop {
        if PidFile::read(&folders.data).is_some_and(|file| file.pid == child.id() && file.ready) {
            return Ok(child);
        }
        let ended = child
            .try_wait()
            .map_err(LaunchError::file("watching postgres", &folders.data))?;
        if ended.is_some() {
            return Err(LaunchError::Program {
                program: "postgres",
                output: end_of_log(folders),
            });
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            let _ = child.wait();
            return Err(LaunchError::NotReady {
                seconds: READY_WITHIN.as_secs(),
                log: folders.log.clone(),
            });
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn end_of_log(folders: &Folders) -> String {
    let text = fs::read(&folders.log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines
        .get(lines.len().saturating_sub(5)..)
        .unwrap_or_default()
        .join("\n")
}
