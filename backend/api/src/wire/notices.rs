use chrono::{DateTime, Utc};
use credence_app::ExpiringCertificate;
use serde::Serialize;
use utoipa::ToSchema;

/// What the operator should see to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeList {
    /// Certificates that expire within four weeks, the next one first.
    expiring_certificates: Vec<CertificateNotice>,
}

/// A certificate whose successor is due.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CertificateNotice {
    /// What it is for, in words.
    role: String,
    /// Until when it is valid.
    expires_at: DateTime<Utc>,
    /// Whole days left; negative when it has expired.
    days_left: i64,
}

impl From<Vec<ExpiringCertificate>> for NoticeList {
    fn from(expiring: Vec<ExpiringCertificate>) -> Self {
        let notice = |certificate: ExpiringCertificate| CertificateNotice {
            role: certificate.role,
            expires_at: certificate.expires_at,
            days_left: certificate.days_left,
        };
        Self {
            expiring_certificates: expiring.into_iter().map(notice).collect(),
        }
    }
}
