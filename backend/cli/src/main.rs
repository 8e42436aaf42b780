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
mod secrets;
mod shutdown;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match commands::run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("credence: {error:#}");
            ExitCode::FAILURE
        }
    }
}
