use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{
    FAMILY_NAME, JPEG, PNG, Server, WEBP, base64, licence, readable, track_string,
};

#[sqlx::test(migrations = "../../migrations")]
async fn a_pending_request_tells_what_was_sent(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    let answer = server.result(&id).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["verificationResult"], Value::Null);
    let request = &answer.body["request"];
    assert_eq!(request["id"], id);
    assert_eq!(request["accountId"], server.account.to_string());
    assert_eq!(
        (&request["status"], &request["documentType"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(request["created"], "2026-11-22T10:00:00Z");
    assert_eq!(
        request["content"],
        json!({
            "frontImageBase64": base64(JPEG),
            "backOrSecondImageBase64": base64(PNG),
            "faceImageBase64": base64(WEBP),
            "trackString": track_string(),
        })
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_verified_request_tells_its_result(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    server.verify(&id).await;
    for path in [
        "/api/v3/Request/{id}/result",
        "/api/Request/{id}/Result",
        "/API/v3.1/request/{id}/RESULT/",
    ] {
        let answer = server
            .get(&path.replace("{id}", &id))
            .key(&server.secret)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.body["verificationResult"]["requestId"], id);
        assert_eq!(
            answer.body["verificationResult"]["document"]["familyName"],
            *FAMILY_NAME
        );
        assert_eq!(answer.body["request"]["status"], 1);
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_s_or_no_request_is_not_found(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    let stranger = server.stranger().await;
    for (key, id) in [
        (&stranger, id.as_str()),
        (&server.secret, "0193a000-0000-7000-8000-000000000000"),
        (&server.secret, "%2e%2e"),
    ] {
        let answer = server
            .get(&format!("/api/v3/Request/{id}/result"))
            .key(key)
            .send()
            .await;
        assert_eq!((answer.status.as_u16(), answer.code()), (404, "NotFound"));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_row_moved_to_another_request_does_not_open(pool: PgPool) {
    let server = Server::start(pool).await;
    let first = server.create(&licence()).await;
    server.create(&licence()).await;
    sqlx::query(
        "update dvs.request_image as image set object_key = other.object_key
         from dvs.request_image as other
         where other.request_id <> image.request_id and other.step = image.step",
    )
    .execute(&server.pool)
    .await
    .unwrap();
    assert_eq!(server.result(&first).await.status, 500);
}
