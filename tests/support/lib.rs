//! What the whole-system tests share: the real binary with data of its own, and typed callers for
//! the three who talk to it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failed expectation is a failed test"
)]

mod binary;
mod canaries;
mod dvs_backend;
mod files;
mod integrator;
mod person;
mod receiver;
mod relay;
mod reviewer;
mod stack;

pub use canaries::Canaries;
pub use dvs_backend::DvsBackend;
pub use files::files_below;
pub use integrator::Integrator;
pub use person::{Person, Photographs};
pub use receiver::{TakenWebhook, WebhookReceiver};
pub use relay::DatabaseRelay;
pub use reviewer::Reviewer;
pub use stack::Stack;
