//! The proof of an erasure: written once the last copy is gone, and checked for ever.

use chrono::TimeDelta;
use credence_app::{
    CreateSessionError, Erasure, IdempotencyError, IdempotencyKey, NewSession, Rotation,
    create_code, create_session, erase_for_person, erase_session, erasure, erasure_for_integrator,
    rotate_signing_key, work_due,
};
use credence_types::SessionId;
use http::StatusCode;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, Person, TENANT, integrator_of};

async fn told(house: &House, session: SessionId) -> Erasure {
    let told = erasure(&house.app, TENANT, session).await.unwrap();
    told.unwrap()
}

/// What the receipt says, checked with the key beside it.
fn claims(told: &Erasure) -> Value {
    let receipt = told.receipt.as_ref().unwrap();
    let part = |name: &str| receipt.key[name].as_str().unwrap();
    let key = DecodingKey::from_ec_components(part("x"), part("y")).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let read = decode::<Value>(&receipt.receipt, &key, &validation).unwrap();
    assert_eq!(read.header.typ.as_deref(), Some("credence-erasure+jwt"));
    assert_eq!(read.header.kid.as_deref(), Some(part("kid")));
    read.claims
}

async fn verified(house: &House) -> (Person, credence_types::RequestId) {
    let person = house.person().await;
    let script = Script::Verified(Box::new(flawless()));
    let request = house.submit(&person, script).await;
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    (person, request)
}

async fn audit_hash(house: &House, session: SessionId) -> (i64, String) {
    sqlx::query_as(
        "select sequence, encode(hash, 'hex') from credence.audit
         where session_id = $1 and action = 'session_erased'",
    )
    .bind(session.as_uuid())
    .fetch_one(&house.pool)
    .await
    .unwrap()
}

