use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_app::{DetailValue, Review, ReviewDecision};
use credence_types::{ImageId, Redacted, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::consent::Consent;
use super::face::FaceFindings;
use super::names::{
    ActorKind, CheckCode, DecisionOutcome, DocumentType, ImageKind, SessionState, Step,
};
use super::paging::checked_limit;
use super::result::{Check, EvidenceScores, Field, Scores};
use super::session::Retake;
use super::sources::ForgerySignal;
use crate::problem::Problem;
use crate::problem_code::ProblemCode;

/// Which cases to list, newest first.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CaseQuery {
    /// Only those in this state.
    #[param(inline)]
    state: Option<SessionState>,
    /// At most so many; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<SessionId>,
}

impl TryFrom<CaseQuery> for credence_app::CaseFilter {
    type Error = Problem;

    fn try_from(query: CaseQuery) -> Result<Self, Problem> {
        let state = query.state.map(Into::into);
        Ok(Self {
            state,
            limit: checked_limit(query.limit)?,
            cursor: query.cursor,
        })
    }
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CasePage {
    cases: Vec<CaseLine>,
    /// Where the next page begins; null at the end.
    #[schema(value_type = Option<Uuid>, required)]
    next_cursor: Option<SessionId>,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
struct CaseLine {
    #[schema(value_type = Uuid)]
    id: SessionId,
    #[schema(value_type = Option<String>, required)]
    reference: Option<Redacted<String>>,
    state: SessionState,
    #[schema(required)]
    document_type: Option<DocumentType>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// How many submissions there were.
    attempts: u32,
    failed_checks: Vec<CheckCode>,
    /// Whether it waits because its person asked for a human.
    is_review_requested: bool,
}

/// Everything a reviewer needs to decide.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseDetail {
    #[serde(flatten)]
    line: CaseLine,
    images: Vec<Image>,
    fields: Vec<Field>,
    /// The signals of forgery that were assessed, raised or not; null where the reader does not look
    /// for any.
    #[schema(required)]
    forgery_signals: Option<Vec<ForgerySignal>>,
    checks: Vec<Check>,
    #[schema(required)]
    scores: Option<Scores>,
    /// What the document is worth in the words of GPG45, where its issuing authority answered and its
    /// sources do not contradict each other.
    #[schema(required)]
    assurance: Option<EvidenceScores>,
    /// GPG45's verification score of the person; null where their face was not found to be that of
    /// the portrait.
    #[schema(required, minimum = 1, maximum = 3)]
    verification: Option<u8>,
    /// The selfie beside the portrait; null where the reader tells no more than a score.
    #[schema(required)]
    face: Option<FaceFindings>,
    /// Cases with a face near this one, nearest first; empty where nobody is searched for.
    #[schema(value_type = Vec<Uuid>)]
    duplicates: Vec<SessionId>,
    /// What the policy decided last.
    #[schema(required)]
    decision: Option<DecisionOutcome>,
    /// What the person is being asked for.
    #[schema(required)]
    retake: Option<Retake>,
    /// What the person agreed to last.
    #[schema(required)]
    consent: Option<Consent>,
    /// What happened so far, oldest first.
    history: Vec<HistoryLine>,
}

/// An image that is kept.
#[derive(Debug, Serialize, ToSchema)]
struct Image {
    #[schema(value_type = Uuid)]
    id: ImageId,
    /// What it shows; `portrait` is cut from the front.
    step: ImageKind,
    #[schema(example = "image/jpeg")]
    media_type: String,
    byte_length: u64,
}

/// One act of the audit log.
#[derive(Debug, Serialize, ToSchema)]
struct HistoryLine {
    sequence: i64,
    at: DateTime<Utc>,
    actor_kind: ActorKind,
    #[schema(value_type = Option<String>, required)]
    actor_name: Option<Redacted<String>>,
    /// What was done, as a stable code.
    action: String,
    /// Codes, ids and counts.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    detail: BTreeMap<String, DetailValue>,
    /// The reason that a reviewer gave, or what the person wrote who asked for a human.
    #[schema(value_type = Option<String>, required)]
    reason: Option<Redacted<String>>,
}

/// A reviewer's decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideCaseBody {
    decision: ReviewChoice,
    /// With `retake`: the picture to take again.
    #[serde(default)]
    step: Option<Step>,
    /// What the selfie and the portrait show, for the error rates of the face model; only where a
    /// comparison was made. Kept without the case.
    #[serde(default)]
    faces: Option<FaceVerdict>,
    /// Why. Kept sealed with the case.
    #[schema(value_type = String, min_length = 3, max_length = 2000)]
    reason: Redacted<String>,
}

