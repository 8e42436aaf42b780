use chrono::{DateTime, Utc};
use credence_storage::{SessionRow, SessionState};
use credence_trust::{DecidedBy, Decision, DecisionOutcome, Summary, retake_message};
use credence_types::{CaptureStep, DocumentType, RetakeStep, SessionId};
use serde::Deserialize;
use url::Url;

use crate::app::App;
use crate::branding::{Organisation, organisation};
use crate::cancel_code::CancelCode;
use crate::consent::{ConsentText, RecordedConsent, asked, recorded};
use crate::fault::Fault;
use crate::retention::{KeptUntil, kept_until};

/// A session as the person's page and the integrator see it. No personal data but the
/// integrator's own reference, which only the integrator gets.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// The session.
    pub id: SessionId,
    /// Where it stands.
    pub state: SessionState,
    /// Counts every change; the id of a server-sent event.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
    /// The integrator's own name for it; never for the person.
    pub reference: Option<String>,
    /// How many submissions are left.
    pub attempts_left: u32,
    /// How to photograph and where to send; only for the person while the session is open, and once
    /// they have agreed.
    pub capture: Option<Capture>,
    /// What to do again, while the state is `retake`.
    pub retake: Option<Retake>,
    /// The trust summary, once there is a decision.
    pub summary: Option<Summary>,
    /// Why it was cancelled, where the integrator did not call it off.
    pub cancel_code: Option<CancelCode>,
    /// What was agreed to last.
    pub consent: Option<RecordedConsent>,
    /// What the person still has to agree to; only for the person while the session is open.
    pub consent_asked: Option<ConsentText>,
    /// Who asks; only for the person.
    pub organisation: Option<Organisation>,
    /// Until when its parts are kept.
    pub kept_until: KeptUntil,
    /// Why it is kept beyond that; never for the person.
    pub hold_reason: Option<String>,
}

/// How to photograph and where to send.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The DVS server, as browsers reach it.
    pub dvs_url: Url,
    /// The DVS public key.
    pub public_key: String,
    /// The pictures to take, in order.
    pub steps: Vec<CaptureStep>,
    /// The kinds of document that the policy accepts.
    pub document_types: Vec<DocumentType>,
    /// Whether head turns are to be recorded after the selfie.
    pub is_head_turn_asked: bool,
}

/// What to do again, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retake {
    /// The picture to take or the name to write.
    pub step: RetakeStep,
    /// A stable code, as [`crate::retake_codes`] lists them.
    pub code: String,
    /// The same in a sentence for the person.
    pub message: &'static str,
}

/// Who looks at a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Viewer {
    Person,
    Integrator,
}

/// Where the session stands at `now`: an open one whose time is over counts as expired, swept or
/// not.
pub(crate) fn state_at(row: &SessionRow, now: DateTime<Utc>) -> SessionState {
    if row.state.is_open() && row.expires_at <= now {
        SessionState::Expired
    } else {
        row.state
    }
}

/// The session as `viewer` may see it.
pub(crate) fn view(app: &App, row: &SessionRow, viewer: Viewer) -> Result<SessionView, Fault> {
    let state = state_at(row, app.now());
    let attempts_left = row.attempts_allowed.saturating_sub(row.attempts);
    let is_person = viewer == Viewer::Person;
    let consent_asked = if is_person && state.is_open() {
        asked(app, row)?
    } else {
        None
    };
    // Nothing is captured before the person has agreed.
    let shows_capture =
        is_person && state.is_open() && attempts_left > 0 && consent_asked.is_none();
    Ok(SessionView {
        id: row.id,
        state,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        expires_at: row.expires_at,
        reference: match viewer {
            Viewer::Person => None,
            Viewer::Integrator => row.reference.clone(),
        },
        attempts_left,
        capture: shows_capture.then(|| capture(app, row)).transpose()?,
        retake: retake(row, state),
        summary: summary(row, state)?,
        cancel_code: cancel_code(row)?,
        consent: recorded(row),
        consent_asked,
        organisation: is_person.then(|| organisation(row)).transpose()?,
        kept_until: kept_until(app, row)?,
        hold_reason: match viewer {
            Viewer::Person => None,
            Viewer::Integrator => row.hold.as_ref().map(|hold| hold.reason.clone()),
        },
    })
}

fn cancel_code(row: &SessionRow) -> Result<Option<CancelCode>, Fault> {
    row.cancel_code
        .as_deref()
        .map(CancelCode::parse)
        .transpose()
}

/// What to do again, while the state is `retake`.
pub(crate) fn retake(row: &SessionRow, state: SessionState) -> Option<Retake> {
    let (step, code) = row.retake_step.zip(row.retake_code.clone())?;
    (state == SessionState::Retake).then(|| Retake {
        step,
        message: retake_message(step, &code),
        code,
    })
}

fn capture(app: &App, row: &SessionRow) -> Result<Capture, Fault> {
    let document_types = match &row.accepted_document_types {
        Some(kinds) => Vec::deserialize(kinds).map_err(|_| Fault::Corrupt("a policy"))?,
        None => app.policy.accepted_document_types.clone(),
    };
    Ok(Capture {
        dvs_url: app.config.dvs_public_url.clone(),
        public_key: app.config.dvs_public_key.clone(),
        steps: vec![CaptureStep::Front, CaptureStep::Back, CaptureStep::Face],
        document_types,
        is_head_turn_asked: app.config.is_head_turn_asked,
    })
}

/// The summary follows the state, not the stored decision: a reviewer may have settled it
/// otherwise, and a retake after the last attempt is a review.
fn summary(row: &SessionRow, state: SessionState) -> Result<Option<Summary>, Fault> {
    let outcome = match state {
        SessionState::Approved => DecisionOutcome::Approved,
        SessionState::Rejected => DecisionOutcome::Rejected,
        SessionState::NeedsReview => DecisionOutcome::NeedsReview,
        SessionState::Retake => DecisionOutcome::Retake,
        SessionState::Created
        | SessionState::Submitted
        | SessionState::Processing
        | SessionState::Failed
        | SessionState::Expired
        | SessionState::Cancelled
        | SessionState::Erased => return Ok(None),
    };
    let (Some(decided_at), Some(decision)) = (row.decided_at, &row.decision) else {
        return Ok(None);
    };
    let decided_by = match row.decided_by.as_deref() {
        Some("reviewer") => DecidedBy::Reviewer,
        _ => DecidedBy::Policy,
    };
    let decision = parsed_decision(decision)?;
    Ok(Some(decision.summary(outcome, decided_at, decided_by)))
}

/// A stored decision.
pub(crate) fn parsed_decision(stored: &serde_json::Value) -> Result<Decision, Fault> {
    Decision::deserialize(stored).map_err(|_| Fault::Corrupt("a decision"))
}