async fn events(house: &House, session: SessionId) -> Vec<String> {
    sqlx::query_scalar("select type from credence.event where session_id = $1 order by sequence")
        .bind(session.as_uuid())
        .fetch_all(&house.pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_receipt_says_what_was_destroyed_and_verifies_after_every_rotation(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, request) = verified(&house).await;
    let session = person.session;
    create_code(&house.app, &person.token, session)
        .await
        .unwrap();
    assert_eq!(erasure(&house.app, TENANT, session).await.unwrap(), None);
    erase_session(&house.app, &house.integrator, session)
        .await
        .unwrap();
    let begun = told(&house, session).await;
    assert_eq!(begun.receipt, None);
    house.clock.advance(TimeDelta::seconds(2));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.dvs.erased(), [request]);

    for _ in 0..3 {
        let told = told(&house, session).await;
        let claims = claims(&told);
        assert_eq!(claims["sub"], json!(session.as_uuid()));
        assert_eq!(claims["tenant"], json!(TENANT.as_uuid()));
        assert_eq!(claims["iss"], "https://id.example.org");
        assert_eq!(claims["asked_by"], "integrator");
        let (erased, completed) = (&claims["erased_at"], &claims["completed_at"]);
        assert_eq!(erased, "2027-01-15T08:00:00.000000Z");
        assert_eq!(completed, "2027-01-15T08:00:02.000000Z");
        assert_eq!(
            claims["destroyed"],
            json!({"keys": 1, "verifications": 1, "images": 2, "reviews": 0, "image_marks": 2,
                "document_marks": 1, "face_templates": 0, "challenges": 0, "consents": 1,
                "continuation_codes": 1, "review_requests": 0, "written_names": 0, "kept_answers": 0})
        );
        let dvs = json!({ "destroyed": 1, "vendor_retention": 0 });
        assert_eq!(claims["dvs"], dvs);
        let (sequence, hash) = audit_hash(&house, session).await;
        assert_eq!(
            claims["audit"],
            json!({ "sequence": sequence, "hash": hash })
        );
        rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
            .await
            .unwrap();
        house.clock.advance(TimeDelta::days(365));
    }
    assert_eq!(
        events(&house, session).await[3..],
        [
            "session.approved",
            "session.erased",
            "session.erasure_completed"
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_erasure_is_told_to_its_own_tenant_only(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    erase_for_person(&house.app, TENANT, person.session)
        .await
        .unwrap();
    assert!(
        erase_for_person(&house.app, OTHER, person.session)
            .await
            .is_err()
    );
    work_due(&house.app).await.unwrap();
    let others = erasure_for_integrator(&house.app, &stranger, person.session).await;
    assert_eq!(others.unwrap(), None);
    let own = erasure_for_integrator(&house.app, &house.integrator, person.session).await;
    let claims = claims(&own.unwrap().unwrap());
    assert_eq!(claims["asked_by"], "person");
    // Nothing was handed in, so there is nothing at the DVS server.
    assert_eq!(
        claims["dvs"],
        json!({ "destroyed": 0, "vendor_retention": 0 })
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_vendor_without_erasure_is_never_said_to_have_erased(pool: PgPool) {
    let house = House::build(&pool).await;
    for status in [404, 405, 501] {
        house
            .dvs
            .answer_erase_with(Some(StatusCode::from_u16(status).unwrap()));
        let (person, _) = verified(&house).await;
        erase_session(&house.app, &house.integrator, person.session)
            .await
            .unwrap();
        work_due(&house.app).await.unwrap();
        let claims = claims(&told(&house, person.session).await);
        let dvs = json!({ "destroyed": 0, "vendor_retention": 1 });
        assert_eq!(claims["dvs"], dvs);
        let noted: String = sqlx::query_scalar(
            "select detail ->> 'dvs' from credence.audit
             where session_id = $1 and action = 'erasure_completed'",
        )
        .bind(person.session.as_uuid())
        .fetch_one(&house.pool)
        .await
        .unwrap();
        assert_eq!(noted, "vendor_retention_applies");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn there_is_no_receipt_while_the_dvs_server_is_away(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, request) = verified(&house).await;
    erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    // A refused key is as good as no answer: nobody knows what is left.
    for status in [503, 401, 403, 429, 503] {
        house
            .dvs
            .answer_erase_with(Some(StatusCode::from_u16(status).unwrap()));
        assert_eq!(work_due(&house.app).await.unwrap(), 1, "{status}");
        assert_eq!(told(&house, person.session).await.receipt, None);
        house.clock.advance(TimeDelta::seconds(15));
    }
    house.dvs.answer_erase_with(None);
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.dvs.erased(), [request]);
    assert!(told(&house, person.session).await.receipt.is_some());
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_verification_that_waits_its_turn_holds_no_receipt_up(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    house
        .dvs
        .answer_verify_with(Some(StatusCode::SERVICE_UNAVAILABLE));
    // It waits for DVS, longer each time.
    for _ in 0..3 {
        work_due(&house.app).await.unwrap();
        house.clock.advance(TimeDelta::seconds(60));
    }
    work_due(&house.app).await.unwrap();
    erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    for _ in 0..2 {
        work_due(&house.app).await.unwrap();
        house.clock.advance(TimeDelta::seconds(1));
    }
    assert!(told(&house, person.session).await.receipt.is_some());
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn many_who_erase_at_once_get_one_receipt(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, _) = verified(&house).await;
    let session = person.session;
    let calls = (0..8).map(|number| {
        let (app, integrator) = (house.app.clone(), house.integrator.clone());
        tokio::spawn(async move {
            if number % 2 == 0 {
                erase_for_person(&app, TENANT, session).await.unwrap();
            } else {
                erase_session(&app, &integrator, session).await.unwrap();
            }
            work_due(&app).await.unwrap();
        })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    work_due(&house.app).await.unwrap();
    let first = told(&house, session).await;
    assert!(first.receipt.is_some());
    erase_session(&house.app, &house.integrator, session)
        .await
        .unwrap();
    work_due(&house.app).await.unwrap();
    assert_eq!(told(&house, session).await, first);
    let actions = house.actions(session).await;
    for action in ["session_erased", "erasure_completed"] {
        let count = actions.iter().filter(|one| *one == action).count();
        assert_eq!(count, 1, "{action}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_of_an_earlier_build_still_deletes_its_objects(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, request) = verified(&house).await;
    erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    for sql in [
        "delete from credence.erasure",
        "update credence.job set kind = 'delete_objects'",
    ] {
        sqlx::query(sql).execute(&house.pool).await.unwrap();
    }
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.dvs.erased(), [request]);
    assert_eq!(house.count("waiting").await, 0);
    let told = erasure(&house.app, TENANT, person.session).await;
    assert_eq!(told.unwrap(), None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_asked_for_can_neither_be_guessed_nor_outlives_its_session(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = || NewSession {
        reference: Some("Ada".to_owned()),
        idempotency_key: IdempotencyKey::parse("k"),
        ..NewSession::default()
    };
    let made = create_session(&house.app, &house.key, new()).await.unwrap();
    let kept = async || -> (Vec<u8>, Option<Vec<u8>>) {
        sqlx::query_as("select request_hash, token_sealed from credence.idempotency")
            .fetch_one(&house.pool)
            .await
            .unwrap()
    };
    let bare = serde_json::to_vec(&("POST /v1/sessions", ("Ada", Value::Null, false))).unwrap();
    let bare = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bare);
    assert_ne!(kept().await.0, bare.as_ref());
    // As an earlier build kept it.
    sqlx::query("update credence.idempotency set request_hash = $1")
        .bind(bare.as_ref())
        .execute(&house.pool)
        .await
        .unwrap();
    let again = create_session(&house.app, &house.key, new()).await.unwrap();
    assert!(again.is_replayed && again.id == made.id);
    erase_session(&house.app, &house.integrator, made.id)
        .await
        .unwrap();
    assert_eq!(kept().await, (Vec::new(), None));
    let gone = create_session(&house.app, &house.key, new()).await;
    assert!(matches!(
        gone,
        Err(CreateSessionError::Idempotency(
            IdempotencyError::SessionErased
        ))
    ));
}
