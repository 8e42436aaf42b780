//! Which policy counts for a tenant; made, tried and switched by its administrators.

mod activate_policy;
mod back_test;
mod comparison;
mod create_policy;
mod document;
mod in_force;
mod read_policies;

pub use activate_policy::{ActivatePolicyError, activate_policy};
pub use back_test::{BackTest, BackTestError, OutcomeCount, back_test};
pub use comparison::{ChangedCheck, ChangedDecision};
pub use create_policy::{CreatePolicyError, create_policy};
pub use document::{PolicyDocumentError, parse_policy};
pub use read_policies::{
    PolicyLine, PolicyView, ReadPolicyError, installation_policy, policies, policy,
};

pub(crate) use document::{document_hash, document_of, policy_of};
pub(crate) use in_force::{PolicyInForce, policy_in_force};
