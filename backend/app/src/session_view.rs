use chrono::{DateTime, Utc};
use credence_storage::SessionState;
use credence_trust::Summary;
use credence_types::{CaptureStep, DocumentType, SessionId};
use url::Url;

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
    /// How to photograph and where to send; only for the person while the session is open.
    pub capture: Option<Capture>,
    /// What to photograph again, while the state is `retake`.
    pub retake: Option<Retake>,
    /// The trust summary, once there is a decision.
    pub summary: Option<Summary>,
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
}

/// What to photograph again, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retake {
    /// The picture.
    pub step: CaptureStep,
    /// A stable code: a DVS code, a check's code or `reviewer_asked`.
    pub code: String,
    /// The same in a sentence for the person.
    pub message: &'static str,
}
