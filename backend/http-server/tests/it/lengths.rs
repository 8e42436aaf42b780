use crate::support::{AT_ONCE, Client, assert_status, exchange, options, patient, start};

#[tokio::test]
async fn ten_gigabytes_announced_are_refused_at_once() {
    let server = start(patient(), options()).await;
    let text = "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000000\r\n\r\nfirst bytes";
    let mut client = Client::connect(&server).await;
    client.send(text).await;
    let answer = tokio::time::timeout(AT_ONCE, client.answer())
        .await
        .unwrap();
    assert_status(&answer, 413);
    assert!(answer.contains("connection: close"), "{answer}");
    assert!(answer.contains("body_too_large"), "{answer}");
    client.rest().await;
}

#[tokio::test]
async fn the_body_limit_is_exact() {
    let server = start(patient(), options()).await;
    for (length, status) in [(1024, 200), (1025, 413)] {
        let body = "a".repeat(length);
        let head = "POST /length HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        let text = format!("{head}Content-Length: {length}\r\n\r\n{body}");
        assert_status(&exchange(&server, &text).await.0, status);
        let text =
            format!("{head}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n");
        assert_status(&exchange(&server, &text).await.0, status);
    }
}

#[tokio::test]
async fn an_endless_chunked_body_is_stopped_at_the_limit() {
    let server = start(patient(), options()).await;
    let mut client = Client::connect(&server).await;
    client
        .send("POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        .await;
    let (mut receiving, mut sending) = client.0.into_split();
    let endless = tokio::spawn(async move {
        let chunk = format!("400\r\n{}\r\n", "a".repeat(1024));
        loop {
            if tokio::io::AsyncWriteExt::write_all(&mut sending, chunk.as_bytes())
                .await
                .is_err()
            {
                break;
            }
        }
    });
    let mut head = [0; 12];
    let read = tokio::io::AsyncReadExt::read_exact(&mut receiving, &mut head);
    tokio::time::timeout(AT_ONCE, read).await.unwrap().unwrap();
    assert_eq!(&head, b"HTTP/1.1 413");
    // The server hangs up on a client that goes on.
    tokio::time::timeout(AT_ONCE * 3, endless)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn two_statements_of_length_are_refused() {
    let server = start(patient(), options()).await;
    for lengths in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: identity",
    ] {
        let text = format!(
            "POST /length HTTP/1.1\r\nHost: a\r\n{lengths}\r\n\r\n0\r\n\r\nGET /ping HTTP/1.1\r\n\r\n"
        );
        let (answer, _) = exchange(&server, &text).await;
        assert_status(&answer, 400);
        assert!(!answer.contains("pong"), "{lengths}: {answer}");
    }
}

#[tokio::test]
async fn a_chunked_body_is_read_and_ends_the_connection() {
    let server = start(patient(), options()).await;
    let head = "POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let (answer, _) = exchange(&server, &format!("{head}3\r\nabc\r\n0\r\n\r\n")).await;
    assert_status(&answer, 200);
    assert!(answer.ends_with("\r\n\r\n3"), "{answer}");
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = start(patient(), options()).await;
    let text = "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab\
                GET /ping HTTP/1.1\r\nHost: a\r\n\r\n\
                GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let (answer, _) = exchange(&server, text).await;
    let statuses: Vec<_> = answer
        .match_indices("HTTP/1.1 ")
        .map(|(at, _)| &answer[at + 9..at + 12])
        .collect();
    assert_eq!(statuses, ["200", "200", "404"]);
}
