//! The printed zone of a document: lines of print become fields, and a value known from a zone or
//! a barcode becomes the forms in which it may be printed.
//!
//! Works by labels, field numbers and the forms of values, never by a template for one document.
//! What is ambiguous stays out.

mod columns;
mod date_forms;
mod date_reader;
mod date_readings;
mod dates;
mod edit_distance;
mod field;
mod fold;
mod forms;
mod found;
mod label;
mod label_words;
mod labelled;
mod lay_out;
mod line;
mod measure_forms;
mod month;
mod number;
mod page;
mod page_labels;
mod patterns;
mod phrases;
mod settle;
mod sex;
mod town;
mod value;

pub use date_forms::date_forms;
pub use dates::{DateReading, PrintedDate, PrintedDateOrder, printed_dates};
pub use edit_distance::edit_distance;
pub use field::{Anchor, PrintedField};
pub use fold::{fold, foldings};
pub use forms::printed_forms;
pub use lay_out::lay_out;
pub use line::{CHARACTER_LIMIT, DocumentLayout, LINE_LIMIT, PrintLine};
