use crate::document::DrawError;
use crate::scene::SceneError;

/// A picture of a corpus could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The document could not be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The photograph could not be taken.
    #[error(transparent)]
    Scene(#[from] SceneError),
}
