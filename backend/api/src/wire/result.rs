use credence_types::{Redacted, RequestId, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{CheckCode, CheckOutcome, DecisionOutcome, FieldSource, SessionState};

/// Everything that is known, personal data included.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionResult {
    #[schema(value_type = Uuid)]
    session_id: SessionId,
    /// Where the session stands: a reviewer may have settled it otherwise than the decision says.
    state: SessionState,
    decision: Decision,
    fields: Vec<Field>,
    scores: Scores,
    /// The policy that decided.
    policy_version: String,
    /// The build that decided.
    engine_build: String,
    /// The DVS request that the result rests on.
    #[schema(value_type = Uuid)]
    dvs_request_id: RequestId,
}

/// What the policy decided.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Decision {
    outcome: DecisionOutcome,
    checks: Vec<Check>,
}

/// One check, with the reason for the integrator and the reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Check {
    code: CheckCode,
    outcome: CheckOutcome,
    reason: String,
}

/// One thing read from the document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Field {
    /// The name of the field.
    key: String,
    #[schema(value_type = String)]
    value: Redacted<String>,
    source: FieldSource,
    /// How surely it was read, 0 to 100; null when not assessed.
    #[schema(required, minimum = 0, maximum = 100)]
    confidence: Option<u8>,
}

/// The three scores, 0 to 100; null when not assessed, which is never a pass.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Scores {
    /// The document as a whole.
    #[schema(required, minimum = 0, maximum = 100)]
    document: Option<u8>,
    /// The likeness of selfie and portrait.
    #[schema(required, minimum = 0, maximum = 100)]
    face: Option<u8>,
    /// The living person.
    #[schema(required, minimum = 0, maximum = 100)]
    liveness: Option<u8>,
}

impl From<credence_app::SessionResult> for SessionResult {
    fn from(result: credence_app::SessionResult) -> Self {
        Self {
            session_id: result.session,
            state: result.state.into(),
            policy_version: result.decision.policy_version.clone(),
            decision: result.decision.into(),
            fields: result.fields.into_iter().map(Into::into).collect(),
            scores: result.scores.into(),
            engine_build: result.engine_build,
            dvs_request_id: result.dvs_request,
        }
    }
}

impl From<credence_app::Decision> for Decision {
    fn from(decision: credence_app::Decision) -> Self {
        let checks = decision.checks.into_iter().map(Into::into).collect();
        Self {
            outcome: decision.outcome.into(),
            checks,
        }
    }
}

impl From<credence_app::Check> for Check {
    fn from(check: credence_app::Check) -> Self {
        Self {
            code: check.code.into(),
            outcome: check.outcome.into(),
            reason: check.reason,
        }
    }
}

impl From<credence_app::Field> for Field {
    fn from(field: credence_app::Field) -> Self {
        Self {
            key: field.key,
            value: field.value,
            source: field.source.into(),
            confidence: field.confidence.map(u8::from),
        }
    }
}

impl From<credence_app::Scores> for Scores {
    fn from(scores: credence_app::Scores) -> Self {
        Self {
            document: scores.document.map(u8::from),
            face: scores.face.map(u8::from),
            liveness: scores.liveness.map(u8::from),
        }
    }
}
