use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, OTHER, TENANT};

async fn create(api: &Api, integrator: &Integrator, body: &Value) -> Answer {
    let call = api.post("/v1/keys").bearer(&integrator.key);
    call.json(body).send().await
}

async fn list(api: &Api, integrator: &Integrator) -> Value {
    let call = api.get("/v1/keys").bearer(&integrator.key);
    call.send().await.expect(200)
}

async fn revoke(api: &Api, integrator: &Integrator, id: &Value) -> Answer {
    let path = format!("/v1/keys/{}", id.as_str().unwrap());
    let call = api.call("DELETE", &path).bearer(&integrator.key);
    call.send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_is_made_used_listed_and_revoked(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let body = json!({
        "name": "Till", "scopes": ["sessions:write"], "expires_at": "2027-02-01T00:00:00Z",
    });
    api.clock.advance(TimeDelta::minutes(1));
    let answer = create(&api, &integrator, &body).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let made = answer.expect(201);
    assert_eq!(made["scopes"], json!(["sessions:write"]));
    assert_eq!(made["expires_at"], "2027-02-01T00:00:00Z");
    let text = made["key"].as_str().unwrap().to_owned();
    assert!(text.starts_with("sk_"));
    let till = Integrator { key: text.clone() };
    till.create_session(&api).await;

    let listed = list(&api, &integrator).await;
    assert!(!listed.to_string().contains(&text));
    assert_eq!(listed["keys"].as_array().unwrap().len(), 2);
    assert_eq!(listed["keys"][0]["name"], "Till");
    assert_eq!(listed["keys"][0]["revoked_at"], Value::Null);

    assert_eq!(revoke(&api, &integrator, &made["id"]).await.status, 204);
    assert_eq!(revoke(&api, &integrator, &made["id"]).await.status, 204);
    let listed = list(&api, &integrator).await;
    assert_eq!(listed["keys"][0]["revoked_at"], "2027-01-15T08:01:00Z");
    let call = api.post("/v1/sessions").bearer(&text).json(&json!({}));
    let answer = call.send().await;
    answer.expect_problem(401, "invalid_credential");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_that_has_expired_is_none(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let body = json!({
        "name": "Till", "scopes": ["sessions:write", "sessions:read"],
        "expires_at": "2027-01-15T09:00:00Z",
    });
    let made = create(&api, &integrator, &body).await.expect(201);
    let text = made["key"].as_str().unwrap();
    api.clock.advance(TimeDelta::hours(1));
    for call in [
        api.get("/v1/sessions"),
        api.post("/v1/sessions").json(&json!({})),
        api.post("/v1/sessions")
            .header("idempotency-key", "a")
            .json(&json!({})),
    ] {
        let answer = call.bearer(text).send().await;
        answer.expect_problem(401, "invalid_credential");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_no_key_can_be_is_refused_by_name(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    for (body, code) in [
        (json!({ "name": "", "scopes": ["admin"] }), "invalid_name"),
        (json!({ "name": "Till", "scopes": [] }), "invalid_scopes"),
        (json!({ "name": "Till", "scopes": ["all"] }), "invalid_body"),
        (json!({ "name": "Till" }), "invalid_body"),
        (
            json!({ "name": "Till", "scopes": ["admin"], "expires_at": "2027-01-15T08:00:00Z" }),
            "invalid_expiry",
        ),
        (
            json!({ "name": "Till", "scopes": ["admin"], "expires_at": "+12027-01-15T08:00:00Z" }),
            "invalid_expiry",
        ),
        (
            json!({ "name": "Till", "scopes": ["admin"], "expires_at": "tomorrow" }),
            "invalid_body",
        ),
    ] {
        let answer = create(&api, &integrator, &body).await;
        answer.expect_problem(422, code);
    }
    let admin = json!({ "name": "Till", "scopes": ["admin"] });
    let made = create(&api, &integrator, &admin).await.expect(201);
    let till = Integrator {
        key: made["key"].as_str().unwrap().to_owned(),
    };
    let more = json!({ "name": "More", "scopes": ["pii:read"] });
    let answer = create(&api, &till, &more).await;
    answer.expect_problem(403, "scope_not_held");
    let answer = revoke(&api, &till, &made["id"]).await;
    answer.expect_problem(409, "key_in_use");
    let stranger = Integrator::new(&api, OTHER).await;
    let answer = revoke(&api, &stranger, &made["id"]).await;
    answer.expect_problem(404, "not_found");
    assert_eq!(list(&api, &stranger).await["keys"][0]["name"], "Shop");
}
