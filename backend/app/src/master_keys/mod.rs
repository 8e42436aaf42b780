//! The operator's master keys: which one wraps, moving what others wrapped to it, and their end.

mod activate;
mod retire;
mod rewrap;

pub use activate::activate_master_key;
pub use retire::{
    KEY_HOLDER_DEAD_AFTER, RETIRABLE_AFTER, RetireMasterKeyError, Retirement, retire_master_key,
};
pub use rewrap::{Rewrapped, rewrap_keys};
