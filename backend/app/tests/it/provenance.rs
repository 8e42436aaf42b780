//! What a decision came from is kept, and deciding again gives the same bytes.

use chrono::TimeDelta;
use credence_app::{
    Replay, ReplayError, ReplayScope, Replayed, activate_policy, create_policy, replay, result,
};
use credence_trust::Policy;
use credence_types::{ReaderModel, SessionId};
use sqlx::PgPool;

use crate::documents::{barcode_only, flawless};
use crate::dvs::Script;
use crate::house::{House, OTHER, Person, TENANT, integrator_of};

async fn replayed(house: &House, scope: ReplayScope) -> Vec<Replayed> {
    let mut all = Vec::new();
    replay(&house.app, TENANT, scope, |one| all.push(one))
        .await
        .unwrap();
    all
}

async fn of(house: &House, person: &Person) -> Replay {
    replayed(house, ReplayScope::Session(person.session)).await[0].replay
}

async fn change(pool: &PgPool, sql: &'static str, session: SessionId) {
    let done = sqlx::query(sql).bind(session.as_uuid()).execute(pool).await;
    assert!(done.unwrap().rows_affected() > 0);
}

/// As if the log had said so from the beginning, past whatever keeps it from being changed.
async fn had_audited(pool: &PgPool, detail: &str, session: SessionId) {
    let sql = format!(
        "update credence.audit set detail = detail || {detail}
         where session_id = $1 and action = 'verification_decided'"
    );
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica")
        .execute(&mut *transaction)
        .await
        .unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(session.as_uuid())
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_replay_gives_the_same_bytes_under_the_policy_of_then(pool: PgPool) {
    let house = House::build(&pool).await;
    let script = |content| Script::Verified(Box::new(content));
    house.verified(script(flawless())).await;
    house.clock.advance(TimeDelta::seconds(1));
    house.verified(script(barcode_only())).await;
    house.clock.advance(TimeDelta::seconds(1));
    let other = Policy {
        version: "other".to_owned(),
        accepted_document_types: vec![credence_types::DocumentType::Passport],
        ..Policy::default()
    };
    let json = serde_json::to_vec(&other).unwrap();
    create_policy(&house.app, &house.integrator, &json, None)
        .await
        .unwrap();
    activate_policy(&house.app, &house.integrator, "other")
        .await
        .unwrap();
    let person = house.verified(script(flawless())).await;
    let all = replayed(&house, ReplayScope::All).await;
    let told: Vec<_> = all
        .iter()
        .map(|one| (one.replay, one.policy_version.as_str()))
        .collect();
    let first = Policy::default().version;
    let first = first.as_str();
    let same = Replay::Same;
    assert_eq!(told, [(same, "other"), (same, first), (same, first)]);
    assert!(all.iter().all(|one| !one.is_of_another_build));
    assert_eq!(of(&house, &person).await, Replay::Same);
    let noted: i64 = sqlx::query_scalar(
        "select count(*) from credence.audit where action = 'verifications_replayed'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(noted, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_changed_or_is_gone_is_told(pool: PgPool) {
    let house = House::build(&pool).await;
    let verified = async || house.verified(Script::Verified(Box::new(flawless()))).await;
    let [evidence, decision, hash, erased, older, build] = [
        verified().await,
        verified().await,
        verified().await,
        verified().await,
        verified().await,
        verified().await,
    ];
    for (sql, person) in [
        (
            "update credence.verification set evidence_sealed = evidence_sealed || '\\x00'
             where session_id = $1",
            &evidence,
        ),
        (
            "update credence.verification
             set decision = jsonb_set(decision, '{outcome}', '\"rejected\"') where session_id = $1",
            &decision,
        ),
        (
            "update credence.verification set decision_sha256 = '\\x00' where session_id = $1",
            &hash,
        ),
        (
            "update credence.session set sealing_key = null, sealing_kek = null where id = $1",
            &erased,
        ),
        (
            "update credence.verification set policy_sha256 = null, decision_sha256 = null,
                 policy_version = 'before' where session_id = $1",
            &older,
        ),
        (
            "update credence.verification set engine_build = 'another', policy_sha256 = null,
                 decision_sha256 = null where session_id = $1",
            &build,
        ),
    ] {
        change(&pool, sql, person.session).await;
    }
    assert_eq!(of(&house, &evidence).await, Replay::Altered);
    assert_eq!(of(&house, &decision).await, Replay::Altered);
    assert_eq!(of(&house, &erased).await, Replay::Erased);
    // The audit log says another hash of these three, which a row of an older build had none of.
    for person in [&hash, &older, &build] {
        assert_eq!(of(&house, person).await, Replay::Altered);
    }
    had_audited(&pool, "'{\"decision_sha256\": \"00\"}'", hash.session).await;
    for person in [&older, &build] {
        had_audited(&pool, "'{\"decision_sha256\": \"\"}'", person.session).await;
    }
    assert_eq!(of(&house, &hash).await, Replay::Different);
    assert_eq!(of(&house, &older).await, Replay::PolicyUnknown);
    // An older row of the installation's policy still replays; the other build is named.
    let one = replayed(&house, ReplayScope::Session(build.session)).await;
    assert_eq!(
        (one[0].replay, one[0].is_of_another_build),
        (Replay::Same, true)
    );
    sqlx::query("update credence.policy set document = document || '{\"version\": \"x\"}'")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(of(&house, &hash).await, Replay::Altered);
    let nothing = ReplayScope::Session(SessionId::from_uuid(uuid::Uuid::nil()));
    let refused = replay(&house.app, TENANT, nothing, |_| {}).await;
    assert!(matches!(refused, Err(ReplayError::NotFound)));
    let foreign = ReplayScope::Session(hash.session);
    let refused = replay(&house.app, OTHER, foreign, |_| {}).await;
    assert!(matches!(refused, Err(ReplayError::NotFound)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_result_tells_what_it_came_from(pool: PgPool) {
    let house = House::build(&pool).await;
    let mut content = flawless();
    let model = ReaderModel {
        name: "print-line".to_owned(),
        sha256: "0f".repeat(32),
    };
    let silent = house
        .verified(Script::Verified(Box::new(content.clone())))
        .await;
    content.reader_models = Some(vec![model.clone()]);
    let telling = house.verified(Script::Verified(Box::new(content))).await;
    let provenance = async |person: &Person| {
        let result = result(&house.app, &house.integrator, person.session).await;
        result.unwrap().provenance
    };
    assert_eq!(provenance(&silent).await.models, None);
    let told = provenance(&telling).await;
    assert_eq!(told.models, Some(vec![model]));
    assert_eq!(told.evidence_sha256.len(), 32);
    assert_eq!(told.decision_sha256.map(|hash| hash.len()), Some(32));
    assert_eq!(told.policy_sha256.map(|hash| hash.len()), Some(32));
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    assert!(
        result(&house.app, &stranger, telling.session)
            .await
            .is_err()
    );
}
