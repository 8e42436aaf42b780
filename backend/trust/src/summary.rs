use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::check::{CheckCode, CheckOutcome};
use crate::check_message::MessageCode;
use crate::decide::{Decision, DecisionOutcome};
use crate::message::decision_message;

/// Who settled the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The policy, from the evidence alone.
    Policy,
    /// A person at the console.
    Reviewer,
}

impl DecidedBy {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Reviewer => "reviewer",
        }
    }
}

/// What the person and the page may know: codes and fixed sentences, no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The outcome as it stands.
    pub decision: DecisionOutcome,
    /// When it was reached.
    pub decided_at: DateTime<Utc>,
    /// Who reached it.
    pub decided_by: DecidedBy,
    /// The outcome in a sentence.
    pub message: String,
    /// The checks behind it, in reporting order, without signs ([`CheckCode::is_sign`]).
    pub checks: Vec<SummaryCheck>,
}

/// One check as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryCheck {
    /// What was checked.
    pub code: CheckCode,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// The same as a code, by which a page can translate it; none in old decisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_code: Option<MessageCode>,
    /// The same in a sentence.
    pub message: String,
}

impl Decision {
    /// The summary of this decision, which stands as `outcome` since `decided_at` (a reviewer may
    /// have settled it otherwise than the policy).
    #[must_use]
    pub fn summary(
        &self,
        outcome: DecisionOutcome,
        decided_at: DateTime<Utc>,
        decided_by: DecidedBy,
    ) -> Summary {
        let shown = self.checks.iter().filter(|check| !check.code.is_sign());
        let checks = shown.map(|check| SummaryCheck {
            code: check.code,
            outcome: check.outcome,
            message_code: check.message_code,
            message: check.message.clone(),
        });
        Summary {
            decision: outcome,
            decided_at,
            decided_by,
            message: decision_message(outcome).to_owned(),
            checks: checks.collect(),
        }
    }
}
