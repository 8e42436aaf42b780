use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does once it has read a request's head.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Sends these bytes and closes.
    Text(&'static str),
    /// Sends these bytes, then the filler again and again until the client goes away.
    Endless(&'static str, &'static str),
    /// Sends these bytes, then nothing, and keeps the connection.
    Hang(&'static str),
}

/// Serves every connection with the same answer; returns the address.
pub(crate) async fn serve(answer: Answer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(respond(stream, answer.clone()));
        }
    });
    address
}

async fn respond(mut stream: TcpStream, answer: Answer) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read_buf(&mut head).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
    match answer {
        Answer::Text(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Answer::Endless(start, filler) => {
            let _ = stream.write_all(start.as_bytes()).await;
            while stream.write_all(filler.as_bytes()).await.is_ok() {}
        }
        Answer::Hang(start) => {
            let _ = stream.write_all(start.as_bytes()).await;
            // Waits for the client to hang up.
            let _ = stream.read_buf(&mut head).await;
        }
    }
}
