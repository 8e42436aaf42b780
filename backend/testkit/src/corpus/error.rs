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
    /// A photograph could not be opened again to change it.
    #[error("could not open a photograph that was just made")]
    Open(#[source] image::ImageError),
}
