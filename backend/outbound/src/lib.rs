//! The only place that builds an HTTP client. Every call has time limits and a cap on the answer,
//! follows no redirect, uses no proxy, keeps no cookie and, unless told otherwise, reaches no
//! private address.

mod address;
mod back_off;
mod client;
mod error;
mod mutual_tls;
mod resolver;
mod target;
mod tls_failure;

pub use address::is_public;
pub use back_off::back_off;
pub use client::{OutboundClient, OutboundHead, OutboundOptions, OutboundResponse, Trust};
pub use error::{BuildError, OutboundError};
pub use mutual_tls::{ClientIdentity, MutualTls, MutualTlsError};
pub use tls_failure::TlsFailure;

/// The request types, so that rooms that call out need no HTTP client of their own.
pub use reqwest::{Body, Method, Request, StatusCode, header};
pub use url::Url;
