use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use credence_storage::{HistoryCount, RetainedClass, SessionState};
use credence_types::{TenantId, hex};
use sqlx::PgConnection;
use subtle::ConstantTimeEq;

use crate::credential::sha256;
use crate::fault::Fault;
use crate::retention::in_force::document_and_hash;
use crate::retention::policy::RetentionPolicy;
use crate::retention::rules::days_before;

/// How long a plan may be confirmed.
const CONFIRMED_WITHIN: TimeDelta = TimeDelta::hours(1);

/// What a retention policy finds due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionPlan {
    /// Of when it is.
    pub planned_at: DateTime<Utc>,
    /// What is due; what is not named has nothing due.
    pub lines: Vec<PlanLine>,
    /// Said again within an hour, it lets the policy destroy what is named here: the hash of tenant, version
    /// before, policy and instant, behind the instant. What is due at an instant only ever grows less, but
    /// by a hold that is taken off.
    pub confirmation: String,
}

/// How much of a class is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// What.
    pub class: PlanClass,
    /// Of sessions of this outcome; `None` where it does not depend on one.
    pub outcome: Option<SessionState>,
    /// How many sessions, or rows.
    pub count: u64,
    /// When the time of the oldest began.
    pub oldest: Option<DateTime<Utc>>,
}

/// A class of things that are kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanClass {
    /// The images of sessions.
    Images,
    /// What was read of sessions.
    Fields,
    /// Whole sessions.
    Summary,
    /// Events.
    Events,
    /// Webhook deliveries.
    WebhookDeliveries,
    /// Rows of the audit log, which go through the database's owner alone ([`crate::prune_due_audits`]).
    Audit,
}

impl PlanClass {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Images,
        Self::Fields,
        Self::Summary,
        Self::Events,
        Self::WebhookDeliveries,
        Self::Audit,
    ];

    /// The name used in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Fields => "fields",
            Self::Summary => "summary",
            Self::Events => "events",
            Self::WebhookDeliveries => "webhook_deliveries",
            Self::Audit => "audit",
        }
    }

    /// What it means, for the reference.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Images => "The photographs of sessions, by `images_days` of their outcome.",
            Self::Fields => {
                "What was read from documents and what people wrote, by `fields_days` of the outcome. \
                 The decision stays."
            }
            Self::Summary => "Whole sessions, which are erased, by `summary_days` of the outcome.",
            Self::Events => "Events, by `events_days`.",
            Self::WebhookDeliveries => "Webhook deliveries, by `webhook_deliveries_days`.",
            Self::Audit => {
                "Rows of the audit log, by `audit_days`, oldest first, with a signed note."
            }
        }
    }
}

impl From<RetainedClass> for PlanClass {
    fn from(class: RetainedClass) -> Self {
        match class {
            RetainedClass::Images => Self::Images,
            RetainedClass::Fields => Self::Fields,
            RetainedClass::Summary => Self::Summary,
        }
    }
}

impl RetentionPlan {
    /// Whether anything would be destroyed at once.
    #[must_use]
    pub const fn destroys(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// What is asked about: the policy, and the version that it would follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposal<'a> {
    pub(super) tenant: TenantId,
    pub(super) version_before: i64,
    pub(super) policy: &'a RetentionPolicy,
}

/// What the policy finds due at `now`. Nothing is changed.
pub(super) async fn plan(
    connection: &mut PgConnection,
    proposal: Proposal<'_>,
    now: DateTime<Utc>,
) -> Result<RetentionPlan, Fault> {
    let Proposal { tenant, policy, .. } = proposal;
    let planned_at = now.trunc_subsecs(0);
    let mut lines = Vec::new();
    for class in RetainedClass::ALL {
        let before = policy.due_before(class, planned_at);
        let counts =
            credence_storage::count_sessions_due(&mut *connection, tenant, class, &before).await?;
        lines.extend(counts.into_iter().map(|due| PlanLine {
            class: class.into(),
            outcome: Some(due.state),
            count: due.count,
            oldest: Some(due.oldest),
        }));
    }
    let until = |days| days_before(planned_at, days);
    let (events, deliveries) = (policy.events_days, policy.webhook_deliveries_days);
    let found = credence_storage::count_old_events(&mut *connection, tenant, until(events)).await?;
    lines.extend(PlanLine::of_history(PlanClass::Events, found));
    let found =
        credence_storage::count_old_webhook_deliveries(&mut *connection, tenant, until(deliveries))
            .await?;
    lines.extend(PlanLine::of_history(PlanClass::WebhookDeliveries, found));
    let found =
        credence_storage::count_old_audit(&mut *connection, tenant, until(policy.audit_days))
            .await?;
    lines.extend(PlanLine::of_history(PlanClass::Audit, found));
    Ok(RetentionPlan {
        planned_at,
        lines,
        confirmation: confirmation(proposal, planned_at)?,
    })
}

impl PlanLine {
    fn of_history(class: PlanClass, found: HistoryCount) -> Option<Self> {
        (found.count > 0).then_some(Self {
            class,
            outcome: None,
            count: found.count,
            oldest: found.oldest,
        })
    }
}

/// Whether `given` confirms a plan of this proposal within the last hour.
pub(super) fn is_confirmed(
    proposal: Proposal<'_>,
    given: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let planned_at = given
        .and_then(|text| text.split_once('-'))
        .and_then(|(seconds, _)| seconds.parse().ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let (Some(given), Some(planned_at)) = (given, planned_at) else {
        return Ok(false);
    };
    let is_recent = planned_at <= now && now - planned_at <= CONFIRMED_WITHIN;
    let wanted = confirmation(proposal, planned_at)?;
    Ok(is_recent && bool::from(wanted.as_bytes().ct_eq(given.as_bytes())))
}

fn confirmation(proposal: Proposal<'_>, planned_at: DateTime<Utc>) -> Result<String, Fault> {
    let (_, policy) = document_and_hash(proposal.policy)?;
    let seconds = planned_at.timestamp();
    let content = format!(
        "retention plan\n{}\n{}\n{}\n{seconds}",
        proposal.tenant,
        proposal.version_before,
        hex(&policy),
    );
    Ok(format!("{seconds}-{}", hex(&sha256(&content))))
}
