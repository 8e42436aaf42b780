//! What forgers do to an honest document or to its photograph, one deed to a file, and honest
//! photographs beside them. Each has a number and is the same for everybody. Numbers from
//! [`FRESH`] on are kept for measuring: nothing is tuned on them.

mod altered_zone_font;
mod copied_field;
mod display;
mod edited_digits;
mod honest_phone;
mod overlay;
mod pasted_portrait;
mod printed_copy;
mod recaptured_screen;
mod saved;
mod subject;
mod swapped_portrait;
mod tampered;
mod transplanted;
mod wrong_density_barcode;

pub use altered_zone_font::altered_zone_font;
pub use copied_field::copied_field;
pub use display::shown_on_display;
pub use edited_digits::edited_digits;
pub use honest_phone::honest_phone;
pub use pasted_portrait::pasted_portrait;
pub use printed_copy::printed_copy;
pub use recaptured_screen::recaptured_screen;
pub use swapped_portrait::swapped_portrait;
pub use tampered::{FRESH, TAMPERINGS, Tampered, Tampering, tampered};
pub use wrong_density_barcode::wrong_density_barcode;
