//! From a request's body to a stored request: everything sealed and durable before it is
//! acknowledged, nothing decoded.

mod image;
mod persist;
mod prepare;

pub(crate) use persist::take_in;
