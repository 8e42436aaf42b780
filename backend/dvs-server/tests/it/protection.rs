//! What the protective layer and the router answer before an endpoint is reached.

use http::Method;
use sqlx::PgPool;

use crate::support::{Server, licence};

#[sqlx::test(migrations = "../../migrations")]
async fn an_unknown_path_or_method_answers_in_the_envelope(pool: PgPool) {
    let server = Server::start(pool).await;
    for path in [
        "/",
        "/api",
        "/api/v2/Request",
        "/api/v4/authentication",
        "/api/v3/Request/x/y",
        "/%2e%2e/api",
    ] {
        let answer = server.get(path).key(&server.secret).send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (404, "NotFound"),
            "{path}"
        );
    }
    let answer = server
        .call(Method::DELETE, "/api/v3/Request")
        .key(&server.secret)
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (405, "MethodNotAllowed")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_envelope_is_whole(pool: PgPool) {
    let server = Server::start(pool).await;
    let call = server
        .get("/api/v3/Request/none/result")
        .key(&server.secret);
    let answer = call.header("x-request-id", "order-2041-a").send().await;
    insta::assert_json_snapshot!(answer.body, @r#"
    {
      "code": "NotFound",
      "message": "There is no such request or path.",
      "multipleErrors": null,
      "propertyErrors": null,
      "traceId": "order-2041-a"
    }
    "#);
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_database_that_is_away_is_told_by_503(pool: PgPool) {
    let server = Server::start(pool).await;
    server.pool.close().await;
    let call = server
        .post("/api/v3/Request")
        .key(&server.public)
        .json(&licence());
    let answer = call.header("x-request-id", "order-2041-a").send().await;
    assert_eq!(answer.status, 503);
    assert!(answer.headers.contains_key("retry-after"));
    insta::assert_json_snapshot!(answer.body, @r#"
    {
      "code": "ApiError",
      "message": "The server is busy. Try again shortly.",
      "multipleErrors": null,
      "propertyErrors": null,
      "traceId": "order-2041-a"
    }
    "#);
}
