use credence_app::Scope;
use credence_trust::Policy;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Dvs, Integrator, Settings, TENANT};

async fn administrator(api: &Api) -> Integrator {
    Integrator::with_scopes(api, TENANT, &Scope::ALL).await
}

fn document(version: &str) -> Value {
    let mut document = serde_json::to_value(Policy::default()).unwrap();
    document["version"] = version.into();
    document
}

async fn make(api: &Api, key: &str, document: &Value) -> Answer {
    let call = api.post("/v1/policies").bearer(key);
    call.json(document).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_policy_is_made_listed_read_and_switched(pool: PgPool) {
    let api = Api::start(pool).await;
    let key = administrator(&api).await.key;
    let made = make(&api, &key, &document("ours")).await.expect(201);
    assert_eq!(
        (&made["version"], &made["is_active"], &made["created_at"]),
        (
            &json!("ours"),
            &json!(false),
            &json!("2027-01-15T08:00:00Z")
        )
    );
    make(&api, &key, &document("ours"))
        .await
        .expect_problem(409, "policy_exists");
    let get = async |path: &str| api.get(path).bearer(&key).send().await.expect(200);
    let read = get("/v1/policies/ours").await;
    assert_eq!((&read["document"], &read), (&document("ours"), &made));
    let house = Policy::default().version;
    let shown = get(&format!("/v1/policies/{house}")).await;
    assert_eq!(shown["document"], document(&house));
    let activate = api.post("/v1/policies/ours/activate").bearer(&key);
    assert_eq!(activate.send().await.expect(200)["is_active"], true);
    let list = get("/v1/policies").await;
    assert_eq!(
        list["policies"],
        json!([
            { "version": "ours", "is_active": true, "is_installations": false,
              "created_at": "2027-01-15T08:00:00Z" },
            { "version": house, "is_active": false, "is_installations": true,
              "created_at": null },
        ])
    );
    for absent in [
        "/v1/policies/theirs",
        "/v1/policies/%00",
        "/v1/policies/%ff",
    ] {
        let answer = api.get(absent).bearer(&key).send().await;
        answer.expect_problem(404, "not_found");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_refusal_names_the_place_and_the_rule(pool: PgPool) {
    let api = Api::start(pool).await;
    let key = administrator(&api).await.key;
    let with = |pointer: &str, member: &str, value: Value| {
        let mut document = document("ours");
        document.pointer_mut(pointer).unwrap()[member] = value;
        document
    };
    for (document, pointer) in [
        (with("", "colour", json!("CANARY")), "#/colour"),
        (
            with("/thresholds", "face", json!("CANARY")),
            "#/thresholds/face",
        ),
        (
            with("/checks", "face_mach", json!("off")),
            "#/checks/face_mach",
        ),
        (
            with("/checks", "face_match", json!("CANARY")),
            "#/checks/face_match",
        ),
        (json!({ "version": "CANARY" }), "#"),
    ] {
        let answer = make(&api, &key, &document).await;
        answer.expect_problem(422, "invalid_policy");
        assert_eq!(answer.expect(422)["errors"][0]["pointer"], pointer);
        assert!(!answer.text().contains("CANARY"), "{}", answer.text());
    }
    let answer = make(
        &api,
        &key,
        &with("/checks", "document_readable", json!("off")),
    )
    .await;
    answer.expect_problem(422, "unsafe_policy");
    assert!(answer.text().contains("document_readable"));
    make(&api, &key, &json!([1]))
        .await
        .expect_problem(422, "invalid_body");
    let twice = r#"{"version":"a","version":"b"}"#;
    let call = api.post("/v1/policies").bearer(&key);
    call.raw_json(twice)
        .send()
        .await
        .expect_problem(422, "invalid_policy");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_back_test_counts_and_names_what_changes(pool: PgPool) {
    let dvs = Dvs::reading().await;
    let settings = Settings {
        dvs: Some(dvs.client.clone()),
        ..Settings::default()
    };
    let api = Api::start_with(pool, settings).await;
    let integrator = administrator(&api).await;
    let session = integrator.create_session(&api).await;
    let request = json!({ "request_id": uuid::Uuid::from_u128(9) });
    let call = api
        .post(&session.path("/submission"))
        .bearer(&session.token);
    call.json(&request).send().await.expect(202);
    assert_eq!(credence_app::work_due(&api.app).await.unwrap(), 1);
    let mut strict = document("strict");
    strict["accepted_document_types"] = json!(["passport"]);
    strict["checks"]["document_type_accepted"] = json!("reject_when_failed");
    make(&api, &integrator.key, &strict).await.expect(201);
    let test = |query: &str| {
        let path = format!("/v1/policies/strict/back-test{query}");
        api.post(&path).bearer(&integrator.key).send()
    };
    let found = test("").await.expect(200);
    assert_eq!(
        found,
        json!({
            "policy_version": "strict", "decided": 1, "erased": 0, "unreadable": 0,
            "outcomes": [{ "then": "needs_review", "now": "rejected", "count": 1 }],
            "changes": [{
                "session_id": session.id,
                "verification_id": found["changes"][0]["verification_id"],
                "then": "needs_review", "now": "rejected",
                "checks": [{
                    "code": "document_type_accepted", "outcome_then": "passed",
                    "outcome_now": "failed", "rule_then": "review_when_failed",
                    "rule_now": "reject_when_failed",
                }],
            }],
            "changes_left_off": 0,
        })
    );
    assert_eq!(test("?limit=1").await.expect(200)["decided"], 1);
    for refused in ["?limit=0", "?limit=5001", "?limit=x", "?size=1"] {
        test(refused).await.expect_problem(422, "invalid_query");
    }
    let result = api.get(&session.path("/result")).bearer(&integrator.key);
    let provenance = &result.send().await.expect(200)["provenance"];
    assert_eq!(provenance["policy_version"], Policy::default().version);
    assert_eq!(provenance["models"], Value::Null);
    for hash in ["evidence_sha256", "decision_sha256", "policy_sha256"] {
        assert_eq!(provenance[hash].as_str().unwrap().len(), 64, "{hash}");
    }
}
