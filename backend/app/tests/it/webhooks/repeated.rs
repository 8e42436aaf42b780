//! Endpoints and secrets whose calls come again.

use std::sync::Arc;

use chrono::TimeDelta;
use credence_app::{
    Answered, CreatedWebhookEndpoint, IdempotencyError, IdempotencyKey, NewWebhookEndpoint,
    RotatedSecret, SecretRotation, WebhookError, create_webhook_endpoint, list_webhook_endpoints,
    rotate_webhook_secret,
};
use credence_types::WebhookEndpointId;
use sqlx::PgPool;

use super::new_endpoint;
use crate::house::House;

const URL: &str = "https://hooks.example.org/a";

async fn create(
    house: &House,
    new: NewWebhookEndpoint,
    key: &str,
) -> Result<Answered<CreatedWebhookEndpoint>, WebhookError> {
    let key = IdempotencyKey::parse(key);
    create_webhook_endpoint(&house.app, &house.integrator, new, key).await
}

async fn rotate(
    house: &House,
    id: WebhookEndpointId,
    rotation: SecretRotation,
    key: Option<&str>,
) -> Result<Answered<RotatedSecret>, WebhookError> {
    let key = key.and_then(IdempotencyKey::parse);
    rotate_webhook_secret(&house.app, &house.integrator, id, rotation, key).await
}

fn is_reused<T>(answer: &Result<T, WebhookError>) -> bool {
    matches!(
        answer,
        Err(WebhookError::Idempotency(IdempotencyError::Reused))
    )
}

async fn acts(pool: &PgPool, action: &str) -> i64 {
    sqlx::query_scalar("select count(*) from credence.audit where action = $1")
        .bind(action)
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoint_made_twice_is_made_once_and_its_secret_shown_twice(pool: PgPool) {
    let house = House::build(&pool).await;
    let first = create(&house, new_endpoint(URL), "k").await.unwrap();
    house.clock.advance(TimeDelta::hours(1));
    let again = create(&house, new_endpoint(URL), "k").await.unwrap();
    assert!(!first.is_replayed && again.is_replayed);
    assert_eq!(first.answer.endpoint.id, again.answer.endpoint.id);
    assert!(first.answer.secret.is_some());
    assert_eq!(first.answer.secret, again.answer.secret);
    let other = create(&house, new_endpoint("https://hooks.example.org/b"), "k").await;
    assert!(is_reused(&other));
    let list = list_webhook_endpoints(&house.app, &house.integrator).await;
    assert_eq!(list.unwrap().len(), 1);
    assert_eq!(acts(&pool, "webhook_endpoint_created").await, 1);
    // A refusal is not kept, and the last place is no less the last for a repetition.
    for _ in 1..19 {
        house.endpoint(new_endpoint(URL)).await;
    }
    let last = create(&house, new_endpoint(URL), "last").await.unwrap();
    let full = create(&house, new_endpoint(URL), "more").await;
    assert!(matches!(full, Err(WebhookError::TooMany)));
    let again = create(&house, new_endpoint(URL), "last").await.unwrap();
    assert_eq!(last.answer.endpoint.id, again.answer.endpoint.id);
}

#[sqlx::test(migrations = "../../migrations")]
async fn forty_made_at_the_same_time_are_no_more_than_there_may_be(pool: PgPool) {
    let house = Arc::new(House::build(&pool).await);
    let calls: Vec<_> = (0..40)
        .map(|number| {
            let house = Arc::clone(&house);
            let key = format!("k{number}");
            tokio::spawn(async move { create(&house, new_endpoint(URL), &key).await })
        })
        .collect();
    let mut made = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => made += 1,
            Err(error) => assert!(matches!(error, WebhookError::TooMany), "{error:?}"),
        }
    }
    assert_eq!(made, 20);
    let list = list_webhook_endpoints(&house.app, &house.integrator).await;
    assert_eq!(list.unwrap().len(), 20);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_rotation_that_comes_again_gives_the_same_secret(pool: PgPool) {
    let house = House::build(&pool).await;
    let id = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    let plain = SecretRotation::default();
    let first = rotate(&house, id, plain, Some("k")).await.unwrap();
    house.clock.advance(TimeDelta::hours(1));
    let again = rotate(&house, id, plain, Some("k")).await.unwrap();
    assert!(!first.is_replayed && again.is_replayed);
    assert!(first.answer.secret.is_some());
    assert_eq!(first.answer.secret, again.answer.secret);
    assert_eq!(
        first.answer.endpoint.old_secret_until,
        again.answer.endpoint.old_secret_until
    );
    assert_eq!(acts(&pool, "webhook_secret_rotated").await, 1);
    let longer = SecretRotation {
        overlap: Some(TimeDelta::days(2)),
        ..plain
    };
    assert!(is_reused(&rotate(&house, id, longer, Some("k")).await));
    let other = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    assert!(is_reused(&rotate(&house, other, plain, Some("k")).await));
    // Nothing says that it is not the same rotation once more.
    let unnamed = rotate(&house, id, plain, None).await;
    assert!(matches!(unnamed, Err(WebhookError::RotationUnderWay)));
    assert_eq!(acts(&pool, "webhook_secret_rotated").await, 1);
    let meant = rotate(&house, id, plain, Some("another")).await.unwrap();
    assert_ne!(meant.answer.secret, first.answer.secret);
    let forced = SecretRotation {
        is_forced: true,
        ..plain
    };
    let forced = rotate(&house, id, forced, None).await.unwrap();
    assert_ne!(forced.answer.secret, meant.answer.secret);
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_rotations_at_the_same_time_one_takes_place(pool: PgPool) {
    let house = Arc::new(House::build(&pool).await);
    let id = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let house = Arc::clone(&house);
            tokio::spawn(async move { rotate(&house, id, SecretRotation::default(), None).await })
        })
        .collect();
    let mut rotated = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => rotated += 1,
            Err(error) => assert!(matches!(error, WebhookError::RotationUnderWay), "{error:?}"),
        }
    }
    assert_eq!(rotated, 1);
}
