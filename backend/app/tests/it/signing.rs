use chrono::TimeDelta;
use credence_app::{
    App, AuthenticationError, NewSession, Rotation, all_public_keys, create_session, public_keys,
    read_session_token, rotate_signing_key, session_for_person,
};
use sqlx::PgPool;

use crate::house::{House, TENANT};

const AT_ONCE: Rotation = Rotation::After(TimeDelta::zero());

async fn kids(app: &App) -> Vec<String> {
    let keys = public_keys(app).await.unwrap();
    keys.into_iter().map(|key| key.kid).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn replicas_sign_with_one_key_and_follow_a_rotation(pool: PgPool) {
    let house = House::build(&pool).await;
    let other = house.replica();
    let [kid] = &public_keys(&house.app).await.unwrap()[..] else {
        panic!("one key");
    };
    assert_eq!(&public_keys(&other).await.unwrap()[0], kid);

    let before = create_session(&house.app, &house.key, NewSession::default()).await;
    let before = before.unwrap();
    let new_kid = rotate_signing_key(&house.app, AT_ONCE).await.unwrap();
    assert_eq!(kids(&house.app).await, [new_kid, kid.kid.clone()]);

    let after = create_session(&house.app, &house.key, NewSession::default()).await;
    let after = after.unwrap();
    house.clock.advance(TimeDelta::seconds(2));
    for made in [&before, &after] {
        for app in [&house.app, &other] {
            let token = read_session_token(app, made.token.expose()).await.unwrap();
            session_for_person(app, &token, made.id).await.unwrap();
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_replaced_key_stays_until_what_it_signed_has_lapsed(pool: PgPool) {
    let house = House::build(&pool).await;
    let made = create_session(&house.app, &house.key, NewSession::default()).await;
    let made = made.unwrap();
    rotate_signing_key(&house.app, AT_ONCE).await.unwrap();
    // Whoever signs next destroys the private half of a key whose end has come.
    public_keys(&house.app).await.unwrap();
    let private = "select count(*) from credence.signing_key where private_sealed is not null";
    let private: i64 = sqlx::query_scalar(private).fetch_one(&pool).await.unwrap();
    assert_eq!(private, 1);

    house
        .clock
        .advance(TimeDelta::days(1) - TimeDelta::seconds(1));
    read_session_token(&house.app, made.token.expose())
        .await
        .unwrap();
    house.clock.advance(TimeDelta::seconds(1));
    let lapsed = read_session_token(&house.app, made.token.expose()).await;
    assert!(matches!(lapsed, Err(AuthenticationError::Unknown)));
    assert_eq!(public_keys(&house.app).await.unwrap().len(), 2);
    house.clock.advance(TimeDelta::hours(2));
    assert_eq!(public_keys(&house.app).await.unwrap().len(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_key_is_published_before_it_signs(pool: PgPool) {
    let house = House::build(&pool).await;
    let other = house.replica();
    let [first] = &kids(&house.app).await[..] else {
        panic!("one key");
    };
    let lead = TimeDelta::minutes(10);
    let next = rotate_signing_key(&house.app, Rotation::After(lead)).await;
    let next = next.unwrap();
    for app in [&house.app, &other] {
        house.clock.advance(TimeDelta::seconds(10));
        assert_eq!(kids(app).await, [first.clone(), next.clone()]);
    }
    let before = create_session(&house.app, &house.key, NewSession::default()).await;
    house.clock.advance(lead);
    assert_eq!(kids(&house.app).await, [next.clone(), first.clone()]);
    let after = create_session(&house.app, &house.key, NewSession::default()).await;
    for (made, kid) in [(before.unwrap(), first), (after.unwrap(), &next)] {
        let token = made.token.expose();
        let header = jsonwebtoken::decode_header(token).unwrap();
        assert_eq!(header.kid.as_ref(), Some(kid));
        read_session_token(&other, token).await.unwrap();
    }
    // Another before its turn: each signs for its while.
    let third = rotate_signing_key(&house.app, Rotation::After(lead)).await;
    let third = third.unwrap();
    let fourth = rotate_signing_key(&house.app, Rotation::After(lead * 2)).await;
    let fourth = fourth.unwrap();
    assert_eq!(kids(&house.app).await[0], next);
    house.clock.advance(lead);
    assert_eq!(kids(&house.app).await[0], third);
    house.clock.advance(lead);
    assert_eq!(kids(&house.app).await[0], fourth);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_stolen_key_counts_no_more_and_stays_known(pool: PgPool) {
    let house = House::build(&pool).await;
    let other = house.replica();
    let made = create_session(&house.app, &house.key, NewSession::default()).await;
    let made = made.unwrap();
    read_session_token(&other, made.token.expose())
        .await
        .unwrap();
    let stolen = kids(&house.app).await;
    let next = rotate_signing_key(&house.app, Rotation::After(TimeDelta::minutes(10))).await;
    let new = rotate_signing_key(&house.app, Rotation::Revoke)
        .await
        .unwrap();
    // Another replica notices within ten seconds.
    house.clock.advance(TimeDelta::seconds(10));
    for app in [&house.app, &other] {
        assert_eq!(kids(app).await, std::slice::from_ref(&new));
        let read = read_session_token(app, made.token.expose()).await;
        assert!(matches!(read, Err(AuthenticationError::Unknown)));
    }
    let all = all_public_keys(&house.app).await.unwrap();
    let known: Vec<_> = all
        .iter()
        .map(|known| (known.key.kid.clone(), known.revoked_at.is_some()))
        .collect();
    let wanted = [
        (stolen[0].clone(), true),
        (new, false),
        (next.unwrap(), true),
    ];
    assert_eq!(known, wanted);
    let private = "select count(*) from credence.signing_key where private_sealed is not null";
    let private: i64 = sqlx::query_scalar(private).fetch_one(&pool).await.unwrap();
    assert_eq!(private, 1);
    let noted = "select count(*) from credence.audit where action = 'signing_key_revoked'";
    let noted: i64 = sqlx::query_scalar(noted).fetch_one(&pool).await.unwrap();
    assert_eq!(noted, 4, "two keys, in two tenants' logs");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_rotation_is_in_every_tenants_audit_log(pool: PgPool) {
    let house = House::build(&pool).await;
    let kid = rotate_signing_key(&house.app, AT_ONCE).await.unwrap();
    let rows: Vec<String> = sqlx::query_scalar(
        "select detail->>'kid' from credence.audit where action = 'signing_key_rotated'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(rows, [kid.clone(), kid]);
    let check = credence_app::verify_audit_chain(&house.app, TENANT).await;
    assert!(matches!(check, Ok(credence_app::AuditCheck::Whole { .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_first_key_is_made_once_however_many_start(pool: PgPool) {
    let house = House::build(&pool).await;
    let others = [house.replica(), house.replica()];
    let [one, two, three] = tokio::join!(
        public_keys(&house.app),
        public_keys(&others[0]),
        public_keys(&others[1])
    )
    .into();
    let one = one.unwrap();
    assert_eq!(one.len(), 1);
    assert_eq!(one, two.unwrap());
    assert_eq!(one, three.unwrap());
}
