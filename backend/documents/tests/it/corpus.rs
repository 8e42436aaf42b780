//! Development data that lies beside the repository on some machines and is never part of it.

use std::path::PathBuf;

/// The folder or file of that name; says so and gives none where it is absent.
pub(crate) fn beside_the_repository(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no development data `{name}` beside the repository");
    None
}

/// The rows of the manifest whose file begins with `folder`: file name and expected content.
pub(crate) fn manifest(folder: &str) -> Vec<(String, String)> {
    let Some(path) = beside_the_repository("manifest.tsv") else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let file = columns.next()?.strip_prefix(folder)?;
            Some((file.to_owned(), columns.nth(1)?.to_owned()))
        })
        .collect()
}
