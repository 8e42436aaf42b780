use chrono::{DateTime, SecondsFormat, Utc};
use credence_storage::{ErasedCounts, ErasureAudit, ErasureRow};
use credence_types::{SessionId, TenantId, hex};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Fault;
use crate::signing::issuer;

/// The kind of token, so that no other of ours passes for one.
pub(super) const MEDIA_TYPE: &str = "credence-erasure+jwt";

/// What a receipt says. Ids, instants and counts; it never lapses.
#[derive(Debug, Serialize)]
pub(super) struct Claims {
    iss: String,
    /// The session.
    sub: Uuid,
    /// The tenant.
    tenant: Uuid,
    iat: i64,
    jti: Uuid,
    /// The kind of who asked for it.
    asked_by: String,
    /// When the session's key and every row went.
    erased_at: String,
    /// When the last copy was gone.
    completed_at: String,
    destroyed: Destroyed,
    dvs: DvsClaim,
    /// The row of the audit log that tells of it, where there is one.
    audit: Option<AuditClaim>,
}

/// What was destroyed, by class. A class that was not counted is null.
#[derive(Debug, Serialize)]
struct Destroyed {
    /// The key that sealed everything of the session.
    keys: i64,
    #[serde(flatten)]
    rows: ErasedCounts,
}

/// What became of the requests that the DVS server keeps.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(super) struct DvsClaim {
    /// The server says that nothing is left.
    pub(super) destroyed: i64,
    /// The server knows no erasure, or not the request: its own retention applies.
    pub(super) vendor_retention: i64,
}

#[derive(Debug, Serialize)]
struct AuditClaim {
    sequence: i64,
    /// Hexadecimal.
    hash: String,
}

impl DvsClaim {
    /// For the audit log.
    pub(super) const fn words(self) -> &'static str {
        match (self.destroyed, self.vendor_retention) {
            (0, 0) => "no_request",
            (_, 0) => "destroyed",
            (..) => "vendor_retention_applies",
        }
    }
}

impl Claims {
    pub(super) fn new(
        app: &App,
        (tenant, session): (TenantId, SessionId),
        row: &ErasureRow,
        (dvs, audit): (DvsClaim, Option<&ErasureAudit>),
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let rows = serde_json::from_value(row.destroyed.clone())
            .map_err(|_| Fault::Corrupt("an erasure's counts"))?;
        Ok(Self {
            iss: issuer(&app.config),
            sub: session.as_uuid(),
            tenant: tenant.as_uuid(),
            iat: now.timestamp(),
            jti: Uuid::new_v4(),
            asked_by: row.asked_by.clone(),
            erased_at: text(row.erased_at),
            completed_at: text(now),
            destroyed: Destroyed { keys: 1, rows },
            dvs,
            audit: audit.map(|audit| AuditClaim {
                sequence: audit.sequence,
                hash: hex(&audit.hash),
            }),
        })
    }
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_that_may_be_left_is_enough_for_the_vendors_retention() {
        let words = |destroyed, vendor_retention| {
            let claim = DvsClaim {
                destroyed,
                vendor_retention,
            };
            claim.words()
        };
        assert_eq!(words(0, 0), "no_request");
        assert_eq!(words(2, 0), "destroyed");
        assert_eq!(words(2, 1), "vendor_retention_applies");
        assert_eq!(words(0, 1), "vendor_retention_applies");
    }
}
