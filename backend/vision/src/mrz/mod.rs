//! Machine-readable zones (ICAO Doc 9303) from pixels: rows of dark strokes that stand below each
//! other, read line by line by a small network under the format's grammar, judged by check digits
//! and by the certainty of every character.

mod alphabet;
mod beside;
mod candidate;
mod components;
mod even;
mod find;
mod ink;
mod lattice;
mod line;
mod line_reading;
mod model;
mod morphology;
mod names;
mod outcome;
mod proof;
mod read;
mod reading;
mod sample;
mod search;
mod settle;
mod stacks;
mod states;
mod synthesis;
mod take_lines;
mod verdict;
mod view;
mod zone;

pub(crate) use model::file as model_file;
pub(crate) use names::FOLLOWERS as NAMES_FILE;
pub use read::read_mrz;
pub use reading::{Doubt, MrzOutcome, MrzReading, MrzSighting, Repair};
