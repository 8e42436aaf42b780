use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Certificate, Client, Request, Response, StatusCode, redirect};
use url::Url;

use crate::error::{BuildError, OutboundError};
use crate::mutual_tls::MutualTls;
use crate::resolver::PublicResolver;
use crate::target;

/// The limits of an [`OutboundClient`].
#[derive(Debug, Clone)]
pub struct OutboundOptions {
    /// For resolving the name, connecting and TLS.
    pub connect_timeout: Duration,
    /// For the next bytes of the answer, the first included.
    pub read_timeout: Duration,
    /// For the whole call; a request may set its own with `timeout_mut`.
    pub total_timeout: Duration,
    /// The largest body of an answer.
    pub response_limit_bytes: usize,
    /// For endpoints that the operator configured; never for an address that came from outside.
    pub allow_private_addresses: bool,
    /// The `User-Agent` sent.
    pub user_agent: String,
    /// Whose certificates are believed.
    pub trust: Trust,
}

/// Whose certificates are believed.
#[derive(Debug, Clone)]
pub enum Trust {
    /// Those of the system's certification authorities, and of the PEM bundles given.
    System(Vec<Vec<u8>>),
    /// Those of one server's own authorities, which is shown an own certificate.
    Mutual(MutualTls),
}

/// The one way out. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct OutboundClient {
    client: Client,
    response_limit_bytes: usize,
    allow_private_addresses: bool,
}

/// An answer, read whole.
#[derive(Clone)]
pub struct OutboundResponse {
    /// The status; never a redirect.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, within the limit.
    pub body: Bytes,
}

/// What an answer begins with.
#[derive(Clone)]
pub struct OutboundHead {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl OutboundClient {
    /// Builds a client.
    ///
    /// # Errors
    /// When a certificate or the user agent is malformed, or TLS cannot be set up.
    pub fn build(options: OutboundOptions) -> Result<Self, BuildError> {
        let mut builder = Client::builder()
            .connect_timeout(options.connect_timeout)
            .read_timeout(options.read_timeout)
            .timeout(options.total_timeout)
            .user_agent(options.user_agent)
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy();
        if !options.allow_private_addresses {
            builder = builder.dns_resolver(PublicResolver);
        }
        match &options.trust {
            Trust::Mutual(tls) => builder = builder.tls_backend_preconfigured(tls.config()),
            Trust::System(bundles) => {
                for bundle in bundles {
                    let certificates = Certificate::from_pem_bundle(bundle).map_err(BuildError)?;
                    builder = builder.tls_certs_merge(certificates);
                }
            }
        }
        Ok(Self {
            client: builder.build().map_err(BuildError)?,
            response_limit_bytes: options.response_limit_bytes,
            allow_private_addresses: options.allow_private_addresses,
        })
    }

    /// Sends a request once and reads the answer.
    ///
    /// # Errors
    /// When the address is refused, no answer comes, or the answer is a redirect or too large. An
    /// error status such as 500 is an answer, not an error.
    pub async fn send(&self, request: Request) -> Result<OutboundResponse, OutboundError> {
        self.check(request.url())?;
        let response = self
            .client
            .execute(request)
            .await
            .map_err(OutboundError::of)?;
        let status = response.status();
        if status.is_redirection() {
            return Err(OutboundError::Redirect { status });
        }
        let headers = response.headers().clone();
        let body = self.read_body(response).await?;
        Ok(OutboundResponse {
            status,
            headers,
            body,
        })
    }

    /// Sends a request once and gives what the answer begins with, a redirect's too, which is not
    /// followed. The body is not read: where it is not there already, the connection is closed.
    ///
    /// # Errors
    /// When the address is refused or no answer comes.
    pub async fn send_unread(&self, request: Request) -> Result<OutboundHead, OutboundError> {
        self.check(request.url())?;
        let response = self
            .client
            .execute(request)
            .await
            .map_err(OutboundError::of)?;
        Ok(OutboundHead {
            status: response.status(),
            headers: response.headers().clone(),
        })
    }

    /// Whether this client would call an address, as far as its text tells; what a name leads to is
    /// judged at each call.
    ///
    /// # Errors
    /// When the address is refused.
    pub fn check(&self, url: &Url) -> Result<(), OutboundError> {
        target::check(url, self.allow_private_addresses)
    }

    /// Whether this client calls private addresses.
    #[must_use]
    pub const fn allows_private_addresses(&self) -> bool {
        self.allow_private_addresses
    }

    async fn read_body(&self, mut response: Response) -> Result<Bytes, OutboundError> {
        let limit_bytes = self.response_limit_bytes;
        let too_large = OutboundError::TooLarge { limit_bytes };
        let announced = response.content_length().unwrap_or(0);
        let Some(expected) = usize::try_from(announced)
            .ok()
            .filter(|bytes| *bytes <= limit_bytes)
        else {
            return Err(too_large);
        };
        let mut body = BytesMut::with_capacity(expected);
        while let Some(chunk) = response.chunk().await.map_err(OutboundError::of)? {
            if chunk.len() > limit_bytes.saturating_sub(body.len()) {
                return Err(too_large);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

impl fmt::Debug for OutboundResponse {
    /// Neither headers nor body: both may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboundResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for OutboundHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboundHead")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
