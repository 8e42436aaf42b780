use std::path::Path;

use chrono::TimeDelta;
use credence_app::{
    AuditCheck, Replay, ReplayScope, Review, ReviewDecision, SessionState, case, decide_case,
    replay, result, session_for_integrator, session_images, signed_result, sweep,
    verify_audit_chain, work_due,
};
use credence_types::Redacted;
use sqlx::PgPool;

use crate::documents::{barcode_only, flawless};
use crate::dvs::Script;
use crate::house::{House, TENANT};
use crate::retention::{policy, set};

pub(super) fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path()),
            false => 1,
        })
        .sum()
}

async fn replayed(house: &House, session: credence_types::SessionId) -> Replay {
    let mut told = None;
    replay(&house.app, TENANT, ReplayScope::Session(session), |one| {
        told = Some(one.replay);
    })
    .await
    .unwrap();
    told.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn images_then_fields_then_everything_goes_when_its_time_is_over(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::build_with_files(&pool, folder.path()).await;
    set(&house, policy(10, 20, 30)).await;
    let person = house.verified(Script::Verified(Box::new(flawless()))).await;
    let session = person.session;
    let decided_at = house.view(&person).await.updated_at;
    let kept_until = house.view(&person).await.kept_until;
    let after = |days| Some(decided_at + TimeDelta::days(days));
    assert_eq!(kept_until.images, after(10));
    assert_eq!(kept_until.fields, after(20));
    assert_eq!(kept_until.summary, after(30));
    house.clock.advance(TimeDelta::days(1));
    let younger = house.verified(Script::Verified(Box::new(flawless()))).await;
    let all_files = files(folder.path());
    let before = house.view(&person).await;

    house
        .clock
        .advance(TimeDelta::days(9) - TimeDelta::seconds(1));
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 0);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 1);
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 0);
    // The rows are gone, the objects follow.
    assert_eq!(files(folder.path()), all_files);
    assert_eq!(work_due(&house.app).await.unwrap(), 2);
    assert_eq!(files(folder.path()), all_files / 2);
    let images = session_images(&house.app, &house.integrator, session).await;
    assert!(images.unwrap().is_empty());
    let images = session_images(&house.app, &house.integrator, younger.session).await;
    assert!(!images.unwrap().is_empty());
    let full = result(&house.app, &house.integrator, session)
        .await
        .unwrap();
    assert!(full.fields.is_some_and(|fields| !fields.is_empty()));
    assert_eq!(replayed(&house, session).await, Replay::Same);
    assert_eq!(house.count("document_mark").await, 2);

    house.clock.advance(TimeDelta::days(10));
    assert_eq!(sweep(&house.app).await.unwrap().purged.fields, 1);
    let thin = result(&house.app, &house.integrator, session)
        .await
        .unwrap();
    assert!(thin.fields.is_none() && thin.scores.document.is_none());
    assert_eq!(thin.decision, full.decision);
    assert_eq!(
        thin.provenance.evidence_sha256,
        full.provenance.evidence_sha256
    );
    signed_result(&house.app, &house.integrator, session)
        .await
        .unwrap();
    assert_eq!(replayed(&house, session).await, Replay::EvidenceDestroyed);
    assert_eq!(house.count("document_mark").await, 1);
    // Neither is a change of the session that anybody is told of.
    let view = house.view(&person).await;
    assert_eq!(view.version, before.version);
    assert!(view.summary.is_some());
    assert_eq!(
        view.kept_until.images,
        Some(decided_at + TimeDelta::days(10))
    );

    house.clock.advance(TimeDelta::days(10));
    assert_eq!(sweep(&house.app).await.unwrap().purged.summaries, 1);
    let seen = session_for_integrator(&house.app, &house.integrator, session).await;
    let seen = seen.unwrap();
    assert_eq!(seen.state, SessionState::Erased);
    assert_eq!(seen.kept_until.images, None);
    let told: i64 = sqlx::query_scalar(
        "select count(*) from credence.event where session_id = $1 and type = 'session.erased'",
    )
    .bind(session.as_uuid())
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(told, 1);
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&younger).await.state, SessionState::Approved);
    let acts = house.actions(session).await;
    let of_retention = ["images_destroyed", "fields_destroyed", "session_erased"];
    for action in of_retention {
        assert_eq!(acts.iter().filter(|act| *act == action).count(), 1);
    }
    let chain = verify_audit_chain(&house.app, TENANT).await.unwrap();
    assert!(matches!(chain, AuditCheck::Whole { .. }));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reviewed_case_loses_its_reason_and_is_still_shown(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(5, 5, 50)).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let person = house
        .verified(Script::Verified(Box::new(barcode_only())))
        .await;
    case(&house.app, &reviewer, person.session).await.unwrap();
    house.clock.advance(TimeDelta::days(4));
    let review = Review {
        decision: ReviewDecision::Reject,
        reason: Redacted::new("looks alike".to_owned()),
        faces: None,
    };
    decide_case(&house.app, &reviewer, person.session, review)
        .await
        .unwrap();
    // The time counts from the reviewer's decision.
    house.clock.advance(TimeDelta::days(4));
    assert_eq!(sweep(&house.app).await.unwrap().purged.fields, 0);
    house.clock.advance(TimeDelta::days(1));
    assert_eq!(sweep(&house.app).await.unwrap().purged.fields, 1);
    let shown = case(&house.app, &reviewer, person.session).await.unwrap();
    assert!(shown.fields.is_empty() && shown.images.is_empty());
    assert!(shown.history.iter().all(|line| line.reason.is_none()));
    assert!(shown.decision.is_some());
}

#[sqlx::test(migrations = "../../migrations")]
async fn evidence_that_nobody_had_destroyed_is_missed(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(Script::Verified(Box::new(flawless()))).await;
    sqlx::query("update credence.verification set evidence_sealed = ''")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(replayed(&house, person.session).await, Replay::Altered);
}
