use std::path::PathBuf;

use clap::Args;

/// What `credence backup` takes.
#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// Once the backup is made, removes those in the folder that are older than so many days. Retention
    /// reaches no backup: what it has destroyed since stays readable in them.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) keep: Option<u16>,
}

/// What `credence restore` takes.
#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup: a folder `<instant>-<id>` that `credence backup` made.
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: PathBuf,
    /// Opens every part of it and changes nothing.
    #[arg(long)]
    pub(crate) check: bool,
    /// How many sessions were erased since it was made, as `--check` says: they are erased again.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) erase: u64,
}
