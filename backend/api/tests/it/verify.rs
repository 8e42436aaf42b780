use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::support::{Api, Call, Dvs, Integrator, Session, Settings, TENANT};

async fn reading(pool: PgPool) -> (Api, Dvs) {
    let dvs = Dvs::reading().await;
    let settings = Settings {
        dvs: Some(dvs.client.clone()),
        ..Settings::default()
    };
    (Api::start_with(pool, settings).await, dvs)
}

fn verify(api: &Api, key: &str, session: &Session, request: u128) -> Call {
    api.post(&session.path("/verify"))
        .bearer(key)
        .json(&json!({ "request_id": Uuid::from_u128(request) }))
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_outcome_is_waited_for(pool: PgPool) {
    let (api, _dvs) = reading(pool).await;
    let stop = CancellationToken::new();
    let _running = stop.clone().drop_guard();
    tokio::spawn(credence_app::follow_changes(
        Arc::clone(&api.app),
        stop.clone(),
    ));
    tokio::spawn(credence_app::work(Arc::clone(&api.app), 1, stop));
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let call = verify(&api, &integrator.key, &session, 9).header("prefer", "wait=25");
    let body = call.send().await.expect(200);
    assert_eq!(
        (&body["state"], &body["reference"]),
        (&json!("needs_review"), &json!("order-7"))
    );
    assert_eq!(body["summary"]["decision"], "needs_review");
    assert_eq!(body["capture"], Value::Null);
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_the_wait_the_caller_is_told_where_to_look(pool: PgPool) {
    let (api, _dvs) = reading(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    for _ in 0..2 {
        let call = verify(&api, &integrator.key, &session, 9).header("prefer", "wait=0");
        let answer = call.send().await;
        assert_eq!(answer.expect(202)["state"], "submitted");
        assert_eq!(answer.header("location"), session.path(""));
        assert_eq!(answer.header("retry-after"), "2");
    }
    let other = verify(&api, &integrator.key, &session, 10).send().await;
    other.expect_problem(409, "session_not_open");
    assert_eq!(credence_app::work_due(&api.app).await.unwrap(), 1);
    let again = verify(&api, &integrator.key, &session, 9).send().await;
    assert_eq!(again.expect(200)["state"], "needs_review");
    let second = integrator.create_session(&api).await;
    let taken = verify(&api, &integrator.key, &second, 9).send().await;
    taken.expect_problem(409, "request_already_submitted");
    let malformed = api.post(&session.path("/verify")).bearer(&integrator.key);
    let malformed = malformed
        .json(&json!({ "request_id": "CANARY" }))
        .send()
        .await;
    malformed.expect_problem(422, "invalid_body");
}

/// A server that stops does not keep its callers waiting.
#[sqlx::test(migrations = "../../migrations")]
async fn a_draining_server_answers_at_once(pool: PgPool) {
    let (api, _dvs) = reading(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let call = verify(&api, &integrator.key, &session, 9).header("prefer", "wait=25");
    call.draining.cancel();
    assert_eq!(call.send().await.expect(202)["state"], "submitted");
}
