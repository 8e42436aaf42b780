use chrono::{DateTime, Utc};
use credence_storage::SessionState;
use credence_trust::{DecidedBy, Decision};
use serde::Serialize;
use uuid::Uuid;

use super::verified::VerifiedClaims;

/// What a signed result says.
#[derive(Serialize)]
pub(super) struct Claims<'a> {
    pub(super) iss: String,
    /// The tenant.
    pub(super) aud: Uuid,
    /// The session.
    pub(super) sub: Uuid,
    pub(super) iat: i64,
    pub(super) exp: i64,
    pub(super) jti: Uuid,
    pub(super) decision: DecisionClaim<'a>,
    /// Only of an approved session, and only for a key that may read personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verified_claims: Option<VerifiedClaims>,
}

/// The decision, without personal data.
#[derive(Serialize)]
pub(super) struct DecisionClaim<'a> {
    /// `approved` or `rejected`.
    outcome: &'static str,
    decided_at: DateTime<Utc>,
    /// `policy` or `reviewer`.
    decided_by: &'static str,
    policy_version: &'a str,
    engine_build: &'a str,
    checks: Vec<CheckClaim>,
}

#[derive(Serialize)]
struct CheckClaim {
    code: &'static str,
    outcome: &'static str,
}

impl<'a> DecisionClaim<'a> {
    pub(super) fn new(
        decision: &'a Decision,
        engine_build: &'a str,
        (state, decided_at, decided_by): (SessionState, DateTime<Utc>, DecidedBy),
    ) -> Self {
        let checks = decision.checks.iter().map(|check| CheckClaim {
            code: check.code.as_str(),
            outcome: check.outcome.as_str(),
        });
        Self {
            outcome: state.as_str(),
            decided_at,
            decided_by: match decided_by {
                DecidedBy::Policy => "policy",
                DecidedBy::Reviewer => "reviewer",
            },
            policy_version: &decision.policy_version,
            engine_build,
            checks: checks.collect(),
        }
    }
}
