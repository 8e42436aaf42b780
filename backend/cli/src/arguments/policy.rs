use std::path::PathBuf;

use clap::{Args, Subcommand};
use uuid::Uuid;

/// What the installation asks for before somebody is believed.
#[derive(Debug, Clone, Args)]
pub(crate) struct PolicySettings {
    /// The installation's policy, a JSON file; `credence policy show` prints one to start from. It
    /// counts for every tenant without a policy of its own. Give it a new version with every change.
    #[arg(long, env = "CREDENCE_POLICY", value_name = "FILE", global = true)]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Reads a policy and says what is wrong with it.
    Check {
        /// The policy, a JSON file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Prints the installation's policy.
    Show,
}

/// What `credence replay` takes.
#[derive(Debug, Args)]
pub(crate) struct ReplayArguments {
    /// The session.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) session: Option<Uuid>,
    /// Every verification that is kept, of every tenant or of the one given.
    #[arg(long)]
    pub(crate) all: bool,
    /// The tenant; without it, the one that the first start made.
    #[arg(long)]
    pub(crate) tenant: Option<Uuid>,
}
