use std::path::PathBuf;

use credence_testkit::barcode::BackError;
use credence_testkit::corpus::CorpusError;
use credence_testkit::document::DrawError;
use credence_testkit::scene::{EncodeError, SceneError};
use credence_vision::DecodeError;

/// The measurement could not be made. What a reader gets wrong is a figure, never an error.
#[derive(Debug, thiserror::Error)]
pub enum AccuracyError {
    /// A picture of a corpus could not be drawn.
    #[error("drawing a picture of a corpus")]
    Corpus(#[from] CorpusError),
    /// A document could not be drawn.
    #[error("drawing a document")]
    Draw(#[from] DrawError),
    /// A licence back could not be drawn or photographed.
    #[error("photographing a licence back")]
    Back(#[from] BackError),
    /// A photograph could not be taken.
    #[error("photographing a document")]
    Scene(#[from] SceneError),
    /// A picture could not be written.
    #[error("writing a picture")]
    Encode(#[from] EncodeError),
    /// A picture that was just drawn is refused.
    #[error("decoding a drawn picture")]
    Decode(#[from] DecodeError),
    /// A file beside the repository cannot be read.
    #[error("reading {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The list of expected contents has another form.
    #[error("manifest.tsv beside the repository is not a table of file, source and expected text")]
    Manifest,
}
