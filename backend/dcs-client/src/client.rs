use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use credence_dcs_protocol::{MEDIA_TYPE, MESSAGE_LIMIT_BYTES, Opener, Passport, Sealer, Status};
use credence_outbound::header::{CONTENT_TYPE, HeaderValue};
use credence_outbound::{
    Body, Method, OutboundClient, OutboundOptions, OutboundResponse, Request, StatusCode,
    TlsFailure, Trust,
};
use credence_types::Clock;
use tokio::time::Instant;
use uuid::Uuid;

use crate::answer;
use crate::breaker::Breaker;
use crate::check::PassportCheck;
use crate::failure::Failure;
use crate::options::{CertificateInUse, DcsFiles, DcsOptions};
use crate::quota::{Quota, QuotaCount};
use crate::setup::{Parts, SetupError};

/// The service did not tell its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ask the Document Checking Service for its status: {}", .0.code())]
pub struct DcsError(pub Failure);

/// A client of the service. Cheap to clone; clones share connections, breaker and counts.
#[derive(Clone)]
pub struct DcsClient(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    outbound: OutboundClient,
    pub(crate) options: DcsOptions,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sealer: Sealer,
    pub(crate) opener: Opener,
    pub(crate) breaker: Breaker,
    pub(crate) quota: QuotaCount,
    certificates: Vec<CertificateInUse>,
    shows_certificate: bool,
    last_good_status: Mutex<Option<Instant>>,
}

impl DcsClient {
    /// Reads the files and puts the client together; nothing is contacted yet.
    ///
    /// # Errors
    /// When a file holds nothing usable, a key and its certificate do not belong together, or the
    /// address is not an https one.
    pub fn new(
        options: DcsOptions,
        files: &DcsFiles,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, SetupError> {
        if options.url.scheme() != "https" {
            return Err(SetupError::NotHttps);
        }
        let parts = Parts::read(files, &options)?;
        let outbound = OutboundClient::build(OutboundOptions {
            connect_timeout: options.connect_timeout,
            read_timeout: options.read_timeout,
            total_timeout: options.connect_timeout + options.read_timeout,
            response_limit_bytes: MESSAGE_LIMIT_BYTES,
            // The operator named the address.
            allow_private_addresses: true,
            user_agent: concat!("credence/", env!("CARGO_PKG_VERSION")).to_owned(),
            trust: Trust::Mutual(parts.tls),
        })
        .map_err(SetupError::Outbound)?;
        Ok(Self(Arc::new(Inner {
            outbound,
            breaker: Breaker::new(options.breaker_failures, options.breaker_rest),
            options,
            clock,
            sealer: parts.sealer,
            opener: parts.opener,
            quota: QuotaCount::default(),
            certificates: parts.certificates,
            shows_certificate: files.tls.is_some(),
            last_good_status: Mutex::new(None),
        })))
    }

    /// Whether the service is up, in its own words.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn status(&self) -> Result<Status, DcsError> {
        self.0
            .status()
            .await
            .map_err(|(failure, _)| DcsError(failure))
    }

    /// Starts a check of one passport. `correlation_id` is the same for every check of one person's
    /// session.
    #[must_use]
    pub fn begin(&self, correlation_id: Uuid, passport: Passport) -> PassportCheck {
        PassportCheck::new(Arc::clone(&self.0), correlation_id, passport)
    }

    /// How many checks were spent and are left.
    #[must_use]
    pub fn quota(&self) -> Quota {
        self.0.quota.now()
    }

    /// Whether our own simulator answers, in the name of nobody: its certificates say so.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        const SIMULATOR: &str = "O=Credence DCS Simulator";
        self.certificates()
            .iter()
            .any(|certificate| certificate.subject.contains(SIMULATOR))
    }

    /// Every certificate that the client depends on, ours and theirs.
    #[must_use]
    pub fn certificates(&self) -> &[CertificateInUse] {
        &self.0.certificates
    }
}

impl fmt::Debug for DcsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DcsClient").finish_non_exhaustive()
    }
}

impl Inner {
    /// The status, as the server sends it.
    pub(crate) async fn ask(&self) -> Result<OutboundResponse, Failure> {
        let request = Request::new(Method::GET, self.options.url.clone());
        self.send(request).await
    }

    /// The status, or the failure with the wait that the service asks for.
    async fn status(&self) -> Result<Status, (Failure, Option<Duration>)> {
        let answer = self.ask().await.map_err(|failure| (failure, None))?;
        if answer.status != StatusCode::OK {
            let wait = answer::retry_after(&answer.headers);
            return Err((answer::of_status(&answer), wait));
        }
        let status = Status::from_json(&answer.body).map_err(|_| (Failure::NotAnAnswer, None))?;
        if status.available {
            let mut last = self
                .last_good_status
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *last = Some(Instant::now());
        }
        Ok(status)
    }

    /// Makes sure that the service says it is up, unless it said so a moment ago: a check that it
    /// cannot answer may cost one of those that were paid for.
    pub(crate) async fn ensure_available(&self) -> Result<(), (Failure, Option<Duration>)> {
        const LIMIT_EXCEEDED: &str = "Limit exceeded";
        if self.was_available_within(self.options.status_trusted_for) {
            return Ok(());
        }
        let status = self.status().await?;
        if status.available {
            Ok(())
        } else if status.message.as_deref() == Some(LIMIT_EXCEEDED) {
            Err((Failure::RateLimited, None))
        } else {
            Err((Failure::Outage, None))
        }
    }

    fn was_available_within(&self, while_ago: Duration) -> bool {
        let last = self
            .last_good_status
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|instant| instant.elapsed() < while_ago)
    }

    /// The next check asks for the status again.
    pub(crate) fn forget_status(&self) {
        *self
            .last_good_status
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Posts a sealed message.
    pub(crate) async fn post(&self, message: String) -> Result<OutboundResponse, Failure> {
        let mut request = Request::new(Method::POST, self.options.url.clone());
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        *request.body_mut() = Some(Body::from(message));
        self.send(request).await
    }

    async fn send(&self, request: Request) -> Result<OutboundResponse, Failure> {
        let answer = self.outbound.send(request).await;
        answer.map_err(|error| self.named(answer::of_outbound(&error)))
    }

    /// TLS 1.2 has no word for a missing certificate.
    fn named(&self, failure: Failure) -> Failure {
        let is_refused = failure == Failure::Tls(TlsFailure::Refused);
        if is_refused && !self.shows_certificate {
            Failure::ClientCertificateMissing
        } else {
            failure
        }
    }
}
