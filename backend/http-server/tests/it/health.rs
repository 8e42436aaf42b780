use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use credence_http_server::{Metrics, health, plain_refusal};

use crate::support::{Server, assert_status, exchange, options, patient, routes, start_with};

async fn get(server: &Server, path: &str, headers: &str) -> String {
    let text = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
    exchange(server, &text).await.0
}

async fn start_probed<P, F>(probe: P) -> Server
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = bool> + Send + 'static,
{
    let health = health::routes(probe, Metrics::install().unwrap(), plain_refusal);
    start_with(routes().merge(health), patient(), options()).await
}

#[tokio::test]
async fn readiness_follows_the_probe_and_life_does_not() {
    let is_ready = Arc::new(AtomicBool::new(true));
    let probed = Arc::clone(&is_ready);
    let server = start_probed(move || {
        let is_ready = probed.load(Ordering::Relaxed);
        async move { is_ready }
    })
    .await;
    assert_status(&get(&server, "/readyz", "").await, 200);
    is_ready.store(false, Ordering::Relaxed);
    assert_status(&get(&server, "/readyz", "").await, 503);
    assert_status(&get(&server, "/healthz", "").await, 200);
}

#[tokio::test]
async fn a_probe_that_hangs_is_not_ready() {
    let server = start_probed(std::future::pending).await;
    assert_status(&get(&server, "/readyz", "").await, 503);
}

#[tokio::test]
async fn measurements_are_for_the_machine_itself() {
    let server = start_probed(async || true).await;
    get(&server, "/people/eriksson", "").await;
    let answer = get(&server, "/metrics", "").await;
    assert_status(&answer, 200);
    let line = r#"http_requests_total{method="GET",path="/people/{name}",status="200"}"#;
    assert!(answer.contains(line), "{answer}");
    for name in [
        "http_request_duration_seconds_bucket",
        "http_connections",
        "in_flight",
    ] {
        assert!(answer.contains(name), "{name}: {answer}");
    }
    assert!(!answer.contains("eriksson"), "{answer}");
    for header in [
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "Via: 1.1 proxy",
    ] {
        assert_status(
            &get(&server, "/metrics", &format!("{header}\r\n")).await,
            404,
        );
    }
}
