//! What a failure means and what to do about it, in the words of the service's own guidance where it
//! has some (sources: "Create a network connection to the DCS").

use credence_outbound::TlsFailure;

use crate::failure::Failure;

/// A failure, explained to whoever has to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The message as the guidance, or the program that shows it, words it.
    pub message: &'static str,
    /// What is wrong.
    pub meaning: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

const fn explain(
    message: &'static str,
    meaning: &'static str,
    remedy: &'static str,
) -> Explanation {
    Explanation {
        message,
        meaning,
        remedy,
    }
}

const NO_CLIENT_CERTIFICATE: Explanation = explain(
    "No required SSL certificate was sent",
    "You did not send the client certificate.",
    "Put the TLS certificate and its key into client-tls-chain.pem and client-tls-key.pem.",
);
const WRONG_CLIENT_CERTIFICATE: Explanation = explain(
    "SSL certificate error",
    "You sent the wrong client certificate: one of another environment or purpose, one that the \
     service does not know, or one that has expired.",
    "Use the certificate with TLS in its name, issued for this environment; ask the DCS helpdesk \
     whether it is enrolled.",
);

const TIMEOUT: Explanation = explain(
    "timed out",
    "No answer came in time; a check may have been counted all the same.",
    "Check the network; lengthen the time-out only if the service is known to be slow.",
);
const CUT_OFF: Explanation = explain(
    "connection closed",
    "The connection broke before the answer was whole; a check may have been counted.",
    "Try again; if it stays, look for a proxy or firewall that ends connections.",
);
const TOO_LARGE: Explanation = explain(
    "the answer is too large",
    "What answers is not the service: its answers have a few thousand bytes.",
    "Check CREDENCE_DCS_URL.",
);
const UNREACHABLE: Explanation = explain(
    "could not connect",
    "Nothing answers at the address.",
    "Check CREDENCE_DCS_URL, the name service and that the firewall lets this machine out.",
);
const NOT_OPENED: Explanation = explain(
    "the answer cannot be opened",
    "It is not signed by a configured DCS signing certificate, or not encrypted to us: the \
         service may have changed its certificates, or somebody answers in its place.",
    "Compare dcs-signing-certificate.pem with what the service sent last; while it changes, \
         put the new one into dcs-signing-certificate-next.pem.",
);
const OTHER_REQUEST: Explanation = explain(
    "the answer is about another request",
    "Its ids are not those that were sent: an old answer may have been played again.",
    "Report it to the DCS helpdesk; nothing was believed.",
);
const NO_ANSWER: Explanation = explain(
    "the answer is none",
    "It says neither valid nor invalid nor error, or several of them.",
    "Report it to the DCS helpdesk; nothing was believed.",
);
const OUTAGE: Explanation = explain(
    "Unplanned outage",
    "HM Passport Office's database cannot be asked at the moment.",
    "Wait; checks go to a reviewer meanwhile.",
);
const DETAILS_REFUSED: Explanation = explain(
    "validation error",
    "The service does not take the passport's details or the message's timestamp.",
    "Check this machine's clock; look at the details of the session.",
);
const QUOTA_USED_UP: Explanation = explain(
    "HTTP 403",
    "Every check that was paid for is used up.",
    "Ask the service for more; checks go to a reviewer meanwhile.",
);
const RATE_LIMITED: Explanation = explain(
    "HTTP 429, Limit exceeded",
    "More was asked than this participant may in the time.",
    "Ask for a larger allocation if this stays.",
);
const OVERLOADED: Explanation = explain(
    "HTTP 503",
    "The service has more traffic than it can take.",
    "Wait.",
);
const SERVER_ERROR: Explanation = explain(
    "HTTP 5xx",
    "The service has an internal error.",
    "Wait; contact the DCS helpdesk if it stays.",
);
const REQUEST_REFUSED: Explanation = explain(
    "HTTP 400",
    "The service could not use the message: its signature, its encryption or its form.",
    "Check that the signing certificate is the enrolled one and dcs-encryption-certificate.pem \
         is current.",
);
const NOT_FOUND: Explanation = explain(
    "HTTP 404",
    "There is no such service at this address.",
    "CREDENCE_DCS_URL ends with /checks/passport.",
);
const CERTIFICATE_NOT_VALID: Explanation = explain(
    "a certificate is not valid now",
    "Our signing certificate or the DCS encryption certificate has expired or begins later.",
    "See the certificates above; renew the expired one, or set the clock.",
);
const NOT_SEALED: Explanation = explain(
    "the message could not be signed or encrypted",
    "The cryptographic library refused a key.",
    "Check the key files.",
);
const CIRCUIT_OPEN: Explanation = explain(
    "the service was out of order just now",
    "So many checks failed in a row that none is tried for a while.",
    "Wait half a minute.",
);
const UNEXPECTED: Explanation = explain(
    "an unexpected answer",
    "The service answered in a way that its guidance does not describe.",
    "Check CREDENCE_DCS_URL; contact the DCS helpdesk if it stays.",
);

