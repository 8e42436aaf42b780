use serde_json::Value;

use crate::support::{Api, Settings};

#[test]
fn the_committed_document_is_the_generated_one() {
    let committed = include_str!("../../openapi.json");
    assert_eq!(
        committed,
        credence_api::openapi(),
        "run `credence openapi` and commit its output"
    );
}

#[tokio::test]
async fn the_server_serves_the_document() {
    let answer = Api::offline(Settings::default())
        .get("/v1/openapi.json")
        .send()
        .await;
    assert_eq!(answer.header("content-type"), "application/json");
    let document = answer.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(answer.text(), credence_api::openapi());
}

#[test]
fn every_operation_is_described_and_named_once() {
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    let mut names = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path}");
            assert!(
                operation["security"].is_array(),
                "{method} {path} does not say who may call"
            );
            let answers = operation["responses"].as_object().unwrap();
            assert!(
                answers.contains_key("503") && !answers.contains_key("default"),
                "{method} {path} does not name every answer"
            );
            names.push(operation["operationId"].as_str().unwrap().to_owned());
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}
