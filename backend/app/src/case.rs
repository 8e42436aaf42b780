use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_storage::{ActorKind, DetailValue, ImageRow, SessionRow};
use credence_trust::Decision;
use credence_types::{ForgeryReading, ImageId, ImageKind, Redacted, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Administrator;
use crate::consent::{RecordedConsent, recorded};
use crate::fault::Fault;
use crate::list_cases::CaseLine;
use crate::mine::{is_unanswered, opened_requests};
use crate::result::{FaceFindings, Field, Scores};
use crate::sealing::{Sealed, SessionKey};
use crate::session_view::{Retake, parsed_decision, retake, state_at};
use crate::verification::stored_verification;

/// Everything a reviewer needs to decide.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the list shows.
    pub line: CaseLine,
    /// The images that are kept.
    pub images: Vec<CaseImage>,
    /// What was read from the document.
    pub fields: Vec<Field>,
    /// The signals of forgery that were assessed, raised or not; `None` where the reader does not
    /// tell.
    pub forgery_signals: Option<Vec<ForgeryReading>>,
    /// The three scores.
    pub scores: Option<Scores>,
    /// The selfie beside the portrait, where the reader tells more than a score.
    pub face: Option<FaceFindings>,
    /// Sessions of the tenant with a face near this one, nearest first.
    pub duplicates: Vec<SessionId>,
    /// What the policy decided last, with its checks.
    pub decision: Option<Decision>,
    /// What the person is being asked for.
    pub retake: Option<Retake>,
    /// What the person agreed to last.
    pub consent: Option<RecordedConsent>,
    /// What happened so far, oldest first.
    pub history: Vec<HistoryLine>,
}

/// An image that is kept.
#[derive(Debug, Clone)]
pub struct CaseImage {
    /// The image.
    pub id: ImageId,
    /// What it shows.
    pub kind: ImageKind,
    /// Its media type, by its own first bytes.
    pub media_type: String,
    /// Its size.
    pub byte_length: u64,
}

/// One act of the audit log.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// Its place in the tenant's log.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who acted.
    pub actor_kind: ActorKind,
    /// The reviewer's or the integrator key's name.
    pub actor_name: Option<String>,
    /// What was done, as a stable code.
    pub action: String,
    /// Codes and ids.
    pub detail: BTreeMap<String, DetailValue>,
    /// The reason a reviewer gave, or what a person wrote who asked for a human.
    pub reason: Option<Redacted<String>>,
}

/// A case could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// There is no such case or image, or it is another tenant's: 404.
    #[error("open a case: there is none of that id")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Opens a case. Audited.
///
/// # Errors
/// When there is none of that id.
pub async fn case(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
) -> Result<Case, CaseError> {
    case_row(app, administrator, session).await?;
    let act = Act::new(
        administrator.tenant,
        Actor::Reviewer(administrator.id),
        "case_opened",
    )
    .about(session);
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await.map_err(Fault::from)?;
    // Read after the look was noted: whoever decides must have seen what the note says.
    let row = case_row(app, administrator, session).await?;
    Ok(read_case(app, row).await?)
}

/// The session behind a case of the administrator's own tenant.
pub(crate) async fn case_row(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
) -> Result<SessionRow, CaseError> {
    credence_storage::session_by_id(&app.pool, administrator.tenant, session)
        .await
        .map_err(Fault::from)?
        .ok_or(CaseError::NotFound)
}

/// The case as it stands. The caller has audited the look.
pub(crate) async fn read_case(app: &App, row: SessionRow) -> Result<Case, Fault> {
    let state = state_at(&row, app.now());
    let session_key = SessionKey::open_for(app, &row)?;
    let verification = stored_verification(app, &row, session_key.as_ref()).await?;
    let images = match row.verification {
        Some(id) => {
            credence_storage::list_images_by_verification(&app.pool, row.tenant, row.id, id).await?
        }
        None => Vec::new(),
    };
    let requests =
        credence_storage::list_review_requests_by_session(&app.pool, row.tenant, row.id).await?;
    let decision = row.decision.as_ref().map(parsed_decision).transpose()?;
    let line = CaseLine {
        id: row.id,
        reference: row.reference.clone(),
        state,
        document_type: verification.as_ref().and_then(|v| v.row.document_type),
        created_at: row.created_at,
        updated_at: row.updated_at,
        attempts: row.attempts,
        failed_checks: decision.iter().flat_map(Decision::failed_checks).collect(),
        is_review_requested: is_unanswered(&row, &requests),
    };
    let content = verification.and_then(|verification| verification.content);
    Ok(Case {
        line,
        images: images.into_iter().map(Into::into).collect(),
        scores: content
            .as_ref()
            .map(|content| Scores::of(&content.evidence)),
        face: content
            .as_ref()
            .and_then(|content| FaceFindings::of(&content.evidence)),
        duplicates: content
            .as_ref()
            .map(|content| content.duplicates.clone())
            .unwrap_or_default(),
        forgery_signals: content
            .as_ref()
            .and_then(|content| content.forgery_signals.clone()),
        fields: content.map(|content| content.fields).unwrap_or_default(),
        decision,
        retake: retake(&row, state),
        consent: recorded(&row),
        history: history(app, &row, session_key.as_ref()).await?,
    })
}

impl From<ImageRow> for CaseImage {
    fn from(row: ImageRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            media_type: row.media_type,
            byte_length: row.byte_length,
        }
    }
}

/// The session's acts; a review's carries its reason, and a request for a human what the person wrote,
/// as long as the session's key is there.
pub(crate) async fn history(
    app: &App,
    row: &SessionRow,
    session_key: Option<&SessionKey>,
) -> Result<Vec<HistoryLine>, Fault> {
    let mut reasons = BTreeMap::new();
    if let Some(key) = session_key {
        for review in
            credence_storage::list_reviews_by_session(&app.pool, row.tenant, row.id).await?
        {
            // Retention has taken it.
            if review.reason_sealed.is_empty() {
                continue;
            }
            let reason = key.open(Sealed::Reason(review.id), &review.reason_sealed)?;
            let reason = String::from_utf8(reason).map_err(|_| Fault::Corrupt("a reason"))?;
            reasons.insert(review.id.to_string(), Redacted::new(reason));
        }
    }
    let requests =
        credence_storage::list_review_requests_by_session(&app.pool, row.tenant, row.id).await?;
    for (request, text) in opened_requests(session_key, &requests)? {
        reasons.insert(request.id.to_string(), text);
    }
    let acts = credence_storage::list_audit_by_session(&app.pool, row.tenant, row.id).await?;
    Ok(acts
        .into_iter()
        .map(|act| HistoryLine {
            reason: ["review_id", "review_request_id"]
                .into_iter()
                .find_map(|name| match act.detail.get(name)? {
                    DetailValue::Text(id) => reasons.remove(id),
                    DetailValue::Number(_) => None,
                }),
            sequence: act.sequence,
            at: act.at,
            actor_kind: act.actor_kind,
            actor_name: act.actor_name,
            action: act.action,
            detail: act.detail,
        })
        .collect())
}
