use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use uuid::Uuid;

/// What concerns the audit log, as options or environment variables.
#[derive(Debug, Clone, Args)]
pub(crate) struct AuditSettings {
    /// Minutes that new rows of an audit log wait at most until the worker signs for them.
    #[arg(long, env = "CREDENCE_AUDIT_CHECKPOINT_MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1440), global = true)]
    pub(crate) audit_checkpoint_minutes: u16,
    /// New rows that the worker signs for sooner.
    #[arg(long, env = "CREDENCE_AUDIT_CHECKPOINT_ROWS", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub(crate) audit_checkpoint_rows: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Signs for a log as far as it reaches, and prints the signed checkpoint: keep it apart from the
    /// database.
    Checkpoint {
        /// Whose log (`credence tenants list`); without it, every tenant's.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
    },
    /// Writes a log to a file with its checkpoints and the public keys, and prints the last checkpoint.
    ///
    /// Ends with 3 when the log is broken; it is written as it stands.
    Export {
        /// Whose log; without it, that of the tenant that the first start made.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
        /// The file, which must not be there yet.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Checks an exported log, without a database or settings, or the logs in the database.
    ///
    /// Ends with 0 when every row is as it was written, and with 3 and the first one that isn't.
    Verify {
        /// An exported log; without it, the database is checked.
        file: Option<PathBuf>,
        /// The installation's public keys, a JSON Web Key Set: no others count then. Without it, those
        /// that the file brings, whose names are printed to be compared.
        #[arg(long, value_name = "JWKS")]
        keys: Option<PathBuf>,
        /// An earlier export, or a file with one checkpoint: the log must still be one that it was made
        /// of. Shows a log that was cut, or put back to an older state.
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Whose log in the database; without it, every tenant's.
        #[arg(long, value_name = "ID", conflicts_with = "file")]
        tenant: Option<Uuid>,
    },
    /// Removes a log's rows from before a day, as far as a signed checkpoint reaches and up to the first
    /// one about a session on a legal hold, and leaves a signed note from which the rest is still
    /// checked. Needs the database's owner (`CREDENCE_OWNER_DATABASE_URL`). Export the log first: what
    /// goes is gone.
    Prune {
        /// Whose log; without it, that of the tenant that the first start made.
        #[arg(long, value_name = "ID", conflicts_with = "due")]
        tenant: Option<Uuid>,
        /// The day, such as 2026-01-31; rows from its first moment (UTC) on stay.
        #[arg(
            long,
            value_name = "DATE",
            required_unless_present = "due",
            conflicts_with = "due"
        )]
        before: Option<NaiveDate>,
        /// Removes what the tenant's own `audit_days` keeps yet, too; without it such a day is refused.
        #[arg(long, conflicts_with = "due")]
        early: bool,
        /// Instead: of every tenant's log what is older than its own `audit_days`, which
        /// `credence retention plan` counts. The worker does so once a day where it knows the owner.
        #[arg(long)]
        due: bool,
    },
}
