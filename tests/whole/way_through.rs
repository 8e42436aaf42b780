use credence_testkit::scene::{SceneOptions, photograph_nothing};
use credence_tests::Stack;
use serde_json::Value;

use crate::photographs::{drawn_back, only_back};

fn value_of<'a>(fields: &'a Value, key: &str) -> &'a str {
    let fields = fields.as_array().unwrap();
    let field = fields.iter().find(|field| field["key"] == key);
    field
        .and_then(|field| field["value"].as_str())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_photographed_licence_goes_all_the_way_to_a_reviewers_decision() {
    let stack = Stack::start().await;
    let integrator = stack.integrator();
    let person = integrator.create_session("order-1").await;
    let drawn = drawn_back(11);

    let request_id = person.upload(&only_back(drawn.image.clone())).await;
    let submitted = person.submit(&request_id).await.unwrap();
    assert!(["submitted", "processing"].contains(&submitted["state"].as_str().unwrap()));
    let settled = person.wait_until_settled().await;
    assert_eq!(settled["state"], "needs_review", "{settled}");
    let checks = settled["summary"]["checks"].as_array().unwrap();
    let outcome =
        |code: &str| &checks.iter().find(|check| check["code"] == code).unwrap()["outcome"];
    assert_eq!(outcome("document_readable"), "passed");
    assert_eq!(outcome("barcode_structure"), "passed");
    assert_eq!(outcome("face_match"), "unavailable");
    let summary = settled.to_string();
    assert!(!summary.contains(&drawn.number) && !summary.contains(&drawn.family_name));

    let result = integrator.result(&person.id).await;
    assert_eq!(value_of(&result["fields"], "id"), drawn.number);
    assert_eq!(
        value_of(&result["fields"], "family_name").to_uppercase(),
        drawn.family_name.to_uppercase()
    );

    let reviewer = stack.first_administrator().await;
    let cases = reviewer.get("/v1/console/cases?state=needs_review").await;
    assert_eq!(cases["cases"][0]["id"], person.id.as_str());
    let case = reviewer
        .get(&format!("/v1/console/cases/{}", person.id))
        .await;
    assert_eq!(value_of(&case["fields"], "id"), drawn.number);
    let image = case["images"][0]["id"].as_str().unwrap();
    let seen = reviewer
        .bytes(&format!("/v1/console/cases/{}/images/{image}", person.id))
        .await;
    assert_eq!(seen, drawn.image);

    let (status, decided) = reviewer
        .decide(&person.id, "approve", "compared by hand")
        .await;
    assert_eq!(
        (status, decided["state"].as_str()),
        (200, Some("approved")),
        "{decided}"
    );
    let (again, _) = reviewer
        .decide(&person.id, "reject", "changed my mind")
        .await;
    assert_eq!(again, 409);
    let history = decided["history"].as_array().unwrap();
    let action = |wanted: &str| {
        history
            .iter()
            .any(|line| line["action"].as_str().unwrap().contains(wanted))
    };
    assert!(action("image") && action("decid"), "{history:?}");
    assert_eq!(person.session().await["summary"]["decided_by"], "reviewer");
}

#[tokio::test]
async fn a_photograph_without_a_licence_barcode_is_asked_for_again_in_words() {
    let stack = Stack::start().await;
    let person = stack.integrator().create_session("order-2").await;
    let blank = photograph_nothing(&SceneOptions::phone(3)).unwrap();
    let request_id = person.upload(&only_back(blank)).await;
    person.submit(&request_id).await.unwrap();
    let settled = person.wait_until_settled().await;
    assert_eq!(settled["state"], "retake", "{settled}");
    assert_eq!(settled["retake"]["step"], "back");
    assert_eq!(settled["retake"]["code"], "PDF417Error");

    let request_id = person.upload(&only_back(drawn_back(12).image)).await;
    person.submit(&request_id).await.unwrap();
    assert_eq!(person.wait_until_settled().await["state"], "needs_review");
}

#[tokio::test]
async fn a_request_can_be_handed_in_once() {
    let stack = Stack::start().await;
    let integrator = stack.integrator();
    let (first, second) = (
        integrator.create_session("a").await,
        integrator.create_session("b").await,
    );
    let request_id = first.upload(&only_back(drawn_back(13).image)).await;
    first.submit(&request_id).await.unwrap();
    let refused = second.submit(&request_id).await.unwrap_err();
    assert!(refused.starts_with("409"), "{refused}");
}
