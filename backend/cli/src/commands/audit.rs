//! The audit log: signing for it, writing it out, checking it, pruning it.

mod checkpoint;
mod export;
mod prune;
mod verify;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use credence_app::App;
use sqlx::PgPool;

use crate::arguments::{AuditCommand, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::vault::{MissingKey, keyring};
use crate::commands::{block_on, with_log};

/// What a broken log ends with, so that scripts tell it from a check that could not be made.
const BROKEN: u8 = 3;

/// Runs the command; the code becomes the process's.
pub(crate) fn audit(settings: &Settings, command: &AuditCommand) -> Result<ExitCode> {
    match command {
        AuditCommand::Checkpoint { tenant } => {
            block_on(checkpoint::checkpoint(with_log(settings)?, *tenant))
        }
        AuditCommand::Export { tenant, to } => {
            block_on(export::export(with_log(settings)?, *tenant, to))
        }
        AuditCommand::Verify {
            file: Some(file),
            keys,
            since,
            tenant: _,
        } => verify::verify_file(file, keys.as_deref(), since.as_deref()),
        AuditCommand::Verify {
            file: None,
            keys,
            since,
            tenant,
        } => block_on(verify::verify_database(
            with_log(settings)?,
            *tenant,
            keys.as_deref(),
            since.as_deref(),
        )),
        AuditCommand::Prune {
            tenant,
            before,
            early,
            ..
        } => match before {
            Some(before) => block_on(prune::prune(
                with_log(settings)?,
                *tenant,
                (*before, *early),
            )),
            None => block_on(prune::prune_due(with_log(settings)?)),
        },
    }
}

/// The use cases, for one that signs.
async fn app(settings: &Settings, pool: PgPool) -> Result<Arc<App>> {
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    backend::app(settings, pool, keyring, &DvsKeys::unused(), None)
}
