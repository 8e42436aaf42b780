use chrono::{DateTime, Utc};
use credence_types::{SessionId, VerificationId, hex};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::names::{CheckCode, CheckOutcome, CheckRule, DecisionOutcome};
use super::policy_document::PolicyDocument;

/// The policies that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyList {
    policies: Vec<PolicyLine>,
}

/// A policy in a list.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyLine {
    version: String,
    /// Whether your sessions are decided under it.
    is_active: bool,
    /// Whether it is the installation's own, which the operator sets.
    is_installations: bool,
    /// When it was made; null for the installation's own.
    #[schema(required)]
    created_at: Option<DateTime<Utc>>,
}

/// A policy with its document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Policy {
    version: String,
    /// Whether your sessions are decided under it.
    is_active: bool,
    /// Whether it is the installation's own, which the operator sets.
    is_installations: bool,
    /// When it was made; null for the installation's own.
    #[schema(required)]
    created_at: Option<DateTime<Utc>>,
    /// SHA-256 of the document as JSON without white space, its keys in order; a result names it.
    document_sha256: String,
    #[schema(value_type = PolicyDocument)]
    document: Value,
}

/// How much to try a policy on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BackTestQuery {
    /// How many of the latest verifications to decide again.
    #[param(minimum = 1, maximum = 5000, default = 500)]
    pub(crate) limit: Option<u32>,
}

/// What a policy would have made of the latest verifications.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BackTest {
    policy_version: String,
    /// How many verifications were decided again.
    decided: u64,
    /// How many are of erased sessions: nothing is left to decide on.
    erased: u64,
    /// How many could not be opened or read by this build.
    unreadable: u64,
    /// How often each outcome of then meets each of now, also where they are the same.
    outcomes: Vec<OutcomeCount>,
    /// The decisions that would come out otherwise, newest first, at most 1,000.
    changes: Vec<ChangedDecision>,
    /// How many more there are than are listed.
    changes_left_off: u64,
}

/// A number of verifications.
#[derive(Debug, Serialize, ToSchema)]
struct OutcomeCount {
    then: DecisionOutcome,
    now: DecisionOutcome,
    count: u64,
}

/// A decision that would come out otherwise.
#[derive(Debug, Serialize, ToSchema)]
struct ChangedDecision {
    #[schema(value_type = Uuid)]
    session_id: SessionId,
    #[schema(value_type = Uuid)]
    verification_id: VerificationId,
    then: DecisionOutcome,
    now: DecisionOutcome,
    /// The checks that made the difference.
    checks: Vec<ChangedCheck>,
}

/// A check that ends otherwise, or that another thing follows from.
#[derive(Debug, Serialize, ToSchema)]
struct ChangedCheck {
    code: CheckCode,
    /// Null where it was not made.
    #[schema(required)]
    outcome_then: Option<CheckOutcome>,
    /// Null where it would not be made.
    #[schema(required)]
    outcome_now: Option<CheckOutcome>,
    /// Null where the policy of then is not kept.
    #[schema(required)]
    rule_then: Option<CheckRule>,
    rule_now: CheckRule,
}

impl From<Vec<credence_app::PolicyLine>> for PolicyList {
    fn from(lines: Vec<credence_app::PolicyLine>) -> Self {
        let policies = lines.into_iter().map(|line| PolicyLine {
            version: line.version,
            is_active: line.is_active,
            is_installations: line.is_installations,
            created_at: line.created_at,
        });
        Self {
            policies: policies.collect(),
        }
    }
}

impl From<credence_app::PolicyView> for Policy {
    fn from(policy: credence_app::PolicyView) -> Self {
        Self {
            version: policy.line.version,
            is_active: policy.line.is_active,
            is_installations: policy.line.is_installations,
            created_at: policy.line.created_at,
            document_sha256: hex(&policy.document_sha256),
            document: policy.document,
        }
    }
}

impl From<credence_app::BackTest> for BackTest {
    fn from(found: credence_app::BackTest) -> Self {
        let outcomes = found.outcomes.into_iter().map(|one| OutcomeCount {
            then: one.then.into(),
            now: one.now.into(),
            count: one.count,
        });
        Self {
            policy_version: found.policy_version,
            decided: found.decided,
            erased: found.erased,
            unreadable: found.unreadable,
            outcomes: outcomes.collect(),
            changes: found.changes.into_iter().map(Into::into).collect(),
            changes_left_off: found.changes_left_off,
        }
    }
}

impl From<credence_app::ChangedDecision> for ChangedDecision {
    fn from(change: credence_app::ChangedDecision) -> Self {
        let checks = change.checks.into_iter().map(|check| ChangedCheck {
            code: check.code.into(),
            outcome_then: check.outcome_then.map(Into::into),
            outcome_now: check.outcome_now.map(Into::into),
            rule_then: check.rule_then.map(Into::into),
            rule_now: check.rule_now.into(),
        });
        Self {
            session_id: change.session,
            verification_id: change.verification,
            then: change.then.into(),
            now: change.now.into(),
            checks: checks.collect(),
        }
    }
}
