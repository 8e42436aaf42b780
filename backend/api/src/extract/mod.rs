//! What handlers take in: who calls (first), then ids, then the body.

mod client;
mod console_login;
mod idempotency_key;
mod integrator;
mod json_body;
mod path_ids;
mod person;
mod prefer_wait;
mod query;
mod rate_headers;
mod session_reader;

pub(crate) use client::{ClientAddress, count_call};
pub(crate) use console_login::{ConsoleLogin, PresentedLogin};
pub(crate) use idempotency_key::IdempotencyKey;
pub(crate) use integrator::{
    Admin, ImagesRead, IntegratorWith, PresentedKey, ResultsRead, SessionsRead, SessionsWrite,
    WebhooksWrite,
};
pub(crate) use json_body::{JsonBody, without_values};
pub(crate) use path_ids::PathIds;
pub(crate) use person::PresentedToken;
pub(crate) use prefer_wait::PreferWait;
pub(crate) use query::QueryParameters;
pub(crate) use session_reader::SessionReader;
