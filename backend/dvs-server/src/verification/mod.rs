//! A request's single verification: claimed under a lease, read, and its outcome kept.

mod claim;
mod examine;
mod face_confidence;
mod page_notes;
mod process;
mod result;
mod submission;

pub(crate) use process::{Verified, verify_stored};
