use serde_json::json;
use sqlx::PgPool;

use crate::support::{FAMILY_NAME, Server, readable, unreadable};

#[sqlx::test(migrations = "../../migrations")]
async fn a_direct_verify_answers_and_keeps_its_result(pool: PgPool) {
    let server = Server::start(pool).await;
    for path in ["/api/v3/Verify", "/api/v3.1/verify/", "/api/Verify"] {
        let answer = server
            .post(path)
            .key(&server.secret)
            .json(&readable())
            .send()
            .await;
        assert_eq!(answer.status, 200, "{path}: {:?}", answer.body);
        assert_eq!(answer.body["document"]["familyName"], *FAMILY_NAME);
        let id = answer.body["requestId"].as_str().unwrap().to_owned();
        assert_eq!(server.verify(&id).await.code(), "RequestAlreadyProcessed");
        let result = server.result(&id).await;
        assert_eq!(
            result.body["verificationResult"]["document"],
            answer.body["document"]
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_direct_verify_that_reads_nothing_names_its_request(pool: PgPool) {
    let server = Server::start(pool).await;
    let answer = server
        .post("/api/v3/Verify")
        .key(&server.secret)
        .json(&unreadable())
        .send()
        .await;
    assert_eq!(answer.status, 400);
    let id = answer.body["additionalData"]["Id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        server.result(&id).await.body["request"]["failure"]["code"],
        answer.code()
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_faulty_body_is_refused_and_nothing_stored(pool: PgPool) {
    let server = Server::start(pool).await;
    let body = json!({"documentType": 1, "frontImageBase64": "%"});
    let answer = server
        .post("/api/v3/Verify")
        .key(&server.secret)
        .json(&body)
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "ValidationError")
    );
    let empty = server
        .post("/api/v3/Verify")
        .key(&server.secret)
        .send()
        .await;
    assert_eq!(
        (empty.status.as_u16(), empty.code()),
        (400, "ValidationError")
    );
    assert_eq!(server.object_count(), 0);
}
