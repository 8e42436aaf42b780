//! Reading and writing the files of face models.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::whole_file::write_whole;

/// A file of settings is text that a person wrote.
const MOST_TEXT_BYTES: u64 = 1 << 20;

/// A whole file, if it is no longer than `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .with_context(|| format!("reading {}", path.display()))?;
    ensure!(
        bytes.len() as u64 <= most,
        "{} is larger than {} MiB",
        path.display(),
        most >> 20
    );
    Ok(bytes)
}

/// A file of settings.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read(path, MOST_TEXT_BYTES)?;
    String::from_utf8(bytes).with_context(|| format!("reading {} as UTF-8", path.display()))
}

/// Writes a file whole or not at all, for everybody to read whom the umask lets.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole(path, bytes, 0o666)
}
