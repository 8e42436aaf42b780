//! What concerns the Document Checking Service.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use url::Url;

/// The settings, as options or environment variables.
#[derive(Debug, Clone, Args)]
pub(crate) struct DcsSettings {
    /// The Document Checking Service that checks British passports, `https://…/checks/passport`.
    /// Without it `up` starts our simulator, and a worker on its own checks no passport.
    #[arg(long, env = "CREDENCE_DCS_URL", global = true)]
    pub(crate) dcs_url: Option<String>,
    /// The folder with the keys and certificates for it; `credence keys dcs` names its files.
    #[arg(long, env = "CREDENCE_DCS_FILES", global = true)]
    pub(crate) dcs_files: Option<PathBuf>,
    /// Seconds to connect to it.
    #[arg(long, env = "CREDENCE_DCS_CONNECT_TIMEOUT", default_value = "5", value_parser = seconds, global = true)]
    pub(crate) dcs_connect_timeout: Duration,
    /// Seconds to wait for its answer.
    #[arg(long, env = "CREDENCE_DCS_READ_TIMEOUT", default_value = "10", value_parser = seconds, global = true)]
    pub(crate) dcs_read_timeout: Duration,
    /// How often a check is attempted at most; each may count.
    #[arg(long, env = "CREDENCE_DCS_ATTEMPTS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=10), global = true)]
    pub(crate) dcs_attempts: u32,
    /// How many spellings of a name are tried where the zone leaves several; each may count.
    #[arg(long, env = "CREDENCE_DCS_SPELLINGS", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=8), global = true)]
    pub(crate) dcs_spellings: u8,
    /// Where our simulator listens.
    #[arg(
        long,
        env = "CREDENCE_DCS_LISTEN",
        default_value = "127.0.0.1:8443",
        global = true
    )]
    pub(crate) dcs_listen: SocketAddr,
    /// How our simulator refuses a client's certificate.
    #[arg(long, env = "CREDENCE_DCS_REFUSALS", value_enum, default_value_t = Refusals::Nginx, global = true)]
    pub(crate) dcs_refusals: Refusals,
    /// Which thumbprints the headers of our simulator's answers name.
    #[arg(long, env = "CREDENCE_DCS_HEADERS", value_enum, default_value_t = Headers::Thumbprint, global = true)]
    pub(crate) dcs_headers: Headers,
    /// Minutes that a request's timestamp may be off for our simulator; without it any time will do.
    #[arg(long, env = "CREDENCE_DCS_TIMESTAMP_AGE", value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub(crate) dcs_timestamp_age: Option<u32>,
    /// A name that our simulator's certificate is for, besides localhost; repeatable.
    #[arg(
        long = "dcs-server-name",
        env = "CREDENCE_DCS_SERVER_NAMES",
        value_delimiter = ',',
        global = true
    )]
    pub(crate) dcs_server_names: Vec<String>,
}

impl DcsSettings {
    /// The service's address, where one is set; a container's empty variable sets none.
    pub(crate) fn url(&self) -> anyhow::Result<Option<Url>> {
        let set = self.dcs_url.as_deref().filter(|url| !url.is_empty());
        set.map(|url| Url::parse(url).with_context(|| format!("reading CREDENCE_DCS_URL {url:?}")))
            .transpose()
    }
}

/// How our simulator refuses a client's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Refusals {
    /// With nginx's pages and a status of 400, as the service does.
    Nginx,
    /// In TLS, with an alert.
    Strict,
}

