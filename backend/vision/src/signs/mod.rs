//! Signs about how a picture came to be. Each is reported under its own name and none proves
//! anything: a screen's grid can be blurred away, a file's words can be left out or invented.

mod exif;
mod forgery;
mod makers;
mod metadata;
mod perceptual_hash;
mod screen_pattern;
mod source;
mod spectrum;

pub use forgery::{DocumentScene, ForgerySignal, SignalReading, forgery_signals};
pub use perceptual_hash::perceptual_hash;
pub use screen_pattern::screen_pattern;
pub use source::capture_source;
