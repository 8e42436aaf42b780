use std::path::Path;

use anyhow::{Context, Result};

/// Writes the OpenAPI document of the backend to a file or to standard output.
pub(crate) fn openapi(file: Option<&Path>) -> Result<()> {
    let document = credence_api::openapi();
    match file {
        Some(path) => {
            std::fs::write(path, document).with_context(|| format!("writing {}", path.display()))
        }
        None => {
            print!("{document}");
            Ok(())
        }
    }
}
