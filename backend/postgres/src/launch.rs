use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::LaunchError;
use crate::account::Account;
use crate::binaries::{self, Binaries, Search};
use crate::cluster;
use crate::folders::{Folders, open_own};
use crate::pid_file::{FormerServer, settle};
use crate::server;

/// A fast shutdown writes a checkpoint; a busy disk needs a moment.
const STOP_WITHIN: Duration = Duration::from_secs(30);

/// What to launch and where.
#[derive(Debug, Clone)]
pub struct LaunchOptions {
    /// The folder that holds everything of this cluster.
    pub folder: PathBuf,
    /// A folder for the socket when `folder`'s own path is too long for one.
    pub temporary: PathBuf,
    /// Where to look for the server's programs.
    pub search: Search,
    /// Server settings, name and value, for this run.
    pub settings: Vec<(String, String)>,
}

/// A running private server. Dropping it stops the server.
#[derive(Debug)]
pub struct PrivatePostgres {
    folders: Folders,
    account: Option<Account>,
    binaries: Binaries,
    settings: Vec<(String, String)>,
    process: Process,
    /// Held for life: the lock that keeps a second launcher away.
    _lock: File,
}

#[derive(Debug)]
enum Process {
    Child(Child),
    Adopted(u32),
}

/// Starts the private server, or adopts one that outlived its launcher.
///
/// # Errors
/// See [`LaunchError`]; every message says what to do.
pub fn launch(options: &LaunchOptions) -> Result<PrivatePostgres, LaunchError> {
    let (folders, account) = Folders::prepare(&options.folder, &options.temporary)?;
    let lock = take_lock(&folders.root)?;
    let binaries = binaries::find(&options.search, cluster::existing_version(&folders.data))?;
    if cluster::existing_version(&folders.data).is_none() {
        cluster::initialise(&folders, &binaries, account)?;
    }
    let settings = options.settings.clone();
    let process = start_or_adopt(&folders, &binaries, account, &settings)?;
    Ok(PrivatePostgres {
        folders,
        account,
        binaries,
        settings,
        process,
        _lock: lock,
    })
}

fn start_or_adopt(
    folders: &Folders,
    binaries: &Binaries,
    account: Option<Account>,
    settings: &[(String, String)],
) -> Result<Process, LaunchError> {
    match settle(&folders.data, &folders.run.join(".s.PGSQL.5432")) {
        FormerServer::Alive(pid) => Ok(Process::Adopted(pid)),
        FormerServer::Gone => {
            server::start(folders, binaries, account, settings).map(Process::Child)
        }
    }
}

fn take_lock(root: &Path) -> Result<File, LaunchError> {
    let path = root.join("launcher.lock");
    let file = open_own(&path).map_err(LaunchError::file("opening the launcher's lock", &path))?;
    flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|_| LaunchError::InUse {
        folder: root.to_owned(),
    })?;
    Ok(file)
}

impl PrivatePostgres {
    /// The connection URL of a database on this server, as the one who may do everything.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// The connection URL of a database on this server, as another role: whoever reaches the socket is
    /// believed.
    #[must_use]
    pub fn url_of(&self, role: &str, database: &str) -> String {
        let run: String = self
            .folders
            .run
            .to_string_lossy()
            .bytes()
            .map(percent_encode)
            .collect();
        format!("postgresql://{role}@localhost/{database}?host={run}")
    }

    /// The folder of the server's socket.
    #[must_use]
    pub fn socket_folder(&self) -> &Path {
        &self.folders.run
    }

    /// What the operator should be told about this start.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.folders.notices
    }

    /// The server's process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        match &self.process {
            Process::Child(child) => child.id(),
            Process::Adopted(pid) => *pid,
        }
    }

    /// Starts the server again if it has ended, and says whether that was so. Call it now and then
    /// from the thread that launched it; what was committed is there again.
    ///
    /// # Errors
    /// When it does not start; a later call may succeed, since the processes of a killed server take
    /// a moment to go.
    pub fn revive(&mut self) -> Result<bool, LaunchError> {
        let pid = i32::try_from(self.pid()).ok().and_then(Pid::from_raw);
        if pid.is_some_and(|pid| self.is_running(pid)) {
            return Ok(false);
        }
        self.process = start_or_adopt(&self.folders, &self.binaries, self.account, &self.settings)?;
        Ok(true)
    }

    /// Shuts the server down: open transactions are rolled back, what was committed is on disk.
    pub fn stop(mut self) {
        self.shut_down();
    }

    fn shut_down(&mut self) {
        let Some(pid) = i32::try_from(self.pid()).ok().and_then(Pid::from_raw) else {
            return;
        };
        if !self.is_running(pid) {
            return;
        }
        let _ = kill_process(pid, Signal::INT);
        let deadline = Instant::now() + STOP_WITHIN;
        while self.is_running(pid) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn is_running(&mut self, pid: Pid) -> bool {
        match &mut self.process {
            Process::Child(child) => matches!(child.try_wait(), Ok(None)),
            Process::Adopted(_) => test_kill_process(pid).is_ok(),
        }
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        self.shut_down();
        // Empty once the server has taken its socket away; it may lie outside the data folder.
        let _ = std::fs::remove_dir(&self.folders.run);
    }
}

fn percent_encode(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}
