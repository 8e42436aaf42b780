use credence_dcs_protocol::OpenError;
use credence_outbound::TlsFailure;

/// Why a check has no answer. Holds nothing of the passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// HM Passport Office cannot be asked at the moment.
    Outage,
    /// The service reports another error than an outage.
    ServiceError,
    /// The service does not take the passport's details.
    DetailsRefused,
    /// Every check that was paid for is used up.
    QuotaUsedUp,
    /// We ask more often than we may.
    RateLimited,
    /// The service has more to do than it can.
    Overloaded,
    /// The service fails.
    ServerError,
    /// The service cannot use the message.
    RequestRefused,
    /// There is no such service at the address.
    NotFound,
    /// Another status than any that is documented.
    UnexpectedStatus,
    /// The server got no client certificate.
    ClientCertificateMissing,
    /// The server does not take our client certificate.
    ClientCertificateRefused,
    /// The server's certificate is not to be trusted, or TLS failed otherwise.
    Tls(TlsFailure),
    /// No connection came about.
    Unreachable,
    /// No answer came in time; the check may have been counted.
    Timeout,
    /// The connection broke; the check may have been counted.
    CutOff,
    /// The answer is larger than any answer is.
    TooLarge,
    /// The answer is not a message of the service to us.
    NotOpened(OpenError),
    /// What the message holds is no answer, or contradicts itself.
    NotAnAnswer,
    /// The answer is about another request.
    OtherRequest,
    /// One of our certificates, or the service's encryption certificate, is not valid now.
    CertificateNotValid,
    /// The message could not be signed or encrypted.
    NotSealed,
    /// So many checks failed just now that none is tried.
    CircuitOpen,
}

impl Failure {
    /// A stable name for logs, metrics, audit rows and evidence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outage => "outage",
            Self::ServiceError => "service_error",
            Self::DetailsRefused => "details_refused",
            Self::QuotaUsedUp => "quota_used_up",
            Self::RateLimited => "rate_limited",
            Self::Overloaded => "overloaded",
            Self::ServerError => "server_error",
            Self::RequestRefused => "request_refused",
            Self::NotFound => "not_found",
            Self::UnexpectedStatus => "unexpected_status",
            Self::ClientCertificateMissing => "client_certificate_missing",
            Self::ClientCertificateRefused => "client_certificate_refused",
            Self::Tls(_) => "tls",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::CutOff => "cut_off",
            Self::TooLarge => "too_large",
            Self::NotOpened(_) => "not_opened",
            Self::NotAnAnswer => "not_an_answer",
            Self::OtherRequest => "other_request",
            Self::CertificateNotValid => "certificate_not_valid",
            Self::NotSealed => "not_sealed",
            Self::CircuitOpen => "circuit_open",
        }
    }

    /// Whether somebody may have tampered with the answer: it is a cause for alarm.
    #[must_use]
    pub const fn is_integrity(self) -> bool {
        matches!(
            self,
            Self::NotOpened(_) | Self::NotAnAnswer | Self::OtherRequest
        )
    }

    /// Whether another attempt may succeed (dcs-wire section 3.4).
    pub(crate) const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::Outage
                | Self::RateLimited
                | Self::Overloaded
                | Self::ServerError
                | Self::Unreachable
                | Self::Timeout
                | Self::CutOff
        )
    }

    /// Whether the service is out of order, rather than this one request: such failures in a row
    /// stop all checks for a while.
    pub(crate) const fn is_unavailability(self) -> bool {
        self.is_retryable() || matches!(self, Self::Tls(_) | Self::QuotaUsedUp)
    }

    /// Whether the service may have counted the check although it gave no answer.
    pub(crate) const fn may_have_counted(self) -> bool {
        matches!(
            self,
            Self::Outage
                | Self::ServiceError
                | Self::Timeout
                | Self::CutOff
                | Self::ServerError
                | Self::TooLarge
                | Self::NotOpened(_)
                | Self::NotAnAnswer
                | Self::OtherRequest
        )
    }
}
