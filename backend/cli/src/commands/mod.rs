//! One command a file.

mod dvs;
mod keys;
mod migrate;
mod openapi;
mod serve;
mod up;
mod worker;

use anyhow::{Context, Result};

use crate::arguments::{Arguments, Command};
use crate::{logging, open_files};

/// Runs the command to its end.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let settings = &arguments.settings;
    if let Command::Openapi { write } = &arguments.command {
        return openapi::openapi(write.as_deref());
    }
    logging::start(settings)?;
    open_files::allow_all();
    match &arguments.command {
        Command::Up => up::up(settings),
        Command::Serve => block_on(serve::serve(settings)),
        Command::Worker => block_on(worker::worker(settings)),
        Command::Dvs => block_on(dvs::dvs(settings)),
        Command::Migrate => block_on(migrate::migrate(settings)),
        Command::Keys(keys) => block_on(keys::keys(settings, keys)),
        Command::Openapi { .. } => Ok(()),
    }
}

/// Runs a future on a runtime of its own.
pub(crate) fn block_on(work: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(work)
}
