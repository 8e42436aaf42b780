//! Calls that come again under an idempotency key.

use chrono::TimeDelta;
use credence_app::{
    Answered, CreateKeyError, CreatePolicyError, CreatedKey, IdempotencyError, IdempotencyKey,
    NewKey, Once, Scope, create_key, create_policy, sweep,
};
use credence_trust::Policy;
use credence_types::SessionId;
use sqlx::PgPool;

use crate::house::{House, OTHER, TENANT, integrator_of};

async fn create(house: &House, name: &str) -> Result<Answered<CreatedKey>, CreateKeyError> {
    let new = NewKey {
        name: name.to_owned(),
        scopes: vec![Scope::SessionsRead],
        expires_at: None,
    };
    let key = IdempotencyKey::parse("k");
    create_key(&house.app, &house.integrator, new, key).await
}

async fn keys(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from credence.integrator_key")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_made_twice_is_made_once_and_shown_twice(pool: PgPool) {
    let house = House::build(&pool).await;
    let before = keys(&pool).await;
    let first = create(&house, "Till").await.unwrap();
    let again = create(&house, "Till").await.unwrap();
    assert_eq!(first.answer.text.expose(), again.answer.text.expose());
    assert_eq!(first.answer.id, again.answer.id);
    assert!(!first.is_replayed && again.is_replayed);
    assert_eq!(keys(&pool).await, before + 1);
    let error = create(&house, "Shop").await;
    assert!(matches!(
        error,
        Err(CreateKeyError::Idempotency(IdempotencyError::Reused))
    ));
    // Nothing of it is kept in clear, and all of it for a day.
    let stored: Vec<String> =
        sqlx::query_scalar("select row_to_json(t)::text from credence.idempotency t")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert!(
        !stored
            .concat()
            .contains(first.answer.text.expose().as_str())
    );
    house
        .clock
        .advance(TimeDelta::hours(24) + TimeDelta::seconds(1));
    sweep(&house.app).await.unwrap();
    assert_ne!(
        create(&house, "Till").await.unwrap().answer.id,
        first.answer.id
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn fifty_at_the_same_time_make_one_key(pool: PgPool) {
    let house = std::sync::Arc::new(House::build(&pool).await);
    let before = keys(&pool).await;
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let house = house.clone();
            tokio::spawn(async move { create(&house, "Till").await })
        })
        .collect();
    let mut texts = Vec::new();
    for call in calls {
        texts.push(call.await.unwrap().unwrap().answer.text.into_inner());
    }
    texts.dedup();
    assert_eq!((texts.len(), keys(&pool).await), (1, before + 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_refused_call_leaves_its_key_free(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = NewKey {
        name: "Till".to_owned(),
        scopes: vec![Scope::SessionsRead],
        expires_at: Some(chrono::DateTime::UNIX_EPOCH),
    };
    let key = IdempotencyKey::parse("k");
    let error = create_key(&house.app, &house.integrator, new, key).await;
    assert!(matches!(error, Err(CreateKeyError::ExpiryPast)));
    assert!(!create(&house, "Till").await.unwrap().is_replayed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_policy_made_twice_is_made_once_and_never_more_than_are_kept(pool: PgPool) {
    let house = std::sync::Arc::new(House::build(&pool).await);
    let make = async |house: &House, version: String, key: &str| {
        let policy = Policy {
            version,
            ..Policy::default()
        };
        let json = serde_json::to_vec_pretty(&policy).unwrap();
        let key = IdempotencyKey::parse(key);
        create_policy(&house.app, &house.integrator, &json, key).await
    };
    let first = make(&house, "one".to_owned(), "k").await.unwrap();
    let again = make(&house, "one".to_owned(), "k").await.unwrap();
    assert!(!first.is_replayed && again.is_replayed);
    assert_eq!(first.answer.document_sha256, again.answer.document_sha256);
    assert_eq!(first.answer.document, again.answer.document);
    let error = make(&house, "two".to_owned(), "k").await;
    assert!(matches!(
        error,
        Err(CreatePolicyError::Idempotency(IdempotencyError::Reused))
    ));
    let error = make(&house, "one".to_owned(), "another").await;
    assert!(matches!(error, Err(CreatePolicyError::Exists)));
    // All but three of those that there may be.
    sqlx::query(
        "insert into credence.policy (tenant_id, version, document, document_sha256,
             is_installations, created_at)
         select tenant_id, 'old-' || number, document, document_sha256, false, created_at
         from credence.policy, generate_series(1, 496) as number",
    )
    .execute(&pool)
    .await
    .unwrap();
    let calls: Vec<_> = (0..12)
        .map(|number| {
            let house = house.clone();
            let version = format!("new-{number}");
            tokio::spawn(async move { make(&house, version.clone(), &version).await })
        })
        .collect();
    let mut made = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => made += 1,
            Err(error) => assert!(matches!(error, CreatePolicyError::TooMany), "{error:?}"),
        }
    }
    assert_eq!(made, 3);
}

fn once(operation: &str) -> Once {
    let key = IdempotencyKey::parse("k").unwrap();
    Once::new(TENANT, key, operation, &"content").unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_long_call_is_taken_over_when_its_lease_is_over(pool: PgPool) {
    let house = House::build(&pool).await;
    let app = &house.app;
    let mut connection = pool.acquire().await.unwrap();
    let (first, second) = (once("POST /v1/long"), once("POST /v1/long"));
    let begun = first.begin::<String>(app, &mut connection).await;
    assert_eq!(begun.unwrap(), None);
    house.clock.advance(TimeDelta::seconds(20));
    let busy = second.begin::<String>(app, &mut connection).await;
    let Err(IdempotencyError::InUse {
        retry_after_seconds,
    }) = busy
    else {
        panic!("{busy:?}");
    };
    assert_eq!(retry_after_seconds, 41);
    let other = once("POST /v1/other");
    let other = other.begin::<String>(app, &mut connection).await;
    assert!(matches!(other, Err(IdempotencyError::Reused)));
    house.clock.advance(TimeDelta::seconds(40));
    let begun = second.begin::<String>(app, &mut connection).await;
    assert_eq!(begun.unwrap(), None);
    let late = first.finish(app, &mut connection, &"late").await;
    assert!(matches!(late, Err(IdempotencyError::InUse { .. })));
    second.finish(app, &mut connection, &"done").await.unwrap();
    let replayed = first.begin::<String>(app, &mut connection).await;
    assert_eq!(replayed.unwrap().as_deref(), Some("done"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_about_a_session_is_erased_with_it(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let about = |session: SessionId| once("POST /v1/long").about(session);
    let second = about(person.session);
    let mut connection = pool.acquire().await.unwrap();
    let first = about(person.session);
    let begun = first.begin::<String>(&house.app, &mut connection).await;
    assert_eq!(begun.unwrap(), None);
    first
        .finish(&house.app, &mut connection, &"ZELDASSON")
        .await
        .unwrap();
    let (_, other) = integrator_of(&house.app, OTHER).await;
    assert!(
        credence_app::erase_session(&house.app, &other, person.session)
            .await
            .is_err()
    );
    let replayed = second.begin::<String>(&house.app, &mut connection).await;
    assert_eq!(replayed.unwrap().as_deref(), Some("ZELDASSON"));
    credence_app::erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    let replayed = second.begin::<String>(&house.app, &mut connection).await;
    assert!(matches!(replayed, Err(IdempotencyError::SessionErased)));
}
