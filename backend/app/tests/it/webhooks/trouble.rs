use chrono::TimeDelta;
use credence_app::{
    DeliveryCode, DeliveryStatus, DisabledReason, EventType, WebhookEndpointChange, WebhookError,
    change_webhook_endpoint, resend_webhook_delivery, test_webhook_endpoint, webhook_endpoint,
};
use credence_types::{Clock as _, WebhookEndpointId};
use sqlx::PgPool;

use super::new_endpoint;
use super::receiver::{Answer, Receiver};
use crate::house::House;

async fn disabled(house: &House, endpoint: WebhookEndpointId) -> Option<DisabledReason> {
    let endpoint = webhook_endpoint(&house.app, &house.integrator, endpoint)
        .await
        .unwrap();
    endpoint.disabled.map(|(_, reason)| reason)
}

async fn audited(pool: &PgPool, action: &str) -> i64 {
    sqlx::query_scalar("select count(*) from credence.audit where action = $1")
        .bind(action)
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_receiver_does_becomes_a_code_and_a_retry(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    for (answer, status, code) in [
        (Answer::Elsewhere(301), Some(301), DeliveryCode::Redirect),
        (Answer::Elsewhere(307), Some(307), DeliveryCode::Redirect),
        (Answer::Status(404), Some(404), DeliveryCode::Refused),
        (Answer::Status(503), Some(503), DeliveryCode::Throttled),
        (Answer::Hang, None, DeliveryCode::Timeout),
    ] {
        receiver.answer(answer);
        house.person().await;
        assert_eq!(house.work().await, 1);
        let delivery = house.deliveries(endpoint).await.remove(0);
        assert_eq!(delivery.status, DeliveryStatus::Pending, "{code:?}");
        assert_eq!(
            (delivery.last_status, delivery.last_code),
            (status, Some(code))
        );
        house.clock.advance(TimeDelta::milliseconds(1));
    }
    let calls = receiver.calls();
    assert_eq!(calls.len(), 5);
    assert!(
        calls.iter().all(|call| call.path == "/hook"),
        "not followed"
    );
    let kept: Vec<String> = sqlx::query_scalar("select d::text from credence.webhook_delivery d")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert!(!kept.join(" ").contains("ZELDA-ANSWER"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_gigabyte_is_not_read(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Gigabyte);
    house.person().await;
    assert_eq!(house.work().await, 1);
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
}

#[sqlx::test(migrations = "../../migrations")]
async fn where_nobody_answers_properly_the_reason_tells_no_more_than_that(pool: PgPool) {
    let house = House::build(&pool).await;
    let closing = Receiver::closing().await;
    for (url, code) in [
        (closing.as_str(), DeliveryCode::Broken),
        ("http://127.0.0.1:9/", DeliveryCode::Unreachable),
    ] {
        let endpoint = house.endpoint(new_endpoint(url)).await.endpoint.id;
        test_webhook_endpoint(&house.app, &house.integrator, endpoint)
            .await
            .unwrap();
        house.work().await;
        let delivery = house.only_delivery(endpoint).await;
        assert_eq!(delivery.last_code, Some(code), "{url}");
        assert_eq!(delivery.last_status, None);
    }
    // An address that is no longer allowed is refused when it is to be called.
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    sqlx::query("update credence.webhook_endpoint set url = 'ftp://127.0.0.1/' where id = $1")
        .bind(endpoint.as_uuid())
        .execute(&pool)
        .await
        .unwrap();
    house.person().await;
    house.work().await;
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.last_code, Some(DeliveryCode::Unreachable));
    assert!(receiver.calls().is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoint_that_is_gone_is_disabled_until_it_is_switched_on(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Status(410));
    house.person().await;
    house.clock.advance(TimeDelta::milliseconds(1));
    house.person().await;
    assert_eq!(house.work().await, 2);
    assert_eq!(receiver.calls().len(), 1);
    assert_eq!(disabled(&house, endpoint).await, Some(DisabledReason::Gone));
    assert_eq!(audited(&pool, "webhook_endpoint_disabled").await, 1);
    let all = house.deliveries(endpoint).await;
    let mut statuses: Vec<_> = all.iter().map(|one| one.status.as_str()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["exhausted", "skipped"]);
    house.person().await;
    assert_eq!(house.work().await, 0, "nobody listens");
    let tried = test_webhook_endpoint(&house.app, &house.integrator, endpoint).await;
    assert!(matches!(tried, Err(WebhookError::Disabled)));
    let resent = resend_webhook_delivery(&house.app, &house.integrator, all[0].id).await;
    assert!(matches!(resent, Err(WebhookError::Disabled)));
    let on = WebhookEndpointChange {
        is_enabled: Some(true),
        ..WebhookEndpointChange::default()
    };
    change_webhook_endpoint(&house.app, &house.integrator, endpoint, on)
        .await
        .unwrap();
    receiver.answer(Answer::Status(200));
    for delivery in &all {
        resend_webhook_delivery(&house.app, &house.integrator, delivery.id)
            .await
            .unwrap();
    }
    assert_eq!(house.work().await, 2);
    assert_eq!(receiver.calls().len(), 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn five_days_of_nothing_but_failure_disable_an_endpoint(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Status(500));
    let fail = async |days| {
        house.person().await;
        house.work().await;
        house.clock.advance(TimeDelta::days(days));
    };
    fail(4).await;
    receiver.answer(Answer::Status(200));
    fail(2).await;
    receiver.answer(Answer::Status(500));
    for _ in 0..2 {
        fail(2).await;
    }
    assert_eq!(
        disabled(&house, endpoint).await,
        None,
        "a success in between"
    );
    fail(1).await;
    assert_eq!(disabled(&house, endpoint).await, None, "four days");
    fail(0).await;
    let reason = disabled(&house, endpoint).await;
    assert_eq!(reason, Some(DisabledReason::Failing));
    assert_eq!(audited(&pool, "webhook_endpoint_disabled").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_receiver_that_wants_to_be_left_alone_is(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::LeaveAlone(429, "600"));
    house.person().await;
    assert_eq!(house.work().await, 1);
    let first = house.only_delivery(endpoint).await;
    let wait = first.next_attempt_at.unwrap() - house.clock.now();
    assert!((600..=660).contains(&wait.num_seconds()), "{wait}");
    // Others wait too, and lose no attempt by it.
    house.clock.advance(TimeDelta::minutes(1));
    house.person().await;
    assert_eq!(house.work().await, 1);
    assert_eq!(receiver.calls().len(), 1);
    let second = house.deliveries(endpoint).await.remove(0);
    assert_eq!(
        (second.attempts, second.status),
        (0, DeliveryStatus::Pending)
    );
    receiver.answer(Answer::Status(200));
    house.clock.advance(TimeDelta::minutes(11));
    assert_eq!(house.work().await, 2);
    let all = house.deliveries(endpoint).await;
    assert!(
        all.iter()
            .all(|one| one.status == DeliveryStatus::Delivered)
    );
}
