use credence_app::Scope;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, TENANT};

const ENDPOINTS: &str = "/v1/webhook-endpoints";

async fn integrator(api: &Api) -> Integrator {
    let scopes = [
        Scope::WebhooksWrite,
        Scope::SessionsWrite,
        Scope::SessionsRead,
    ];
    Integrator::with_scopes(api, TENANT, &scopes).await
}

async fn create(api: &Api, integrator: &Integrator, body: &Value) -> Answer {
    let call = api.post(ENDPOINTS).bearer(&integrator.key);
    call.json(body).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoints_secret_is_shown_once(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = integrator(&api).await;
    let body = json!({
        "url": "https://hooks.example.org/identity?tenant=7",
        "description": "the shop",
        "event_types": ["session.approved", "session.rejected"],
    });
    let made = create(&api, &integrator, &body).await.expect(201);
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(
        (&made["enabled"], &made["signature"]),
        (&json!(true), &json!("v1"))
    );
    assert_eq!(made["event_types"], body["event_types"]);
    let path = format!("{ENDPOINTS}/{}", made["id"].as_str().unwrap());
    let read = async |path: &str| {
        let call = api.get(path).bearer(&integrator.key);
        call.send().await.expect(200)
    };
    let mut shown = made.clone();
    shown.as_object_mut().unwrap().remove("secret");
    assert_eq!(read(&path).await, shown);
    assert_eq!(read(ENDPOINTS).await, json!({ "endpoints": [shown] }));
    let rotate = api.post(&format!("{path}/rotate-secret"));
    let rotated = rotate.bearer(&integrator.key).json(&json!({})).send().await;
    let rotated = rotated.expect(200);
    assert!(rotated["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_ne!(rotated["secret"], made["secret"]);
    assert_eq!(rotated["old_secret_until"], "2027-01-16T08:00:00Z");
    let with_key = json!({ "url": "https://hooks.example.org/", "signature": "v1a" });
    let made = create(&api, &integrator, &with_key).await.expect(201);
    assert!(made["public_key"].as_str().unwrap().starts_with("whpk_"));
    assert_eq!(made["secret"], Value::Null);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_wrong_with_an_endpoint_is_said_without_what_was_found(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = integrator(&api).await;
    for (url, code) in [
        ("http://hooks.example.org/", "invalid_url"),
        ("https://169.254.169.254/latest", "invalid_url"),
        ("https://localhost/", "invalid_url"),
        ("https://user:CANARY@example.org/", "invalid_url"),
        ("CANARY", "invalid_url"),
    ] {
        let answer = create(&api, &integrator, &json!({ "url": url })).await;
        answer.expect_problem(422, code);
        assert!(!answer.text().contains("CANARY") && !answer.text().contains("169.254"));
    }
    let long = "a".repeat(201);
    for (body, code) in [
        (
            json!({ "url": "https://a.example", "description": long }),
            "invalid_description",
        ),
        (
            json!({ "url": "https://a.example", "event_types": ["session"] }),
            "invalid_body",
        ),
        (
            json!({ "url": "https://a.example", "signature": "v2" }),
            "invalid_body",
        ),
        (
            json!({ "url": "https://a.example", "secret": "mine" }),
            "invalid_body",
        ),
        (json!({}), "invalid_body"),
    ] {
        let answer = create(&api, &integrator, &body).await;
        answer.expect_problem(422, code);
    }
    let made = api.make_webhook(TENANT).await;
    let rotate = api.post(&format!("{ENDPOINTS}/{}/rotate-secret", made.endpoint));
    let rotate = rotate.bearer(&integrator.key);
    let long = json!({ "overlap_seconds": 604_801 });
    let answer = rotate.json(&long).send().await;
    answer.expect_problem(422, "invalid_overlap");
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoint_is_switched_off_and_deleted(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = integrator(&api).await;
    let made = api.make_webhook(TENANT).await;
    let path = format!("{ENDPOINTS}/{}", made.endpoint);
    let patch = api.call("PATCH", &path).bearer(&integrator.key);
    let off = json!({ "enabled": false, "event_types": ["session.expired"] });
    let changed = patch.json(&off).send().await.expect(200);
    assert_eq!(changed["disabled_reason"], "integrator");
    assert_eq!(changed["event_types"], off["event_types"]);
    for path in [
        format!("{path}/test"),
        format!("/v1/webhook-deliveries/{}/resend", made.delivery),
    ] {
        let answer = api.post(&path).bearer(&integrator.key).send().await;
        answer.expect_problem(409, "endpoint_disabled");
    }
    let delete = || api.call("DELETE", &path).bearer(&integrator.key);
    assert_eq!(delete().send().await.status, 204);
    delete().send().await.expect_problem(404, "not_found");
}

#[sqlx::test(migrations = "../../migrations")]
async fn deliveries_are_listed_and_sent_again(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = integrator(&api).await;
    let made = api.make_webhook(TENANT).await;
    integrator.create_session(&api).await;
    let list = async |query: &str| {
        let path = format!("{ENDPOINTS}/{}/deliveries{query}", made.endpoint);
        api.get(&path).bearer(&integrator.key).send().await
    };
    let first = list("?limit=1").await.expect(200);
    assert_eq!(first["deliveries"].as_array().unwrap().len(), 1);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = list(&format!("?limit=1&cursor={cursor}")).await.expect(200);
    assert_eq!(second["next_cursor"], Value::Null);
    let pending = list("?status=pending").await.expect(200);
    assert_eq!(pending["deliveries"].as_array().unwrap().len(), 2);
    let delivered = list("?status=delivered").await.expect(200);
    assert_eq!(delivered["deliveries"], json!([]));
    for query in [
        "?status=lost",
        "?limit=0",
        "?limit=101",
        "?cursor=x",
        "?page=2",
    ] {
        list(query).await.expect_problem(422, "invalid_query");
    }
    let path = format!("/v1/webhook-deliveries/{}/resend", made.delivery);
    let again = api.post(&path).bearer(&integrator.key).send().await;
    let again = again.expect(202);
    assert_eq!(again["status"], "pending");
    assert_eq!(again["event_type"], "webhook.test");
    assert_eq!(again["session_id"], Value::Null);
}

#[sqlx::test(migrations = "../../migrations")]
async fn events_are_listed_by_session_and_type(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = integrator(&api).await;
    api.make_webhook(TENANT).await;
    let session = integrator.create_session(&api).await;
    let list = async |query: &str| {
        let path = format!("/v1/events{query}");
        api.get(&path).bearer(&integrator.key).send().await
    };
    let all = list("").await.expect(200);
    assert_eq!(all["events"].as_array().unwrap().len(), 2);
    let about = list(&format!("?session={}", session.id)).await.expect(200);
    let wanted = json!({ "session_id": session.id, "state": "created", "sequence": 1 });
    assert_eq!(about["events"][0]["data"], wanted);
    let tried = list("?type=webhook.test&limit=1").await.expect(200);
    assert_eq!(tried["events"].as_array().unwrap().len(), 1);
    assert_eq!(tried["next_cursor"], Value::Null);
    list("?type=session")
        .await
        .expect_problem(422, "invalid_query");
}
