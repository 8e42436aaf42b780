//! Developer commands: `cargo up`, `cargo qa`, `cargo xtask generate`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to its terminal"
)]

mod database;
mod faces;
mod fuzz;
mod generate;
mod machine;
mod pages;
mod program;
mod qa;
mod up;

use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        bail!("say what to do: up, qa or generate");
    };
    std::env::set_current_dir(program::root())?;
    match command.as_str() {
        "up" => up::up(rest),
        "qa" => qa::qa(rest),
        "generate" => generate::generate(),
        other => bail!("there is no command {other}; there are up, qa and generate"),
    }
}
