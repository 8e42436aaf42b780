use std::path::PathBuf;

use clap::{Args, Subcommand};
use uuid::Uuid;

/// How long things are kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct RetentionSettings {
    /// How long things are kept, a JSON file; `credence retention show --installation` prints one to start
    /// from. It counts for every tenant without a policy of its own. One that would destroy anything at once
    /// waits for `credence retention set --installation --confirm`.
    #[arg(long, env = "CREDENCE_RETENTION", value_name = "FILE", global = true)]
    pub(crate) retention: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RetentionCommand {
    /// Prints how long a tenant keeps things, as the JSON that `set` takes.
    Show {
        /// The tenant; without it, the one that the first start made.
        #[arg(long)]
        tenant: Option<Uuid>,
        /// Prints the installation's instead.
        #[arg(long, conflicts_with = "tenant")]
        installation: bool,
    },
    /// Sets how long a tenant keeps things.
    ///
    /// What would destroy anything at once is not set: it prints what would go, and ends with 3. The same
    /// command with --confirm sets it.
    Set {
        /// The policy, a JSON file.
        // Another name than a setting's: clap would take the one for the other.
        #[arg(value_name = "JSON", required_unless_present = "installation")]
        document: Option<PathBuf>,
        /// Has the tenant follow the installation's; without a tenant, takes a changed file up for every one
        /// that has no policy of its own.
        #[arg(long, conflicts_with = "document")]
        installation: bool,
        /// What was printed within the last hour.
        #[arg(long, value_name = "CONFIRMATION")]
        confirm: Option<String>,
        /// The tenant; without it, the one that the first start made, and with --installation all.
        #[arg(long)]
        tenant: Option<Uuid>,
    },
    /// Prints what is due of each tenant, by class and outcome, and of when the oldest is, and where the
    /// installation's changed file waits to be confirmed. Nothing is changed.
    Plan {
        /// One tenant alone.
        #[arg(long)]
        tenant: Option<Uuid>,
    },
}
