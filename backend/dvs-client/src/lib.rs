//! Talks to a DVS server, the vendor's or our own. Two clients for two keys: a [`PublicClient`]
//! creates requests, a [`SecretClient`] verifies and reads them, and neither takes the other's key.

mod answer;
mod endpoint;
mod erase;
mod error;
mod options;
mod outcome;
mod public;
mod secret;
mod stored;
mod verify;

pub use erase::RequestErasure;
pub use error::{DvsClientBuildError, DvsError, Unavailable};
pub use options::DvsOptions;
pub use outcome::{Verification, VerifyOutcome};
pub use public::PublicClient;
pub use secret::SecretClient;
pub use stored::StoredRequest;
