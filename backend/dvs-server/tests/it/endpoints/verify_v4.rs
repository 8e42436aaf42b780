use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{FAMILY_NAME, Server, barcode, base64, readable, unreadable};

/// The licence in version 4's form.
fn readable_v4() -> Value {
    json!({
        "documentType": 1,
        "frontImageBase64": "",
        "trackString": {"data": base64(&barcode())},
        "metadata": {"captureMethod": "12", "userAgent": "test"},
        "overriddenSettings": {"isOCREnabled": false, "isFaceMatchEnabled": false},
    })
}

#[sqlx::test(migrations = "../../migrations")]
async fn version_4_answers_in_its_own_form(pool: PgPool) {
    let server = Server::start(pool).await;
    for path in ["/api/v4/verify", "/api/V4/Verify/"] {
        let answer = server
            .post(path)
            .key(&server.secret)
            .json(&readable_v4())
            .send()
            .await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        assert_eq!(answer.body["document"]["familyName"], *FAMILY_NAME);
        // Absent values are null and not left out; what was not assessed is -1.
        let result = answer.body.as_object().unwrap();
        for key in [
            "externalVerificationResults",
            "authenticationResults",
            "requestData",
            "images",
            "reference",
        ] {
            assert!(result.contains_key(key), "{key}");
        }
        assert_eq!(answer.body["images"], Value::Null);
        assert_eq!(
            answer.body["document"].get("placeOfBirth"),
            Some(&Value::Null)
        );
        assert_eq!(answer.body["documentConfidenceScores"]["placeOfBirth"], -1);
        assert_eq!(
            answer.body["faceMatchVerificationResult"]["faceMatchConfidence"],
            -1
        );
        assert_eq!(
            answer.body["antiSpoofingVerificationResult"]["antiSpoofingFaceImageConfidence"],
            -1
        );
        assert_eq!(
            answer.body["documentVerificationResult"]["isMrzSuccess"],
            Value::Null
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn request_and_content_are_returned_on_demand(pool: PgPool) {
    let server = Server::start(pool).await;
    let ask = async |query: &str| {
        let path = format!("/api/v4/verify{query}");
        let call = server.post(&path).key(&server.secret).json(&readable_v4());
        let body = call.send().await.body;
        (body["requestData"].is_object(), body["images"].is_object())
    };
    assert_eq!(ask("").await, (false, false));
    assert_eq!(ask("?returnRequest=true").await, (true, false));
    assert_eq!(ask("?ReturnContent=True").await, (false, true));
    assert_eq!(
        ask("?returnrequest=false&returncontent=true").await,
        (false, true)
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn both_versions_share_ids_and_bodies(pool: PgPool) {
    let server = Server::start(pool).await;
    let answer = server
        .post("/api/v4/verify")
        .key(&server.secret)
        .json(&readable())
        .send()
        .await;
    let id = answer.body["requestId"].as_str().unwrap().to_owned();
    let result = server.result(&id).await;
    assert_eq!(
        result.body["verificationResult"]["document"]["familyName"],
        *FAMILY_NAME
    );
    let answer = server
        .post("/api/v4/verify")
        .key(&server.secret)
        .json(&unreadable())
        .send()
        .await;
    assert_eq!(answer.status, 400);
    assert!(!answer.code().is_empty());
}
