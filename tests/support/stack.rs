use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::binary::binary;
use crate::{DvsBackend, Integrator, Reviewer};

/// A first start makes keys, a database and its schema on a machine that may be busy.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// The real service in its own process: private database, every role, free ports, own data.
#[derive(Debug)]
pub struct Stack {
    process: Option<Child>,
    /// Another database than the private one.
    database_url: Option<String>,
    folder: tempfile::TempDir,
    port: u16,
    dvs_port: u16,
    dcs_port: u16,
}

impl Stack {
    /// Starts `credence up` and waits until it is ready.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start() -> Self {
        Self::start_with(None).await
    }

    /// As [`Stack::start`], over a database that is there already.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start_on(database_url: &str) -> Self {
        Self::start_with(Some(database_url.to_owned())).await
    }

    async fn start_with(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let readable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), readable).unwrap();
        let mut stack = Self {
            process: None,
            database_url,
            folder,
            port: free_port(),
            dvs_port: free_port(),
            dcs_port: free_port(),
        };
        stack.resume().await;
        stack
    }

    /// Starts the service again over the same data; returns how long it took to be ready.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn resume(&mut self) -> Duration {
        let started = Instant::now();
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        let child = self
            .command()
            .arg("up")
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.process = Some(child);
        self.wait_until_ready().await;
        started.elapsed()
    }

    /// The binary with this stack's settings; add a command.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command
            .env_remove("DATABASE_URL")
            .env("CREDENCE_CALLS_PER_SECOND", "1000000")
            // Receivers of webhooks listen on the loopback.
            .env("CREDENCE_WEBHOOK_PRIVATE_ADDRESSES", "true")
            .arg("--data")
            .arg(self.folder.path().join("var"))
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .args(["--dvs-listen", &format!("127.0.0.1:{}", self.dvs_port)])
            .args(["--dcs-listen", &format!("127.0.0.1:{}", self.dcs_port)])
            .stdin(Stdio::null());
        if let Some(url) = &self.database_url {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// Ends the private database as a crash would, and waits until another server is in its place.
    ///
    /// # Panics
    /// When there is no private database, or no other takes its place.
    pub fn kill_database(&self) {
        let killed = self.database_pid().unwrap();
        rustix::process::kill_process(killed, rustix::process::Signal::KILL).unwrap();
        let started = Instant::now();
        while self.database_pid().is_none_or(|pid| pid == killed) {
            assert!(started.elapsed() < READY_WITHIN, "{}", self.read_log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn database_pid(&self) -> Option<rustix::process::Pid> {
        let file = std::fs::read_to_string(self.data().join("postgres/data/postmaster.pid"));
        rustix::process::Pid::from_raw(file.ok()?.lines().next()?.trim().parse().ok()?)
    }

    /// Waits until every role is ready; returns how long that took.
    ///
    /// # Panics
    /// When the service ends or takes too long.
    pub async fn wait_until_ready(&mut self) -> Duration {
        let started = Instant::now();
        while !self.is_ready().await {
            let ended = self
                .process
                .as_mut()
                .and_then(|child| child.try_wait().unwrap());
            assert!(ended.is_none(), "the service ended: {}", self.read_log());
            assert!(
                started.elapsed() < READY_WITHIN,
                "the service is not ready: {}",
                self.read_log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        started.elapsed()
    }

    async fn is_ready(&self) -> bool {
        for base in [self.url(), self.dvs_url()] {
            match reqwest::get(format!("{base}/readyz")).await {
                Ok(response) if response.status().is_success() => {}
                Ok(_) | Err(_) => return false,
            }
        }
        true
    }

    /// The backend's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The DVS server's address.
    #[must_use]
    pub fn dvs_url(&self) -> String {
        format!("http://localhost:{}", self.dvs_port)
    }

    /// The simulator of the Document Checking Service.
    #[must_use]
    pub fn dcs_url(&self) -> String {
        format!("https://localhost:{}/checks/passport", self.dcs_port)
    }

    /// The keys and certificates of the client that the simulator enrols.
    #[must_use]
    pub fn dcs_files(&self) -> PathBuf {
        self.data().join("dcs-simulator")
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("var")
    }

    /// The process, while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// Whether the process has not ended.
    #[must_use]
    pub fn is_running(&self) -> bool {
        // A child that ended and was not waited for is a zombie.
        let stat = self
            .pid()
            .and_then(|pid| std::fs::read_to_string(format!("/proc/{pid}/stat")).ok());
        let state = stat.as_deref().and_then(|stat| stat.rsplit(") ").next());
        state.is_some_and(|state| !state.starts_with('Z'))
    }

    /// Everything that the service printed.
    #[must_use]
    pub fn read_log(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("service.log")
    }

    /// A caller with the integrator's key that the first start made.
    ///
    /// # Panics
    /// When there is no key.
    #[must_use]
    pub fn integrator(&self) -> Integrator {
        Integrator::new(self.url(), self.integrator_key())
    }

    /// The integrator's key that the first start made.
    ///
    /// # Panics
    /// When there is no key.
    #[must_use]
    pub fn integrator_key(&self) -> String {
        let key = std::fs::read_to_string(self.data().join("keys/integrator.key")).unwrap();
        key.trim().to_owned()
    }

    /// A backend with the DVS secret key that the first start made.
    ///
    /// # Panics
    /// When there is no key.
    #[must_use]
    pub fn dvs_backend(&self) -> DvsBackend {
        let key = std::fs::read_to_string(self.data().join("keys/dvs-secret.key")).unwrap();
        DvsBackend::new(self.dvs_url(), key.trim().to_owned())
    }

    /// A one-time link for an administrator.
    ///
    /// # Panics
    /// When none is made.
    #[must_use]
    pub fn invitation(&self) -> String {
        let output = self
            .command()
            .args(["keys", "invitation"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            text.contains("#invitation="),
            "{text} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        text.trim().to_owned()
    }

    /// The first administrator, by a one-time link.
    ///
    /// # Panics
    /// When the link is refused.
    pub async fn first_administrator(&self) -> Reviewer {
        let link = self.invitation();
        let invitation = link.split("#invitation=").nth(1).unwrap_or_default();
        Reviewer::by_invitation(self.url(), invitation).await
    }

    /// Ends the service as a crash would.
    ///
    /// # Panics
    /// When the process cannot be signalled.
    pub fn kill_9(&mut self) {
        let mut child = self.process.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the service to stop and waits for it; returns whether it ended by itself with success.
    ///
    /// # Panics
    /// When the process cannot be signalled.
    pub fn stop(&mut self) -> bool {
        let mut child = self.process.take().unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        child.wait().unwrap().success()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.stop();
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
