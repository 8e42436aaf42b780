use serde_json::json;
use sqlx::PgPool;

use crate::support::{Api, Integrator, Settings, TENANT};

fn api() -> Api {
    Api::offline(Settings::default())
}

#[tokio::test]
async fn the_shape_of_a_problem() {
    let answer = api()
        .get("/v1/console/me")
        .header("x-request-id", "snapshot-1")
        .send()
        .await;
    insta::assert_json_snapshot!(answer.expect(401), @r#"
    {
      "code": "invalid_credential",
      "detail": "The credential is missing, malformed, unknown, revoked or lapsed.",
      "request_id": "snapshot-1",
      "status": 401,
      "title": "No valid credential",
      "type": "http://localhost:8080/problems/invalid_credential"
    }
    "#);
    answer.expect_problem(401, "invalid_credential");
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer realm=\"credence\""
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_well_formed_request_id_comes_back_and_another_is_replaced() {
    let api = api();
    let answer = api
        .get("/v1/openapi.json")
        .header("x-request-id", "order-2041_a")
        .send()
        .await;
    assert_eq!(answer.header("x-request-id"), "order-2041_a");
    let long = "a".repeat(65);
    for odd in ["", "short", "two words here", "name=Ann", &long] {
        let answer = api
            .get("/v1/nothing")
            .header("x-request-id", odd)
            .send()
            .await;
        answer.expect_problem(404, "not_found");
        let made = answer.header("x-request-id");
        assert_eq!(made.len(), 32, "{made}");
        assert_ne!(made, odd);
    }
}

/// The catalogue and the code that answers problems know the same codes: what it lists is used, and
/// what the protective layer refuses with is listed.
#[test]
fn the_catalogue_holds_what_the_code_answers() {
    let room = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let catalogue = std::fs::read_to_string(format!("{room}/problem_code.rs")).unwrap();
    let layer = concat!(env!("CARGO_MANIFEST_DIR"), "/../http-server/src/refusal.rs");
    let layer = std::fs::read_to_string(layer).unwrap();
    let sources = sources(room.as_ref());
    let table = catalogue.split_once("\nproblems! {").unwrap().1;
    let mut codes = Vec::new();
    for line in table.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, status, code, ..] = words[..] else {
            continue;
        };
        if status.parse::<u16>().is_err() {
            continue;
        }
        let is_answered = sources.contains(&format!("ProblemCode::{name},"))
            || sources.contains(&format!("ProblemCode::{name})"))
            || layer.contains(code);
        assert!(is_answered, "{code} is listed, and nothing answers it");
        codes.push(code.to_owned());
    }
    assert!(codes.len() > 30);
    for code in layer.split('"').skip(1).step_by(2) {
        let is_code = !code.is_empty()
            && code
                .bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_lowercase());
        if is_code && code != "close" {
            assert!(codes.contains(&format!("\"{code}\"")), "list {code}");
        }
    }
}

/// The text of every source file of a folder but the catalogue.
fn sources(folder: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if !path.ends_with("problem_code.rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[tokio::test]
async fn unknown_routes_and_methods_are_problems_too() {
    let api = api();
    for path in [
        "/v1",
        "/v1/",
        "/v1/session",
        "/v1/console/",
        "/v2/sessions",
        "/%ff",
        "/wp-login.php",
    ] {
        api.get(path).send().await.expect_problem(404, "not_found");
    }
    let answer = api.call("DELETE", "/v1/sessions").send().await;
    answer.expect_problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "POST,GET,HEAD");
    api.call("PUT", "/verify/")
        .send()
        .await
        .expect_problem(405, "method_not_allowed");
    api.post("/healthz")
        .send()
        .await
        .expect_problem(405, "method_not_allowed");
    api.post("/icon.svg")
        .send()
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn too_large_a_body_is_refused_by_its_length() {
    let call = api().post("/v1/console/sign-in").same_origin();
    let answer = call
        .header("content-length", "10000000000")
        .body("{}")
        .send()
        .await;
    answer.expect_problem(413, "body_too_large");
    assert_eq!(answer.header("connection"), "close");
    let call = api().post("/v1/console/sign-in").same_origin();
    let answer = call.raw_json(" ".repeat(100 * 1024 + 1)).send().await;
    answer.expect_problem(413, "body_too_large");
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_its_database_the_service_says_come_back(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    assert_eq!(api.get("/readyz").send().await.status, 200);
    api.pool.close().await;
    let call = api
        .post("/v1/sessions")
        .bearer(&integrator.key)
        .json(&json!({}));
    let answer = call.send().await;
    answer.expect_problem(503, "temporarily_unavailable");
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(api.get("/readyz").send().await.status, 503);
    assert_eq!(api.get("/healthz").send().await.status, 200);
}

#[tokio::test]
async fn measurements_are_not_for_the_network() {
    let api = api();
    api.get("/metrics")
        .send()
        .await
        .expect_problem(404, "not_found");
    assert_eq!(
        api.get("/metrics").from([127, 0, 0, 1]).send().await.status,
        200
    );
    let forwarded = api
        .get("/metrics")
        .from([127, 0, 0, 1])
        .header("x-forwarded-for", "1.2.3.4");
    forwarded.send().await.expect_problem(404, "not_found");
}
