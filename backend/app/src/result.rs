use credence_storage::{SessionRow, SessionState, VerificationRow};
use credence_trust::{Decision, Evidence, HeadTurnFinding, ImageReuse, Score};
use credence_types::{
    FaceComparison, FieldAgreement, FieldSighting, ForgeryReading, ReaderModel, Redacted,
    RequestId, SessionId,
};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Integrator, Scope};
use crate::fault::Fault;
use crate::read_session::{is_erased_by_now, row_for_integrator};
use crate::sealing::SessionKey;
use crate::session_view::{parsed_decision, state_at};
use crate::verification::stored_verification;

/// Everything that is known; personal data where the key may read it.
#[derive(Debug, Clone)]
pub struct SessionResult {
    /// The session.
    pub session: SessionId,
    /// Where it stands: a reviewer may have settled it otherwise than the decision says.
    pub state: SessionState,
    /// What the policy decided, with the integrator's reasons.
    pub decision: Decision,
    /// What was read from the document; `None` where the key lacks the scope `pii:read`, or its time is
    /// over.
    pub fields: Option<Vec<Field>>,
    /// The signals of forgery that were assessed, raised or not; `None` where the reader does not
    /// tell, or their time is over.
    pub forgery_signals: Option<Vec<ForgeryReading>>,
    /// The three scores.
    pub scores: Scores,
    /// The selfie beside the portrait, where the reader tells more than a score.
    pub face: Option<FaceFindings>,
    /// The build that decided.
    pub engine_build: String,
    /// What the decision came from, for an auditor.
    pub provenance: Provenance,
    /// The DVS request that it rests on.
    pub dvs_request: RequestId,
}

/// What a decision came from: with these, `credence replay` reproduces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// SHA-256 of the evidence as it is kept, sealed. Of the plain evidence there is none on purpose:
    /// it has so little variety that its hash would tell what it holds.
    pub evidence_sha256: Vec<u8>,
    /// SHA-256 of the decision's JSON as its build wrote it; `None` of older decisions.
    pub decision_sha256: Option<Vec<u8>>,
    /// SHA-256 of the policy's document; `None` of older decisions.
    pub policy_sha256: Option<Vec<u8>>,
    /// The models that read the pictures; `None` where the reader does not tell.
    pub models: Option<Vec<ReaderModel>>,
}

/// One thing read from a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name of the field, in snake_case.
    pub key: String,
    /// What it says.
    pub value: Redacted<String>,
    /// Where it was read.
    pub source: FieldSource,
    /// How surely; `None` when not assessed.
    pub confidence: Option<Score>,
    /// What comparing its sources came to; `None` where the reader does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<FieldAgreement>,
    /// What each source says; empty where the reader does not tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sightings: Vec<FieldSighting>,
}

/// Where on a document a field was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    /// DVS gives one merged value.
    Document,
    /// The printed text.
    PrintedText,
    /// The barcode or the machine-readable zone.
    MachineReadable,
}

/// The three scores, `None` where not assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// The document as a whole.
    pub document: Option<Score>,
    /// The likeness of selfie and portrait.
    pub face: Option<Score>,
    /// The living person.
    pub liveness: Option<Score>,
}

/// The selfie beside the portrait, and how the pictures came to be.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceFindings {
    /// What our reader says.
    pub comparison: FaceComparison,
    /// How the head turns went; `None` when none were asked for.
    pub head_turn: Option<HeadTurnFinding>,
    /// Whether another session sent these pictures.
    pub image_reuse: Option<ImageReuse>,
}

/// A result could not be given.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    /// There is no such session, or it is someone else's: 404.
    #[error("read a result: there is no session of that id")]
    NotFound,
    /// There is no result (yet, or no longer): 409 `result_not_ready`.
    #[error("read a result: there is none")]
    NotReady,
    /// The session was erased, and its result with it: 410 `session_erased`.
    #[error("read a result: its session was erased")]
    SessionErased,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The result (scope `results:read`), with what was read from the document where the key also has
/// `pii:read`. Audited.
///
/// # Errors
/// When there is no such session or no result.
pub async fn result(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionResult, ResultError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(ResultError::NotFound)?;
    if row.state == SessionState::Erased {
        return Err(ResultError::SessionErased);
    }
    if row.decided_at.is_none() {
        return Err(ResultError::NotReady);
    }
    let session_key = SessionKey::open_for(app, &row)?;
    let Some(verification) = stored_verification(app, &row, session_key.as_ref()).await? else {
        return Err(ResultError::of_absent(app, &row).await?);
    };
    let shows_fields = integrator.has(Scope::PiiRead);
    let content = verification.content;
    let evidence = content.as_ref().map(|content| &content.evidence);
    let act = Act::new(row.tenant, Actor::Integrator(integrator.key), "result_read")
        .about(row.id)
        .with("fields", if shows_fields { "shown" } else { "withheld" });
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(SessionResult {
        session: row.id,
        state: state_at(&row, app.now()),
        decision: parsed_decision(&verification.row.decision)?,
        provenance: Provenance::of(&verification.row)?,
        scores: evidence.map_or(Scores::UNKNOWN, Scores::of),
        face: evidence.and_then(FaceFindings::of),
        forgery_signals: content
            .as_ref()
            .and_then(|content| content.forgery_signals.clone()),
        fields: content
            .filter(|_| shows_fields)
            .map(|content| content.fields),
        engine_build: verification.row.engine_build,
        dvs_request: verification.row.dvs_request,
    })
}

impl ResultError {
    /// Why there is no verification of a session that is decided.
    pub(crate) async fn of_absent(app: &App, row: &SessionRow) -> Result<Self, Fault> {
        let is_erased = is_erased_by_now(app, row).await?;
        Ok(if is_erased {
            Self::SessionErased
        } else {
            Self::NotReady
        })
    }
}

impl Provenance {
    fn of(row: &VerificationRow) -> Result<Self, Fault> {
        let models = row.models.as_ref().map(Vec::deserialize);
        Ok(Self {
            evidence_sha256: row.evidence_sha256.clone(),
            decision_sha256: row.decision_sha256.clone(),
            policy_sha256: row.policy_sha256.clone(),
            models: models
                .transpose()
                .map_err(|_| Fault::Corrupt("the models of a reader"))?,
        })
    }
}

impl FaceFindings {
    pub(crate) fn of(evidence: &Evidence) -> Option<Self> {
        Some(Self {
            comparison: evidence.face_comparison.clone()?,
            head_turn: evidence.head_turn,
            image_reuse: evidence.image_reuse,
        })
    }
}

impl Scores {
    const UNKNOWN: Self = Self {
        document: None,
        face: None,
        liveness: None,
    };

    pub(crate) const fn of(evidence: &Evidence) -> Self {
        Self {
            document: evidence.document_confidence,
            face: evidence.face_match,
            liveness: evidence.liveness,
        }
    }
}
