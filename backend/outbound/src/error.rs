use std::error::Error;

use reqwest::StatusCode;

use crate::resolver::NoPublicAddress;
use crate::tls_failure::TlsFailure;

/// A client could not be built.
#[derive(Debug, thiserror::Error)]
#[error("build an HTTP client")]
pub struct BuildError(#[source] pub(crate) reqwest::Error);

/// A call went out in vain. No variant holds the address, the query or a body.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The address is not one to call: another scheme than http and https, a user name or
    /// password in it, or a port of some other protocol.
    #[error("call out: the address is not an allowed http or https address")]
    RefusedTarget,
    /// The host is a private address, or its name leads to private addresses only.
    #[error("call out: the host has no public address")]
    RefusedAddress,
    /// No connection came about; nothing was sent.
    #[error("call out: connect")]
    Connect(#[source] reqwest::Error),
    /// The two ends could not agree on TLS, or the certificate is not trusted; nothing was sent.
    #[error("call out: set up TLS")]
    Tls(#[source] reqwest::Error),
    /// The answer took too long; the other side may have acted.
    #[error("call out: wait for the answer")]
    Timeout(#[source] reqwest::Error),
    /// The answer is larger than allowed; the rest was not read.
    #[error("call out: the answer is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The largest answer allowed.
        limit_bytes: usize,
    },
    /// The answer is a redirect; it was not followed.
    #[error("call out: the answer is a redirect ({status})")]
    Redirect {
        /// The answer's status.
        status: StatusCode,
    },
    /// The connection broke or the answer is not HTTP; the other side may have acted.
    #[error("call out: exchange messages")]
    Protocol(#[source] reqwest::Error),
}

impl OutboundError {
    /// Whether the other side may have received the request and acted on it. Where it may not,
    /// sending the request again is safe.
    #[must_use]
    pub const fn may_have_been_received(&self) -> bool {
        match self {
            Self::RefusedTarget | Self::RefusedAddress | Self::Connect(_) | Self::Tls(_) => false,
            Self::Timeout(_)
            | Self::TooLarge { .. }
            | Self::Redirect { .. }
            | Self::Protocol(_) => true,
        }
    }

    /// What was wrong with TLS, if that was it. A server may refuse a client's certificate after the
    /// request was sent (TLS 1.3), so this is not only about [`OutboundError::Tls`].
    #[must_use]
    pub fn tls_failure(&self) -> Option<TlsFailure> {
        match self {
            Self::Connect(error)
            | Self::Tls(error)
            | Self::Timeout(error)
            | Self::Protocol(error) => TlsFailure::among(error),
            Self::RefusedTarget
            | Self::RefusedAddress
            | Self::TooLarge { .. }
            | Self::Redirect { .. } => None,
        }
    }

    pub(crate) fn of(error: reqwest::Error) -> Self {
        // The address may hold a query or a token; the caller knows whom it called.
        let error = error.without_url();
        if !error.is_connect() {
            return if error.is_timeout() {
                Self::Timeout(error)
            } else {
                Self::Protocol(error)
            };
        }
        if any_cause(&error, <dyn Error>::is::<NoPublicAddress>) {
            Self::RefusedAddress
        } else if TlsFailure::among(&error).is_some() {
            Self::Tls(error)
        } else {
            Self::Connect(error)
        }
    }
}

fn any_cause(error: &reqwest::Error, fits: fn(&(dyn Error + 'static)) -> bool) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if fits(error) {
            return true;
        }
        cause = error.source();
    }
    false
}
