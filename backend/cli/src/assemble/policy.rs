//! The installation's policy, from the operator's file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use credence_app::{PolicyDocumentError, parse_policy};
use credence_trust::Policy;

use crate::arguments::Settings;

/// More than any policy needs; the API takes as much.
const LONGEST_FILE: u64 = 64 * 1024;

/// What the operator set, or the built-in policy.
pub(crate) fn installation_policy(settings: &Settings) -> Result<Policy> {
    match &settings.policy.policy {
        Some(file) => policy_file(file),
        None => Ok(Policy::default()),
    }
}

/// A policy in a file, checked.
pub(crate) fn policy_file(path: &Path) -> Result<Policy> {
    let mut json = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST_FILE + 1).read_to_end(&mut json))
        .with_context(|| format!("reading the policy {}", path.display()))?;
    if json.len() > usize::try_from(LONGEST_FILE).unwrap_or(usize::MAX) {
        bail!("the policy {} is longer than 64 KiB", path.display());
    }
    parse_policy(&json).map_err(|error| {
        let place = path.display();
        match error {
            PolicyDocumentError::Malformed { pointer, source } => {
                anyhow::anyhow!("the policy {place} is malformed at {pointer}: {source}")
            }
            PolicyDocumentError::Unsafe(reason) => {
                anyhow::anyhow!("the policy {place} could not be applied safely: {reason}")
            }
        }
    })
}
