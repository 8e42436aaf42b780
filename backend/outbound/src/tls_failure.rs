use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError, InvalidMessage};

/// Why the two ends did not agree on TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TlsFailure {
    /// No authority that we trust issued the server's certificate.
    UnknownAuthority,
    /// The server's certificate has expired.
    ServerExpired,
    /// The server's certificate is not valid yet; or our clock is slow.
    ServerNotYetValid,
    /// The server's certificate is for another name.
    ServerName,
    /// The server's certificate has another fault.
    ServerCertificate,
    /// The server wants a client certificate and got none.
    ClientCertificateRequired,
    /// The server does not take our client certificate.
    ClientCertificateRefused,
    /// The server says that our client certificate has expired or was revoked.
    ClientCertificateExpired,
    /// The server refused without saying why: no version or cipher in common, or, in TLS 1.2, no
    /// client certificate.
    Refused,
    /// What answers does not speak TLS.
    NotTls,
    /// Anything else.
    Other,
}

impl TlsFailure {
    /// The TLS failure among an error's causes, if there is one.
    pub(crate) fn among(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<rustls::Error>() {
                return Some(Self::of(error));
            }
            // An I/O error's source skips the error that it wraps.
            let wrapped = error
                .downcast_ref::<io::Error>()
                .and_then(io::Error::get_ref)
                .map(|inner| inner as &(dyn Error + 'static));
            cause = wrapped.or_else(|| error.source());
        }
        None
    }

    fn of(error: &rustls::Error) -> Self {
        if let rustls::Error::InvalidCertificate(error) = error {
            Self::of_certificate(error)
        } else if let rustls::Error::AlertReceived(alert) = error {
            Self::of_alert(*alert)
        } else if matches!(
            error,
            rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)
        ) {
            Self::NotTls
        } else {
            Self::Other
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the library's list is open and the rest is one case"
    )]
    const fn of_certificate(error: &CertificateError) -> Self {
        match error {
            CertificateError::UnknownIssuer => Self::UnknownAuthority,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                Self::ServerExpired
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Self::ServerNotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::ServerName
            }
            _ => Self::ServerCertificate,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the library's list is open and the rest is one case"
    )]
    const fn of_alert(alert: AlertDescription) -> Self {
        match alert {
            AlertDescription::CertificateRequired => Self::ClientCertificateRequired,
            AlertDescription::UnknownCA
            | AlertDescription::BadCertificate
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::AccessDenied => Self::ClientCertificateRefused,
            AlertDescription::CertificateExpired | AlertDescription::CertificateRevoked => {
                Self::ClientCertificateExpired
            }
            AlertDescription::HandshakeFailure => Self::Refused,
            _ => Self::Other,
        }
    }
}
