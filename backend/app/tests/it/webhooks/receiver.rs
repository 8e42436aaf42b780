//! An integrator's service that answers as it is told, and keeps what it got.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, Uri};
use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// What the receiver does.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    Status(u16),
    /// A status with `Retry-After`.
    LeaveAlone(u16, &'static str),
    /// A redirect to another path of itself.
    Elsewhere(u16),
    /// Never answers.
    Hang,
    /// 200, and a gigabyte.
    Gigabyte,
}

/// What came.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

struct Book {
    answer: Answer,
    calls: Vec<Call>,
}

#[derive(Clone)]
pub(crate) struct Receiver {
    book: Arc<Mutex<Book>>,
    pub(crate) called: Arc<Notify>,
    pub(crate) url: String,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            book: Arc::new(Mutex::new(Book {
                answer: Answer::Status(204),
                calls: Vec::new(),
            })),
            called: Arc::new(Notify::new()),
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
        };
        let router = Router::new().fallback(take).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// Where the connection is closed once the request has come.
    pub(crate) async fn closing() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut some = [0; 64];
                let _ = stream.read(&mut some).await;
            }
        });
        url
    }

    pub(crate) fn answer(&self, answer: Answer) {
        self.book.lock().unwrap().answer = answer;
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.book.lock().unwrap().calls.clone()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let calls = self.calls();
        let id = |call: &Call| call.header("webhook-id").to_owned();
        calls.iter().map(id).collect()
    }
}

async fn take(
    State(receiver): State<Receiver>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = {
        let mut book = receiver.book.lock().unwrap();
        book.calls.push(Call {
            path: uri.path().to_owned(),
            headers,
            body,
        });
        book.answer
    };
    receiver.called.notify_one();
    let status = |code| StatusCode::from_u16(code).unwrap();
    match answer {
        Answer::Status(code) => (status(code), "ZELDA-ANSWER").into_response(),
        Answer::LeaveAlone(code, text) => (status(code), [("retry-after", text)]).into_response(),
        Answer::Elsewhere(code) => (status(code), [("location", "/elsewhere")]).into_response(),
        Answer::Hang => std::future::pending().await,
        Answer::Gigabyte => {
            let chunk = Bytes::from_static(&[b'x'; 65_536]);
            let chunks = (0..16_384).map(move |_| Ok::<_, Infallible>(chunk.clone()));
            Body::from_stream(futures_util::stream::iter(chunks)).into_response()
        }
    }
}
