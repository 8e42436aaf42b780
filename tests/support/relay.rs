use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

/// How many relays this process has started: each has a database of its own.
static STARTED: AtomicU32 = AtomicU32::new(0);

const SOCKET: &str = ".s.PGSQL.5432";
/// The code of `SSLRequest`, 80877103.
const TLS_WANTED: [u8; 4] = [0x04, 0xd2, 0x16, 0x2f];

/// A database of its own on the server of `DATABASE_URL`, reached over a relay that can end the service
/// just before the database gets the message after next, whichever that is.
///
/// It reads PostgreSQL's protocol as far as its frames: a type and a length before each message.
#[derive(Debug)]
pub struct DatabaseRelay {
    folder: tempfile::TempDir,
    server: PathBuf,
    database: String,
    trap: Arc<Mutex<Option<Trap>>>,
}

/// Which process ends, and how many statements it may still make.
#[derive(Debug, Clone, Copy)]
struct Trap {
    process: Pid,
    statements_left: u32,
}

impl DatabaseRelay {
    /// Makes the database and listens.
    ///
    /// # Panics
    /// When `DATABASE_URL` names no server behind a Unix socket.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the test run tells its database by the environment"
    )]
    pub fn start() -> Self {
        let url = std::env::var("DATABASE_URL").unwrap();
        let host = url
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("host="));
        let server = PathBuf::from(host.unwrap());
        let relay = Self {
            folder: tempfile::tempdir().unwrap(),
            server,
            database: format!(
                "relay_{}_{}",
                std::process::id(),
                STARTED.fetch_add(1, Ordering::Relaxed)
            ),
            trap: Arc::default(),
        };
        let create = format!("create database {}", relay.database);
        relay.run_on("postgres", &create).unwrap();
        let listener = UnixListener::bind(relay.folder.path().join(SOCKET)).unwrap();
        let readable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(relay.folder.path(), readable).unwrap();
        let (server, trap) = (relay.server.join(SOCKET), Arc::clone(&relay.trap));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (server, trap) = (server.clone(), Arc::clone(&trap));
                thread::spawn(move || carry(client, &server, &trap));
            }
        });
        relay
    }

    /// Where the service finds the database.
    #[must_use]
    pub fn url(&self) -> String {
        let folder = self.folder.path().display();
        format!("postgres:///{}?host={folder}&user=postgres", self.database)
    }

    /// Ends the process with SIGKILL after it has made `statements` more.
    ///
    /// # Panics
    /// When it is no process id.
    pub fn kill_after(&self, statements: u32, process: u32) {
        let process = Pid::from_raw(process.try_into().unwrap()).unwrap();
        *self.trap.lock().unwrap() = Some(Trap {
            process,
            statements_left: statements,
        });
    }

    /// Lets the process live. Returns whether the trap was still set.
    ///
    /// # Panics
    /// When a thread of the relay failed.
    #[must_use]
    pub fn disarm(&self) -> bool {
        self.trap.lock().unwrap().take().is_some()
    }

    /// What a query answers, a line a row.
    ///
    /// # Panics
    /// When the database refuses it.
    #[must_use]
    pub fn query(&self, sql: &str) -> Vec<String> {
        let printed = self.run_on(&self.database, sql).unwrap();
        printed.lines().map(str::to_owned).collect()
    }

    fn run_on(&self, database: &str, sql: &str) -> Result<String, String> {
        let output = Command::new("psql")
            .args(["--no-psqlrc", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
            .args(["-U", "postgres", "-h"])
            .arg(&self.server)
            .args(["-d", database, "-c", sql])
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        if output.status.success() {
            Ok(text(output.stdout))
        } else {
            Err(format!("{sql}: {}", text(output.stderr)))
        }
    }
}

impl Drop for DatabaseRelay {
    fn drop(&mut self) {
        let drop = format!("drop database if exists {} with (force)", self.database);
        // A failed test says more than what it leaves behind.
        let _ = self.run_on("postgres", &drop);
    }
}

/// Carries one connection until either side ends it.
fn carry(mut client: UnixStream, server: &Path, trap: &Mutex<Option<Trap>>) {
    let Ok(mut upstream) = UnixStream::connect(server) else {
        return;
    };
    let (Ok(mut from_server), Ok(mut to_client)) = (upstream.try_clone(), client.try_clone())
    else {
        return;
    };
    thread::spawn(move || {
        let _ = std::io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Both);
    });
    // The message that opens a connection has no type, nor has the question for TLS before it.
    let mut is_open = false;
    while let Ok(message) = read_message(&mut client, is_open) {
        let is_statement = is_open && matches!(message.first(), Some(b'E' | b'Q'));
        is_open |= message.get(4..8) != Some(&TLS_WANTED);
        if (is_statement && springs(trap)) || upstream.write_all(&message).is_err() {
            break;
        }
    }
    let _ = upstream.shutdown(Shutdown::Both);
    let _ = client.shutdown(Shutdown::Both);
}

/// Counts a statement; ends the process where it was its last.
fn springs(trap: &Mutex<Option<Trap>>) -> bool {
    let mut set = trap.lock().unwrap();
    let Some(mut armed) = *set else { return false };
    if armed.statements_left > 0 {
        armed.statements_left -= 1;
        *set = Some(armed);
        return false;
    }
    *set = None;
    let _ = kill_process(armed.process, Signal::KILL);
    true
}

fn read_message(from: &mut UnixStream, is_typed: bool) -> std::io::Result<Vec<u8>> {
    let mut head = vec![0; if is_typed { 5 } else { 4 }];
    from.read_exact(&mut head)?;
    let mut length = [0; 4];
    length.copy_from_slice(&head[head.len() - 4..]);
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(4);
    let mut message = head;
    let begun = message.len();
    message.resize(begun + length.saturating_sub(4), 0);
    from.read_exact(&mut message[begun..])?;
    Ok(message)
}
