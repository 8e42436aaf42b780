//! How long things are kept: set, planned, held, destroyed.

mod audit;
mod change;
mod crashes;
mod destroyed;
mod dvs_copies;
mod histories;
mod history;
mod hold;
mod model;
mod promised;
mod rows;

use credence_app::{OutcomeRetention, RetentionChange, RetentionPolicy, set_retention};

use crate::house::House;

/// The same for every outcome.
pub(super) fn policy(images_days: u32, fields_days: u32, summary_days: u32) -> RetentionPolicy {
    let kept = OutcomeRetention {
        images_days,
        fields_days,
        summary_days,
    };
    RetentionPolicy {
        approved: kept,
        rejected: kept,
        needs_review: kept,
        failed: kept,
        expired: kept,
        cancelled: kept,
        ..RetentionPolicy::default()
    }
}

/// Sets a policy by which nothing is due yet.
pub(super) async fn set(house: &House, policy: RetentionPolicy) {
    let change = set_retention(&house.app, &house.integrator, policy, None).await;
    assert!(matches!(change.unwrap(), RetentionChange::InForce(_)));
}
