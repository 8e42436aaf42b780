use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_storage::DetailValue;
use credence_trust::Decision;
use credence_types::{CaptureStep, ImageId, Redacted, SessionId};

use crate::app::App;
use crate::authenticate::Administrator;
use crate::fault::Fault;
use crate::list_cases::CaseLine;
use crate::result::{Field, Scores};
use crate::session_view::Retake;

/// Everything a reviewer needs to decide.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the list shows.
    pub line: CaseLine,
    /// The images that are kept.
    pub images: Vec<CaseImage>,
    /// What was read from the document.
    pub fields: Vec<Field>,
    /// The three scores.
    pub scores: Option<Scores>,
    /// What the policy decided last, with its checks.
    pub decision: Option<Decision>,
    /// What the person is being asked for.
    pub retake: Option<Retake>,
    /// What happened so far, oldest first.
    pub history: Vec<HistoryLine>,
}

/// An image that is kept.
#[derive(Debug, Clone)]
pub struct CaseImage {
    /// The image.
    pub id: ImageId,
    /// What it shows.
    pub step: CaptureStep,
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
    /// `person`, `integrator`, `reviewer` or `system`.
    pub actor_kind: credence_storage::ActorKind,
    /// The reviewer's or the integrator key's name.
    pub actor_name: Option<String>,
    /// What was done, as a stable code.
    pub action: String,
    /// Codes and ids.
    pub detail: BTreeMap<String, DetailValue>,
    /// The reason a reviewer gave.
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
    todo!()
}
