use std::path::PathBuf;

use clap::Args;

/// What `credence restore` takes.
#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup: a folder `<instant>-<id>` that `credence backup` made.
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: PathBuf,
    /// Opens every part of it and changes nothing.
    #[arg(long)]
    pub(crate) check: bool,
}