impl Failure {
    /// What the failure means and what to do.
    #[must_use]
    pub const fn explanation(self) -> Explanation {
        match self {
            Self::ClientCertificateMissing => NO_CLIENT_CERTIFICATE,
            Self::ClientCertificateRefused => WRONG_CLIENT_CERTIFICATE,
            Self::Tls(failure) => of_tls(failure),
            Self::Unreachable => UNREACHABLE,
            Self::Timeout => TIMEOUT,
            Self::CutOff => CUT_OFF,
            Self::TooLarge => TOO_LARGE,
            Self::NotOpened(_) => NOT_OPENED,
            Self::OtherRequest => OTHER_REQUEST,
            Self::NotAnAnswer => NO_ANSWER,
            Self::Outage => OUTAGE,
            Self::DetailsRefused => DETAILS_REFUSED,
            Self::QuotaUsedUp => QUOTA_USED_UP,
            Self::RateLimited => RATE_LIMITED,
            Self::Overloaded => OVERLOADED,
            Self::ServerError => SERVER_ERROR,
            Self::RequestRefused => REQUEST_REFUSED,
            Self::NotFound => NOT_FOUND,
            Self::CertificateNotValid => CERTIFICATE_NOT_VALID,
            Self::NotSealed => NOT_SEALED,
            Self::CircuitOpen => CIRCUIT_OPEN,
            Self::ServiceError | Self::UnexpectedStatus => UNEXPECTED,
        }
    }
}

const fn of_tls(failure: TlsFailure) -> Explanation {
    match failure {
        TlsFailure::UnknownAuthority => explain(
            "SSL certificate problem: unable to get local issuer certificate",
            "You did not use the correct CA bundle, which means your service has not trusted the \
             DCS certificates.",
            "Put the DCS CA bundle of this environment, root and intermediate certificates, into \
             ca-bundle.pem.",
        ),
        TlsFailure::ServerExpired => explain(
            "certificate has expired",
            "The server's TLS certificate has expired, or this machine's clock is ahead.",
            "Check the clock; if it is right, contact the DCS helpdesk.",
        ),
        TlsFailure::ServerNotYetValid => explain(
            "certificate is not yet valid",
            "This machine's clock is behind, or the server's TLS certificate begins later.",
            "Set the clock, best by NTP.",
        ),
        TlsFailure::ServerName => explain(
            "certificate is not valid for the host name",
            "Another server answers at this address, or the address names the host otherwise than \
             its certificate does.",
            "Check the host in CREDENCE_DCS_URL against the one that the service gave you.",
        ),
        TlsFailure::ServerCertificate => explain(
            "the server's certificate cannot be used",
            "Something between here and the service may answer in its place.",
            "Check proxies and firewalls that open TLS; the service must be reached directly.",
        ),
        TlsFailure::ClientCertificateRequired => NO_CLIENT_CERTIFICATE,
        TlsFailure::ClientCertificateRefused | TlsFailure::ClientCertificateExpired => {
            WRONG_CLIENT_CERTIFICATE
        }
        TlsFailure::Refused => explain(
            "handshake failure",
            "The server refused without a reason: no TLS version or cipher in common, or, in TLS \
             1.2, a client certificate that is missing or wrong.",
            "Check the client certificate first.",
        ),
        TlsFailure::NotTls => explain(
            "wrong version number",
            "What answers at this port does not speak TLS; it may be a plain HTTP port.",
            "Check the port in CREDENCE_DCS_URL; https is 443 unless the service says otherwise.",
        ),
        TlsFailure::Other => explain(
            "TLS failed",
            "The two ends did not agree on TLS.",
            "Check that nothing between here and the service opens TLS.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guidances_three_errors_are_told_in_its_words() {
        for (failure, message) in [
            (
                Failure::ClientCertificateMissing,
                "No required SSL certificate was sent",
            ),
            (Failure::ClientCertificateRefused, "SSL certificate error"),
            (
                Failure::Tls(TlsFailure::UnknownAuthority),
                "SSL certificate problem: unable to get local issuer certificate",
            ),
        ] {
            assert_eq!(failure.explanation().message, message);
        }
    }
}
