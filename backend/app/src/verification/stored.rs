use credence_storage::{SessionRow, StoredVerificationRow, VerificationRow};
use credence_trust::Evidence;
use credence_types::{ForgeryReading, SessionId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::fault::Fault;
use crate::read_session::is_erased_by_now;
use crate::result::Field;
use crate::sealing::{Sealed, SessionKey};

/// What is sealed with a verification: everything that a replay or a reviewer needs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedContent {
    pub(crate) evidence: Evidence,
    pub(crate) fields: Vec<Field>,
    /// The signals of forgery that were assessed; `None` where the reader does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) forgery_signals: Option<Vec<ForgeryReading>>,
    /// The sessions with a face near this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) duplicates: Vec<SessionId>,
}

/// A verification, opened.
pub(crate) struct StoredVerification {
    pub(crate) row: VerificationRow,
    /// `None` once its time was over.
    pub(crate) content: Option<SealedContent>,
}

impl SealedContent {
    /// As it was sealed.
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, Fault> {
        serde_json::from_slice(json).map_err(|_| Fault::Corrupt("a verification's evidence"))
    }

    pub(crate) fn to_json(&self) -> Result<Vec<u8>, Fault> {
        serde_json::to_vec(self).map_err(|_| Fault::Corrupt("evidence"))
    }
}

/// The verification that the session rests on; `None` when there is none, or the session was erased,
/// be it only after `row` was read.
pub(crate) async fn stored_verification(
    app: &App,
    row: &SessionRow,
    session_key: Option<&SessionKey>,
) -> Result<Option<StoredVerification>, Fault> {
    let (Some(id), Some(key)) = (row.verification, session_key) else {
        return Ok(None);
    };
    let found = credence_storage::verification_by_id(&app.pool, row.tenant, id).await?;
    let Some(verification) = found else {
        let is_erased = is_erased_by_now(app, row).await?;
        let missing = Fault::Corrupt("a session's verification");
        return is_erased.then_some(None).ok_or(missing);
    };
    let content = content_of(&verification, key)?;
    Ok(Some(StoredVerification {
        row: verification,
        content,
    }))
}

/// What was sealed with a listed verification; `None` once its session was erased or its time was
/// over.
pub(crate) fn opened(
    app: &App,
    row: &StoredVerificationRow,
) -> Result<Option<SealedContent>, Fault> {
    let verification = &row.verification;
    let Some(stored) = &row.sealing_key else {
        return Ok(None);
    };
    let owner = (verification.tenant, verification.session);
    let key = SessionKey::unwrap(app, owner, stored)?;
    content_of(verification, &key)
}

fn content_of(row: &VerificationRow, key: &SessionKey) -> Result<Option<SealedContent>, Fault> {
    if row.is_evidence_destroyed() {
        return Ok(None);
    }
    let json = key.open(Sealed::Evidence(row.dvs_request), &row.evidence_sealed)?;
    SealedContent::from_json(&json).map(Some)
}
