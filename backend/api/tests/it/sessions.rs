use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Api, Integrator, Session, TENANT};

async fn submit(api: &Api, session: &Session, request: &str) -> Answer {
    let call = api
        .post(&session.path("/submission"))
        .bearer(&session.token);
    call.json(&json!({ "request_id": request })).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_integrator_makes_a_session(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let call = api.post("/v1/sessions").bearer(&integrator.key);
    let body = call
        .json(&json!({ "reference": "order-7", "locale": "en" }))
        .send()
        .await
        .expect(201);
    assert_eq!(body["state"], "created");
    let (id, token) = (
        body["id"].as_str().unwrap(),
        body["token"].as_str().unwrap(),
    );
    assert_eq!(
        body["url"],
        format!("http://localhost:8080/verify/#{id}.{token}")
    );
    assert_eq!(body["created_at"], "2027-01-15T08:00:00Z");
    assert_eq!(body["expires_at"], "2027-01-16T08:00:00Z");
    assert_eq!(body.as_object().unwrap().len(), 6, "{body}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn person_and_integrator_see_each_their_part(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let person = api
        .get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await
        .expect(200);
    assert_eq!(
        person["capture"]["dvs_url"],
        "https://dvs.example.test/base"
    );
    assert_eq!(
        person["capture"]["public_key"],
        "pk_00000000-0000-4000-8000-000000000001"
    );
    assert_eq!(person["capture"]["steps"], json!(["front", "back", "face"]));
    assert!(person["capture"]["document_types"].is_array());
    assert!(person.get("reference").is_none(), "{person}");
    assert_eq!(
        (&person["retake"], &person["summary"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&person["version"], &person["attempts_left"]),
        (&json!(1), &json!(5))
    );
    let theirs = api
        .get(&session.path(""))
        .bearer(&integrator.key)
        .send()
        .await
        .expect(200);
    assert_eq!(
        (&theirs["reference"], &theirs["capture"]),
        (&json!("order-7"), &Value::Null)
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_submission_is_taken_once(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let request = Uuid::from_u128(77).to_string();
    let taken = submit(&api, &session, &request).await.expect(202);
    assert_eq!(
        (&taken["state"], &taken["capture"]),
        (&json!("submitted"), &Value::Null)
    );
    // Said twice, it is still the same.
    assert_eq!(
        submit(&api, &session, &request).await.expect(202)["state"],
        "submitted"
    );
    let answer = submit(&api, &session, &Uuid::from_u128(78).to_string()).await;
    answer.expect_problem(409, "session_not_open");
    let other = integrator.create_session(&api).await;
    submit(&api, &other, &request)
        .await
        .expect_problem(409, "request_already_submitted");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_malformed_request_id_is_refused(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    let answer = submit(&api, &session, "CANARY").await;
    answer.expect_problem(422, "invalid_body");
    assert!(!answer.text().contains("CANARY"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_lapsed_session_takes_nothing(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    api.clock.advance(TimeDelta::hours(23));
    let session = integrator.new_token(&api, &session).await;
    api.clock.advance(TimeDelta::hours(2));
    let answer = submit(&api, &session, &Uuid::from_u128(77).to_string()).await;
    answer.expect_problem(409, "session_not_open");
}

#[sqlx::test(migrations = "../../migrations")]
async fn before_a_decision_there_is_no_result(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let answer = api
        .get(&session.path("/result"))
        .bearer(&integrator.key)
        .send()
        .await;
    answer.expect_problem(409, "result_not_ready");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_id_names_nothing(pool: PgPool) {
    let api = Api::start(pool).await;
    let key = Integrator::new(&api, TENANT).await.key;
    for id in [
        "1",
        "CANARY",
        "..%2f..",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "é",
    ] {
        let path = format!("/v1/sessions/{}", id.replace('é', "%C3%A9"));
        api.get(&path)
            .bearer(&key)
            .send()
            .await
            .expect_problem(404, "not_found");
    }
}
