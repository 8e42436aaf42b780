//! Printed text: characters by their place, fields by their meaning, and real documents whose zone
//! tells what must be printed.

mod characters;
mod drawn;
mod measure;
mod real;
mod values;
mod without_print;
mod worst;

pub(crate) use measure::measure;
