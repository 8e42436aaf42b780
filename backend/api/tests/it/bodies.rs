use serde_json::json;
use sqlx::PgPool;

use crate::support::{Api, Call, Integrator, TENANT};

async fn start(pool: PgPool) -> (Api, String) {
    let api = Api::start(pool).await;
    let key = Integrator::new(&api, TENANT).await.key;
    (api, key)
}

fn create(api: &Api, key: &str) -> Call {
    api.post("/v1/sessions").bearer(key)
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_json_is_taken(pool: PgPool) {
    let (api, key) = start(pool).await;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "",
    ] {
        let call = create(&api, &key)
            .header("content-type", media_type)
            .body("{}");
        call.send()
            .await
            .expect_problem(415, "unsupported_media_type");
    }
    create(&api, &key)
        .body("{}")
        .send()
        .await
        .expect_problem(415, "unsupported_media_type");
    let call = create(&api, &key).header("content-type", "Application/JSON; charset=utf-8");
    call.body("{}").send().await.expect(201);
}

#[sqlx::test(migrations = "../../migrations")]
async fn malformed_bodies_are_named_and_never_quoted(pool: PgPool) {
    let (api, key) = start(pool).await;
    for (body, status, code) in [
        ("{CANARY", 400, "malformed_json"),
        ("", 400, "malformed_json"),
        (r#"{"reference":"a"} CANARY"#, 400, "malformed_json"),
        (r#"{"CANARY":1}"#, 422, "invalid_body"),
        (r#"{"reference":["CANARY"]}"#, 422, "invalid_body"),
        (
            r#"{"reference":"CANARY","reference":"b"}"#,
            422,
            "invalid_body",
        ),
        (r#"["CANARY"]"#, 422, "invalid_body"),
        (r#""CANARY""#, 422, "invalid_body"),
    ] {
        let answer = create(&api, &key).raw_json(body).send().await;
        answer.expect_problem(status, code);
        assert_eq!(
            answer.text().contains("\"pointer\""),
            code == "invalid_body"
        );
        assert!(!answer.text().contains("CANARY"), "{}", answer.text());
    }
    let deep = "[".repeat(60_000);
    let answer = create(&api, &key).raw_json(deep).send().await;
    assert!([400, 422].contains(&answer.status));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reference_has_at_most_200_characters(pool: PgPool) {
    let (api, key) = start(pool).await;
    let reference = "é".repeat(200);
    create(&api, &key)
        .json(&json!({ "reference": reference }))
        .send()
        .await
        .expect(201);
    let reference = "é".repeat(201);
    let answer = create(&api, &key)
        .json(&json!({ "reference": reference }))
        .send()
        .await;
    answer.expect_problem(422, "invalid_reference");
    // The database takes no NUL in a text.
    for reference in ["a\0b", "a\nb"] {
        let call = create(&api, &key).json(&json!({ "reference": reference }));
        call.send().await.expect_problem(422, "invalid_reference");
    }
    let answer = create(&api, &key)
        .json(&json!({ "locale": "<script>" }))
        .send()
        .await;
    answer.expect_problem(422, "invalid_locale");
    create(&api, &key)
        .json(&json!({ "locale": "fr-CA" }))
        .send()
        .await
        .expect(201);
}
