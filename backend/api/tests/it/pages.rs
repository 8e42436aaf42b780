use axum::body::Bytes;
use credence_api::PageFiles;

use crate::support::{Answer, Api, Settings};

fn pages() -> Api {
    let files = [
        ("verify/index.html", "<p>verify"),
        ("verify/index.html.br", "verify as brotli"),
        ("verify/index.html.gz", "verify as gzip"),
        ("review/index.html", "<p>review"),
        ("review/index.html.gz", "review as gzip"),
        ("assets/verify-1a2b.js", "code"),
        ("assets/decode-worker-1a2b.js", "decoding"),
        ("assets/analyse-worker-1a2b.js", "analysing"),
        ("assets/reader-1a2b.wasm", "wasm"),
        ("icon.svg", "<svg/>"),
    ];
    let files = files.map(|(path, content)| (path.to_owned(), Bytes::from(content)));
    Api::offline(Settings {
        pages: PageFiles::new(files),
        ..Settings::default()
    })
}

fn policy(answer: &Answer) -> Vec<&str> {
    answer
        .header("content-security-policy")
        .split(';')
        .map(str::trim)
        .collect()
}

#[tokio::test]
async fn the_persons_page_may_use_the_camera_and_reach_the_dvs_server() {
    let answer = pages().get("/verify/").send().await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "<p>verify"));
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-cache");
    let policy = policy(&answer);
    for directive in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self' https://dvs.example.test",
        "worker-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types credence",
    ] {
        assert!(policy.contains(&directive), "{directive}: {policy:?}");
    }
    assert!(!policy.join(" ").contains("unsafe"), "{policy:?}");
    assert!(
        answer
            .header("permissions-policy")
            .starts_with("camera=(self), microphone=()")
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("strict-transport-security"), "");
}

#[tokio::test]
async fn the_console_reaches_nobody_else_and_no_camera() {
    let answer = pages().get("/review/").send().await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "<p>review"));
    assert!(policy(&answer).contains(&"connect-src 'self'"));
    assert!(answer.header("permissions-policy").starts_with("camera=()"));
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let settings = Settings {
        public_url: "https://id.example.test",
        ..Settings::default()
    };
    let answer = Api::offline(settings).get("/healthz").send().await;
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=63072000")
    );
}

#[tokio::test]
async fn the_smallest_encoding_that_the_client_takes_is_sent() {
    let api = pages();
    for (path, accepted, encoding, content) in [
        ("/verify/", "gzip, br", "br", "verify as brotli"),
        ("/verify/", "gzip", "gzip", "verify as gzip"),
        ("/verify/", "br;q=0, gzip;q=0", "", "<p>verify"),
        ("/review/", "br, gzip", "gzip", "review as gzip"),
        ("/review/", "br", "", "<p>review"),
    ] {
        let answer = api
            .get(path)
            .header("accept-encoding", accepted)
            .send()
            .await;
        assert_eq!(
            answer.header("content-encoding"),
            encoding,
            "{path} {accepted}"
        );
        assert_eq!(answer.text(), content);
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn a_known_version_is_not_sent_again() {
    let api = pages();
    let tag = api.get("/verify/").send().await.header("etag").to_owned();
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let answer = api
            .get("/verify/")
            .header("if-none-match", &known)
            .send()
            .await;
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{known}");
        assert_eq!(answer.header("etag"), tag);
        assert!(policy(&answer).contains(&"default-src 'none'"));
    }
    let answer = api
        .get("/verify/")
        .header("if-none-match", "\"other\"")
        .send()
        .await;
    assert_eq!(answer.status, 200);
    let answer = api
        .get("/verify/")
        .header("accept-encoding", "br")
        .send()
        .await;
    assert_ne!(answer.header("etag"), tag);
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_workers_have_their_own_policy() {
    let api = pages();
    for (name, media_type, policy) in [
        (
            "verify-1a2b.js",
            "text/javascript; charset=utf-8",
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (
            "analyse-worker-1a2b.js",
            "text/javascript; charset=utf-8",
            "default-src 'none'",
        ),
        (
            "decode-worker-1a2b.js",
            "text/javascript; charset=utf-8",
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
        ),
        (
            "reader-1a2b.wasm",
            "application/wasm",
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        let answer = api.get(&format!("/assets/{name}")).send().await;
        assert_eq!(answer.status, 200, "{name}");
        assert_eq!(answer.header("content-type"), media_type);
        assert_eq!(answer.header("content-security-policy"), policy);
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
    }
}

#[tokio::test]
async fn short_addresses_lead_to_the_pages() {
    let api = pages();
    for (path, target) in [
        ("/", "/verify/"),
        ("/verify", "/verify/"),
        ("/review", "/review/"),
    ] {
        let answer = api.get(path).send().await;
        assert_eq!((answer.status, answer.header("location")), (307, target));
    }
    assert_eq!(
        api.get("/icon.svg").send().await.header("content-type"),
        "image/svg+xml"
    );
    let head = api.call("HEAD", "/verify/").send().await;
    assert_eq!(
        (head.status, head.body.len(), head.header("content-length")),
        (200, 0, "9")
    );
}

#[tokio::test]
async fn what_is_no_file_is_not_found() {
    let api = pages();
    for path in [
        "/assets/none.js",
        "/assets/../verify/index.html",
        "/assets/%2e%2e/verify/index.html",
        "/assets/..%2fverify%2findex.html",
        "/verify/index.html",
        "/verify/other",
        "/assets/",
        "/assets/verify-1a2b.js%00",
        "//etc/passwd",
        "/C:/windows/win.ini",
        "/.env",
    ] {
        api.get(path).send().await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn without_a_build_the_pages_say_what_to_run() {
    let api = Api::offline(Settings::default());
    for path in ["/verify/", "/review/"] {
        let answer = api.get(path).send().await;
        assert_eq!(answer.status, 503);
        assert!(answer.text().contains("cargo up"), "{}", answer.text());
    }
}
