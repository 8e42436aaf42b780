use super::super::alphabet::CLASSES;
use super::super::line::Line;

/// A line as it was read: where its characters roughly stand, and which they are.
#[derive(Debug, Clone)]
pub(in crate::mrz) struct Written {
    /// The line that places are counted along.
    pub(in crate::mrz) line: Line,
    /// Picture pixels from one character to the next.
    pub(in crate::mrz) pitch: f32,
    /// By place, how far along the line its character is, from the line's middle, in picture pixels.
    pub(in crate::mrz) along: Vec<f32>,
    /// By place, the probability of each class.
    pub(in crate::mrz) places: Vec<[f32; CLASSES]>,
}
