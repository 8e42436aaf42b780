use std::fs;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long a server of a former life may take to go away.
const PATIENCE: Duration = Duration::from_secs(10);

/// What `postmaster.pid` says: the process on line 1, the status on line 8.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PidFile {
    pub(crate) pid: u32,
    pub(crate) ready: bool,
}

impl PidFile {
    pub(crate) fn read(data: &Path) -> Option<Self> {
        parse(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
    }
}

fn parse(text: &str) -> Option<PidFile> {
    let mut lines = text.lines();
    let pid = lines.next()?.trim().parse().ok()?;
    let ready = lines.nth(6).is_some_and(|status| status.trim() == "ready");
    Some(PidFile { pid, ready })
}

/// What became of the server that a former process started here.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FormerServer {
    /// There is none, or it is gone: start a new one.
    Gone,
    /// It still answers on its socket and shows no sign of going.
    Alive(u32),
}

/// Waits for a server of a former life to end: killing the service makes it shut down by itself,
/// and a killed server may stay a zombie for a while, which PostgreSQL takes for a live one.
pub(crate) fn settle(data: &Path, socket: &Path) -> FormerServer {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let Some(file) = PidFile::read(data) else {
            return FormerServer::Gone;
        };
        match process_state(file.pid) {
            None => return FormerServer::Gone,
            Some(_) if Instant::now() < deadline => thread::sleep(Duration::from_millis(20)),
            Some('Z') => return FormerServer::Gone,
            Some(_) if UnixStream::connect(socket).is_ok() => return FormerServer::Alive(file.pid),
            Some(_) => return FormerServer::Gone,
        }
    }
}

/// The state letter of a process named postgres, from `/proc`; elsewhere than on Linux whether the
/// process exists.
fn process_state(pid: u32) -> Option<char> {
    if !cfg!(target_os = "linux") {
        let pid = rustix::process::Pid::from_raw(i32::try_from(pid).ok()?)?;
        return rustix::process::test_kill_process(pid).ok().map(|()| 'S');
    }
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (before, after) = stat.rsplit_once(')')?;
    let name = before.split_once('(')?.1;
    (name == "postgres")
        .then(|| after.trim_start().chars().next())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_read_from_line_eight() {
        let ready = "4242\n/data\n1700000000\n5432\n/run\n\n  1 2\nready   \n";
        assert_eq!(
            parse(ready),
            Some(PidFile {
                pid: 4242,
                ready: true
            })
        );
        assert_eq!(
            parse("4242\n/data\n"),
            Some(PidFile {
                pid: 4242,
                ready: false
            })
        );
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_process_of_another_name_is_no_server() {
        assert_eq!(process_state(std::process::id()), None);
    }
}
