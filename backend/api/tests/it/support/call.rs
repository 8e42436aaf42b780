use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use credence_http_server::ConnectionInfo;
use http::Request;
use http::request::Builder;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::Answer;

/// A request in the making.
pub(crate) struct Call {
    router: Router,
    request: Builder,
    body: Vec<u8>,
    peer: SocketAddr,
    pub(crate) draining: CancellationToken,
}

impl Call {
    pub(crate) fn new(router: Router, method: &str, path: &str) -> Self {
        Self {
            router,
            request: Request::builder()
                .method(method)
                .uri(path)
                .header("host", "localhost:8080"),
            body: Vec::new(),
            peer: SocketAddr::from(([192, 0, 2, 1], 5000)),
            draining: CancellationToken::new(),
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn bearer(self, credential: &str) -> Self {
        self.header("authorization", &format!("Bearer {credential}"))
    }

    /// As a script of our own pages sends it.
    pub(crate) fn same_origin(self) -> Self {
        self.header("sec-fetch-site", "same-origin")
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.raw_json(body.to_string())
    }

    pub(crate) fn raw_json(self, body: impl Into<Vec<u8>>) -> Self {
        self.header("content-type", "application/json").body(body)
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn from(mut self, peer: [u8; 4]) -> Self {
        self.peer = SocketAddr::from((peer, 5000));
        self
    }

    pub(crate) async fn send(self) -> Answer {
        Answer::read(self.open().await).await
    }

    /// The answer with its body still to come.
    pub(crate) async fn open(self) -> Response {
        let mut request = self.request.body(Body::from(self.body)).unwrap();
        let info = ConnectionInfo {
            peer: self.peer,
            draining: self.draining,
        };
        request.extensions_mut().insert(info);
        self.router.oneshot(request).await.unwrap()
    }
}
