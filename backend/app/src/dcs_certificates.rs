use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_client::{DcsClient, NOTICE_DAYS, days_left};
use credence_storage::DcsCertificateRow;

use crate::app::App;
use crate::authenticate::{Administrator, Role};
use crate::fault::Fault;

/// A certificate whose successor is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiringCertificate {
    /// What it is for, in words.
    pub role: String,
    /// Until when it is valid.
    pub expires_at: DateTime<Utc>,
    /// Whole days left; negative when it has expired.
    pub days_left: i64,
}

/// Looks at the certificates that checks of passports depend on: metrics and log tell which expire
/// soon, and the console learns it; without passport checks there are none. For the worker, at its
/// start and by the day.
///
/// # Errors
/// When the database is out of reach.
pub async fn note_dcs_certificates(app: &App) -> Result<(), Fault> {
    let now = app.now();
    let mut rows = Vec::new();
    // An authority matters while no other of the bundle lasts longer.
    let authorities = app
        .dcs
        .iter()
        .flat_map(DcsClient::certificates)
        .filter(|one| one.is_authority);
    let last_authority = authorities.map(|one| one.not_after).max().unwrap_or(now);
    for certificate in app.dcs.iter().flat_map(DcsClient::certificates) {
        let days_left = certificate.days_left(now);
        let gauge = metrics::gauge!("credence_dcs_certificate_days_left",
            "role" => certificate.role, "thumbprint" => certificate.thumbprint.clone());
        #[expect(clippy::cast_precision_loss, reason = "days are few")]
        gauge.set(days_left as f64);
        let is_outlived = certificate.is_authority && certificate.not_after < last_authority;
        if is_outlived {
            continue;
        }
        if certificate.expires_soon(now) {
            tracing::warn!(
                role = certificate.role,
                subject = certificate.subject,
                days_left,
                "a certificate for the Document Checking Service expires; ask for its successor"
            );
        }
        rows.push(DcsCertificateRow {
            thumbprint: certificate.thumbprint.clone(),
            role: certificate.role.to_owned(),
            subject: certificate.subject.clone(),
            not_after: certificate.not_after,
        });
    }
    let mut transaction = app.pool.begin().await?;
    credence_storage::set_dcs_certificates(&mut transaction, &rows, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// The certificates that expire within four weeks, the next one first; for administrators, since a
/// reviewer has no part in it.
///
/// # Errors
/// When the database is out of reach.
pub async fn expiring_certificates(
    app: &App,
    administrator: &Administrator,
) -> Result<Vec<ExpiringCertificate>, Fault> {
    if administrator.role != Role::Administrator {
        return Ok(Vec::new());
    }
    let now = app.now();
    let rows = credence_storage::list_dcs_certificates_ending(
        &app.pool,
        now + TimeDelta::days(NOTICE_DAYS),
    )
    .await?;
    let expiring = rows.into_iter().map(|row| ExpiringCertificate {
        days_left: days_left(row.not_after, now),
        role: row.role,
        expires_at: row.not_after,
    });
    Ok(expiring.collect())
}
