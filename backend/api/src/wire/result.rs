use credence_types::{Redacted, RequestId, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

use super::assurance::{Gpg45, Nist};
use super::face::FaceFindings;
use super::names::{
    CheckCode, CheckOutcome, DecisionOutcome, FieldAgreement, FieldSource, SessionState,
};
use super::provenance::Provenance;
use super::sources::{FieldSighting, ForgerySignal};

/// Everything that is known; personal data where the key may read it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionResult {
    #[schema(value_type = Uuid)]
    session_id: SessionId,
    /// Where the session stands: a reviewer may have settled it otherwise than the decision says.
    state: SessionState,
    decision: Decision,
    /// What was read from the document; null where the key lacks the scope `pii:read`.
    #[schema(required)]
    fields: Option<Vec<Field>>,
    /// The signals of forgery that were assessed, raised or not; null where the reader does not look
    /// for any.
    #[schema(required)]
    forgery_signals: Option<Vec<ForgerySignal>>,
    scores: Scores,
    /// The selfie beside the portrait; null where the reader tells no more than a score.
    #[schema(required)]
    face: Option<FaceFindings>,
    /// The policy that decided.
    policy_version: String,
    /// The build that decided.
    engine_build: String,
    provenance: Provenance,
    /// The DVS request that the result rests on.
    #[schema(value_type = Uuid)]
    dvs_request_id: RequestId,
}

/// What the policy decided.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Decision {
    outcome: DecisionOutcome,
    checks: Vec<Check>,
    /// What the document is worth in the words of GPG45; null where its issuing authority was not
    /// asked or did not answer, or where the document's sources contradict each other.
    #[schema(required)]
    assurance: Option<EvidenceScores>,
    /// GPG45's verification score of the person; null where their face was not found to be that of
    /// the portrait. 3 needs a calibrated face model and the operator's word that presentation
    /// attack detection conforms.
    #[schema(required, minimum = 1, maximum = 3)]
    verification: Option<u8>,
    /// What the submission comes to by GPG45; null in decisions from before that was told.
    #[schema(required)]
    gpg45: Option<Gpg45>,
    /// What it comes to by NIST SP 800-63A-4; null in decisions from before that was told.
    #[schema(required)]
    nist: Option<Nist>,
}

/// The scores of one piece of evidence by GPG45, "How to prove and verify someone's identity".
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvidenceScores {
    /// How hard the document is to get and to forge.
    #[schema(minimum = 1, maximum = 4)]
    strength: u8,
    /// How surely it is genuine and valid.
    #[schema(minimum = 0, maximum = 4)]
    validity: u8,
    /// What speaks against it, by code. `D02`: the issuing authority has no valid document of these
    /// details.
    contra_indicators: Vec<String>,
}

/// One check, with the reason for the integrator and the reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Check {
    code: CheckCode,
    outcome: CheckOutcome,
    /// Why, as a stable code; null in decisions from before there were any.
    #[schema(required)]
    reason_code: Option<&'static str>,
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
    /// What comparing its sources came to; null where the reader does not tell.
    #[schema(required)]
    agreement: Option<FieldAgreement>,
    /// What each source says; empty where the reader does not tell.
    sightings: Vec<FieldSighting>,
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
            provenance: Provenance::of(&result),
            session_id: result.session,
            state: result.state.into(),
            policy_version: result.decision.policy_version.clone(),
            decision: result.decision.into(),
            fields: result
                .fields
                .map(|fields| fields.into_iter().map(Into::into).collect()),
            forgery_signals: result
                .forgery_signals
                .map(|signals| signals.into_iter().map(Into::into).collect()),
            scores: result.scores.into(),
            face: result.face.map(Into::into),
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
            assurance: decision.assurance.map(Into::into),
            verification: decision.verification,
            gpg45: decision.gpg45.map(Into::into),
            nist: decision.nist.map(Into::into),
        }
    }
}

impl From<credence_app::EvidenceScores> for EvidenceScores {
    fn from(scores: credence_app::EvidenceScores) -> Self {
        let codes = scores.contra_indicators.into_iter();
        Self {
            strength: scores.strength,
            validity: scores.validity,
            contra_indicators: codes.map(|code| code.as_str().to_owned()).collect(),
        }
    }
}

impl From<credence_app::Check> for Check {
    fn from(check: credence_app::Check) -> Self {
        Self {
            code: check.code.into(),
            outcome: check.outcome.into(),
            reason_code: check.reason_code.map(credence_app::Reason::as_str),
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
            agreement: field.agreement.map(Into::into),
            sightings: field.sightings.into_iter().map(Into::into).collect(),
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
