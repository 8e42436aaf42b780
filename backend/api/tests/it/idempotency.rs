use std::sync::Arc;

use chrono::TimeDelta;
use credence_trust::Policy;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, OTHER, TENANT};

const ENDPOINTS: &str = "/v1/webhook-endpoints";

async fn create(api: &Api, integrator: &Integrator, idempotency_key: &str, body: &Value) -> Answer {
    let call = api.post("/v1/sessions").bearer(&integrator.key);
    call.header("idempotency-key", idempotency_key)
        .json(body)
        .send()
        .await
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_call_gets_the_same_answer(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let body = json!({ "reference": "order-7" });
    let first = create(&api, &integrator, "order-7", &body)
        .await
        .expect(201);
    let second = create(&api, &integrator, "order-7", &body)
        .await
        .expect(201);
    assert_eq!(first, second);
    let quoted = create(&api, &integrator, "\"order-7\"", &body).await;
    assert_eq!(quoted.expect(201), first);
    assert_eq!(quoted.header("idempotency-replayed"), "true");
    let other = create(&api, &integrator, "order-8", &body)
        .await
        .expect(201);
    assert_ne!(first["id"], other["id"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_key_with_another_body_is_refused(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    create(&api, &integrator, "order-7", &json!({ "reference": "a" }))
        .await
        .expect(201);
    let answer = create(&api, &integrator, "order-7", &json!({ "reference": "b" })).await;
    answer.expect_problem(422, "idempotency_key_reused");
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenants_key_is_another_key(pool: PgPool) {
    let api = Api::start(pool).await;
    let one = Integrator::new(&api, TENANT).await;
    let two = Integrator::new(&api, OTHER).await;
    let first = create(&api, &one, "order-7", &json!({})).await.expect(201);
    let second = create(&api, &two, "order-7", &json!({})).await.expect(201);
    assert_ne!(first["id"], second["id"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_malformed_key_is_refused(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let long = "a".repeat(256);
    for key in ["", long.as_str(), "clé", "\"open", "\"a\";b=1"] {
        let answer = create(&api, &integrator, key, &json!({})).await;
        answer.expect_problem(422, "invalid_idempotency_key");
    }
    let call = api
        .post("/v1/sessions")
        .bearer(&integrator.key)
        .json(&json!({}));
    let twice = call
        .header("idempotency-key", "a")
        .header("idempotency-key", "b");
    twice
        .send()
        .await
        .expect_problem(422, "invalid_idempotency_key");
}

#[sqlx::test(migrations = "../../migrations")]
async fn fifty_identical_calls_at_the_same_time_make_one_session(pool: PgPool) {
    let api = Arc::new(Api::start(pool.clone()).await);
    let integrator = Arc::new(Integrator::new(&api, TENANT).await);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let (api, integrator) = (Arc::clone(&api), Arc::clone(&integrator));
            let body = json!({ "reference": "order-7" });
            tokio::spawn(async move { create(&api, &integrator, "order-7", &body).await })
        })
        .collect();
    let mut bodies = Vec::new();
    let mut replays = 0;
    for call in calls {
        let answer = call.await.unwrap();
        bodies.push(answer.expect(201).to_string());
        replays += usize::from(answer.header("idempotency-replayed") == "true");
    }
    bodies.dedup();
    assert_eq!((bodies.len(), replays), (1, 49));
    let made: i64 = sqlx::query_scalar("select count(*) from credence.session")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(made, 1);
    let changed = create(&api, &integrator, "order-7", &json!({})).await;
    changed.expect_problem(422, "idempotency_key_reused");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_is_for_one_operation(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    create(&api, &integrator, "order-7", &json!({}))
        .await
        .expect(201);
    let call = api.post("/v1/keys").bearer(&integrator.key);
    let call = call.header("idempotency-key", "order-7");
    let answer = call
        .json(&json!({ "name": "Till", "scopes": ["admin"] }))
        .send()
        .await;
    answer.expect_problem(422, "idempotency_key_reused");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_call_that_still_runs_is_not_run_again(pool: PgPool) {
    let api = Api::start(pool.clone()).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let make = async || {
        let call = api.post("/v1/keys").bearer(&integrator.key);
        let call = call.header("idempotency-key", "till");
        call.json(&json!({ "name": "Till", "scopes": ["admin"] }))
            .send()
            .await
    };
    let first = make().await.expect(201);
    let again = make().await;
    assert_eq!(again.expect(201), first);
    assert_eq!(again.header("idempotency-replayed"), "true");
    // As if another process were at it.
    sqlx::query(
        "update credence.idempotency
         set answer_kek = null, answer_key = null, answer_sealed = null,
             running_until = to_timestamp(1800000030)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let busy = make().await;
    busy.expect_problem(409, "idempotency_key_in_use");
    assert_eq!(busy.header("retry-after"), "31");
    // It died: its lease is over.
    api.clock.advance(TimeDelta::seconds(30));
    let made = make().await;
    assert_ne!(made.expect(201)["id"], first["id"]);
    assert_eq!(made.header("idempotency-replayed"), "");
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_creating_call_answers_a_repetition_as_before(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let post = async |path: &str, key: &str, body: &Value| {
        let call = api.post(path).bearer(&integrator.key);
        call.header("idempotency-key", key).json(body).send().await
    };
    let policy = |version: &str| {
        let mut policy = serde_json::to_value(Policy::default()).unwrap();
        policy["version"] = version.into();
        policy
    };
    let endpoint = |url: &str| json!({ "url": url });
    let made = post(ENDPOINTS, "made", &endpoint("https://a.example/")).await;
    let id = made.expect(201)["id"].as_str().unwrap().to_owned();
    let rotate = format!("{ENDPOINTS}/{id}/rotate-secret");
    for (path, body, other, status) in [
        (
            ENDPOINTS,
            endpoint("https://b.example/"),
            endpoint("https://c.example/"),
            201,
        ),
        ("/v1/policies", policy("ours"), policy("theirs"), 201),
        (&rotate, json!({}), json!({ "overlap_seconds": 60 }), 200),
    ] {
        let first = post(path, path, &body).await;
        assert_eq!(first.header("idempotency-replayed"), "", "{path}");
        let again = post(path, path, &body).await;
        assert_eq!(again.expect(status), first.expect(status));
        assert_eq!(again.header("idempotency-replayed"), "true", "{path}");
        let reused = post(path, path, &other).await;
        reused.expect_problem(422, "idempotency_key_reused");
        let malformed = post(path, "", &body).await;
        malformed.expect_problem(422, "invalid_idempotency_key");
    }
    let call = |body: Value| api.post(&rotate).bearer(&integrator.key).json(&body).send();
    let answer = call(json!({})).await;
    answer.expect_problem(409, "rotation_under_way");
    call(json!({ "force": true })).await.expect(200);
}

#[test]
fn every_call_that_takes_a_key_says_so() {
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    for (path, status) in [
        ("/v1/sessions", "201"),
        ("/v1/keys", "201"),
        ("/v1/policies", "201"),
        (ENDPOINTS, "201"),
        ("/v1/webhook-endpoints/{id}/rotate-secret", "200"),
    ] {
        let operation = &document["paths"][path]["post"];
        let mut parameters = operation["parameters"].as_array().unwrap().iter();
        let is_key = |one: &&Value| one["name"] == "Idempotency-Key" && one["in"] == "header";
        assert!(parameters.any(|one| is_key(&one)), "{path}");
        let headers = &operation["responses"][status]["headers"];
        assert!(headers["idempotency-replayed"].is_object(), "{path}");
        let conflict = &operation["responses"]["409"]["description"];
        let codes = conflict.as_str().unwrap();
        assert!(codes.contains("`idempotency_key_in_use`"), "{path}");
    }
}
