//! From which pages a public key works.

use credence_dvs_server::keys::KeyKind;
use http::Method;
use sqlx::PgPool;

use crate::support::{Server, licence};

#[sqlx::test(migrations = "../../migrations")]
async fn a_page_may_call_it_across_origins(pool: PgPool) {
    let server = Server::start(pool).await;
    let preflight = |path: &str| {
        let call = server
            .call(Method::OPTIONS, path)
            .header("origin", "https://shop.example.com");
        let call = call.header("access-control-request-method", "POST");
        call.header(
            "access-control-request-headers",
            "authorization,content-type",
        )
    };
    for path in ["/api/v3/Request", "/api/Request"] {
        let answer = preflight(path).send().await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.headers["access-control-allow-origin"],
            "https://shop.example.com"
        );
        assert_eq!(answer.headers["access-control-allow-methods"], "POST");
        assert_eq!(
            answer.headers["access-control-allow-headers"],
            "authorization,content-type"
        );
    }
    // A secret key has no business in a page.
    let answer = preflight("/api/v3/Verify").send().await;
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    // The page can read refusals as well.
    let call = server
        .post("/api/v3/Request")
        .header("origin", "https://shop.example.com");
    let answer = call.bytes("{").send().await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.headers["access-control-allow-origin"],
        "https://shop.example.com"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_licensed_key_works_from_its_hosts_only(pool: PgPool) {
    let server = Server::start(pool).await;
    let hosts = ["shop.example.com", "*.partner.org"];
    let key = server.key(server.account, KeyKind::Public, &hosts).await;
    let from = async |origin: Option<&str>| {
        let mut call = server.post("/api/v3/Request").key(&key).json(&licence());
        if let Some(origin) = origin {
            call = call.header("origin", origin);
        }
        call.send().await
    };
    for origin in [
        "https://shop.example.com",
        "https://a.partner.org",
        "http://localhost:5173",
    ] {
        assert_eq!(from(Some(origin)).await.status, 200, "{origin}");
    }
    for origin in [
        None,
        Some("null"),
        Some("https://localhost.evil.io"),
        Some("https://partner.org"),
    ] {
        let answer = from(origin).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (403, "OriginNotLicensed"),
            "{origin:?}"
        );
    }
    // Hosts mean nothing to a secret key.
    let secret = server.key(server.account, KeyKind::Secret, &hosts).await;
    let answer = server
        .post("/api/v3/Request")
        .key(&secret)
        .json(&licence())
        .send()
        .await;
    assert_eq!(answer.status, 200);
}
