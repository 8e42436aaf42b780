//! The sources of a document held against each other, field by field: a source that cannot be read
//! speaks neither for nor against it, and a difference needs to be seen, not only not found.

mod certain;
mod coded;
mod contradiction;
mod forms;
mod holder;
mod letters;
mod merge;
mod nearly;
mod outcome;
mod print;
mod report;
mod span;
mod verdict;

pub(crate) use coded::Coded;
pub(crate) use merge::cross_check;
pub(crate) use outcome::Outcome;
pub(crate) use print::Print;
pub(crate) use report::tests_of;
