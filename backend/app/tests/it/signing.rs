use chrono::TimeDelta;
use credence_app::{
    AuthenticationError, NewSession, create_session, public_keys, read_session_token,
    rotate_signing_key, session_for_person,
};
use sqlx::PgPool;

use crate::house::{House, TENANT};

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
    let new_kid = rotate_signing_key(&house.app).await.unwrap();
    let kids: Vec<_> = public_keys(&house.app).await.unwrap();
    let kids: Vec<_> = kids.iter().map(|key| key.kid.as_str()).collect();
    assert_eq!(kids, [new_kid.as_str(), kid.kid.as_str()]);

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
    rotate_signing_key(&house.app).await.unwrap();
    let private = "select count(*) from credence.signing_key where private_sealed is not null";
    let private: i64 = sqlx::query_scalar(private).fetch_one(&pool).await.unwrap();
    assert_eq!(private, 1);

    house
        .clock
        .advance(TimeDelta::days(8) - TimeDelta::seconds(1));
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
async fn a_rotation_is_in_every_tenants_audit_log(pool: PgPool) {
    let house = House::build(&pool).await;
    let kid = rotate_signing_key(&house.app).await.unwrap();
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
