use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

/// An integrator's endpoint that takes every webhook and keeps what came.
#[derive(Debug, Clone)]
pub struct WebhookReceiver {
    /// Its address.
    pub url: String,
    received: Arc<Mutex<Vec<u8>>>,
}

impl WebhookReceiver {
    /// Listens on the loopback until the tests end.
    ///
    /// # Panics
    /// When no port is free.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            received: Arc::default(),
        };
        let received = Arc::clone(&receiver.received);
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let whole = read_request(&mut stream);
                received.lock().unwrap().extend(whole);
                let _ = stream.write_all(
                    b"HTTP/1.1 204 No Content\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                );
            }
        });
        receiver
    }

    /// Every request that came, heads and bodies.
    ///
    /// # Panics
    /// When the receiver failed.
    #[must_use]
    pub fn received(&self) -> Vec<u8> {
        self.received.lock().unwrap().clone()
    }
}

fn read_request(from: &mut impl Read) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut part = [0; 4096];
    while !is_whole(&whole) {
        match from.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => whole.extend_from_slice(&part[..count]),
        }
    }
    whole
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.and_then(|text| text.parse().ok()).unwrap_or(0)
}
