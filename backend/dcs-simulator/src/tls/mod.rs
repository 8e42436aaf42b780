//! Mutual TLS, in the service's manner.

mod client_certificate;
mod deferred_verifier;
mod listener_tls;

pub(crate) use client_certificate::ClientCertificate;
pub(crate) use listener_tls::ListenerTls;
pub use listener_tls::TlsError;
