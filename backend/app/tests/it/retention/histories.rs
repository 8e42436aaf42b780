//! Random sessions of many tenants under random policies, through sweeps at random instants: what is left
//! is what the model says, to the row.

use chrono::TimeDelta;
use credence_app::{
    AuditCheck, HoldReason, Integrator, OutcomeRetention, RetentionChange, RetentionPolicy,
    ensure_tenant, hold_session, release_session, set_retention, sweep, verify_audit_chain,
    work_due,
};
use credence_types::{Clock, SessionId, TenantId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sqlx::PgPool;
use uuid::Uuid;

use crate::house::{House, integrator_of};
use crate::retention::model::{Left, Life};
use crate::retention::rows::{Promised, insert, seen, snapshots};

const TENANTS: u128 = 12;
const SESSIONS: usize = 16;
const SWEEPS: usize = 6;

const STATES: [&str; 10] = [
    "created",
    "submitted",
    "processing",
    "retake",
    "approved",
    "rejected",
    "needs_review",
    "failed",
    "expired",
    "cancelled",
];

/// A tenant with its policy and its sessions.
struct Organisation {
    tenant: TenantId,
    integrator: Integrator,
    policy: RetentionPolicy,
    sessions: Vec<(SessionId, Life)>,
}

fn kept() -> impl Strategy<Value = OutcomeRetention> {
    (0_u32..15, 0_u32..15, 1_u32..15).prop_map(|(images, fields, summary)| OutcomeRetention {
        images_days: images,
        fields_days: images + fields,
        summary_days: images + fields + summary,
    })
}

fn policy() -> impl Strategy<Value = RetentionPolicy> {
    let all = (kept(), kept(), kept(), kept(), kept(), kept());
    all.prop_map(
        |(approved, rejected, needs_review, failed, expired, cancelled)| RetentionPolicy {
            approved,
            rejected,
            needs_review,
            failed,
            expired,
            cancelled,
            ..RetentionPolicy::default()
        },
    )
}

/// A policy by which everything is kept for ten times as long.
fn lengthened(policy: &RetentionPolicy) -> RetentionPolicy {
    let longer = |kept: OutcomeRetention| OutcomeRetention {
        images_days: kept.images_days * 10,
        fields_days: kept.fields_days * 10,
        summary_days: kept.summary_days * 10,
    };
    RetentionPolicy {
        approved: longer(policy.approved),
        rejected: longer(policy.rejected),
        needs_review: longer(policy.needs_review),
        failed: longer(policy.failed),
        expired: longer(policy.expired),
        cancelled: longer(policy.cancelled),
        ..policy.clone()
    }
}

/// A state, an age in days around which the session is, seconds beside it, whether it is held, and what
/// its person was promised.
fn life() -> impl Strategy<Value = (&'static str, i64, i64, bool, Promised)> {
    let state = prop::sample::select(STATES.to_vec());
    let promised = (0_u32..25, 0_u32..15).prop_map(|(images, more)| (images, images + more));
    let is_held = prop::bool::weighted(0.2);
    let promised = prop::option::of(promised);
    (state, 0_i64..30, -1_i64..=1, is_held, promised)
}

fn drawn<T>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

#[sqlx::test(migrations = "../../migrations")]
async fn exactly_what_is_due_is_destroyed(pool: PgPool) {
    let house = House::build(&pool).await;
    let mut runner = TestRunner::deterministic();
    let mut organisations = Vec::new();
    for number in 0..TENANTS {
        organisations.push(organisation(&house, &mut runner, number).await);
    }
    let (mut untouched, mut destroyed, mut by_promise) = (0, 0, 0);
    for round in 0..SWEEPS {
        let days = drawn(&mut runner, &(0_i64..6));
        house.clock.advance(TimeDelta::days(days));
        if round % 2 == 1 {
            for organisation in &mut organisations {
                change(&house, organisation, &mut runner).await;
            }
        }
        let before = snapshots(&pool, ids(&organisations)).await;
        sweep(&house.app).await.unwrap();
        let after = snapshots(&pool, ids(&organisations)).await;
        let mut rows = before.into_iter().zip(after);
        for organisation in &mut organisations {
            for (id, life) in &mut organisation.sessions {
                let left = life.left;
                let mut unpromised = Life {
                    promised: None,
                    ..life.clone()
                };
                unpromised.sweep(&organisation.policy, house.clock.now());
                life.sweep(&organisation.policy, house.clock.now());
                by_promise += i32::from(life.left < unpromised.left);
                let (before, after) = rows.next().unwrap();
                if life.left == left {
                    assert_eq!(before, after, "round {round}: {life:?}");
                    untouched += 1;
                } else {
                    destroyed += 1;
                }
                assert_eq!(seen(&pool, *id).await, life.left, "round {round}: {life:?}");
            }
        }
        // A second look finds nothing more.
        let again = sweep(&house.app).await.unwrap().purged;
        assert_eq!((again.images, again.fields, again.summaries), (0, 0, 0));
    }
    println!(
        "{destroyed} times something was destroyed, {by_promise} of them by a promise, {untouched} times \
         nothing"
    );
    assert!(destroyed > 100 && untouched > 100 && by_promise > 10);
    while work_due(&house.app).await.unwrap() > 0 {}
    assert_eq!(house.count("waiting").await, 0);
    for organisation in &organisations {
        let chain = verify_audit_chain(&house.app, organisation.tenant).await;
        assert!(matches!(chain.unwrap(), AuditCheck::Whole { .. }));
    }
}

fn ids(organisations: &[Organisation]) -> impl Iterator<Item = SessionId> {
    let sessions = organisations.iter().flat_map(|one| &one.sessions);
    sessions.map(|(id, _)| *id)
}

async fn organisation(house: &House, runner: &mut TestRunner, number: u128) -> Organisation {
    let tenant = TenantId::from_uuid(Uuid::from_u128(100 + number));
    ensure_tenant(&house.app, tenant, "Random").await.unwrap();
    let (_, integrator) = integrator_of(&house.app, tenant).await;
    let mut organisation = Organisation {
        tenant,
        integrator,
        policy: drawn(runner, &policy()),
        sessions: Vec::new(),
    };
    set(house, &organisation).await;
    for place in 0..SESSIONS {
        let (state, days, beside, is_held, promised) = drawn(runner, &life());
        let began_at = house.clock.now() - TimeDelta::days(days) - TimeDelta::seconds(beside);
        let id = SessionId::from_uuid(Uuid::from_u128(
            (number << 32) + u128::try_from(place).unwrap() + 1_000,
        ));
        insert(&house.pool, (tenant, id), (state, promised), began_at).await;
        if is_held {
            hold(house, &organisation, id, true).await;
        }
        let life = Life {
            state,
            began_at,
            is_held,
            promised,
            left: Left::Everything,
        };
        organisation.sessions.push((id, life));
    }
    organisation
}

/// Another policy, shorter or much longer, and some hold put on or taken off.
async fn change(house: &House, organisation: &mut Organisation, runner: &mut TestRunner) {
    let other = drawn(runner, &policy());
    organisation.policy = match drawn(runner, &prop::bool::ANY) {
        true => lengthened(&other),
        false => other,
    };
    set(house, organisation).await;
    let place = drawn(runner, &(0..SESSIONS));
    let (id, mut life) = organisation.sessions[place].clone();
    if life.left == Left::Nothing {
        return;
    }
    life.is_held = !life.is_held;
    hold(house, organisation, id, life.is_held).await;
    organisation.sessions[place].1 = life;
}

/// Sets the policy, with its plan's confirmation where that is asked for.
async fn set(house: &House, organisation: &Organisation) {
    let mut confirmation = None;
    for _ in 0..2 {
        let policy = organisation.policy.clone();
        let by = &organisation.integrator;
        match set_retention(&house.app, by, policy, confirmation.as_deref())
            .await
            .unwrap()
        {
            RetentionChange::InForce(_) => return,
            RetentionChange::Unconfirmed(plan) => confirmation = Some(plan.confirmation),
        }
    }
    panic!("the confirmation was not taken");
}

async fn hold(house: &House, organisation: &Organisation, id: SessionId, is_held: bool) {
    let by = &organisation.integrator;
    if is_held {
        hold_session(&house.app, by, id, HoldReason::Dispute)
            .await
            .unwrap();
    } else {
        release_session(&house.app, by, id).await.unwrap();
    }
}
