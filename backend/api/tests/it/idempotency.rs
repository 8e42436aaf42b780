use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, OTHER, TENANT};

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
    for key in ["", long.as_str(), "clé"] {
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
