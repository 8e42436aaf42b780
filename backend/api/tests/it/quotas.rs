use std::time::Duration;

use credence_api::{ApiOptions, QuotaOptions};
use credence_http_server::Rate;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Answer, Api, EMAIL, Integrator, Settings, TENANT};

const HOUR: Duration = Duration::from_secs(3600);

/// The usual test settings with some quotas of one's own.
fn settings(trusted_proxies: usize, change: impl FnOnce(&mut QuotaOptions)) -> Settings {
    let mut settings = Settings::default();
    change(&mut settings.options.quotas);
    settings.options = ApiOptions {
        trusted_proxies,
        ..settings.options
    };
    settings
}

fn assert_over(answer: &Answer) {
    answer.expect_problem(429, "too_many_requests");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&seconds));
}

#[tokio::test]
async fn an_address_has_so_many_calls() {
    let few = |quotas: &mut QuotaOptions| quotas.calls_per_address = Rate::new(2, HOUR);
    let api = Api::offline(settings(0, few));
    for _ in 0..2 {
        assert_eq!(api.get("/v1/openapi.json").send().await.status, 200);
    }
    assert_over(&api.get("/v1/openapi.json").send().await);
    // A header of the client's own making changes nothing, and another client is not affected.
    let spoofed = api
        .get("/v1/openapi.json")
        .header("x-forwarded-for", "198.51.100.7");
    assert_over(&spoofed.send().await);
    assert_eq!(
        api.get("/v1/openapi.json")
            .from([192, 0, 2, 9])
            .send()
            .await
            .status,
        200
    );
    assert_eq!(api.get("/healthz").send().await.status, 200);
}

#[tokio::test]
async fn behind_a_known_proxy_each_client_counts_by_itself() {
    let few = |quotas: &mut QuotaOptions| quotas.calls_per_address = Rate::new(1, HOUR);
    let api = Api::offline(settings(1, few));
    let from = |forwarded: &str| {
        api.get("/v1/openapi.json")
            .header("x-forwarded-for", forwarded)
    };
    assert_eq!(from("198.51.100.1").send().await.status, 200);
    assert_over(&from("198.51.100.1").send().await);
    assert_eq!(from("198.51.100.2").send().await.status, 200);
    // What the client itself put in front of the proxy's entry does not count.
    assert_over(&from("203.0.113.5, 198.51.100.2").send().await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_has_so_many_calls(pool: PgPool) {
    let few = |quotas: &mut QuotaOptions| quotas.calls_per_credential = Rate::new(2, HOUR);
    let api = Api::start_with(pool, settings(0, few)).await;
    let [first, second] = [
        Integrator::new(&api, TENANT).await,
        Integrator::new(&api, TENANT).await,
    ];
    let create = |key: &str| api.post("/v1/sessions").bearer(key).json(&json!({}));
    for _ in 0..2 {
        create(&first.key).send().await.expect(201);
    }
    assert_over(&create(&first.key).from([192, 0, 2, 9]).send().await);
    create(&second.key).send().await.expect(201);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_is_told_how_much_is_left(pool: PgPool) {
    let few = |quotas: &mut QuotaOptions| quotas.calls_per_credential = Rate::new(3, HOUR);
    let api = Api::start_with(pool, settings(0, few)).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let create = |key: &str| api.post("/v1/sessions").bearer(key).json(&json!({}));
    for (status, remaining) in [(201, 2), (201, 1), (201, 0), (429, 0)] {
        let answer = create(&integrator.key).send().await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("ratelimit-policy"), "\"key\";q=3;w=10800");
        let left = answer.header("ratelimit");
        assert!(
            left.starts_with(&format!("\"key\";r={remaining};t=")),
            "{left}"
        );
    }
    // A refusal of another kind says it as well; an unknown key is told nothing and counts nowhere.
    let lacking = Integrator::with_scopes(&api, TENANT, &[]).await;
    let refused = create(&lacking.key).send().await;
    refused.expect_problem(403, "scope_missing");
    assert!(refused.header("ratelimit").starts_with("\"key\";r=2;t="));
    let cut = integrator.key.len() - 8;
    let unknown = create(&format!("{}AAAAAAAA", &integrator.key[..cut]))
        .send()
        .await;
    unknown.expect_problem(401, "invalid_credential");
    assert_eq!(unknown.header("ratelimit"), "");
}

#[sqlx::test(migrations = "../../migrations")]
async fn replicas_count_a_key_together(pool: PgPool) {
    let some = |quotas: &mut QuotaOptions| quotas.calls_per_credential = Rate::new(40, HOUR);
    let one = Api::start_with(pool.clone(), settings(0, some)).await;
    let two = Api::start_with(pool, settings(0, some)).await;
    let integrator = Integrator::new(&one, TENANT).await;
    let mut passed = 0;
    for call in 0..60 {
        let api = if call % 2 == 0 { &one } else { &two };
        let answer = api
            .get("/v1/sessions/x")
            .bearer(&integrator.key)
            .send()
            .await;
        if answer.status == 429 {
            assert_over(&answer);
        } else {
            answer.expect_problem(404, "not_found");
            passed += 1;
        }
    }
    assert_eq!(passed, 40);
}

#[sqlx::test(migrations = "../../migrations")]
async fn calls_that_come_at_once_take_no_more_than_they_use(pool: PgPool) {
    let some = |quotas: &mut QuotaOptions| quotas.calls_per_credential = Rate::new(400, HOUR);
    let api = Api::start_with(pool, settings(0, some)).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let calls = (0..40).map(|_| api.get("/v1/sessions/x").bearer(&integrator.key).send());
    for answer in futures_util::future::join_all(calls).await {
        answer.expect_problem(404, "not_found");
    }
    let left = api
        .get("/v1/sessions/x")
        .bearer(&integrator.key)
        .send()
        .await;
    assert!(
        left.header("ratelimit").starts_with("\"key\";r=359;t="),
        "{left:?}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn guessing_a_password_ends_soon(pool: PgPool) {
    let usual = |quotas: &mut QuotaOptions| {
        quotas.sign_ins_per_account = QuotaOptions::default().sign_ins_per_account;
    };
    let api = Api::start_with(pool, settings(0, usual)).await;
    let attempt = |email: &str| {
        let body = json!({ "email": email, "password": "a wrong password" });
        api.post("/v1/console/sign-in").same_origin().json(&body)
    };
    for _ in 0..5 {
        attempt(EMAIL)
            .send()
            .await
            .expect_problem(401, "sign_in_refused");
    }
    assert_over(&attempt(EMAIL).send().await);
    assert_over(&attempt("ANN@example.test ").send().await);
    attempt("bob@example.test")
        .send()
        .await
        .expect_problem(401, "sign_in_refused");
}
