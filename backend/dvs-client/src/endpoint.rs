use std::time::Duration;

use bytes::Bytes;
use credence_outbound::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use credence_outbound::{
    Body, Method, OutboundClient, OutboundOptions, Request, Trust, Url, back_off,
};
use credence_types::ErrorChain;

use crate::answer::{self, CallFailure};
use crate::error::DvsClientBuildError;
use crate::options::DvsOptions;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A server together with the key that it is called with.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    outbound: OutboundClient,
    base_url: Url,
    authorization: HeaderValue,
    attempts: u32,
    first_wait: Duration,
}

/// One call of the API.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// The path's segments.
    pub(crate) path: &'a [&'a str],
    pub(crate) query: &'a [(&'a str, &'a str)],
    /// The JSON body, where there is one.
    pub(crate) body: Option<Bytes>,
}

impl Endpoint {
    pub(crate) fn new(options: &DvsOptions, key: &str) -> Result<Self, DvsClientBuildError> {
        if options.base_url.cannot_be_a_base() {
            return Err(DvsClientBuildError::BaseUrl);
        }
        let outbound = OutboundClient::build(OutboundOptions {
            connect_timeout: CONNECT_TIMEOUT.min(options.call_timeout),
            // The server is silent while it reads the document.
            read_timeout: options.call_timeout,
            total_timeout: options.call_timeout,
            response_limit_bytes: options.response_limit_bytes,
            allow_private_addresses: options.allow_private_addresses,
            user_agent: concat!("credence/", env!("CARGO_PKG_VERSION")).to_owned(),
            trust: Trust::System(options.extra_root_certificates_pem.clone()),
        })
        .map_err(DvsClientBuildError::Outbound)?;
        // A key is ASCII by its type.
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}"))
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        authorization.set_sensitive(true);
        Ok(Self {
            outbound,
            base_url: options.base_url.clone(),
            authorization,
            attempts: options.attempts.max(1),
            first_wait: options.first_wait,
        })
    }

    /// How often a call is made at most.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Makes the call once.
    pub(crate) async fn call(&self, call: &Call<'_>) -> Result<Bytes, CallFailure> {
        let answer = self.outbound.send(self.request(call)).await;
        answer::judge(answer.map_err(CallFailure::of_outbound)?)
    }

    /// Makes a call that may be repeated without harm, until it succeeds, is refused or the
    /// attempts are used up.
    pub(crate) async fn call_repeatedly(&self, call: &Call<'_>) -> Result<Bytes, CallFailure> {
        let may_repeat = |failure: &CallFailure| {
            matches!(
                failure,
                CallFailure::NotReceived(_) | CallFailure::Uncertain(_)
            )
        };
        self.call_while(call, may_repeat).await
    }

    /// Makes a call that the server must not see twice: it is repeated only while it cannot have
    /// arrived.
    pub(crate) async fn call_until_received(&self, call: &Call<'_>) -> Result<Bytes, CallFailure> {
        let may_repeat = |failure: &CallFailure| matches!(failure, CallFailure::NotReceived(_));
        self.call_while(call, may_repeat).await
    }

    async fn call_while(
        &self,
        call: &Call<'_>,
        may_repeat: fn(&CallFailure) -> bool,
    ) -> Result<Bytes, CallFailure> {
        let mut attempt = 1;
        loop {
            match self.call(call).await {
                Err(failure) if attempt < self.attempts && may_repeat(&failure) => {
                    let error = failure.into_error();
                    tracing::warn!(attempt, error = %ErrorChain(&error), "DVS gave no answer; calling again");
                    self.pause(attempt).await;
                    attempt += 1;
                }
                settled => return settled,
            }
        }
    }

    /// Waits before the attempt after `attempt`.
    pub(crate) async fn pause(&self, attempt: u32) {
        tokio::time::sleep(back_off(self.first_wait, attempt)).await;
    }

    fn request(&self, call: &Call<'_>) -> Request {
        let mut url = self.base_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(call.path);
        }
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let mut request = Request::new(call.method.clone(), url);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(body) = &call.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(Body::from(body.clone()));
        }
        request
    }
}
