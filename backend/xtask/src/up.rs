//! `cargo up`: from a fresh clone to a running service.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program::{cargo, root, run};
use crate::{faces, machine, pages};

pub(crate) fn up(arguments: &[String]) -> Result<()> {
    machine::ensure_node()?;
    #[expect(
        clippy::disallowed_methods,
        reason = "a configured database needs no private one"
    )]
    if std::env::var_os("DATABASE_URL").is_none() {
        machine::ensure_postgres()?;
    }
    pages::build()?;
    faces::install_or_say();
    println!("Building the service; the first time takes some minutes.");
    run(cargo().args(["build", "--release", "--package", "credence-cli"]))?;
    let binary = root().join("target/release/credence");
    let error = Command::new(&binary).arg("up").args(arguments).exec();
    Err(error).with_context(|| format!("starting {}", binary.display()))
}
