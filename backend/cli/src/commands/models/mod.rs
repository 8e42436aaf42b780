//! Face models: listed, checked, imported, calibrated.

mod calibrate;
mod check;
mod list;
pub(crate) mod measuring;
mod reviews;

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::{ModelsCommand, Settings};
use crate::assemble::faces::built_in::BuiltInFolder;

/// Does what the command names.
pub(crate) fn models(settings: &Settings, command: &ModelsCommand) -> Result<ExitCode> {
    match command {
        ModelsCommand::List => list::list(settings),
        ModelsCommand::Check => check::check(settings),
        ModelsCommand::Import { from } => {
            let folder = BuiltInFolder::below(&settings.data);
            folder.import(from)?;
            println!(
                "The built-in face models are in {}.",
                folder.path().display()
            );
            Ok(ExitCode::SUCCESS)
        }
        ModelsCommand::Reviews => {
            reviews::reviews(settings)?;
            Ok(ExitCode::SUCCESS)
        }
        ModelsCommand::Calibrate(arguments) => calibrate::calibrate(settings, arguments),
    }
}
