//! One command a file.

mod audit;
mod backup;
mod bench;
mod dcs_keys;
mod dcs_simulator;
mod doctor;
mod doctor_database;
mod doctor_secrets;
mod dvs;
mod face;
mod keys;
mod master_keys;
mod migrate;
mod models;
mod openapi;
mod policy;
mod read;
mod replay;
mod restore;
mod retention;
mod serve;
mod tenants;
mod up;
mod worker;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::arguments::{Arguments, Command, KeysCommand, Settings};
use crate::{logging, open_files};

/// Runs the command to its end; the code becomes the process's.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let settings = &arguments.settings;
    match &arguments.command {
        Command::Openapi { write } => openapi::openapi(write.as_deref())?,
        // These print what pictures say; no log is started that anything of it could reach.
        Command::Read(arguments) => return read::read(arguments),
        Command::Face(command) => return face::face(settings, command),
        Command::Models(command) => return models::models(settings, command),
        Command::Bench(command) => return bench::bench(settings, command),
        Command::Doctor { command: None } => return doctor_secrets::doctor_secrets(settings),
        Command::Doctor {
            command: Some(command),
        } => return doctor::doctor(with_log(settings)?, command),
        Command::Keys(KeysCommand::Rotate { wait }) => {
            let wait = Duration::from_secs(*wait);
            block_on(master_keys::rotate(with_log(settings)?, wait))?;
        }
        Command::Keys(KeysCommand::List) => block_on(master_keys::list(with_log(settings)?))?,
        Command::Keys(KeysCommand::Retire {
            name,
            forget_marks,
            forget_backups,
        }) => block_on(master_keys::retire(
            with_log(settings)?,
            name,
            (*forget_marks, *forget_backups),
        ))?,
        Command::Audit(command) => return audit::audit(settings, command),
        Command::Keys(KeysCommand::Dcs(command)) => dcs_keys::dcs_keys(settings, command)?,
        Command::DcsSimulator { command } => {
            block_on(dcs_simulator::dcs_simulator(
                with_log(settings)?,
                command.as_ref(),
            ))?;
        }
        Command::Policy(command) => policy::policy(settings, command)?,
        Command::Replay(arguments) => {
            return block_on(replay::replay(with_log(settings)?, arguments));
        }
        Command::Backup(arguments) => block_on(backup::backup(with_log(settings)?, arguments))?,
        Command::Restore(arguments) => restore::restore(with_log(settings)?, arguments)?,
        Command::Retention(command) => {
            return block_on(retention::retention(with_log(settings)?, command));
        }
        Command::Up => up::up(with_log(settings)?)?,
        Command::Serve => block_on(serve::serve(with_log(settings)?))?,
        Command::Worker => block_on(worker::worker(with_log(settings)?))?,
        Command::Dvs => block_on(dvs::dvs(with_log(settings)?))?,
        Command::Migrate => block_on(migrate::migrate(with_log(settings)?))?,
        Command::Keys(keys) => block_on(keys::keys(with_log(settings)?, keys))?,
        Command::Tenants(command) => block_on(tenants::tenants(with_log(settings)?, command))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What every command of the service begins with.
fn with_log(settings: &Settings) -> Result<&Settings> {
    logging::start(settings)?;
    open_files::allow_all();
    Ok(settings)
}

/// Runs a future on a runtime of its own.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(work)
}
