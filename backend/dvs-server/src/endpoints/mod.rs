//! One endpoint per file; each handler's signature says who may call it.

mod answer;
mod create_request;
mod erase_request;
mod get_result;
mod verify;
mod verify_request;
mod verify_v4;

pub(crate) use create_request::create_request;
pub(crate) use erase_request::erase_request;
pub(crate) use get_result::get_result;
pub(crate) use verify::verify;
pub(crate) use verify_request::verify_request;
pub(crate) use verify_v4::verify_v4;
