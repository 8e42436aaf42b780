//! What the whole-system tests share: the real binary with data of its own, and typed callers for
//! the three who talk to it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failed expectation is a failed test"
)]

mod dvs_backend;
mod integrator;
mod person;
mod reviewer;
mod stack;

pub use dvs_backend::DvsBackend;
pub use integrator::Integrator;
pub use person::{Person, Photographs};
pub use reviewer::Reviewer;
pub use stack::{Stack, files_below};
