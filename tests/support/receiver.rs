use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// An integrator's service that takes every webhook and remembers it. It runs in the test's process, so
/// it outlives a service that is killed.
#[derive(Debug)]
pub struct WebhookReceiver {
    url: String,
    taken: Arc<Mutex<Vec<TakenWebhook>>>,
}

/// A webhook as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenWebhook {
    /// The request's line and headers.
    pub head: String,
    /// `webhook-id`: the event's.
    pub id: String,
    /// The body.
    pub body: String,
}

impl WebhookReceiver {
    /// Listens on a free port.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            taken: Arc::default(),
        };
        let taken = Arc::clone(&receiver.taken);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let taken = Arc::clone(&taken);
                thread::spawn(move || {
                    // A sender that was killed half way has sent nothing.
                    let _ = take(stream, &taken);
                });
            }
        });
        receiver
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everything that came, in order.
    ///
    /// # Panics
    /// When a thread of the receiver failed.
    #[must_use]
    pub fn taken(&self) -> Vec<TakenWebhook> {
        self.taken.lock().unwrap().clone()
    }
}

impl TakenWebhook {
    /// All of it, to search in.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), self.body.as_bytes()].concat()
    }
}

/// Reads one request of HTTP/1.1 and takes it.
fn take(stream: TcpStream, taken: &Mutex<Vec<TakenWebhook>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut id, mut length) = (String::new(), String::new(), 0);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        head.push_str(&line);
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "webhook-id" => value.trim().clone_into(&mut id),
            "content-length" => length = value.trim().parse().unwrap_or_default(),
            _ => {}
        }
        line.clear();
    }
    // A sender that was killed as soon as it had connected.
    if id.is_empty() {
        return Ok(());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    taken.lock().unwrap().push(TakenWebhook {
        head,
        id,
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    reader.get_mut().write_all(answer)
}
