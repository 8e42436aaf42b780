use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use credence_http_server::ServerLimits;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::support::{AT_ONCE, Client, SHORT, assert_status, options, patient, start, start_with};

const PING: &str = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_connection_over_the_limit_waits_its_turn() {
    let server = start(
        ServerLimits {
            connections: 1,
            ..patient()
        },
        options(),
    )
    .await;
    let mut first = Client::connect(&server).await;
    first.send(PING).await;
    assert_status(&first.answer().await, 200);
    let mut second = Client::connect(&server).await;
    second.send(PING).await;
    assert!(tokio::time::timeout(SHORT, second.answer()).await.is_err());
    drop(first);
    let mut third = Client::connect(&server).await;
    drop(second);
    third.send(PING).await;
    assert_status(&third.answer().await, 200);
}

fn waiting_routes(entered: &Arc<Notify>, leave: &Arc<Notify>) -> Router {
    let (entered, leave) = (Arc::clone(entered), Arc::clone(leave));
    let handler = move || {
        let (entered, leave) = (Arc::clone(&entered), Arc::clone(&leave));
        async move {
            entered.notify_one();
            leave.notified().await;
            "finished"
        }
    };
    Router::new().route("/slow", get(handler))
}

#[tokio::test]
async fn a_request_in_flight_is_finished_when_the_server_stops() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let server = start_with(waiting_routes(&entered, &leave), patient(), options()).await;
    let mut idle = Client::connect(&server).await;
    let mut client = Client::connect(&server).await;
    client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    entered.notified().await;
    server.stop.cancel();
    // Idle connections close, new ones are not taken, and the running one holds the server up.
    assert_eq!(idle.rest().await, "");
    assert!(!server.task.is_finished());
    leave.notify_one();
    let answer = client.rest().await;
    assert!(answer.ends_with("finished"), "{answer}");
    tokio::time::timeout(AT_ONCE, server.task)
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn draining_has_an_end() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let limits = ServerLimits {
        drain_timeout: SHORT,
        ..patient()
    };
    let server = start_with(waiting_routes(&entered, &leave), limits, options()).await;
    let mut client = Client::connect(&server).await;
    client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    entered.notified().await;
    server.stop.cancel();
    tokio::time::timeout(AT_ONCE, server.task)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn good_clients_are_served_while_many_stall() {
    let server = start(patient(), options()).await;
    let mut stalled = Vec::new();
    for _ in 0..200 {
        let mut client = Client::connect(&server).await;
        client
            .send("POST /length HTTP/1.1\r\nHost: a\r\nContent-Le")
            .await;
        stalled.push(client);
    }
    let mut client = Client::connect(&server).await;
    for _ in 0..20 {
        client.send(PING).await;
        let answer = tokio::time::timeout(Duration::from_secs(1), client.answer())
            .await
            .unwrap();
        assert_status(&answer, 200);
    }
}