/// Which thumbprints the headers of our simulator's answers name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Headers {
    /// SHA-256, as the guidance asks for.
    Thumbprint,
    /// None, as in the guidance's sample answer.
    Bare,
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 1..=120_u64) => Ok(Duration::from_secs(seconds)),
        _ => Err("a number of seconds from 1 to 120".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum DoctorCommand {
    /// The database: whether it answers, and whether the service could change its own audit log.
    Database,
    /// The way to the Document Checking Service: certificates, name, TCP, TLS, clock, status.
    ///
    /// Ends with 1 at the first step that does not work, and says what it means and what to do.
    Dcs {
        /// Checks a published test passport too; production may count it.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SimulatorCommand {
    /// Loads passports of invented people from CSV with a header line:
    /// number,surname,forenames,date_of_birth,expiry_date,status.
    Import {
        /// The file; all of it is loaded or nothing.
        file: PathBuf,
    },
    /// Plays an outage now or later, or ends it.
    Outage(OutageArguments),
    /// Prints the newest requests that were received, without what they said of anybody.
    Received {
        /// How many.
        #[arg(long, default_value_t = 20)]
        count: u16,
    },
    /// Prints the passport numbers with scripted answers.
    Numbers,
    /// Issues a certificate for a signing request, as the certification authority would.
    Issue {
        /// The request in PEM.
        request: PathBuf,
        /// What for.
        #[arg(long, value_enum)]
        profile: CertificateProfile,
    },
    /// Enrols a client by its certificates.
    Enrol(EnrolArguments),
}

/// What `credence dcs-simulator outage` takes.
#[derive(Debug, Args)]
pub(crate) struct OutageArguments {
    /// What the status says; the service's own are "Unplanned outage" and "Limit exceeded".
    #[arg(long, default_value = "Unplanned outage")]
    pub(crate) message: String,
    /// Ends by itself after so long.
    #[arg(long)]
    pub(crate) minutes: Option<u32>,
    /// Begins only then; until then the status announces it.
    #[arg(long, value_name = "MINUTES", requires = "minutes")]
    pub(crate) starts_in: Option<u32>,
    /// Ends every outage, and calls off those to come.
    #[arg(long, conflicts_with_all = ["message", "minutes", "starts_in"])]
    pub(crate) stop: bool,
}

/// What `credence dcs-simulator enrol` takes.
#[derive(Debug, Args)]
pub(crate) struct EnrolArguments {
    /// The client's name; again with new certificates, it has both.
    #[arg(long)]
    pub(crate) name: String,
    /// Its signing certificate in PEM.
    #[arg(long)]
    pub(crate) signing: PathBuf,
    /// Its encryption certificate in PEM.
    #[arg(long)]
    pub(crate) encryption: PathBuf,
    /// How many checks it may make in all.
    #[arg(long)]
    pub(crate) quota: Option<u32>,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CertificateProfile {
    /// Mutual TLS.
    Tls,
    /// Signing messages.
    Signing,
    /// Decrypting answers.
    Encryption,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DcsKeysCommand {
    /// Makes the three keys and their signing requests, with the documented subjects.
    New {
        /// Where to write them; files that are there are never overwritten.
        #[arg(long)]
        folder: PathBuf,
        /// The organisation's registered name.
        #[arg(long)]
        organisation: String,
        /// Its country.
        #[arg(long, default_value = "GB")]
        country: String,
        /// The service's environment.
        #[arg(long, value_enum, default_value_t = Environment::Integration)]
        environment: Environment,
        /// The word agreed with the certification authority for revoking.
        #[arg(long, env = "CREDENCE_DCS_CHALLENGE_PASSWORD", hide_env_values = true)]
        challenge_password: Option<String>,
        /// A file that holds it.
        #[arg(
            long,
            env = "CREDENCE_DCS_CHALLENGE_PASSWORD_FILE",
            value_name = "FILE"
        )]
        challenge_password_file: Option<PathBuf>,
    },
    /// Prints every certificate of a folder: subject, thumbprints, days of validity left.
    Show {
        /// The folder; without it CREDENCE_DCS_FILES, or else our simulator's.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// Writes a PEM key as PKCS#8 DER, for programs that read nothing else.
    Convert {
        /// The key in PEM, PKCS#8 or PKCS#1.
        from: PathBuf,
        /// The file to write; it must not exist.
        to: PathBuf,
    },
}

/// The service's environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Environment {
    /// For trying.
    Integration,
    /// For people.
    Production,
}

impl Environment {
    /// As a common name has it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Integration => "Integration",
            Self::Production => "Production",
        }
    }
}
