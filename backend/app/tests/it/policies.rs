//! Policies are made once, tried on what is stored, switched, and every decision names its own.

use chrono::TimeDelta;
use credence_app::{
    ActivatePolicyError, AuditCheck, BackTestError, CheckCode, CheckOutcome, CheckRule,
    CreatePolicyError, DecisionOutcome, PolicyDocumentError, ReadPolicyError, Scope, SessionState,
    activate_policy, back_test, create_policy, policies, policy, verify_audit_chain, work_due,
};
use credence_trust::{Policy, PolicyError};
use credence_types::DocumentType;
use serde_json::Value;
use sqlx::PgPool;

use crate::documents::{barcode_only, flawless};
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT, integrator_of, integrator_with};

fn passports_only(version: &str) -> Policy {
    Policy {
        version: version.to_owned(),
        accepted_document_types: vec![DocumentType::Passport],
        ..Policy::default()
    }
}

/// Takes whatever was read, as long as it is in date.
fn lenient(version: &str) -> Policy {
    let mut policy = Policy {
        version: version.to_owned(),
        ..Policy::default()
    };
    for code in CheckCode::ALL {
        policy.checks.insert(code, CheckRule::Informational);
    }
    for code in [CheckCode::DocumentReadable, CheckCode::DocumentInDate] {
        policy.checks.insert(code, CheckRule::RejectWhenFailed);
    }
    policy
}

fn json(policy: &Policy) -> Vec<u8> {
    serde_json::to_vec(policy).unwrap()
}

async fn make(house: &House, policy: &Policy) {
    create_policy(&house.app, &house.integrator, &json(policy), None)
        .await
        .unwrap();
}

