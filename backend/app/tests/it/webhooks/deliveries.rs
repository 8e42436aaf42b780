use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use credence_app::{
    DeliveryCode, DeliveryStatus, EventFilter, EventType, WebhookError, list_events,
    resend_webhook_delivery, sweep, test_webhook_endpoint, work_due,
};
use credence_types::Clock as _;
use sqlx::PgPool;

use super::new_endpoint;
use super::receiver::{Answer, Receiver};
use crate::house::House;

#[sqlx::test(migrations = "../../migrations")]
async fn an_event_goes_to_whoever_listens_under_its_own_id(pool: PgPool) {
    let house = House::build(&pool).await;
    let everything = Receiver::start().await;
    house.endpoint(new_endpoint(&everything.url)).await;
    let (approvals, _) = house.hearing(EventType::SessionApproved).await;
    let (created, endpoint) = house.hearing(EventType::SessionCreated).await;
    house.person().await;
    assert_eq!(house.work().await, 2);
    let all = EventFilter::default();
    let events = list_events(&house.app, &house.integrator, &all)
        .await
        .unwrap()
        .events;
    let id = events[0].id.to_string();
    assert_eq!(created.ids().join(" "), id);
    assert_eq!(everything.ids(), [id]);
    assert!(approvals.calls().is_empty());
    let call = created.calls().remove(0);
    assert_eq!(call.path, "/hook");
    assert_eq!(call.header("content-type"), "application/json");
    assert!(call.header("user-agent").starts_with("credence-webhooks/"));
    assert_eq!(call.header("webhook-timestamp"), "1800000000");
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
    assert_eq!((delivery.attempts, delivery.last_status), (1, Some(204)));
    assert_eq!(delivery.last_code, Some(DeliveryCode::Accepted));
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failing_delivery_follows_the_schedule_and_is_given_up(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Status(500));
    house.person().await;
    let begun = house.clock.now();
    let mut waits = Vec::new();
    for attempt in 1..=10 {
        assert_eq!(house.work().await, 1, "attempt {attempt}");
        assert_eq!(house.work().await, 0, "not before its time");
        let delivery = house.only_delivery(endpoint).await;
        assert_eq!(delivery.attempts, attempt);
        assert_eq!(delivery.last_code, Some(DeliveryCode::Refused));
        if let Some(next) = delivery.next_attempt_at {
            let wait = next - house.clock.now();
            waits.push(wait.num_seconds());
            house.clock.advance(wait);
        }
    }
    let bounds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    assert_eq!(waits.len(), bounds.len());
    for (wait, bound) in waits.into_iter().zip(bounds) {
        assert!((bound..=bound * 11 / 10).contains(&wait), "{wait} {bound}");
    }
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Exhausted);
    assert_eq!(house.count("waiting").await, 0);
    assert!(house.clock.now() - begun > TimeDelta::hours(75));
    let ids: BTreeSet<_> = receiver.ids().into_iter().collect();
    assert_eq!(ids.len(), 1, "one id for all attempts");
    let times: BTreeSet<_> = receiver
        .calls()
        .iter()
        .map(|call| call.header("webhook-timestamp").to_owned())
        .collect();
    assert_eq!(times.len(), 10, "each attempt has its own time");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_delivery_is_sent_again_when_asked_with_the_same_id(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    house.person().await;
    house.work().await;
    let delivered = house.only_delivery(endpoint).await;
    let again = async || {
        resend_webhook_delivery(&house.app, &house.integrator, delivered.id)
            .await
            .unwrap()
    };
    assert_eq!(again().await.status, DeliveryStatus::Pending);
    receiver.answer(Answer::Status(500));
    assert_eq!(house.work().await, 1);
    // One that waits for its next attempt is sent at once, not twice.
    again().await;
    again().await;
    receiver.answer(Answer::Status(200));
    assert_eq!(house.work().await, 1);
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
    let ids = receiver.ids();
    assert_eq!((ids.len(), ids[0] == ids[2]), (3, true));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_asked_for_again_while_it_is_sent_is_sent_again(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Status(500));
    house.person().await;
    house.work().await;
    let delivery = house.only_delivery(endpoint).await;
    house.clock.advance(TimeDelta::seconds(6));
    receiver.answer(Answer::Hang);
    let asked = async {
        receiver.called.notified().await;
        receiver.called.notified().await;
        resend_webhook_delivery(&house.app, &house.integrator, delivery.id)
            .await
            .unwrap();
        receiver.answer(Answer::Status(200));
    };
    let (worked, ()) = tokio::join!(work_due(&house.app), asked);
    assert_eq!(worked.unwrap(), 2);
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
    assert_eq!((delivery.attempts, receiver.calls().len()), (1, 3));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoint_is_tried_whatever_it_listens_to(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionApproved).await;
    let delivery = test_webhook_endpoint(&house.app, &house.integrator, endpoint)
        .await
        .unwrap();
    assert_eq!(delivery.event_type, EventType::WebhookTest);
    assert_eq!(house.work().await, 1);
    let body = receiver.calls()[0].json();
    assert_eq!(body["type"], "webhook.test");
    assert_eq!(body["data"]["webhook_endpoint_id"], endpoint.to_string());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_delivery_whose_worker_died_is_sent_again_with_the_same_id(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    receiver.answer(Answer::Hang);
    house.person().await;
    tokio::select! {
        _ = work_due(&house.app) => panic!("the receiver hangs"),
        () = receiver.called.notified() => {}
    }
    assert_eq!(house.only_delivery(endpoint).await.attempts, 0);
    receiver.answer(Answer::Status(200));
    assert_eq!(house.work().await, 0, "the lease holds");
    house.clock.advance(TimeDelta::seconds(61));
    assert_eq!(house.work().await, 1);
    let ids = receiver.ids();
    assert_eq!((ids.len(), ids[0] == ids[1]), (2, true));
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
    assert_eq!(delivery.attempts, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_delivery_whose_job_was_lost_is_found_by_the_sweep(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    house.person().await;
    sqlx::query("delete from credence.job")
        .execute(&pool)
        .await
        .unwrap();
    sweep(&house.app).await.unwrap();
    assert_eq!(house.work().await, 0, "it may still be queued");
    house.clock.advance(TimeDelta::minutes(3));
    for _ in 0..2 {
        sweep(&house.app).await.unwrap();
    }
    assert_eq!(house.work().await, 1);
    assert_eq!(receiver.calls().len(), 1);
    let delivery = house.only_delivery(endpoint).await;
    assert_eq!(delivery.status, DeliveryStatus::Delivered);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_comes_too_late_for_an_endpoint_that_went_is_dropped(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, endpoint) = house.hearing(EventType::SessionCreated).await;
    house.person().await;
    credence_app::delete_webhook_endpoint(&house.app, &house.integrator, endpoint)
        .await
        .unwrap();
    assert_eq!(house.work().await, 1);
    assert_eq!(house.count("waiting").await, 0);
    assert!(receiver.calls().is_empty());
    let tried = test_webhook_endpoint(&house.app, &house.integrator, endpoint).await;
    assert!(matches!(tried, Err(WebhookError::NotFound)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_worker_role_sends_webhooks(pool: PgPool) {
    let house = House::build(&pool).await;
    let (receiver, _) = house.hearing(EventType::SessionCreated).await;
    house.person().await;
    let stop = tokio_util::sync::CancellationToken::new();
    let work = credence_app::work(std::sync::Arc::clone(&house.app), 2, stop.clone());
    let called = async {
        let waited = tokio::time::timeout(Duration::from_secs(10), receiver.called.notified());
        waited.await.unwrap();
        stop.cancel();
    };
    tokio::join!(work, called);
    assert_eq!(house.count("waiting").await, 0);
}
