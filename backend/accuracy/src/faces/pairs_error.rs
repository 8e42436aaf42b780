use std::path::PathBuf;

/// Labelled pairs that cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum PairsError {
    /// A folder cannot be read.
    #[error("reading the folder {path}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line cannot be understood.
    #[error("reading line {line}: {reason}")]
    Line {
        /// Which, from 1.
        line: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is nothing to compare.
    #[error("there is no pair to compare")]
    Empty,
    /// There are too many pictures.
    #[error("there are more than {most} pictures")]
    TooManyPictures {
        /// The most that are taken.
        most: usize,
    },
    /// There are too many pairs.
    #[error("there are more than {most} pairs; list the pairs to compare in a pairs.csv instead")]
    TooManyPairs {
        /// The most that are taken.
        most: usize,
    },
}
