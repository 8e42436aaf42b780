use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, RequestId, RetakeStep, SessionId, TenantId, VerificationId};
use uuid::Uuid;

use crate::consent::ConsentRow;
use crate::retention_promised::PromisedDays;
use crate::session::{SealedKey, SessionRow, count, parsed_state};
use crate::session_hold::SessionHold;

/// A session as the database gives it.
pub(crate) struct RawSession {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) reference: Option<String>,
    pub(crate) created_by: Uuid,
    pub(crate) version: i64,
    pub(crate) attempts: i32,
    pub(crate) attempts_allowed: i32,
    pub(crate) dvs_request_id: Option<Uuid>,
    pub(crate) verification_id: Option<Uuid>,
    pub(crate) retake_step: Option<String>,
    pub(crate) retake_code: Option<String>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    pub(crate) decided_by: Option<String>,
    pub(crate) sealing_kek: Option<String>,
    pub(crate) sealing_key: Option<Vec<u8>>,
    pub(crate) names_sealed: Option<Vec<u8>>,
    pub(crate) duplicate_search_consented: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) decision: Option<serde_json::Value>,
    pub(crate) accepted_document_types: Option<serde_json::Value>,
    pub(crate) cancel_code: Option<String>,
    pub(crate) consent: Option<serde_json::Value>,
    pub(crate) tenant_name: Option<String>,
    pub(crate) branding: Option<serde_json::Value>,
    pub(crate) logo_sha256: Option<String>,
    pub(crate) retention: Option<serde_json::Value>,
    pub(crate) images_destroyed_at: Option<DateTime<Utc>>,
    pub(crate) fields_destroyed_at: Option<DateTime<Utc>>,
    pub(crate) held_since: Option<DateTime<Utc>>,
    pub(crate) hold_reason: Option<String>,
    pub(crate) images_promised_days: Option<i32>,
    pub(crate) fields_promised_days: Option<i32>,
}

impl TryFrom<RawSession> for SessionRow {
    type Error = sqlx::Error;

    fn try_from(raw: RawSession) -> Result<Self, Self::Error> {
        let retake_step = raw.retake_step.as_deref().map(parsed_retake_step);
        let sealing_key = raw.sealing_kek.zip(raw.sealing_key);
        Ok(Self {
            tenant: TenantId::from_uuid(raw.tenant_id),
            id: SessionId::from_uuid(raw.id),
            state: parsed_state(&raw.state)?,
            token_hash: raw.token_hash,
            reference: raw.reference,
            created_by: ApiKeyId::from_uuid(raw.created_by),
            version: raw.version,
            attempts: count(raw.attempts),
            attempts_allowed: count(raw.attempts_allowed),
            dvs_request: raw.dvs_request_id.map(RequestId::from_uuid),
            verification: raw.verification_id.map(VerificationId::from_uuid),
            retake_step: retake_step.transpose()?,
            retake_code: raw.retake_code,
            decided_at: raw.decided_at,
            decided_by: raw.decided_by,
            sealing_key: sealing_key.map(|(kek, bytes)| SealedKey { kek, bytes }),
            names_sealed: raw.names_sealed,
            duplicate_search_consented: raw.duplicate_search_consented,
            created_at: raw.created_at,
            updated_at: raw.updated_at,
            expires_at: raw.expires_at,
            decision: raw.decision,
            accepted_document_types: raw.accepted_document_types,
            cancel_code: raw.cancel_code,
            consent: raw.consent.map(parsed_consent).transpose()?,
            tenant_name: raw.tenant_name,
            branding: raw.branding,
            logo_sha256: raw.logo_sha256,
            retention: raw.retention,
            promised_days: PromisedDays {
                images: raw.images_promised_days.map(count),
                fields: raw.fields_promised_days.map(count),
            },
            images_destroyed_at: raw.images_destroyed_at,
            fields_destroyed_at: raw.fields_destroyed_at,
            hold: raw
                .held_since
                .zip(raw.hold_reason)
                .map(|(since, reason)| SessionHold { since, reason }),
        })
    }
}

fn parsed_consent(json: serde_json::Value) -> sqlx::Result<ConsentRow> {
    serde_json::from_value(json).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn parsed_retake_step(text: &str) -> sqlx::Result<RetakeStep> {
    RetakeStep::ALL
        .into_iter()
        .find(|step| step.as_str() == text)
        .ok_or_else(|| sqlx::Error::Decode("read a retake's step: unknown name".into()))
}
