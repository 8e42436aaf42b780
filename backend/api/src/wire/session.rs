use chrono::{DateTime, Utc};
use credence_types::{Redacted, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

use super::branding::Organisation;
use super::consent::{Consent, ConsentText};
use super::names::{
    CheckCode, CheckOutcome, DecidedBy, DecisionOutcome, DocumentType, RetakeStep, SessionState,
    Step,
};

/// Where a session stands. No personal data, so that a page may show all of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionView {
    #[schema(value_type = Uuid)]
    id: SessionId,
    pub(crate) state: SessionState,
    /// Grows with every change; the id of an event.
    pub(crate) version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    expires_at: DateTime<Utc>,
    /// The integrator's own name for this attempt; absent for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    reference: Option<Redacted<String>>,
    /// How many submissions are left.
    attempts_left: u32,
    /// How to photograph and where to send; only for the person, while the session is open, and once
    /// they have agreed.
    #[schema(required)]
    capture: Option<Capture>,
    /// What to do again, while the state is `retake`.
    #[schema(required)]
    retake: Option<Retake>,
    /// The trust summary, once there is a decision.
    #[schema(required)]
    summary: Option<Summary>,
    /// Why it was cancelled, where you did not call it off: `consent_declined`. `/reference#cancellations`
    /// lists them.
    #[schema(required)]
    cancel_code: Option<String>,
    /// What was agreed to last; null before that and once the session is erased.
    #[schema(required)]
    consent: Option<Consent>,
    /// What the person still has to agree to; absent once they have, and for the integrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    consent_asked: Option<ConsentText>,
    /// Who asks; absent for the integrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<Organisation>,
    /// Until when the images are kept, or when they were destroyed; null while nothing ends their time.
    #[schema(required)]
    images_kept_until: Option<DateTime<Utc>>,
    /// The same of what was read from the document.
    #[schema(required)]
    fields_kept_until: Option<DateTime<Utc>>,
    /// Until when anything is kept: the session is erased then.
    #[schema(required)]
    summary_kept_until: Option<DateTime<Utc>>,
    /// Why it is kept beyond its time; absent for the person and without a hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold_reason: Option<String>,
}

/// How to photograph and where to send.
#[derive(Debug, Serialize, ToSchema)]
struct Capture {
    /// The DVS server.
    #[schema(format = "uri")]
    dvs_url: String,
    /// The DVS public key: it can only create requests.
    public_key: String,
    /// The pictures, in order.
    steps: Vec<Step>,
    /// The kinds of document that are accepted.
    document_types: Vec<DocumentType>,
    /// Whether head turns are to be recorded after the selfie.
    is_head_turn_asked: bool,
}

/// What to do again, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Retake {
    step: RetakeStep,
    /// A stable code: a DVS code, a check's code, `reviewer_asked` or `name_spelling`.
    code: String,
    /// The same in a sentence for the person.
    message: String,
}

/// How far the person can be believed, without personal data.
#[derive(Debug, Serialize, ToSchema)]
struct Summary {
    decision: DecisionOutcome,
    decided_at: DateTime<Utc>,
    decided_by: DecidedBy,
    /// The outcome in a sentence for the person.
    message: String,
    checks: Vec<SummaryCheck>,
}

/// One check as the person sees it.
#[derive(Debug, Serialize, ToSchema)]
struct SummaryCheck {
    code: CheckCode,
    outcome: CheckOutcome,
    /// The sentence as a stable code, by which a page can translate it; null in decisions from before
    /// there were any.
    #[schema(required)]
    message_code: Option<&'static str>,
    message: String,
}

impl SessionView {
    /// Whether nothing will change any more but by erasure.
    pub(crate) fn is_settled(&self) -> bool {
        credence_app::SessionState::from(self.state).is_settled()
    }
}

impl From<credence_app::SessionView> for SessionView {
    fn from(view: credence_app::SessionView) -> Self {
        Self {
            id: view.id,
            state: view.state.into(),
            version: view.version,
            created_at: view.created_at,
            updated_at: view.updated_at,
            expires_at: view.expires_at,
            reference: view.reference.map(Redacted::new),
            attempts_left: view.attempts_left,
            capture: view.capture.map(Into::into),
            retake: view.retake.map(Into::into),
            summary: view.summary.map(Into::into),
            cancel_code: view.cancel_code.map(|code| code.as_str().to_owned()),
            consent: view.consent.map(Into::into),
            consent_asked: view.consent_asked.map(Into::into),
            organisation: view.organisation.map(Into::into),
            images_kept_until: view.kept_until.images,
            fields_kept_until: view.kept_until.fields,
            summary_kept_until: view.kept_until.summary,
            hold_reason: view.hold_reason,
        }
    }
}

impl From<credence_app::Capture> for Capture {
    fn from(capture: credence_app::Capture) -> Self {
        Self {
            dvs_url: capture.dvs_url.into(),
            public_key: capture.public_key,
            steps: capture.steps.into_iter().map(Into::into).collect(),
            document_types: capture.document_types.into_iter().map(Into::into).collect(),
            is_head_turn_asked: capture.is_head_turn_asked,
        }
    }
}

impl From<credence_app::Retake> for Retake {
    fn from(retake: credence_app::Retake) -> Self {
        let message = retake.message.to_owned();
        Self {
            step: retake.step.into(),
            code: retake.code,
            message,
        }
    }
}

impl From<credence_app::Summary> for Summary {
    fn from(summary: credence_app::Summary) -> Self {
        let checks = summary.checks.into_iter().map(|check| SummaryCheck {
            code: check.code.into(),
            outcome: check.outcome.into(),
            message_code: check.message_code.map(credence_app::MessageCode::as_str),
            message: check.message,
        });
        Self {
            decision: summary.decision.into(),
            decided_at: summary.decided_at,
            decided_by: summary.decided_by.into(),
            message: summary.message,
            checks: checks.collect(),
        }
    }
}
