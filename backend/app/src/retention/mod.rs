//! How long things are kept: a policy of each tenant, the installation's beneath it, and what the worker
//! destroys by it.

mod change;
mod hold;
mod in_force;
mod kept_until;
mod objects;
mod plan;
mod policy;
mod purge;
mod read;
mod requests;
mod rules;

pub use change::{RetentionChange, SetRetentionError, set_retention, set_retention_as_operator};
pub use hold::{HoldError, HoldReason, hold_session, release_session};
pub use kept_until::KeptUntil;
pub use plan::{PlanClass, PlanLine, RetentionPlan};
pub use policy::{
    OutcomeRetention, RetentionDocumentError, RetentionPolicy, RetentionRefused, parse_retention,
};
pub use purge::Purged;
pub use read::{
    RetentionView, plan_retention, plan_retention_of_tenant, retention, retention_of_tenant,
};

pub(crate) use in_force::{InForce, in_force_or_taken_up, policy_of, policy_of_tenant};
pub(crate) use kept_until::kept_until;
pub(crate) use objects::{PURGE_OBJECTS, purge_objects};
pub(crate) use purge::{FIELDS_DESTROYED, purge_due};
pub(crate) use requests::{PURGE_REQUESTS, purge_requests};
pub(crate) use rules::days_before;
