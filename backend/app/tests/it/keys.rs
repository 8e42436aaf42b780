use chrono::TimeDelta;
use credence_app::{
    AuthenticationError, CreateKeyError, Integrator, IntegratorKey, NewKey, NewSession,
    RevokeKeyError, Scope, authenticate_integrator, create_key, create_session, list_keys,
    provide_key, result, revoke_key, write_key_uses,
};
use credence_types::Clock;
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT, integrator_of};

fn new(scopes: &[Scope]) -> NewKey {
    NewKey {
        name: "Till".to_owned(),
        scopes: scopes.to_vec(),
        expires_at: None,
    }
}

/// Somebody with a key of these scopes.
async fn holder(house: &House, scopes: &[Scope]) -> Integrator {
    let made = provide_key(&house.app, TENANT, new(scopes)).await.unwrap();
    let key = IntegratorKey::parse(made.text.expose()).unwrap();
    authenticate_integrator(&house.app, &key, scopes[0])
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_gives_no_scope_that_it_does_not_have(pool: PgPool) {
    let house = House::build(&pool).await;
    let admin = holder(&house, &[Scope::Admin, Scope::ResultsRead]).await;
    let given = [Scope::ResultsRead, Scope::ResultsRead];
    let made = create_key(&house.app, &admin, new(&given), None).await;
    let made = made.unwrap().answer;
    assert!(made.text.expose().starts_with("sk_"));
    assert_eq!(made.scopes, [Scope::ResultsRead]);
    for more in [Scope::PiiRead, Scope::SessionsWrite] {
        let error = create_key(&house.app, &admin, new(&[Scope::Admin, more]), None).await;
        assert!(matches!(error, Err(CreateKeyError::ScopeNotHeld)));
    }
    let error = create_key(&house.app, &admin, new(&[]), None).await;
    assert!(matches!(error, Err(CreateKeyError::NoScope)));
    for name in [String::new(), "a".repeat(201), "a\nb".to_owned()] {
        let bad = NewKey {
            name,
            ..new(&given)
        };
        let error = create_key(&house.app, &admin, bad, None).await;
        assert!(matches!(error, Err(CreateKeyError::NameMalformed)));
    }
    let past = NewKey {
        expires_at: Some(house.clock.now()),
        ..new(&given)
    };
    let error = create_key(&house.app, &admin, past, None).await;
    assert!(matches!(error, Err(CreateKeyError::ExpiryPast)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_ends_by_itself_or_when_it_is_revoked(pool: PgPool) {
    let house = House::build(&pool).await;
    let made = create_key(
        &house.app,
        &house.integrator,
        NewKey {
            expires_at: Some(house.clock.now() + TimeDelta::days(1)),
            ..new(&[Scope::SessionsWrite])
        },
        None,
    );
    let made = made.await.unwrap().answer;
    let key = IntegratorKey::parse(made.text.expose()).unwrap();
    let works = async || {
        let created = create_session(&house.app, &key, NewSession::default()).await;
        let checked = authenticate_integrator(&house.app, &key, Scope::SessionsWrite).await;
        assert_eq!(created.is_ok(), checked.is_ok());
        if let Err(error) = &checked {
            assert!(matches!(error, AuthenticationError::Unknown));
        }
        checked.is_ok()
    };
    assert!(works().await);
    house.clock.advance(TimeDelta::days(1));
    assert!(!works().await);
    sqlx::query("update credence.integrator_key set expires_at = null")
        .execute(&pool)
        .await
        .unwrap();
    assert!(works().await);
    let (_, other) = integrator_of(&house.app, OTHER).await;
    let error = revoke_key(&house.app, &other, made.id).await;
    assert!(matches!(error, Err(RevokeKeyError::NotFound)));
    for _ in 0..2 {
        revoke_key(&house.app, &house.integrator, made.id)
            .await
            .unwrap();
    }
    assert!(!works().await);
    let acts: Vec<String> = sqlx::query_scalar(
        "select action from credence.audit where actor_kind = 'integrator' order by sequence",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(acts, ["integrator_key_created", "integrator_key_revoked"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_cannot_revoke_itself(pool: PgPool) {
    let house = House::build(&pool).await;
    let listed = list_keys(&house.app, &house.integrator).await.unwrap();
    let error = revoke_key(&house.app, &house.integrator, listed[0].id).await;
    assert!(matches!(error, Err(RevokeKeyError::OwnKey)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_last_use_is_written_later_and_once(pool: PgPool) {
    let house = House::build(&pool).await;
    let used = async || {
        let listed = list_keys(&house.app, &house.integrator).await.unwrap();
        assert_eq!(listed.len(), 1);
        listed[0].last_used_at
    };
    house.clock.advance(TimeDelta::seconds(30));
    create_session(&house.app, &house.key, NewSession::default())
        .await
        .unwrap();
    assert_eq!(used().await, None);
    write_key_uses(&house.app).await.unwrap();
    let first = used().await;
    assert_eq!(first, Some(house.clock.now()));
    house.clock.advance(TimeDelta::seconds(30));
    write_key_uses(&house.app).await.unwrap();
    assert_eq!(used().await, first);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_read_from_a_document_needs_a_scope_of_its_own(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(Script::Verified(Box::new(flawless()))).await;
    let reader = holder(&house, &[Scope::ResultsRead]).await;
    let bare = result(&house.app, &reader, person.session).await.unwrap();
    assert_eq!(bare.fields, None);
    assert!(!bare.decision.checks.is_empty());
    let reader = holder(&house, &[Scope::ResultsRead, Scope::PiiRead]).await;
    let full = result(&house.app, &reader, person.session).await.unwrap();
    assert!(!full.fields.unwrap().is_empty());
}
