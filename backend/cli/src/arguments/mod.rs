mod audit;
mod backup;
mod dcs;
mod dvs_operator;
mod faces;
mod keys;
mod policy;
mod read;
mod retention;
mod secrets;
mod tenants;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use credence_http_server::Rate;
use url::Url;

pub(crate) use audit::{AuditCommand, AuditSettings};
pub(crate) use backup::{BackupArguments, RestoreArguments};
pub(crate) use dcs::{
    CertificateProfile, DcsKeysCommand, DcsSettings, DoctorCommand, EnrolArguments, Headers,
    OutageArguments, Refusals, SimulatorCommand,
};
pub(crate) use dvs_operator::{DvsOperatorSettings, is_vendors};
pub(crate) use faces::{
    BenchFacesArguments, CalibrateArguments, FaceCommand, FaceSettings, ModelsCommand,
};
pub(crate) use keys::KeysCommand;
pub(crate) use policy::{PolicyCommand, PolicySettings, ReplayArguments};
pub(crate) use read::{ReadArguments, Side};
pub(crate) use retention::{RetentionCommand, RetentionSettings};
pub(crate) use secrets::{KeyServiceSettings, SecretFiles};
pub(crate) use tenants::TenantsCommand;

/// Identity verification that an organisation runs itself.
#[derive(Debug, Parser)]
#[command(name = "credence", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) settings: Settings,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs everything in one process; makes keys and a private database on the first start.
    Up,
    /// Runs the backend: its API and the pages.
    Serve,
    /// Runs the worker: verifications and clean-up.
    Worker,
    /// Runs the DVS-compatible server.
    Dvs,
    /// Runs the simulator of the Document Checking Service, or tells it what to play.
    DcsSimulator {
        /// Without one, the simulator runs.
        #[command(subcommand)]
        command: Option<SimulatorCommand>,
    },
    /// Looks for what is wrong, and says what to do: with the secrets where nothing else is named.
    ///
    /// Ends with 1 when something is wrong.
    Doctor {
        /// Without one, where each secret comes from and what is wrong with it; never its value.
        #[command(subcommand)]
        command: Option<DoctorCommand>,
    },
    /// Brings the database's schema up to date.
    Migrate,
    /// Makes keys and one-time links. Each is shown once; only its hash is stored.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Makes and lists tenants: the organisations of one installation, each with its own keys,
    /// sessions, administrators and policies.
    #[command(subcommand)]
    Tenants(TenantsCommand),
    /// Signs for, writes out, checks and prunes the audit log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Writes the OpenAPI document.
    Openapi {
        /// Writes to this file instead of standard output.
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Reads pictures of documents and prints what they say: barcodes and other codes, the
    /// machine-readable zone, the document's outline, the picture's quality.
    ///
    /// Ends with 0 when every picture gave something, 3 when one gave nothing, 1 when one could
    /// not be opened.
    Read(ReadArguments),
    /// Compares faces.
    #[command(subcommand)]
    Face(FaceCommand),
    /// Lists, checks, imports and calibrates face models.
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Checks and shows policies: what is asked for before somebody is believed.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Takes stored decisions again, from the sealed evidence under the policy of then, and compares
    /// byte for byte.
    ///
    /// Ends with 0 when all came out the same, 1 when one did not or could not be taken again.
    Replay(ReplayArguments),
    /// Backs up the database and the images, sealed, while the service runs; prints where. The service's
    /// own database role is enough.
    Backup(BackupArguments),
    /// Restores a backup into an empty database and object store, as the database's owner, or checks one.
    Restore(RestoreArguments),
    /// Shows and sets how long things are kept, and says what is due.
    #[command(subcommand)]
    Retention(RetentionCommand),
    /// Measures.
    #[command(subcommand)]
    Bench(BenchCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Prints how well documents are read, a table for each corpus: drawn ones, and real ones
    /// where `../shared/data` is there.
    Accuracy {
        /// Minutes on two cores rather than 500 pictures and more to a corpus.
        #[arg(long)]
        quick: bool,
        /// Writes the tables and plots as one HTML file too.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
        /// Ends with 1 when a floor is broken. Times are shown and not checked: machines differ.
        #[arg(long)]
        check: bool,
    },
    /// Prints how well the installed face models tell people apart in pictures of your own.
    Faces(BenchFacesArguments),
}

/// Every setting, as an option or an environment variable.
#[derive(Debug, Clone, Args)]
pub(crate) struct Settings {
    /// The folder for everything kept: database, images, keys.
    #[arg(long, env = "CREDENCE_DATA", default_value = "./var", global = true)]
    pub(crate) data: PathBuf,
    /// A PostgreSQL server; without it `up` starts a private one.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub(crate) database_url: Option<String>,
    /// The same database as its owner: for `migrate`, which then makes the role of `DATABASE_URL` and
    /// gives it its rights, for `restore`, and for `audit prune`, also by a worker that is told. Without it
    /// `DATABASE_URL` is the owner's, and the service could change its own audit log.
    #[arg(
        long,
        env = "CREDENCE_OWNER_DATABASE_URL",
        hide_env_values = true,
        global = true
    )]
    pub(crate) owner_database_url: Option<String>,
    /// Where the backend listens.
    #[arg(
        long,
        env = "CREDENCE_LISTEN",
        default_value = "127.0.0.1:8080",
        global = true
    )]
    pub(crate) listen: SocketAddr,
    /// The backend's address as people and integrators see it.
    #[arg(long, env = "CREDENCE_PUBLIC_URL", global = true)]
    pub(crate) public_url: Option<Url>,
    /// Where our own DVS server listens.
    #[arg(
        long,
        env = "CREDENCE_DVS_LISTEN",
        default_value = "127.0.0.1:8081",
        global = true
    )]
    pub(crate) dvs_listen: SocketAddr,
    /// The DVS server that the backend calls: a vendor's, or our own.
    #[arg(long, env = "CREDENCE_DVS_URL", global = true)]
    pub(crate) dvs_url: Option<Url>,
    /// The same server as the browser reaches it, where that differs.
    #[arg(long, env = "CREDENCE_DVS_BROWSER_URL", global = true)]
    pub(crate) dvs_browser_url: Option<Url>,
    /// The DVS public key, for the page.
    #[arg(long, env = "CREDENCE_DVS_PUBLIC_KEY", global = true)]
    pub(crate) dvs_public_key: Option<String>,
    /// The DVS secret key, for the worker. Never given to a page.
    #[arg(
        long,
        env = "CREDENCE_DVS_SECRET_KEY",
        hide_env_values = true,
        global = true
    )]
    pub(crate) dvs_secret_key: Option<String>,
    #[command(flatten)]
    pub(crate) dvs_operator: DvsOperatorSettings,
    #[command(flatten)]
    pub(crate) dcs: DcsSettings,
    #[command(flatten)]
    pub(crate) faces: FaceSettings,
    #[command(flatten)]
    pub(crate) policy: PolicySettings,
    #[command(flatten)]
    pub(crate) audit: AuditSettings,
    #[command(flatten)]
    pub(crate) retention: RetentionSettings,
    /// Where images are kept: a folder, or `s3://bucket`.
    #[arg(long, env = "CREDENCE_OBJECTS", global = true)]
    pub(crate) objects: Option<String>,
    /// The address of an S3-compatible store other than AWS.
    #[arg(long, env = "CREDENCE_OBJECTS_ENDPOINT", global = true)]
    pub(crate) objects_endpoint: Option<Url>,
    /// The store's region.
    #[arg(long, env = "AWS_REGION", default_value = "us-east-1", global = true)]
    pub(crate) objects_region: String,
    /// The store's access key.
    #[arg(long, env = "AWS_ACCESS_KEY_ID", global = true)]
    pub(crate) objects_access_key: Option<String>,
    /// The store's secret.
    #[arg(
        long,
        env = "AWS_SECRET_ACCESS_KEY",
        hide_env_values = true,
        global = true
    )]
    pub(crate) objects_secret_key: Option<String>,
    /// The key that seals every other key: 64 hexadecimal digits, or what the key service made of them;
    /// several as NAME=KEY, by commas (`master-1=…,master-2=…`). Without it `up` makes one in the data
    /// folder; every other command refuses to start.
    #[arg(
        long,
        env = "CREDENCE_MASTER_KEY",
        hide_env_values = true,
        global = true
    )]
    pub(crate) master_key: Option<String>,
    #[command(flatten)]
    pub(crate) secret_files: SecretFiles,
    #[command(flatten)]
    pub(crate) key_service: KeyServiceSettings,
    /// The folder for backups; erasing a session takes its key out of every backup in it. Without it,
    /// `backups` in the data folder.
    #[arg(long, env = "CREDENCE_BACKUPS", value_name = "FOLDER", global = true)]
    pub(crate) backups: Option<PathBuf>,
    /// Lets webhooks go to this machine and its network, and without TLS. For development: with it an
    /// integrator can call whatever this machine can.
    #[arg(long, env = "CREDENCE_WEBHOOK_PRIVATE_ADDRESSES", global = true)]
    pub(crate) webhook_private_addresses: bool,
    /// How many proxies in front append to X-Forwarded-For; with 0 the header is ignored.
    #[arg(
        long,
        env = "CREDENCE_TRUSTED_PROXIES",
        default_value_t = 0,
        global = true
    )]
    pub(crate) trusted_proxies: usize,
    /// Calls a second that one key or address may make, with twice as many at once; more is 429.
    #[arg(
        long,
        env = "CREDENCE_CALLS_PER_SECOND",
        default_value = "1000",
        global = true
    )]
    pub(crate) calls_per_second: NonZeroU32,
    /// How log lines look.
    #[arg(long, env = "CREDENCE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub(crate) log_format: LogFormat,
    /// Which log lines appear, in tracing's filter syntax.
    #[arg(
        long,
        env = "CREDENCE_LOG",
        default_value = "info,sqlx=warn",
        global = true
    )]
    pub(crate) log: String,
    /// PostgreSQL's programs, where they are in an unusual place.
    #[arg(long, env = "PG_BINDIR", global = true)]
    pub(crate) postgres_programs: Option<PathBuf>,
    /// Where programs are looked for; from the environment only.
    #[arg(long, env = "PATH", hide = true, hide_env_values = true, global = true)]
    pub(crate) program_path: Option<std::ffi::OsString>,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For a person at a terminal.
    Text,
    /// One JSON object a line.
    Json,
}

