use std::time::{Duration, Instant};

use credence_http_server::{HardenOptions, ServerLimits};

use crate::support::{AT_ONCE, Client, SHORT, assert_status, exchange, options, patient, start};

#[tokio::test]
async fn a_client_that_sends_no_byte_is_dropped() {
    let server = start(
        ServerLimits {
            header_timeout: SHORT,
            ..patient()
        },
        options(),
    )
    .await;
    let begun = Instant::now();
    assert_eq!(Client::connect(&server).await.rest().await, "");
    assert!(begun.elapsed() >= SHORT && begun.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn a_header_that_drips_is_cut_off_at_the_deadline() {
    let server = start(
        ServerLimits {
            header_timeout: SHORT,
            ..patient()
        },
        options(),
    )
    .await;
    let begun = Instant::now();
    let mut client = Client::connect(&server).await;
    client.send("GET /ping HTTP/1.1\r\nHost: a\r\n").await;
    let dripping = async {
        // Every drip is well inside the time allowed; together they are not.
        loop {
            tokio::time::sleep(SHORT / 8).await;
            if client.0.try_write(b"X-A: b\r\n").is_err() {
                break;
            }
        }
    };
    tokio::time::timeout(AT_ONCE, dripping).await.unwrap();
    assert!(begun.elapsed() >= SHORT);
}

#[tokio::test]
async fn a_second_header_has_its_own_deadline() {
    let server = start(
        ServerLimits {
            header_timeout: SHORT,
            ..patient()
        },
        options(),
    )
    .await;
    let mut client = Client::connect(&server).await;
    client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_status(&client.answer().await, 200);
    // Idle for longer than a header may take: that is another limit.
    tokio::time::sleep(SHORT * 2).await;
    client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_status(&client.answer().await, 200);
    let begun = Instant::now();
    client.send("GET /ping HTTP/1.1\r\n").await;
    assert_eq!(client.rest().await, "");
    assert!(begun.elapsed() >= SHORT && begun.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let server = start(
        ServerLimits {
            keep_alive_timeout: SHORT,
            ..patient()
        },
        options(),
    )
    .await;
    let mut client = Client::connect(&server).await;
    client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_status(&client.answer().await, 200);
    let begun = Instant::now();
    assert_eq!(client.rest().await, "");
    assert!(begun.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout_of_the_client() {
    let server = start(
        patient(),
        HardenOptions {
            body_timeout: SHORT,
            ..options()
        },
    )
    .await;
    let text = "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this";
    let (answer, took) = exchange(&server, text).await;
    assert_status(&answer, 408);
    assert!(answer.contains("body_too_slow"), "{answer}");
    assert!(took >= SHORT && took < AT_ONCE + Duration::from_secs(1));
}

#[tokio::test]
async fn a_handler_that_hangs_is_answered_for() {
    let server = start(
        patient(),
        HardenOptions {
            request_timeout: SHORT,
            ..options()
        },
    )
    .await;
    let (answer, _) = exchange(&server, "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_status(&answer, 503);
    assert!(answer.contains("retry-after: 5"), "{answer}");
}

#[tokio::test]
async fn a_client_that_takes_no_answer_is_dropped() {
    let large = axum::Router::new().route(
        "/large",
        axum::routing::get(async || vec![b'a'; 64 * 1024 * 1024]),
    );
    let limits = ServerLimits {
        write_timeout: SHORT,
        ..patient()
    };
    let server = crate::support::start_with(large, limits, options()).await;
    let mut client = Client::connect(&server).await;
    client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").await;
    // The one connection that is open has to end for the drain to be over.
    client.0.readable().await.unwrap();
    server.stop.cancel();
    tokio::time::timeout(AT_ONCE, server.task)
        .await
        .unwrap()
        .unwrap();
}
