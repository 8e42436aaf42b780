//! The operator's master keys: where they come from, which one wraps, and how running processes get to
//! know another.

mod follow;
mod key_service;
mod open;
mod source;

pub(crate) use open::{MasterKeys, MissingKey, keys_at_hand};
pub(crate) use source::{KeySource, Place};
