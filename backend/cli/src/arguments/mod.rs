mod dcs;
mod faces;
mod policy;
mod read;
mod settings;
mod tenants;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use credence_app::Scope;
use uuid::Uuid;

pub(crate) use dcs::{
    CertificateProfile, DcsKeysCommand, DcsSettings, DoctorCommand, EnrolArguments, Headers,
    OutageArguments, Refusals, SimulatorCommand,
};
pub(crate) use faces::{
    BenchFacesArguments, CalibrateArguments, FaceCommand, FaceSettings, ModelsCommand,
};
pub(crate) use policy::{PolicyCommand, PolicySettings, ReplayArguments};
pub(crate) use read::{ReadArguments, Side};
pub(crate) use settings::{LogFormat, Settings};
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
    /// Looks for what is wrong, and says what to do.
    #[command(subcommand)]
    Doctor(DoctorCommand),
    /// Brings the database's schema up to date.
    Migrate,
    /// Makes keys and one-time links. Each is shown once; only its hash is stored.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Makes and lists tenants: the organisations of one installation, each with its own keys,
    /// sessions, administrators and policies.
    #[command(subcommand)]
    Tenants(TenantsCommand),
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

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// A secret key for an integrator's service.
    Integrator {
        /// What the key is for; shown in lists.
        #[arg(long, default_value = "integrator")]
        name: String,
        /// What it may be used for; repeatable, every scope when absent.
        #[arg(long = "scope", value_parser = scope_of)]
        scopes: Vec<Scope>,
        /// Ends it after so many days; it does not end by itself when absent.
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
        expires_in_days: Option<u16>,
        /// Whose key it is (`credence tenants list`); without it, the tenant that the first start made.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
    },
    /// A pair of DVS keys, public and secret.
    Dvs {
        /// Binds the public key to the pages of this host (`shop.example`, `*.example`); repeatable.
        #[arg(long = "licence-host")]
        licence_hosts: Vec<String>,
    },
    /// A one-time link by which somebody becomes an administrator.
    Invitation {
        /// Whose administrator (`credence tenants list`); without it, the tenant that the first start
        /// made.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
    },
    /// Has a new key sign session tokens and results from now on, and prints its name (`kid`). The
    /// key before stays published until everything that it signed has lapsed.
    RotateSigning,
    /// Keys and certificates for the Document Checking Service.
    #[command(subcommand)]
    Dcs(DcsKeysCommand),
}

fn scope_of(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| {
        let names: Vec<&str> = Scope::ALL.into_iter().map(Scope::as_str).collect();
        format!("expected one of {}", names.join(", "))
    })
}
