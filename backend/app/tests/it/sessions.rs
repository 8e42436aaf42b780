use chrono::TimeDelta;
use credence_app::{
    AuthenticationError, CreateSessionError, IdempotencyError, IdempotencyKey, IntegratorKey,
    NewSession, ReadSessionError, Scope, SessionState, authenticate_integrator,
    create_integrator_key, create_session, session_for_integrator, session_for_person,
};
use sqlx::PgPool;

use crate::house::{House, OTHER, TENANT, integrator_of};

fn keyed(key: &str, reference: &str) -> NewSession {
    NewSession {
        reference: Some(reference.to_owned()),
        locale: Some("en-GB".to_owned()),
        idempotency_key: IdempotencyKey::parse(key),
        ..NewSession::default()
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_shows_each_side_its_own_half(pool: PgPool) {
    let house = House::build(&pool).await;
    let made = create_session(&house.app, &house.key, keyed("k", "order 7"))
        .await
        .unwrap();
    let url = made.url.expose().as_str();
    let wanted = format!("https://id.example.org/verify/#{}.eyJ", made.id);
    assert!(url.starts_with(&wanted), "{url}");

    let token = credence_app::read_session_token(&house.app, made.token.expose())
        .await
        .unwrap();
    let person = session_for_person(&house.app, &token, made.id)
        .await
        .unwrap();
    assert_eq!(
        (person.state, person.attempts_left),
        (SessionState::Created, 5)
    );
    assert_eq!(person.reference, None);
    assert!(person.capture.is_none() && person.consent_asked.is_some());
    let integrator = session_for_integrator(&house.app, &house.integrator, made.id)
        .await
        .unwrap();
    assert_eq!(integrator.reference.as_deref(), Some("order 7"));
    assert!(integrator.capture.is_none() && integrator.summary.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_bad_key_or_token_gets_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let (_, text) = create_integrator_key(&house.app, TENANT, "Reader", &[Scope::SessionsRead])
        .await
        .unwrap();
    let reader = IntegratorKey::parse(text.expose()).unwrap();
    let error = create_session(&house.app, &reader, NewSession::default()).await;
    assert!(matches!(
        error,
        Err(CreateSessionError::Authentication(
            AuthenticationError::ScopeMissing
        ))
    ));
    // The same ids with another secret.
    let forged = text.expose()[..text.expose().len() - 4].to_owned() + "AAAA";
    let forged = IntegratorKey::parse(&forged).unwrap();
    for scope in Scope::ALL {
        let error = authenticate_integrator(&house.app, &forged, scope).await;
        assert!(matches!(error, Err(AuthenticationError::Unknown)));
    }
    let error = create_session(&house.app, &forged, keyed("k", "r")).await;
    assert!(matches!(
        error,
        Err(CreateSessionError::Authentication(
            AuthenticationError::Unknown
        ))
    ));
    assert_eq!(house.count("session").await, 0);

    let one = house.person().await;
    let two = house.person().await;
    let error = session_for_person(&house.app, &one.token, two.session).await;
    assert!(matches!(error, Err(ReadSessionError::NotFound)));
    sqlx::query("update credence.session set token_hash = ''")
        .execute(&pool)
        .await
        .unwrap();
    let error = session_for_person(&house.app, &one.token, one.session).await;
    assert!(matches!(error, Err(ReadSessionError::UnknownToken)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenant_sees_no_session(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let (_, other) = integrator_of(&house.app, OTHER).await;
    let error = session_for_integrator(&house.app, &other, person.session).await;
    assert!(matches!(error, Err(ReadSessionError::NotFound)));
    let error = credence_app::result(&house.app, &other, person.session).await;
    assert!(matches!(error, Err(credence_app::ResultError::NotFound)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_idempotency_key_gives_the_first_answer_again(pool: PgPool) {
    let house = House::build(&pool).await;
    let create = |new| create_session(&house.app, &house.key, new);
    let first = create(keyed("k", "order 7")).await.unwrap();
    house.clock.advance(TimeDelta::minutes(5));
    let again = create(keyed("k", "order 7")).await.unwrap();
    assert_eq!(again.id, first.id);
    assert!(again.is_replayed && !first.is_replayed);
    assert_eq!(again.token.expose(), first.token.expose());
    assert_eq!(again.url.expose(), first.url.expose());
    assert_eq!(
        (again.created_at, again.expires_at),
        (first.created_at, first.expires_at)
    );

    let error = create(keyed("k", "order 8")).await;
    assert!(matches!(
        error,
        Err(CreateSessionError::Idempotency(IdempotencyError::Reused))
    ));
    assert_ne!(
        create(keyed("other", "order 7")).await.unwrap().id,
        first.id
    );
    // Another tenant's keys are their own.
    let (key, _) = integrator_of(&house.app, OTHER).await;
    let other = create_session(&house.app, &key, keyed("k", "order 7"))
        .await
        .unwrap();
    assert_ne!(other.id, first.id);
    assert_eq!(house.count("session").await, 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn concurrent_calls_with_one_idempotency_key_make_one_session(pool: PgPool) {
    let house = House::build(&pool).await;
    let calls = (0..50).map(|_| {
        let (app, key) = (house.app.clone(), house.key.clone());
        tokio::spawn(async move { create_session(&app, &key, keyed("k", "order 7")).await })
    });
    let mut ids = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        ids.push(call.await.unwrap().unwrap().id);
    }
    ids.dedup();
    assert_eq!((ids.len(), house.count("session").await), (1, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_does_not_fit_is_refused(pool: PgPool) {
    let house = House::build(&pool).await;
    let create = |new| create_session(&house.app, &house.key, new);
    let long = keyed("k", &"é".repeat(201));
    assert!(matches!(
        create(long).await,
        Err(CreateSessionError::ReferenceMalformed)
    ));
    assert!(create(keyed("k", &"é".repeat(200))).await.is_ok());
    for locale in ["", "e", "en_GB", &"a".repeat(36)] {
        let new = NewSession {
            locale: Some(locale.to_owned()),
            ..NewSession::default()
        };
        assert!(matches!(
            create(new).await,
            Err(CreateSessionError::LocaleMalformed)
        ));
    }
}
