use chrono::{DateTime, Utc};
use credence_app::RetentionChange;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::names::SessionState;

/// How long a tenant keeps things.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Retention {
    /// Counts the changes; null while nothing counts, and nothing is destroyed then.
    #[schema(required)]
    version: Option<i64>,
    /// Whether the tenant follows the installation's.
    is_installations: bool,
    /// Since when it counts.
    #[schema(required)]
    since: Option<DateTime<Utc>>,
    policy: RetentionPolicy,
}

/// How long things are kept, in days, by what became of a session. The time begins with the decision; for
/// a session without one, with its end; for a case that nobody decides, when it began to wait.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RetentionPolicy {
    approved: OutcomeRetention,
    rejected: OutcomeRetention,
    /// Cases that wait for a reviewer, and that nobody has decided.
    needs_review: OutcomeRetention,
    /// Sessions that came to nothing for a reason of ours.
    failed: OutcomeRetention,
    /// Sessions that were given up.
    expired: OutcomeRetention,
    cancelled: OutcomeRetention,
    /// The audit log; at least every `summary_days`.
    audit_days: u32,
    /// The list of events; at least `webhook_deliveries_days`.
    #[schema(minimum = 4)]
    events_days: u32,
    /// The log of webhook deliveries; what is still to be delivered stays.
    #[schema(minimum = 4)]
    webhook_deliveries_days: u32,
    /// Whether images may be kept for more than 1,095 days. Illinois' BIPA does not let what is made of
    /// faces be kept longer.
    #[serde(default)]
    keeps_images_beyond_three_years: bool,
}

/// How long the parts of a session are kept, in days: each no longer than the next.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutcomeRetention {
    /// The images, the portrait that was cut out, and their marks.
    images_days: u32,
    /// What was read from the document, and what people wrote; checks and decision stay.
    fields_days: u32,
    /// All the rest: the session is erased.
    #[schema(minimum = 1, maximum = 36_500)]
    summary_days: u32,
}

/// How long things are to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetRetentionBody {
    pub(crate) policy: RetentionPolicy,
    /// The `confirmation` of the plan that the same call was answered with within the last hour.
    #[serde(default)]
    pub(crate) confirm: Option<String>,
}

/// What a policy finds due at an instant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetentionPlan {
    planned_at: DateTime<Utc>,
    /// What is not named has nothing due.
    due: Vec<PlanLine>,
    /// Send it as `confirm` to have the policy count all the same. Good for an hour, for this policy after
    /// the version that counts now.
    confirmation: String,
}

/// How much of a class is due.
#[derive(Debug, Serialize, ToSchema)]
struct PlanLine {
    class: PlanClass,
    /// Of sessions in this state; null where it does not depend on one.
    #[schema(required)]
    outcome: Option<SessionState>,
    /// How many sessions or rows.
    count: u64,
    /// When the time of the oldest began.
    #[schema(required)]
    oldest: Option<DateTime<Utc>>,
}

/// What is kept for a time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PlanClass {
    Images,
    Fields,
    Summary,
    Events,
    WebhookDeliveries,
    Audit,
}

/// What came of setting how long things are kept.
#[derive(Debug)]
pub(crate) enum RetentionAnswer {
    InForce(Retention),
    Unconfirmed(RetentionPlan),
}

impl From<RetentionChange> for RetentionAnswer {
    fn from(change: RetentionChange) -> Self {
        match change {
            RetentionChange::InForce(view) => Self::InForce(view.into()),
            RetentionChange::Unconfirmed(plan) => Self::Unconfirmed(plan.into()),
        }
    }
}

impl From<credence_app::RetentionView> for Retention {
    fn from(view: credence_app::RetentionView) -> Self {
        Self {
            version: view.version,
            is_installations: view.is_installations,
            since: view.since,
            policy: view.policy.into(),
        }
    }
}

impl From<credence_app::RetentionPolicy> for RetentionPolicy {
    fn from(policy: credence_app::RetentionPolicy) -> Self {
        Self {
            approved: policy.approved.into(),
            rejected: policy.rejected.into(),
            needs_review: policy.needs_review.into(),
            failed: policy.failed.into(),
            expired: policy.expired.into(),
            cancelled: policy.cancelled.into(),
            audit_days: policy.audit_days,
            events_days: policy.events_days,
            webhook_deliveries_days: policy.webhook_deliveries_days,
            keeps_images_beyond_three_years: policy.keeps_images_beyond_three_years,
        }
    }
}

impl From<RetentionPolicy> for credence_app::RetentionPolicy {
    fn from(policy: RetentionPolicy) -> Self {
        Self {
            approved: policy.approved.into(),
            rejected: policy.rejected.into(),
            needs_review: policy.needs_review.into(),
            failed: policy.failed.into(),
            expired: policy.expired.into(),
            cancelled: policy.cancelled.into(),
            audit_days: policy.audit_days,
            events_days: policy.events_days,
            webhook_deliveries_days: policy.webhook_deliveries_days,
            keeps_images_beyond_three_years: policy.keeps_images_beyond_three_years,
        }
    }
}

impl From<credence_app::OutcomeRetention> for OutcomeRetention {
    fn from(kept: credence_app::OutcomeRetention) -> Self {
        Self {
            images_days: kept.images_days,
            fields_days: kept.fields_days,
            summary_days: kept.summary_days,
        }
    }
}

impl From<OutcomeRetention> for credence_app::OutcomeRetention {
    fn from(kept: OutcomeRetention) -> Self {
        Self {
            images_days: kept.images_days,
            fields_days: kept.fields_days,
            summary_days: kept.summary_days,
        }
    }
}

impl From<credence_app::RetentionPlan> for RetentionPlan {
    fn from(plan: credence_app::RetentionPlan) -> Self {
        let due = plan.lines.into_iter().map(|line| PlanLine {
            class: line.class.into(),
            outcome: line.outcome.map(Into::into),
            count: line.count,
            oldest: line.oldest,
        });
        Self {
            planned_at: plan.planned_at,
            due: due.collect(),
            confirmation: plan.confirmation,
        }
    }
}

impl From<credence_app::PlanClass> for PlanClass {
    fn from(class: credence_app::PlanClass) -> Self {
        match class {
            credence_app::PlanClass::Images => Self::Images,
            credence_app::PlanClass::Fields => Self::Fields,
            credence_app::PlanClass::Summary => Self::Summary,
            credence_app::PlanClass::Events => Self::Events,
            credence_app::PlanClass::WebhookDeliveries => Self::WebhookDeliveries,
            credence_app::PlanClass::Audit => Self::Audit,
        }
    }
}
