use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use credence_http_server::{HardenOptions, ServerLimits, harden, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) const SHORT: Duration = Duration::from_millis(200);
/// Generous: the machine may be busy. What must not happen takes far longer.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(2);

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) stop: CancellationToken,
    pub(crate) task: JoinHandle<()>,
}

/// Limits under which nothing times out by accident; each test shortens its own.
pub(crate) fn patient() -> ServerLimits {
    let long = Duration::from_secs(60);
    ServerLimits {
        header_timeout: long,
        keep_alive_timeout: long,
        write_timeout: long,
        ..ServerLimits::default()
    }
}

pub(crate) fn options() -> HardenOptions {
    HardenOptions {
        body_limit: 1024,
        request_timeout: Duration::from_secs(60),
        body_timeout: Duration::from_secs(60),
        ..HardenOptions::default()
    }
}

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/ping", get(async || "pong"))
        .route("/length", post(async |body: Bytes| body.len().to_string()))
        .route("/people/{name}", get(async || "found"))
        .route("/panic", get(boom))
        .route("/hang", get(async || std::future::pending::<()>().await))
}

async fn boom() -> &'static str {
    panic!("a passport number")
}

pub(crate) async fn start(limits: ServerLimits, options: HardenOptions) -> Server {
    start_with(routes(), limits, options).await
}

pub(crate) async fn start_with(
    router: Router,
    limits: ServerLimits,
    options: HardenOptions,
) -> Server {
    log();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let task = tokio::spawn(serve(
        listener,
        harden(router, options),
        limits,
        stop.clone(),
    ));
    Server {
        address,
        stop,
        task,
    }
}

pub(crate) struct Client(pub(crate) TcpStream);

impl Client {
    pub(crate) async fn connect(server: &Server) -> Self {
        Self(TcpStream::connect(server.address).await.unwrap())
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Everything until the server closes.
    pub(crate) async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(20), self.0.read_to_end(&mut bytes));
        let _reset_is_an_end_too = read.await.expect("the server did not close");
        String::from_utf8(bytes).unwrap()
    }

    /// One answer with a `Content-Length`, leaving the connection open.
    pub(crate) async fn answer(&mut self) -> String {
        let mut text = String::new();
        let mut buffer = [0; 4096];
        loop {
            let read = tokio::time::timeout(Duration::from_secs(20), self.0.read(&mut buffer));
            let count = read.await.expect("no answer").unwrap();
            assert_ne!(count, 0, "closed after {text:?}");
            text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                    return text;
                }
            }
        }
    }
}

/// Sends `text` on a fresh connection; the answer until the server closes, and how long it took.
pub(crate) async fn exchange(server: &Server, text: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut client = Client::connect(server).await;
    client.send(text).await;
    (client.rest().await, begun.elapsed())
}

#[track_caller]
pub(crate) fn assert_status(answer: &str, status: u16) {
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{answer:?}"
    );
}

/// What all tests of this process logged. One for the process, because a subscriber of one thread
/// misses call sites that another thread met first.
#[derive(Default)]
pub(crate) struct Log(Mutex<Vec<u8>>);

impl Log {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for &Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn log() -> &'static Log {
    static LOG: OnceLock<&'static Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log: &'static Log = Box::leak(Box::default());
        tracing_subscriber::fmt()
            .with_ansi(false)
            .json()
            .with_writer(move || log)
            .init();
        log
    })
}