impl Settings {
    /// What one caller may ask for.
    pub(crate) fn call_rate(&self) -> Rate {
        let each_second = self.calls_per_second.get();
        Rate::new(
            each_second.saturating_mul(2),
            Duration::from_secs(1) / each_second,
        )
    }

    /// The folder for backups.
    pub(crate) fn backups(&self) -> PathBuf {
        let folder = self.backups.clone();
        folder.unwrap_or_else(|| self.data.join("backups"))
    }

    /// The backend's address as people see it.
    pub(crate) fn public_url(&self) -> anyhow::Result<Url> {
        match &self.public_url {
            Some(url) => Ok(url.clone()),
            None => Ok(Url::parse(&format!(
                "http://localhost:{}",
                self.listen.port()
            ))?),
        }
    }

    /// The DVS server that the backend calls.
    pub(crate) fn dvs_url(&self) -> anyhow::Result<Url> {
        match &self.dvs_url {
            Some(url) => Ok(url.clone()),
            None => Ok(Url::parse(&format!(
                "http://localhost:{}",
                self.dvs_listen.port()
            ))?),
        }
    }

    /// The DVS server that the page calls.
    pub(crate) fn dvs_browser_url(&self) -> anyhow::Result<Url> {
        self.dvs_browser_url
            .clone()
            .map_or_else(|| self.dvs_url(), Ok)
    }
}
