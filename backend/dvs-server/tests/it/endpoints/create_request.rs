use serde_json::json;
use sqlx::PgPool;

use crate::support::{JPEG, PNG, Server, WEBP, base64, fixture, licence, track_string};

#[sqlx::test(migrations = "../../migrations")]
async fn a_public_key_creates_a_request(pool: PgPool) {
    let server = Server::start(pool).await;
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&licence())
        .send()
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["documentType"], 1);
    assert_eq!(answer.body["status"], 0);
    let id: uuid::Uuid = answer.body["requestId"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(server.status(&id.to_string()).await, "pending");
    assert_eq!(server.object_count(), 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_stored_is_sealed(pool: PgPool) {
    let server = Server::start(pool).await;
    let mut body = licence();
    body["ssn"] = json!("078-05-1120");
    body["faceImageBase64"] = json!("");
    server.create(&body).await;
    let rows: (Vec<u8>, Vec<u8>) =
        sqlx::query_as("select wrapped_key, parameters_sealed from dvs.request")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    let holds = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
    assert!(!holds(&rows.1, b"078-05-1120"));
    assert!(!rows.0.is_empty());
    let images: Vec<(String, String, i64, String)> = sqlx::query_as(
        "select step, media_type, byte_length, object_key from dvs.request_image order by step",
    )
    .fetch_all(&server.pool)
    .await
    .unwrap();
    let kinds: Vec<(&str, &str)> = images.iter().map(|row| (&*row.0, &*row.1)).collect();
    assert_eq!(kinds, [("back", "image/png"), ("front", "image/jpeg")]);
    assert_eq!(images[1].2, i64::try_from(JPEG.len()).unwrap());
    for image in images {
        let object = std::fs::read(server.folder.path().join(image.3)).unwrap();
        assert!(!holds(&object, b"not a picture"));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_secret_key_creates_a_request_too(pool: PgPool) {
    let server = Server::start(pool).await;
    let answer = server
        .post("/api/v3/Request")
        .key(&server.secret)
        .json(&licence())
        .send()
        .await;
    assert_eq!(answer.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_spelling_of_path_key_and_type_is_taken(pool: PgPool) {
    let server = Server::start(pool).await;
    let body = licence().to_string();
    for path in [
        "/api/v3/Request",
        "/api/V3/request/",
        "/api/v3.1/Request",
        "/api/Request",
        "/API/REQUEST",
    ] {
        let answer = server
            .post(path)
            .key(&server.public)
            .bytes(body.clone())
            .send()
            .await;
        assert_eq!(answer.status, 200, "{path}: {:?}", answer.body);
    }
    for content_type in [
        "application/json;charset=utf-8",
        "application/json-patch+json",
        "text/json",
        "text/plain",
        "application/octet-stream",
        "multipart/form-data",
        "nonsense",
    ] {
        let call = server.post("/api/v3/Request").key(&server.public);
        let answer = call
            .header("content-type", content_type)
            .bytes(body.clone())
            .send()
            .await;
        assert_eq!(answer.status, 200, "{content_type}");
    }
    for scheme in ["Bearer", "bearer", "BEARER "] {
        let call = server.post("/api/v3/Request").bytes(body.clone());
        let value = format!("{scheme} {}", server.public);
        assert_eq!(
            call.header("authorization", &value).send().await.status,
            200,
            "{scheme}"
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn bodies_as_clients_send_them_are_taken(pool: PgPool) {
    let server = Server::start(pool).await;
    let (jpeg, track) = (base64(JPEG), track_string());
    let (data, parameters) = track.split_once('.').unwrap();
    for body in [
        json!({"DocumentType": "1", "FrontImageBase64": jpeg}),
        json!({"documentType": "ID", "frontImageBase64": format!("data:image/jpeg;base64,{jpeg}")}),
        json!({"documentType": 1, "frontImageBase64": null, "backOrSecondImageBase64": jpeg}),
        json!({"documentType": 1, "frontImageBase64": "", "trackString": track}),
        json!({"documentType": 1, "trackString": data}),
        json!({"documentType": 1, "trackString": {"data": data, "barcodeParams": parameters}}),
        json!({"documentType": 1, "frontImageBase64": jpeg, "trackString": ""}),
        json!({"documentType": 1, "frontImageBase64": jpeg, "captureMethod": 0}),
        json!({"documentType": 1, "frontImageBase64": jpeg, "captureMethod": "nullnullNaN"}),
        json!({"documentType": 1, "frontImageBase64": jpeg, "metadata": {"captureMethod": 0}}),
        json!({"documentType": 1, "frontImageBase64": jpeg, "OverriddenSettings": {"IsOCREnabled": true}}),
        json!({"documentType": 10, "faceImageBase64": base64(WEBP), "verifyFace": "true"}),
        json!({"documentType": 3, "frontImageBase64": base64(PNG), "ssn": null, "unknown": [{}]}),
    ] {
        let answer = server
            .post("/api/v3/Request")
            .key(&server.public)
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{body}: {:?}", answer.body);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_capture_library_s_bodies_are_taken(pool: PgPool) {
    let server = Server::start(pool).await;
    for (text, document_type) in [
        (include_str!("../fixtures/idvc2_v3_licence.json"), 1),
        (include_str!("../fixtures/idvc2_v4_licence.json"), 1),
        (include_str!("../fixtures/idvc2_v3_passport.json"), 2),
        (include_str!("../fixtures/idvc2_v4_passport.json"), 2),
    ] {
        let call = server.post("/api/v3/Request").key(&server.public);
        let answer = call.json(&fixture(text)).send().await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        assert_eq!(answer.body["documentType"], document_type);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn faulty_properties_are_named(pool: PgPool) {
    let server = Server::start(pool).await;
    let jpeg = base64(JPEG);
    for (body, property) in [
        (json!({"frontImageBase64": jpeg}), "documentType"),
        (
            json!({"documentType": 8, "frontImageBase64": jpeg}),
            "documentType",
        ),
        (
            json!({"documentType": "Pilot", "frontImageBase64": jpeg}),
            "documentType",
        ),
        (
            json!({"documentType": 1, "frontImageBase64": 7}),
            "frontImageBase64",
        ),
        (
            json!({"documentType": 1, "frontImageBase64": "undefined!"}),
            "frontImageBase64",
        ),
        (
            json!({"documentType": 1, "faceImageBase64": base64(b"GIF89a")}),
            "faceImageBase64",
        ),
        (
            json!({"documentType": 1, "backOrSecondImageBase64": base64(b"<svg/>")}),
            "backOrSecondImageBase64",
        ),
        (
            json!({"documentType": 1, "frontImageBase64": jpeg, "trackString": 5}),
            "trackString",
        ),
        (
            json!({"documentType": 1, "frontImageBase64": jpeg, "ssn": "1".repeat(3000)}),
            "ssn",
        ),
        (json!({"documentType": 1}), "frontImageBase64"),
        (
            json!({"documentType": 1, "frontImageBase64": "", "trackString": ""}),
            "frontImageBase64",
        ),
    ] {
        let answer = server
            .post("/api/v3/Request")
            .key(&server.public)
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.code(), "ValidationError");
        assert!(
            answer.body["propertyErrors"][property].is_string(),
            "{:?}",
            answer.body
        );
    }
    assert_eq!(server.object_count(), 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn all_faulty_images_are_named_at_once(pool: PgPool) {
    let server = Server::start(pool).await;
    let body = json!({
        "documentType": 1, "frontImageBase64": "%", "backOrSecondImageBase64": base64(PNG),
        "faceImageBase64": base64(b"GIF89a"),
    });
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&body)
        .send()
        .await;
    insta::assert_json_snapshot!(answer.body["propertyErrors"], @r#"
    {
      "faceImageBase64": "This is not a JPEG, PNG, WebP, HEIC or AVIF image or a PDF. Convert it to one of these.",
      "frontImageBase64": "This is not base64. Send the bytes of the image file, base64-encoded."
    }
    "#);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_json_object_is_refused(pool: PgPool) {
    let server = Server::start(pool).await;
    let deep = format!("{{\"documentType\":1,\"a\":{}", "[".repeat(200_000));
    for body in [
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "not json",
        "{\"documentType\":1,\"DocumentType\":2}",
        "documentType=1&frontImageBase64=x",
        deep.as_str(),
        "{\"documentType\":1}{}",
    ] {
        let call = server.post("/api/v3/Request").key(&server.public);
        let answer = call.bytes(body.to_owned()).send().await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.code(), "ValidationError");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn too_large_an_image_or_body_is_refused(pool: PgPool) {
    let server = Server::start_with(pool, |config| {
        config.image_limit_bytes = 1_000;
        config.body_limit_bytes = 10_000;
    })
    .await;
    let mut image = JPEG.to_vec();
    image.resize(1_001, 0);
    let body = json!({"documentType": 1, "frontImageBase64": base64(&image)});
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&body)
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "ValidationError")
    );
    let body = json!({"documentType": 1, "frontImageBase64": "A".repeat(10_000)});
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&body)
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (413, "PayloadTooLarge")
    );
    let announced = server.post("/api/v3/Request").key(&server.public);
    let answer = announced
        .header("content-length", "10000000000")
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (413, "PayloadTooLarge")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn uploads_beyond_the_memory_are_put_off(pool: PgPool) {
    let server = Server::start_with(pool, |config| config.upload_memory_bytes = 1 << 10).await;
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&licence())
        .send()
        .await;
    assert_eq!((answer.status.as_u16(), answer.code()), (503, "ApiError"));
    assert!(answer.headers.contains_key("retry-after"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failing_database_acknowledges_nothing_and_leaves_no_object(pool: PgPool) {
    let server = Server::start(pool).await;
    sqlx::query("alter table dvs.request_image rename to request_image_away")
        .execute(&server.pool)
        .await
        .unwrap();
    let answer = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&licence())
        .send()
        .await;
    assert_eq!((answer.status.as_u16(), answer.code()), (500, "ApiError"));
    assert!(!answer.text.contains("request_image"));
    assert_eq!(server.object_count(), 0);
    let rows: i64 = sqlx::query_scalar("select count(*) from dvs.request")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}
