use std::io;
use std::time::Duration;

use axum::routing::get;
use axum::{Extension, Router};
use credence_http_server::{ServerLimits, harden, serve_over};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::support::{AT_ONCE, SHORT, Server, assert_status, exchange, options, patient};

#[derive(Clone)]
struct Badge(String);

/// A server whose handshake is one byte: `h` succeeds, `x` fails, and none waits.
async fn start(limits: ServerLimits) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(async |Extension(Badge(text))| text));
    let handshake = async |mut stream: TcpStream| match stream.read_u8().await? {
        b'h' => Ok((stream, Badge("shaken".to_owned()))),
        _ => Err(io::Error::other("no such hand")),
    };
    let router = harden(router, options());
    let task = tokio::spawn(serve_over(
        listener,
        router,
        limits,
        stop.clone(),
        handshake,
    ));
    Server {
        address,
        stop,
        task,
    }
}

const REQUEST: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn what_a_handshake_learns_reaches_the_handler() {
    let server = start(patient()).await;
    let (answer, _) = exchange(&server, &format!("h{REQUEST}")).await;
    assert_status(&answer, 200);
    assert!(answer.ends_with("shaken"), "{answer:?}");
}

#[tokio::test]
async fn a_failed_handshake_closes_without_an_answer() {
    let server = start(patient()).await;
    let (answer, elapsed) = exchange(&server, &format!("x{REQUEST}")).await;
    assert_eq!(answer, "");
    assert!(elapsed < AT_ONCE);
}

#[tokio::test]
async fn a_stalled_handshake_ends_and_holds_nobody_up_meanwhile() {
    let server = start(ServerLimits {
        handshake_timeout: SHORT,
        ..patient()
    })
    .await;
    let mut stalled = TcpStream::connect(server.address).await.unwrap();
    let (answer, _) = exchange(&server, &format!("h{REQUEST}")).await;
    assert_status(&answer, 200);
    let end = tokio::time::timeout(Duration::from_secs(20), stalled.read_u8()).await;
    assert!(end.unwrap().is_err());
}

#[tokio::test]
async fn a_handshake_under_way_does_not_delay_the_stop() {
    let server = start(patient()).await;
    let _stalled = TcpStream::connect(server.address).await.unwrap();
    // Served after it, so it has been accepted.
    exchange(&server, &format!("h{REQUEST}")).await;
    server.stop.cancel();
    tokio::time::timeout(AT_ONCE, server.task)
        .await
        .unwrap()
        .unwrap();
}
