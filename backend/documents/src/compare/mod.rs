//! Whether two sources of one document say the same: printed text, machine-readable zone, barcode.
//!
//! Equal is what differs only by the rules of a format: letters that a zone cannot write (ICAO Doc
//! 9303-3 section 6), blanks and hyphens, cut names (9303-4 section 4.2.3; AAMVA elements DDE, DDF,
//! DDG), units, abbreviations. A nickname is another name, and one other letter is a difference.

mod date;
mod equality;
mod field;
mod holder_name;
mod measure;
mod name;
mod nationality;
mod nationality_words;
mod place;
mod spelling;
mod suffix;
mod words;

pub use equality::{Equality, Side};
pub use field::compare;
pub use holder_name::HolderName;
pub use name::compare_names;
pub use nationality::compare_nationalities;

pub(crate) use spelling::{letters, relate};
