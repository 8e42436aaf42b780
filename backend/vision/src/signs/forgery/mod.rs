//! Signals of forgery on the picture of a document, one to a file. Each is a reason for a reviewer
//! to look closer, with error rates measured on drawings; none is proof, and honest documents raise
//! them now and then.

mod barcode_density;
mod coded_grid;
mod glyphs;
mod photocopy;
mod scene;
mod screen;
mod signal;
mod splice;
mod twice_kept;
mod zone_font;

pub use scene::{DocumentScene, forgery_signals};
pub use signal::{ForgerySignal, SignalReading};
