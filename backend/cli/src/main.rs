//! The binary `credence`: reads settings, puts the rooms together and runs them.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to its terminal"
)]

mod arguments;
mod assemble;
mod commands;
mod greeting;
mod logging;
mod open_files;
mod roles;
mod secret_file;
mod secrets;
mod shutdown;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    // The doctor says of each secret what is wrong with it.
    let is_doctor = matches!(arguments.command, Command::Doctor { command: None });
    let read = if is_doctor {
        Ok(())
    } else {
        arguments.settings.read_secret_files()
    };
    match read.and_then(|()| commands::run(&arguments)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("credence: {error:#}");
            ExitCode::FAILURE
        }
    }
}
