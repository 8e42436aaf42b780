//! The SQL of schema `dvs`: every statement of this room, the account first in each.

pub(crate) mod accounts;
pub(crate) mod images;
pub(crate) mod keys;
pub(crate) mod requests;
pub(crate) mod retention;
mod status;
pub(crate) mod wrapped_keys;

pub(crate) use status::RequestStatus;
