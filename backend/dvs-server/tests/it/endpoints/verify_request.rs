use chrono::TimeDelta;
use credence_testkit::scene::Encoding;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{
    FAMILY_NAME, JPEG, Server, back_photograph, base64, fixture, readable, unreadable,
};

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_is_verified_once(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    let answer = server.verify(&id).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    assert_eq!(answer.body["requestId"], id);
    assert_eq!(answer.body["documentType"], 1);
    assert_eq!(answer.body["captureMethod"], "120");
    assert_eq!(answer.body["document"]["familyName"], *FAMILY_NAME);
    assert_eq!(answer.body["request"]["id"], id);
    assert_eq!(
        answer.body["request"]["accountId"],
        server.account.to_string()
    );
    assert_eq!(answer.body["faceVerificationResult"]["confidence"], -1);
    assert_eq!(answer.body["faceVerificationResult"]["antiSpoofing"], -1);
    let second = server.verify(&id).await;
    assert_eq!(
        (second.status.as_u16(), second.code()),
        (400, "RequestAlreadyProcessed")
    );
    assert_eq!(second.body["additionalData"]["Id"], id);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_back_is_read_from_its_photograph(pool: PgPool) {
    let server = Server::start(pool).await;
    for encoding in [Encoding::Jpeg(90), Encoding::Webp] {
        let mut body = readable();
        body["trackString"] = json!("");
        body["backOrSecondImageBase64"] = json!(base64(&back_photograph(encoding)));
        let answer = server.verify(&server.create(&body).await).await;
        assert_eq!(
            answer.body["document"]["familyName"], *FAMILY_NAME,
            "{encoding:?}: {:?}",
            answer.body
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn any_body_that_says_nothing_is_taken(pool: PgPool) {
    let server = Server::start(pool).await;
    for (path, body) in [
        ("/api/v3/Verify/", ""),
        ("/api/v3/Verify/", "{}"),
        ("/api/v3.1/verify/", " null\n"),
        ("/api/Verify/", "{}"),
        ("/API/VERIFY/", ""),
    ] {
        let id = server.create(&readable()).await.to_uppercase();
        let call = server
            .post(&format!("{path}{id}"))
            .key(&server.secret)
            .bytes(body);
        assert_eq!(call.send().await.status, 200, "{path} {body}");
    }
    let id = server.create(&readable()).await;
    for body in ["{", "nonsense"] {
        let call = server
            .post(&format!("/api/v3/Verify/{id}"))
            .key(&server.secret)
            .bytes(body);
        assert_eq!(call.send().await.code(), "ValidationError");
    }
    let long = format!("\"{}\"", "a".repeat(64 << 10));
    let call = server
        .post(&format!("/api/v3/Verify/{id}"))
        .key(&server.secret)
        .bytes(long);
    assert_eq!(call.send().await.status, 413);
    assert_eq!(server.status(&id).await, "pending");
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_capture_library_s_requests_are_verified(pool: PgPool) {
    let server = Server::start(pool).await;
    for text in [
        include_str!("../fixtures/idvc2_v3_licence.json"),
        include_str!("../fixtures/idvc2_v4_licence.json"),
        include_str!("../fixtures/idvc2_v3_passport.json"),
        include_str!("../fixtures/idvc2_v4_passport.json"),
    ] {
        // The fixtures' pictures are only beginnings of files.
        let answer = server.verify(&server.create(&fixture(text)).await).await;
        assert!(
            [200, 400].contains(&answer.status.as_u16()),
            "{:?}",
            answer.body
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_s_or_no_request_is_not_found(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    let stranger = server.stranger().await;
    for (key, id) in [
        (&stranger, id.as_str()),
        (&server.secret, "0193a000-0000-7000-8000-000000000000"),
        (&server.secret, "1"),
        (&server.secret, "%2e%2e%2f"),
        (&server.secret, "%00"),
        (&server.secret, &"a".repeat(4_000)),
    ] {
        let answer = server
            .post(&format!("/api/v3/Verify/{id}"))
            .key(key)
            .send()
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (404, "NotFound"),
            "{id}"
        );
    }
    assert_eq!(server.status(&id).await, "pending");
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_several_at_once_one_verifies(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    let (a, b, c) = tokio::join!(server.verify(&id), server.verify(&id), server.verify(&id));
    let mut statuses = [&a, &b, &c].map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400]);
    for answer in [a, b, c].iter().filter(|answer| answer.status == 400) {
        assert_eq!(answer.code(), "RequestAlreadyProcessed");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_lapses(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    server.clock.advance(TimeDelta::hours(2));
    let answer = server.verify(&id).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "RequestExpired")
    );
    assert_eq!(server.result(&id).await.body["request"]["status"], 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_a_crashed_verify_left_is_taken_over_after_its_lease(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    sqlx::query("update dvs.request set status = 'processing', processing_until = created_at + interval '3 minutes'")
        .execute(&server.pool)
        .await
        .unwrap();
    server.clock.advance(TimeDelta::seconds(179));
    assert_eq!(server.verify(&id).await.code(), "RequestAlreadyProcessed");
    server.clock.advance(TimeDelta::seconds(1));
    assert_eq!(server.verify(&id).await.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_cannot_be_read_is_a_failure_that_is_kept(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&unreadable()).await;
    let answer = server.verify(&id).await;
    assert_eq!(answer.status, 400, "{:?}", answer.body);
    let code = answer.code().to_owned();
    assert_ne!(code, "ValidationError");
    assert_eq!(answer.body["additionalData"]["Id"], id);
    assert_eq!(server.status(&id).await, "failed");
    let result = server.result(&id).await;
    assert_eq!(result.body["verificationResult"], serde_json::Value::Null);
    assert_eq!(result.body["request"]["failure"]["code"], code);
    assert_eq!(
        result.body["request"]["failure"]["message"],
        answer.body["message"]
    );
    assert_eq!(
        result.body["request"]["content"]["frontImageBase64"],
        base64(JPEG)
    );
    assert_eq!(server.verify(&id).await.code(), "RequestAlreadyProcessed");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failure_of_ours_gives_the_request_back(pool: PgPool) {
    let server = Server::start(pool).await;
    let mut body = readable();
    body["backOrSecondImageBase64"] = json!(base64(&back_photograph(Encoding::Jpeg(90))));
    let id = server.create(&body).await;
    let place: String = sqlx::query_scalar("select object_key from dvs.request_image")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    let place = server.folder.path().join(place);
    let sealed = std::fs::read(&place).unwrap();
    std::fs::remove_file(&place).unwrap();
    let answer = server.verify(&id).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (500, "ApiError"));
    assert_eq!(server.status(&id).await, "pending");
    let mut flipped = sealed.clone();
    *flipped.last_mut().unwrap() ^= 1;
    std::fs::write(&place, flipped).unwrap();
    assert_eq!(server.verify(&id).await.status, 500);
    std::fs::write(&place, sealed).unwrap();
    assert_eq!(server.verify(&id).await.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_caller_who_hangs_up_loses_no_result(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    let call = server
        .post(&format!("/api/v3/Verify/{id}"))
        .key(&server.secret);
    let calling = tokio::spawn(call.send());
    while server.status(&id).await == "pending" {}
    calling.abort();
    server.state.drain().await;
    assert_eq!(server.status(&id).await, "success");
    let result = server.result(&id).await;
    assert_eq!(
        result.body["verificationResult"]["document"]["familyName"],
        *FAMILY_NAME
    );
}
