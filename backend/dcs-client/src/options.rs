use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_dcs_protocol::HeaderForm;
use credence_outbound::Url;

/// How to reach the service and behave towards it.
#[derive(Debug, Clone)]
pub struct DcsOptions {
    /// The one address for status and checks, such as `https://dcs.example/checks/passport`.
    pub url: Url,
    /// For resolving the name, connecting and TLS.
    pub connect_timeout: Duration,
    /// For the answer.
    pub read_timeout: Duration,
    /// How often a check is attempted at most, the first included.
    pub attempts: u32,
    /// The wait before the second attempt; it doubles, and up to half of it is left to chance.
    pub first_wait: Duration,
    /// The longest wait; a service that asks for a longer one gets no further attempt.
    pub longest_wait: Duration,
    /// After so long no further attempt of a check begins.
    pub check_deadline: Duration,
    /// So many checks in a row that found the service out of order stop all checks …
    pub breaker_failures: u32,
    /// … for so long; then one is let through to see.
    pub breaker_rest: Duration,
    /// A status that was good so recently is not asked for again before a check.
    pub status_trusted_for: Duration,
    /// Which thumbprints our messages name.
    pub header_form: HeaderForm,
}

impl DcsOptions {
    /// The usual limits: 5 s to connect, 10 s to answer, 3 attempts, a rest of 30 s after 5 failures.
    #[must_use]
    pub const fn new(url: Url) -> Self {
        Self {
            url,
            connect_timeout: Duration::from_secs(5),
            read_timeout: Duration::from_secs(10),
            attempts: 3,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(20),
            check_deadline: Duration::from_secs(45),
            breaker_failures: 5,
            breaker_rest: Duration::from_secs(30),
            status_trusted_for: Duration::from_secs(30),
            header_form: HeaderForm::Thumbprint,
        }
    }
}

/// A certificate and its key, in PEM.
#[derive(Clone)]
pub struct ClientPair {
    /// The certificate.
    pub certificate: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
}

/// The texts of the key and certificate files, all in PEM.
#[derive(Clone)]
pub struct DcsFiles {
    /// The bundle of certification authorities that the service's TLS certificate goes back to.
    pub authorities: Vec<u8>,
    /// Our certificate for mutual TLS, with what issued it. The service refuses who has none.
    pub tls: Option<ClientPair>,
    /// Our certificate for signing.
    pub signing: ClientPair,
    /// Our certificates for encryption: the old one as well while the service still encrypts to it.
    pub encryption: Vec<ClientPair>,
    /// The service's signing certificates: both while they are rotated.
    pub dcs_signing_certificates: Vec<Vec<u8>>,
    /// The service's encryption certificate.
    pub dcs_encryption_certificate: Vec<u8>,
}

/// A certificate that the client depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateInUse {
    /// What it is for, in words.
    pub role: &'static str,
    /// Whether it is one of the bundle's authorities: several stand side by side while they change.
    pub is_authority: bool,
    /// Whom it is about.
    pub subject: String,
    /// `x5t#S256`.
    pub thumbprint: String,
    /// From when it is valid.
    pub not_before: DateTime<Utc>,
    /// Until when it is valid.
    pub not_after: DateTime<Utc>,
}

impl CertificateInUse {
    /// Whole days of validity left; negative when it has expired.
    #[must_use]
    pub fn days_left(&self, now: DateTime<Utc>) -> i64 {
        days_left(self.not_after, now)
    }

    /// Whether it is time to ask for its successor.
    #[must_use]
    pub fn expires_soon(&self, now: DateTime<Utc>) -> bool {
        self.days_left(now) < NOTICE_DAYS
    }
}

/// The service wants four weeks to issue a certificate's successor.
pub const NOTICE_DAYS: i64 = 28;

/// Whole days of validity left; negative when they are over.
#[must_use]
pub fn days_left(not_after: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    const DAY_SECONDS: i64 = 24 * 60 * 60;
    (not_after - now).num_seconds().div_euclid(DAY_SECONDS)
}
