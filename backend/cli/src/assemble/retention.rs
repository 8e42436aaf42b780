//! How long things are kept, from the operator's file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use credence_app::{RetentionDocumentError, RetentionPolicy, parse_retention};

use crate::arguments::Settings;

/// More than any such policy needs.
const LONGEST_FILE: u64 = 64 * 1024;

/// What the operator set, or the built-in one.
pub(crate) fn installation_retention(settings: &Settings) -> Result<RetentionPolicy> {
    match &settings.retention.retention {
        Some(file) => retention_file(file),
        None => Ok(RetentionPolicy::default()),
    }
}

/// A retention policy in a file, checked.
pub(crate) fn retention_file(path: &Path) -> Result<RetentionPolicy> {
    let place = path.display();
    let mut json = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST_FILE + 1).read_to_end(&mut json))
        .with_context(|| format!("reading how long things are kept, {place}"))?;
    if json.len() > usize::try_from(LONGEST_FILE).unwrap_or(usize::MAX) {
        bail!("the retention policy {place} is longer than 64 KiB");
    }
    parse_retention(&json).map_err(|error| match error {
        RetentionDocumentError::Malformed { place: at, source } => {
            anyhow::anyhow!("the retention policy {place} is malformed at {at}: {source}")
        }
        RetentionDocumentError::Refused(refused) => anyhow::anyhow!(
            "the retention policy {place} is refused: {} {}",
            refused.pointer,
            refused.rule
        ),
    })
}
