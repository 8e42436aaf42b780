use sqlx::PgPool;

use super::simulator;
use crate::support::forge::message;
use crate::support::{TlsClient, post};

/// What it is, the status and code of the answer, the request's beginning and its body.
type HttpCase = (&'static str, u16, &'static str, String);

fn to(method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\
         Content-Length: {length}\r\n\r\n{body}"
    )
}

const JOSE: &str = "Content-Type: application/jose\r\n";
const PATH: &str = "/checks/passport";

/// Other methods and other paths.
fn routes() -> Vec<HttpCase> {
    let good = message();
    let mut cases: Vec<HttpCase> = Vec::new();
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let request = to(method, PATH, JOSE, &good);
        cases.push((method, 405, "method_not_allowed", request));
    }
    for path in [
        "/",
        "/checks",
        "/checks/",
        "/checks/passport/",
        "/checks/passport/x",
        "/CHECKS/PASSPORT",
        "//checks/passport",
        "/checks/passport%2F",
        "/checks/driving-licence",
        "/checks/../checks/passport",
        "/checks/passport;x",
        "/healthz",
        "/metrics",
    ] {
        let name = "another path";
        cases.push((name, 404, "not_found", to("POST", path, JOSE, &good)));
    }
    cases
}

/// Other content types.
fn media_types() -> Vec<HttpCase> {
    let good = message();
    let mut cases = Vec::new();
    for (name, line) in [
        ("no content type", ""),
        ("JSON", "Content-Type: application/json\r\n"),
        ("text", "Content-Type: text/plain\r\n"),
        (
            "a form",
            "Content-Type: application/x-www-form-urlencoded\r\n",
        ),
        ("JOSE in JSON", "Content-Type: application/jose+json\r\n"),
        (
            "two in a line",
            "Content-Type: application/jose, application/jose\r\n",
        ),
        (
            "two lines",
            "Content-Type: application/jose\r\nContent-Type: application/jose\r\n",
        ),
        ("an empty one", "Content-Type: \r\n"),
        ("no text", "Content-Type: \u{e9}\r\n"),
    ] {
        let request = to("POST", PATH, line, &good);
        cases.push((name, 415, "not_application_jose", request));
    }
    cases
}

/// Bodies too long, and lengths that contradict each other.
fn lengths() -> Vec<HttpCase> {
    let mut cases = Vec::new();
    let start = format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{JOSE}");
    let chunk = format!("10001\r\n{}\r\n0\r\n\r\n", "a".repeat(0x1_0001));
    for (name, status, code, rest) in [
        (
            "too long",
            413,
            "body_too_large",
            format!("Content-Length: 65537\r\n\r\n{}", "a".repeat(65_537)),
        ),
        (
            "said to be too long",
            413,
            "body_too_large",
            "Content-Length: 99999999\r\n\r\n".to_owned(),
        ),
        (
            "too long in chunks",
            413,
            "body_too_large",
            format!("Transfer-Encoding: chunked\r\n\r\n{chunk}"),
        ),
        (
            "two lengths",
            400,
            "ambiguous_length",
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        ),
        (
            "a length twice",
            400,
            "ambiguous_length",
            "Content-Length: 0\r\nContent-Length: 0\r\n\r\n".to_owned(),
        ),
        (
            "two hosts",
            400,
            "duplicate_host",
            "Host: other\r\nContent-Length: 0\r\n\r\n".to_owned(),
        ),
    ] {
        cases.push((name, status, code, format!("{start}{rest}")));
    }
    cases
}

#[sqlx::test(migrations = "../../migrations")]
async fn requests_that_are_wrong_in_http_are_refused(pool: PgPool) {
    let simulator = simulator(pool).await;
    let client = TlsClient::enrolled();
    let cases = [routes(), media_types(), lengths()].concat();
    assert!(cases.len() >= 34, "{}", cases.len());
    for (name, status, code, request) in cases {
        let answer = client.send(simulator.address, request.as_bytes()).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.text());
        assert_eq!(answer.code(), code, "{name}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=31536000",
            "{name}"
        );
    }
    // None of them was looked into.
    assert_eq!(simulator.received().await, []);
    assert_eq!(simulator.post(&message()).await.status, 200);
}

/// Refused by the parser, before there is a request.
#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_http_is_refused(pool: PgPool) {
    let simulator = simulator(pool).await;
    let client = TlsClient::enrolled();
    let long = "a".repeat(40_000);
    for (name, status, request) in [
        (
            "no version",
            400,
            "POST /checks/passport\r\n\r\n".to_owned(),
        ),
        ("no method", 400, " / HTTP/1.1\r\n\r\n".to_owned()),
        (
            "a header without a colon",
            400,
            "GET / HTTP/1.1\r\nHost\r\n\r\n".to_owned(),
        ),
        (
            "a length of words",
            400,
            "POST /checks/passport HTTP/1.1\r\nContent-Length: all\r\n\r\n".to_owned(),
        ),
        (
            "a header too long",
            431,
            format!("GET / HTTP/1.1\r\nx: {long}\r\n\r\n"),
        ),
        (
            "headers too many",
            431,
            format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(200)),
        ),
    ] {
        let answer = client.send(simulator.address, request.as_bytes()).await;
        assert_eq!(answer.status, status, "{name}");
    }
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    assert_eq!(client.raw(simulator.address, preface).await.unwrap(), b"");
    let good = message();
    let half = post(&good);
    let mut stream = client.connect(simulator.address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, &half[..half.len() / 2])
        .await
        .unwrap();
    drop(stream);
    assert_eq!(simulator.post(&good).await.status, 200);
    assert_eq!(simulator.received().await.len(), 1);
}