async fn audited(house: &House) -> Vec<String> {
    sqlx::query_scalar(
        "select action from credence.audit where action like 'policy%' order by sequence",
    )
    .fetch_all(&house.pool)
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_version_is_made_once_and_never_edited(pool: PgPool) {
    let house = House::build(&pool).await;
    let make = async |policy: &Policy| {
        create_policy(&house.app, &house.integrator, &json(policy), None).await
    };
    let made = make(&passports_only("one")).await.unwrap().answer;
    assert!(!made.line.is_active && !made.line.is_installations);
    for again in [passports_only("one"), lenient("one"), Policy::default()] {
        assert!(matches!(make(&again).await, Err(CreatePolicyError::Exists)));
    }
    let read = policy(&house.app, &house.integrator, "one").await.unwrap();
    assert_eq!(
        read.document,
        serde_json::to_value(passports_only("one")).unwrap()
    );
    assert_eq!(read.document_sha256, made.document_sha256);
    let mut unsafe_one = lenient("two");
    unsafe_one.accepted_document_types.clear();
    let refused = make(&unsafe_one).await;
    assert!(matches!(
        refused,
        Err(CreatePolicyError::Document(PolicyDocumentError::Unsafe(
            PolicyError::NoDocumentType
        )))
    ));
    let lines = policies(&house.app, &house.integrator).await.unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.version.as_str(), line.is_active, line.is_installations))
        .collect();
    let house_version = Policy::default().version;
    assert_eq!(told, [("one", false, false), (&house_version, true, true)]);
    assert_eq!(audited(&house).await, ["policy_created"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenants_policies_are_not_there(pool: PgPool) {
    let house = House::build(&pool).await;
    make(&house, &passports_only("one")).await;
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let read = policy(&house.app, &stranger, "one").await;
    assert!(matches!(read, Err(ReadPolicyError::NotFound)));
    let switched = activate_policy(&house.app, &stranger, "one").await;
    assert!(matches!(switched, Err(ActivatePolicyError::NotFound)));
    let tried = back_test(&house.app, &stranger, "one", None).await;
    assert!(matches!(tried, Err(BackTestError::NotFound)));
    assert_eq!(policies(&house.app, &stranger).await.unwrap().len(), 1);
    for absent in ["two", "", "one\0"] {
        let read = policy(&house.app, &house.integrator, absent).await;
        assert!(matches!(read, Err(ReadPolicyError::NotFound)), "{absent:?}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_switch_counts_from_the_next_verification_on_and_back(pool: PgPool) {
    let house = House::build(&pool).await;
    let house_version = Policy::default().version;
    make(&house, &passports_only("one")).await;
    let state = async || {
        house.clock.advance(TimeDelta::seconds(1));
        let person = house.verified(Script::Verified(Box::new(flawless()))).await;
        let policy: String = sqlx::query_scalar(
            "select policy_version from credence.verification order by id desc limit 1",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        (house.view(&person).await.state, policy)
    };
    assert_eq!(
        state().await,
        (SessionState::Approved, house_version.clone())
    );
    let person = house.person().await;
    for _ in 0..2 {
        let active = activate_policy(&house.app, &house.integrator, "one").await;
        assert!(active.unwrap().line.is_active);
    }
    // The page shows what is accepted now.
    let capture = house.view(&person).await.capture.unwrap();
    assert_eq!(capture.document_types, [DocumentType::Passport]);
    assert_eq!(state().await, (SessionState::NeedsReview, "one".to_owned()));
    let lines = policies(&house.app, &house.integrator).await.unwrap();
    let active: Vec<_> = lines.iter().filter(|line| line.is_active).collect();
    assert_eq!((active.len(), active[0].version.as_str()), (1, "one"));

    // The other tenant goes on as before.
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    assert!(policies(&house.app, &stranger).await.unwrap()[0].is_active);

    let back = activate_policy(&house.app, &house.integrator, &house_version).await;
    assert!(back.unwrap().line.is_installations);
    assert_eq!(state().await, (SessionState::Approved, house_version));
    let noted = audited(&house).await;
    assert_eq!(
        noted,
        ["policy_created", "policy_activated", "policy_activated"]
    );
    let chain = verify_audit_chain(&house.app, TENANT).await.unwrap();
    assert!(matches!(chain, AuditCheck::Whole { .. }));
}

/// A job that is under way while somebody switches is decided under one of the two, and names it.
#[sqlx::test(migrations = "../../migrations")]
async fn a_verification_under_way_is_settled_under_the_policy_of_its_end(pool: PgPool) {
    let house = House::build(&pool).await;
    make(&house, &passports_only("one")).await;
    let person = house.person().await;
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    let gate = house.dvs.gate_result();
    let app = house.app.clone();
    let worker = tokio::spawn(async move { work_due(&app).await });
    gate.reached.notified().await;
    activate_policy(&house.app, &house.integrator, "one")
        .await
        .unwrap();
    gate.go_on.notify_one();
    assert_eq!(worker.await.unwrap().unwrap(), 1);
    let (version, decision): (String, Value) =
        sqlx::query_as("select policy_version, decision from credence.verification")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(
        (version.as_str(), &decision["policy_version"]),
        ("one", &Value::from("one"))
    );
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_back_test_says_what_would_change_and_why_and_changes_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let approved = house.verified(Script::Verified(Box::new(flawless()))).await;
    house.clock.advance(TimeDelta::seconds(1));
    let reviewed = house
        .verified(Script::Verified(Box::new(barcode_only())))
        .await;
    house.clock.advance(TimeDelta::seconds(1));
    let erased = house.verified(Script::Verified(Box::new(flawless()))).await;
    sqlx::query("update credence.session set sealing_key = null, sealing_kek = null where id = $1")
        .bind(erased.session.as_uuid())
        .execute(&pool)
        .await
        .unwrap();
    make(&house, &lenient("easy")).await;
    make(&house, &passports_only("passports")).await;
    let test =
        async |version: &str, limit| back_test(&house.app, &house.integrator, version, limit).await;

    let easy = test("easy", None).await.unwrap();
    assert_eq!((easy.decided, easy.erased, easy.unreadable), (2, 1, 0));
    let counts: Vec<_> = easy
        .outcomes
        .iter()
        .map(|one| (one.then, one.now, one.count))
        .collect();
    let approve = DecisionOutcome::Approved;
    let review = DecisionOutcome::NeedsReview;
    assert_eq!(counts, [(approve, approve, 1), (review, approve, 1)]);
    assert_eq!((easy.changes.len(), easy.changes_left_off), (1, 0));
    let change = &easy.changes[0];
    assert_eq!(
        (change.session, change.then, change.now),
        (reviewed.session, review, approve)
    );
    let face = change
        .checks
        .iter()
        .find(|check| check.code == CheckCode::FaceMatch);
    let face = face.unwrap();
    assert_eq!(face.outcome_now, Some(CheckOutcome::Unavailable));
    assert_eq!(
        (face.rule_then, face.rule_now),
        (Some(CheckRule::ReviewWhenFailed), CheckRule::Informational)
    );
    assert!(
        change
            .checks
            .iter()
            .all(|check| check.code != CheckCode::DocumentReadable)
    );

    let passports = test("passports", Some(5_000)).await.unwrap();
    let change = &passports.changes[0];
    assert_eq!(
        (passports.changes.len(), change.session),
        (1, approved.session)
    );
    let codes: Vec<_> = change.checks.iter().map(|check| check.code).collect();
    assert_eq!(codes, [CheckCode::DocumentTypeAccepted]);

    // The newest only, which is erased.
    let newest = test("easy", Some(1)).await.unwrap();
    assert_eq!((newest.decided, newest.erased), (0, 1));
    let same = test(&Policy::default().version, None).await.unwrap();
    assert!(same.changes.is_empty());
    for refused in [0, 5_001] {
        let refused = test("easy", Some(refused)).await;
        assert!(matches!(refused, Err(BackTestError::Limit)));
    }
    assert_eq!(house.view(&reviewed).await.state, SessionState::NeedsReview);
    let tried = audited(&house)
        .await
        .into_iter()
        .filter(|act| act == "policy_back_tested");
    assert_eq!(tried.count(), 4);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_tenants_policies_are_tried_one_at_a_time(pool: PgPool) {
    let house = House::build(&pool).await;
    make(&house, &lenient("one")).await;
    let mut other = pool.begin().await.unwrap();
    let is_ours = credence_storage::lock_back_test(&mut *other, TENANT).await;
    assert!(is_ours.unwrap());
    let tried = async || back_test(&house.app, &house.integrator, "one", None).await;
    assert!(matches!(tried().await, Err(BackTestError::Running)));
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let own = back_test(&house.app, &stranger, "installation", None).await;
    assert_eq!(own.unwrap().policy_version, Policy::default().version);
    // However the other ended.
    drop(other);
    while matches!(tried().await, Err(BackTestError::Running)) {
        tokio::task::yield_now().await;
    }
    let noted = audited(&house).await;
    let tried = ["policy_back_tested", "policy_back_test_ended"];
    assert_eq!(noted, [&["policy_created"], &tried[..], &tried].concat());
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_installations_policy_has_a_name_that_no_tenant_can_take(pool: PgPool) {
    let house = House::build(&pool).await;
    for version in ["installation", "Installation"] {
        let json = json(&lenient(version));
        let made = create_policy(&house.app, &house.integrator, &json, None);
        assert!(matches!(made.await, Err(CreatePolicyError::Exists)));
    }
    // One that was kept before the installation's came to have its version.
    let version = Policy::default().version;
    sqlx::query(
        "insert into credence.policy (tenant_id, version, document, document_sha256,
             is_installations, created_at) values ($1, $2, $3, '\\x00', false, now())",
    )
    .bind(TENANT.as_uuid())
    .bind(&version)
    .bind(serde_json::to_value(lenient(&version)).unwrap())
    .execute(&pool)
    .await
    .unwrap();
    let read = policy(&house.app, &house.integrator, "installation").await;
    let read = read.unwrap();
    assert!(read.line.is_installations);
    assert_eq!(
        read.document,
        serde_json::to_value(Policy::default()).unwrap()
    );
    activate_policy(&house.app, &house.integrator, &version)
        .await
        .unwrap();
    let back = activate_policy(&house.app, &house.integrator, "installation").await;
    let back = back.unwrap().line;
    assert!(back.is_installations && back.is_active);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_tenant_attests_nothing_that_only_the_operator_can(pool: PgPool) {
    let house = House::build(&pool).await;
    for policy in [
        Policy {
            is_presentation_attack_detection_conformant: true,
            ..lenient("one")
        },
        Policy {
            is_document_inspection_conformant: true,
            ..lenient("two")
        },
    ] {
        let made = create_policy(&house.app, &house.integrator, &json(&policy), None).await;
        assert!(matches!(made, Err(CreatePolicyError::Attestation)));
        // One that was kept while the operator's policy said so too.
        sqlx::query(
            "insert into credence.policy (tenant_id, version, document, document_sha256,
                 is_installations, created_at) values ($1, $2, $3, '\\x00', false, now())",
        )
        .bind(TENANT.as_uuid())
        .bind(&policy.version)
        .bind(serde_json::to_value(&policy).unwrap())
        .execute(&pool)
        .await
        .unwrap();
        let switched = activate_policy(&house.app, &house.integrator, &policy.version).await;
        assert!(matches!(switched, Err(ActivatePolicyError::Attestation)));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_back_test_needs_leave_to_read_about_people(pool: PgPool) {
    let house = House::build(&pool).await;
    make(&house, &lenient("one")).await;
    for scopes in [
        &[Scope::Admin][..],
        &[Scope::Admin, Scope::ResultsRead],
        &[Scope::Admin, Scope::PiiRead],
    ] {
        let integrator = integrator_with(&house.app, TENANT, scopes).await;
        let tried = back_test(&house.app, &integrator, "one", None).await;
        assert!(matches!(tried, Err(BackTestError::ScopeMissing)));
    }
}
