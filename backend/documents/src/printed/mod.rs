//! The printed zone of a document: lines of print become fields, and a value known from a zone or
//! a barcode becomes the forms in which it may be printed.
//!
//! Works by labels, field numbers and the forms of values, never by a template for one document.
//! What is ambiguous stays out.

mod date_forms;
mod date_reader;
mod dates;
mod field;
mod fold;
mod forms;
mod lay_out;
mod line;
mod measure_forms;
mod month;
mod sex;

pub use date_forms::date_forms;
pub use dates::{DateReading, PrintedDate, PrintedDateOrder, printed_dates};
pub use field::{Anchor, PrintedField};
pub use fold::{fold, foldings};
pub use forms::{FieldOrigin, printed_forms};
pub use lay_out::lay_out;
pub use line::{CHARACTER_LIMIT, DocumentLayout, LINE_LIMIT, PrintLine};
