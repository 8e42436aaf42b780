use crate::support::{Client, assert_status, exchange, options, patient, start};

#[tokio::test]
async fn six_hundred_kilobytes_of_header_are_refused() {
    let server = start(patient(), options()).await;
    let text = format!(
        "GET /ping HTTP/1.1\r\nHost: a\r\nX-A: {}\r\n\r\n",
        "a".repeat(600 * 1024)
    );
    assert_status(&exchange(&server, &text).await.0, 431);
}

#[tokio::test]
async fn two_hundred_headers_are_refused() {
    let server = start(patient(), options()).await;
    let lines = "X-A: b\r\n".repeat(200);
    let text = format!("GET /ping HTTP/1.1\r\nHost: a\r\n{lines}\r\n");
    assert_status(&exchange(&server, &text).await.0, 431);
}

#[tokio::test]
async fn two_hosts_are_refused() {
    let server = start(patient(), options()).await;
    let text = "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n";
    assert_status(&exchange(&server, text).await.0, 400);
}

#[tokio::test]
async fn a_path_with_dots_leads_nowhere() {
    let server = start(patient(), options()).await;
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/..%00/",
    ] {
        let text = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert_status(&exchange(&server, &text).await.0, 404);
    }
}

#[tokio::test]
async fn nonsense_is_a_bad_request() {
    let server = start(patient(), options()).await;
    for text in [
        "\u{16}\u{3}\u{1} hello\r\n\r\n",
        "GET /ping HTTP/1.1\r\nHost : a\r\n\r\n",
    ] {
        assert_status(&exchange(&server, text).await.0, 400);
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_an_id() {
    let server = start(patient(), options()).await;
    for path in ["/ping", "/nowhere", "/panic"] {
        let text = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let (answer, _) = exchange(&server, &text).await;
        for header in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "x-frame-options: DENY",
            "content-security-policy: default-src 'none'; frame-ancestors 'none'",
            "cache-control: no-store",
            "x-request-id: ",
        ] {
            assert!(answer.contains(header), "{path} lacks {header}: {answer}");
        }
    }
}

#[tokio::test]
async fn the_callers_id_comes_back() {
    let server = start(patient(), options()).await;
    let mut client = Client::connect(&server).await;
    client
        .send("GET /ping HTTP/1.1\r\nHost: a\r\nX-Request-Id: order-2041\r\n\r\n")
        .await;
    assert!(client.answer().await.contains("x-request-id: order-2041"));
}

#[tokio::test]
async fn a_panic_is_a_constant_answer_and_the_server_goes_on() {
    let server = start(patient(), options()).await;
    let text = "GET /panic HTTP/1.1\r\nHost: a\r\nX-Request-Id: panicking-1\r\n\r\n";
    let (answer, _) = exchange(&server, text).await;
    assert_status(&answer, 500);
    let body = "internal_error: Something went wrong on our side. (panicking-1)\n";
    assert!(answer.ends_with(body), "{answer}");
    let text = "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    assert_status(&exchange(&server, text).await.0, 200);
}
