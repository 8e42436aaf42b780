#![doc = include_str!("../README.md")]

mod body;
mod caller;
mod config;
mod content;
mod endpoints;
mod error;
mod intake;
pub mod keys;
mod path;
mod purge;
mod rewrap;
mod router;
mod sealed;
mod state;
mod store;
mod upload_memory;
mod verification;

pub use config::DvsConfig;
pub use purge::{PurgeError, PurgeReport, purge, run_purge};
pub use rewrap::{RewrapError, Rewrapped, count_wrapped_keys, rewrap_keys};
pub use router::router;
pub use state::{DvsParts, DvsState};
