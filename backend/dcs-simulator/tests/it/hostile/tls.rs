use std::time::Duration;

use sqlx::PgPool;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::simulator;
use crate::support::forge::message;
use crate::support::{get, post};

/// What it answers before it closes: nothing, or a TLS alert (RFC 8446 section 6).
async fn answer_to(address: std::net::SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // It may close before all is written.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer));
    let _reset_is_an_end_too = read.await.unwrap();
    answer
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_tls_ends_without_http(pool: PgPool) {
    const ALERT: u8 = 21;
    let simulator = simulator(pool).await;
    let record = |kind: u8, version: [u8; 2], body: &[u8]| {
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [&[kind], &version[..], &length, body].concat()
    };
    let cases: [(&str, Vec<u8>); 14] = [
        ("plain HTTP", get()),
        ("a plain check", post(&message())),
        ("nothing", Vec::new()),
        ("one byte", vec![22]),
        ("zeros", vec![0; 4_096]),
        ("ones", vec![0xff; 4_096]),
        ("SSH", b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        (
            "SSL 2",
            vec![
                0x80, 0x2e, 0x01, 0x00, 0x02, 0x00, 0x15, 0x00, 0x00, 0x00, 0x10,
            ],
        ),
        ("an empty hello", record(22, [3, 1], &[1, 0, 0, 0])),
        (
            "a hello of noise",
            record(22, [3, 3], &[&[1, 0, 0, 60][..], &[9; 60]].concat()),
        ),
        ("a record too long", record(22, [3, 3], &vec![1; 40_000])),
        (
            "data before a hello",
            record(23, [3, 3], b"GET / HTTP/1.1\r\n\r\n"),
        ),
        ("an alert", record(ALERT, [3, 3], &[2, 40])),
        ("half a hello", record(22, [3, 3], &[1, 0, 1, 0])),
    ];
    for (name, bytes) in cases {
        let answer = answer_to(simulator.address, &bytes).await;
        assert!(
            answer.is_empty() || answer[0] == ALERT,
            "{name}: {:?}",
            String::from_utf8_lossy(&answer)
        );
    }
    assert_eq!(simulator.received().await, []);
    assert_eq!(simulator.post(&message()).await.status, 200);
}
