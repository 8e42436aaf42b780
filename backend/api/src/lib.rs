//! The HTTP of the integrator's backend: the API, the console's API and the pages.
//!
//! Handlers are thin: extractors say who may call, one use case of `credence-app` does the work, and
//! the `wire` types say what goes over the line. Every refusal is an RFC 9457 problem document.

mod console_cookie;
mod created;
mod endpoints;
mod extract;
mod manual;
mod mine;
mod openapi;
mod pages;
mod problem;
mod problem_code;
mod problem_from_app;
mod problem_from_consent;
mod problem_from_keys;
mod problem_from_person;
mod problem_from_policies;
mod problem_from_retention;
mod problem_from_sessions;
mod problem_from_webhook;
mod quota;
mod refusals;
mod router;
mod same_origin;
mod shared_quota;
mod shown_image;
mod state;
mod wire;

pub use openapi::openapi;
pub use pages::PageFiles;
pub use quota::QuotaOptions;
pub use router::router;
pub use state::{ApiOptions, ApiParts, ApiState, ReadinessProbe, ToJpeg, ToLogo};
