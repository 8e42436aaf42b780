use chrono::{DateTime, Utc};
use credence_storage::{FaceLabelRow, ReviewChange, ReviewRow, SessionRow, SessionState};
use credence_types::{CaptureStep, Redacted, ReviewId, SessionId, hex};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Administrator;
use crate::case::{Case, CaseError, case_row, read_case};
use crate::credential::sha256_bytes;
use crate::events::{self, EventType};
use crate::face_labels::{FaceVerdict, LONGEST_GROUP, keep_label, label_of};
use crate::fault::Fault;
use crate::retake_codes::REVIEWER_ASKED;
use crate::sealing::{Sealed, SessionKey};
use crate::verification::stored_verification;

/// What a reviewer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewDecision {
    /// The person is who they say.
    Approve,
    /// They could not prove it.
    Reject,
    /// A picture has to be taken again.
    Retake(CaptureStep),
}

/// A reviewer's decision was refused.
#[derive(Debug, thiserror::Error)]
pub enum DecideCaseError {
    /// There is no such case, or it is another tenant's: 404.
    #[error("decide a case: there is none of that id")]
    NotFound,
    /// The case does not wait for a decision: 409 `case_already_decided`.
    #[error("decide a case: it does not wait for a decision")]
    AlreadyDecided,
    /// Another submission was verified since the reviewer last looked: 409 `case_changed`.
    #[error("decide a case: it has changed since the reviewer last looked at it")]
    Changed,
    /// The reason has fewer than 3 or more than 2,000 characters: 422.
    #[error("decide a case: the reason has fewer than 3 or more than 2,000 characters")]
    ReasonLength,
    /// The name of a group is empty, has more than 40 characters or a control character: 422.
    #[error("decide a case: the group's name is empty, too long or has a control character")]
    GroupMalformed,
    /// A verdict on faces that were not compared: 422.
    #[error("decide a case: there is no comparison of faces to say anything about")]
    NothingCompared,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What a reviewer says of a case.
#[derive(Debug, Clone)]
pub struct Review {
    /// The decision.
    pub decision: ReviewDecision,
    /// Why, in 3 to 2,000 characters.
    pub reason: Redacted<String>,
    /// What they saw of the two faces, for the model's error rates.
    pub faces: Option<FaceVerdict>,
}

/// Settles a case that waits for a reviewer. Audited, with its reason sealed beside it.
///
/// # Errors
/// When there is no such case, it does not wait for a decision, it has changed since the reviewer
/// last looked at it, or the reason is refused.
pub async fn decide_case(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
    review: Review,
) -> Result<Case, DecideCaseError> {
    let Review {
        decision,
        reason,
        faces,
    } = review;
    let reason_text = reason.expose().trim();
    if !(3..=2000).contains(&reason_text.chars().count()) {
        return Err(DecideCaseError::ReasonLength);
    }
    let row = case_row(app, administrator, session).await?;
    let session_key = SessionKey::open_for(app, &row)?.ok_or(DecideCaseError::AlreadyDecided)?;
    let label = face_label(app, &row, &session_key, faces).await?;
    let now = app.now();
    let id = ReviewId::new(now);
    let review = ReviewRow {
        tenant: row.tenant,
        id,
        session,
        administrator: administrator.id,
        decision: decision.as_str().to_owned(),
        reason_sealed: session_key.seal(Sealed::Reason(id), reason_text.as_bytes())?,
        created_at: now,
    };
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let change = decision.change(now + app.config.session_ttl);
    let is_decided = credence_storage::set_session_reviewed(
        &mut *transaction,
        row.tenant,
        session,
        &change,
        now,
    )
    .await
    .map_err(Fault::from)?;
    if !is_decided {
        return Err(DecideCaseError::AlreadyDecided);
    }
    // The session is locked now, so no further verdict can come in between.
    let is_outdated = credence_storage::is_look_outdated(
        &mut *transaction,
        row.tenant,
        session,
        administrator.id,
    )
    .await
    .map_err(Fault::from)?;
    if is_outdated {
        return Err(DecideCaseError::Changed);
    }
    credence_storage::insert_review(&mut *transaction, &review)
        .await
        .map_err(Fault::from)?;
    if let Some(label) = &label {
        keep_label(app, &mut transaction, row.tenant, label).await?;
    }
    let (id, what) = ((row.tenant, session), EventType::from(change.state));
    events::record(app, &mut transaction, id, what, now).await?;
    append(&mut transaction, act(administrator, &review, decision), now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    app.changes.look_now();
    let row = case_row(app, administrator, session).await?;
    Ok(read_case(app, row).await?)
}

/// The label to keep, if the reviewer said anything about the faces.
async fn face_label(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    faces: Option<FaceVerdict>,
) -> Result<Option<FaceLabelRow>, DecideCaseError> {
    let Some(verdict) = faces else {
        return Ok(None);
    };
    let is_name = |name: &String| {
        (1..=LONGEST_GROUP).contains(&name.chars().count()) && !name.contains(char::is_control)
    };
    if !verdict.group.as_ref().is_none_or(is_name) {
        return Err(DecideCaseError::GroupMalformed);
    }
    let verification = stored_verification(app, row, Some(session_key)).await?;
    verification
        .and_then(|stored| stored.content)
        .and_then(|content| label_of(&content.evidence, verdict))
        .map(Some)
        .ok_or(DecideCaseError::NothingCompared)
}

/// The reason stays out of the log, which is kept for years (`audit_days`); the hash of its sealed bytes
/// shows a later change.
fn act(administrator: &Administrator, review: &ReviewRow, decision: ReviewDecision) -> Act {
    let act = Act::new(
        review.tenant,
        Actor::Reviewer(administrator.id),
        "case_decided",
    )
    .about(review.session)
    .with("review_id", review.id)
    .with("decision", &review.decision)
    .with("reason_sha256", hex(&sha256_bytes(&review.reason_sealed)));
    match decision {
        ReviewDecision::Approve | ReviewDecision::Reject => act,
        ReviewDecision::Retake(step) => act.with("step", step.as_str()),
    }
}

impl ReviewDecision {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Retake(_) => "retake",
        }
    }

    fn change(self, retake_until: DateTime<Utc>) -> ReviewChange<'static> {
        let (state, retake) = match self {
            Self::Approve => (SessionState::Approved, None),
            Self::Reject => (SessionState::Rejected, None),
            Self::Retake(step) => (SessionState::Retake, Some((step.into(), REVIEWER_ASKED))),
        };
        ReviewChange {
            state,
            open_until: retake.map(|_| retake_until),
            retake,
        }
    }
}

impl From<CaseError> for DecideCaseError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NotFound => Self::NotFound,
            CaseError::Fault(fault) => Self::Fault(fault),
        }
    }
}
