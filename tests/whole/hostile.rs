use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use credence_testkit::hostile;
use credence_tests::Stack;

use crate::photographs::only_back;

/// What memory may grow by, whatever is sent (bytes).
const MEMORY_ALLOWANCE: u64 = 200 * 1024 * 1024;

fn resident_bytes(stack: &Stack) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", stack.pid().unwrap())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        * 1024
}

fn raw(address: &str, request: &[u8]) -> (String, Duration) {
    let started = Instant::now();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream.write_all(request).unwrap();
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).unwrap_or(0);
    (
        String::from_utf8_lossy(&answer[..length]).into_owned(),
        started.elapsed(),
    )
}

/// Every hostile image ends in a named outcome, within the memory allowance, and the service lives.
#[tokio::test]
async fn hostile_images_end_in_a_retake_and_cost_little_memory() {
    let stack = Stack::start().await;
    let integrator = stack.integrator();
    let before = resident_bytes(&stack);
    for (name, image) in hostile::hostile_files().unwrap() {
        let person = integrator.create_session(name).await;
        let Ok(request_id) = person.try_upload(&only_back(image)).await else {
            continue;
        };
        person.submit(&request_id).await.unwrap();
        let settled = person.wait_until_settled().await;
        assert_eq!(settled["state"], "retake", "{name}: {settled}");
        assert_eq!(settled["retake"]["step"], "back", "{name}");
    }
    let grown = resident_bytes(&stack).saturating_sub(before);
    println!(
        "hostile images: memory grew by {} MiB at most",
        grown / 1024 / 1024
    );
    assert!(grown < MEMORY_ALLOWANCE, "memory grew by {grown} bytes");
    assert!(
        !stack.read_log().contains("panicked"),
        "{}",
        stack.read_log()
    );
}

#[tokio::test]
async fn lengths_that_lie_are_refused_on_both_ports() {
    let stack = Stack::start().await;
    for (address, path) in [
        (stack.url(), "/v1/sessions"),
        (stack.dvs_url(), "/api/v3/Request"),
    ] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        );
        let huge = format!("{head}content-length: 10737418240\r\n\r\n");
        let (answer, took) = raw(&address, huge.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(took < Duration::from_secs(2), "{took:?}");
        let both =
            format!("{head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n");
        assert!(raw(&address, both.as_bytes()).0.starts_with("HTTP/1.1 400"));
        let headers = format!("{head}x-large: {}\r\n\r\n", "x".repeat(600_000));
        assert!(
            raw(&address, headers.as_bytes())
                .0
                .starts_with("HTTP/1.1 431")
        );
    }
}

#[tokio::test]
async fn deep_json_is_refused_by_name() {
    let stack = Stack::start().await;
    let deep = format!("{{\"frontImageBase64\":{}", "[".repeat(200_000));
    let key = std::fs::read_to_string(stack.data().join("keys/dvs-public.key")).unwrap();
    let client = reqwest::Client::new();
    let sent = client
        .post(format!("{}/api/v3/Request", stack.dvs_url()))
        .bearer_auth(key.trim())
        .body(deep);
    let response = sent.send().await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
    assert!(response.text().await.unwrap().contains("\"code\""));
}

/// Clients that stall cannot keep a good one out.
#[tokio::test]
async fn stalled_clients_do_not_keep_others_waiting() {
    let stack = Stack::start().await;
    let address = stack.url();
    let mut stalled = Vec::new();
    for index in 0..300 {
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
        if index % 2 == 0 {
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nhost: loc")
                .unwrap();
        }
        stalled.push(stream);
    }
    let person = stack.integrator().create_session("good").await;
    assert_eq!(person.session().await["state"], "created");
    let mut first = stalled.remove(0);
    first
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut rest = Vec::new();
    first.read_to_end(&mut rest).unwrap();
}
