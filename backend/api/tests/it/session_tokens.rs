//! New links for sessions that there are.

use chrono::TimeDelta;
use credence_app::Scope;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, Session, TENANT};

async fn renew(api: &Api, integrator: &Integrator, session: &Session) -> Answer {
    let call = api.post(&session.path("/token")).bearer(&integrator.key);
    call.send().await
}

async fn read(api: &Api, session: &Session) -> Answer {
    api.get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_link_takes_the_place_of_the_old_one(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let old = integrator.create_session(&api).await;
    let body = renew(&api, &integrator, &old).await.expect(201);
    let token = body["token"].as_str().unwrap();
    let url = body["url"].as_str().unwrap();
    assert!(url.ends_with(&format!("/verify/#{}.{token}", old.id)));
    let new = Session {
        id: old.id.clone(),
        token: token.to_owned(),
    };
    read(&api, &old)
        .await
        .expect_problem(401, "invalid_credential");
    let before = read(&api, &new).await.expect(200);
    assert_eq!(before["version"], 1, "nobody is told of it as of a change");

    // After the session's first day it still shows the outcome.
    sqlx::query("update credence.session set state = 'approved'")
        .execute(&api.pool)
        .await
        .unwrap();
    api.clock.advance(TimeDelta::hours(24));
    read(&api, &new)
        .await
        .expect_problem(401, "invalid_credential");
    let late = integrator.new_token(&api, &new).await;
    assert_eq!(read(&api, &late).await.expect(200)["state"], "approved");
    let noted: i64 = sqlx::query_scalar(
        "select count(*) from credence.audit where action = 'session_token_created'",
    )
    .fetch_one(&api.pool)
    .await
    .unwrap();
    assert_eq!(noted, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_repeated_call_gives_the_same_link(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let other = integrator.create_session(&api).await;
    let call = |session: &Session| {
        let call = api.post(&session.path("/token")).bearer(&integrator.key);
        call.header("idempotency-key", "back-1")
    };
    let first = call(&session).send().await.expect(201);
    let again = call(&session).send().await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(201), first);
    let reused = call(&other).send().await;
    reused.expect_problem(422, "idempotency_key_reused");
    let path = session.path("");
    api.call("DELETE", &path)
        .bearer(&integrator.key)
        .send()
        .await;
    let erased = call(&session).send().await;
    erased.expect_problem(410, "session_erased");

    // Nor does the way in come again once the session was called off.
    let cancel = api.post(&other.path("/cancel")).bearer(&integrator.key);
    let call = api.post(&other.path("/token")).bearer(&integrator.key);
    let call = call.header("idempotency-key", "back-2");
    call.send().await.expect(201);
    cancel.send().await.expect(200);
    let call = api.post(&other.path("/token")).bearer(&integrator.key);
    let call = call.header("idempotency-key", "back-2");
    call.send().await.expect_problem(409, "session_not_open");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_link_to_photographs_is_told_again_to_a_key_that_may_see_them(pool: PgPool) {
    let api = Api::start(pool).await;
    let all = Integrator::new(&api, TENANT).await;
    let writer = Integrator::with_scopes(&api, TENANT, &[Scope::SessionsWrite]).await;
    let create = async |key: &str| {
        let call = api.post("/v1/sessions").bearer(key).json(&json!({}));
        call.header("idempotency-key", "order-1").send().await
    };
    let first = create(&writer.key).await.expect(201);
    assert_eq!(create(&writer.key).await.expect(201), first);
    sqlx::query("update credence.session set attempts = 1")
        .execute(&api.pool)
        .await
        .unwrap();
    create(&writer.key)
        .await
        .expect_problem(403, "scope_missing");
    assert_eq!(create(&all.key).await.expect(201), first);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_came_to_nothing_gets_no_new_link(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let [cancelled, erased, lapsed] = [
        integrator.create_session(&api).await,
        integrator.create_session(&api).await,
        integrator.create_session(&api).await,
    ];
    let cancel = api.post(&cancelled.path("/cancel")).bearer(&integrator.key);
    cancel.send().await.expect(200);
    let erase = api.call("DELETE", &erased.path("")).bearer(&integrator.key);
    erase.send().await.expect(200);
    let refused = renew(&api, &integrator, &cancelled).await;
    refused.expect_problem(409, "session_not_open");
    let refused = renew(&api, &integrator, &erased).await;
    refused.expect_problem(410, "session_erased");
    api.clock.advance(TimeDelta::hours(24));
    let refused = renew(&api, &integrator, &lapsed).await;
    refused.expect_problem(409, "session_not_open");
}