/// What a reviewer saw of two faces.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FaceVerdict {
    /// Whether they are one person's.
    same: bool,
    /// Your own word for the person's group, to compare error rates between groups.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40)]
    group: Option<String>,
}

/// What a reviewer can do with a case.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReviewChoice {
    Approve,
    Reject,
    Retake,
}

impl DecideCaseBody {
    /// The review; `step` belongs to `retake` and to nothing else.
    pub(crate) fn into_review(self) -> Result<Review, Problem> {
        let decision = match (self.decision, self.step) {
            (ReviewChoice::Approve, None) => ReviewDecision::Approve,
            (ReviewChoice::Reject, None) => ReviewDecision::Reject,
            (ReviewChoice::Retake, Some(step)) => ReviewDecision::Retake(step.into()),
            (ReviewChoice::Approve | ReviewChoice::Reject, Some(_))
            | (ReviewChoice::Retake, None) => {
                let detail = "step has to be given with the decision retake, and only with it.";
                return Err(Problem::new(ProblemCode::InvalidStep, detail));
            }
        };
        Ok(Review {
            decision,
            reason: self.reason,
            faces: self.faces.map(|faces| credence_app::FaceVerdict {
                is_same: faces.same,
                group: faces.group,
            }),
        })
    }
}

impl From<credence_app::CasePage> for CasePage {
    fn from(page: credence_app::CasePage) -> Self {
        let cases = page.cases.into_iter().map(Into::into).collect();
        Self {
            cases,
            next_cursor: page.next_cursor,
        }
    }
}

impl From<credence_app::CaseLine> for CaseLine {
    fn from(line: credence_app::CaseLine) -> Self {
        Self {
            id: line.id,
            reference: line.reference.map(Redacted::new),
            state: line.state.into(),
            document_type: line.document_type.map(Into::into),
            created_at: line.created_at,
            updated_at: line.updated_at,
            attempts: line.attempts,
            failed_checks: line.failed_checks.into_iter().map(Into::into).collect(),
            is_review_requested: line.is_review_requested,
        }
    }
}

impl From<credence_app::Case> for CaseDetail {
    fn from(case: credence_app::Case) -> Self {
        let decision = case
            .decision
            .as_ref()
            .map(|decision| decision.outcome.into());
        let (checks, assurance, verification) = case
            .decision
            .map(|decision| (decision.checks, decision.assurance, decision.verification))
            .unwrap_or_default();
        Self {
            line: case.line.into(),
            images: case.images.into_iter().map(Into::into).collect(),
            fields: case.fields.into_iter().map(Into::into).collect(),
            forgery_signals: case
                .forgery_signals
                .map(|signals| signals.into_iter().map(Into::into).collect()),
            checks: checks.into_iter().map(Into::into).collect(),
            scores: case.scores.map(Into::into),
            assurance: assurance.map(Into::into),
            verification,
            face: case.face.map(Into::into),
            duplicates: case.duplicates,
            decision,
            retake: case.retake.map(Into::into),
            consent: case.consent.map(Into::into),
            history: case.history.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<credence_app::CaseImage> for Image {
    fn from(image: credence_app::CaseImage) -> Self {
        Self {
            id: image.id,
            step: image.kind.into(),
            media_type: image.media_type,
            byte_length: image.byte_length,
        }
    }
}

impl From<credence_app::HistoryLine> for HistoryLine {
    fn from(line: credence_app::HistoryLine) -> Self {
        Self {
            sequence: line.sequence,
            at: line.at,
            actor_kind: line.actor_kind.into(),
            actor_name: line.actor_name.map(Redacted::new),
            action: line.action,
            detail: line.detail,
            reason: line.reason,
        }
    }
}
