use std::path::{Path, PathBuf};

use crate::error::AccuracyError;

/// A file beside the repository and what it should give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) path: PathBuf,
    pub(crate) expected: String,
}

/// The files in a folder of the real data, as `manifest.tsv` lists them: file, source, expected.
pub(crate) fn entries(data: &Path, folder: &str) -> Result<Vec<Entry>, AccuracyError> {
    let text = String::from_utf8(read(&data.join("manifest.tsv"))?)
        .map_err(|_not_text| AccuracyError::Manifest)?;
    parse(data, folder, &text)
}

fn parse(data: &Path, folder: &str, text: &str) -> Result<Vec<Entry>, AccuracyError> {
    text.lines()
        .filter(|line| line.starts_with(folder))
        .map(|line| {
            let mut columns = line.split('\t');
            let file = columns.next().ok_or(AccuracyError::Manifest)?;
            let expected = columns.nth(1).ok_or(AccuracyError::Manifest)?;
            Ok(Entry {
                path: data.join(file),
                expected: expected.to_owned(),
            })
        })
        .collect()
}

/// The file's bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, AccuracyError> {
    std::fs::read(path).map_err(|source| AccuracyError::Read {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_folder_are_taken() {
        let text = "file\tsource\texpected\tnote\nmrz/a.jpg\tx/y\tP<|Q\t-\naamva/b\tx\tDAQ=1\t-";
        let found = parse(Path::new("/d"), "mrz/", text).unwrap();
        let expected = "P<|Q".to_owned();
        let path = PathBuf::from("/d/mrz/a.jpg");
        assert_eq!(found, [Entry { path, expected }]);
        assert!(parse(Path::new("/d"), "mrz/", "mrz/a.jpg\tx").is_err());
    }
}
