use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use credence_http_server::ConnectionInfo;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// One request to the router.
pub(crate) struct Call {
    router: Router,
    request: http::request::Builder,
    body: Body,
}

/// Its answer; a body that is no JSON is null.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Call {
    pub(crate) fn new(router: Router, method: Method, path: &str) -> Self {
        let request = Request::builder().method(method).uri(path);
        Self {
            router,
            request,
            body: Body::empty(),
        }
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header(header::AUTHORIZATION.as_str(), &format!("Bearer {key}"))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn at_address(mut self, address: [u8; 4]) -> Self {
        let info = ConnectionInfo {
            peer: SocketAddr::from((address, 4000)),
            draining: CancellationToken::new(),
        };
        self.request = self.request.extension(info);
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .bytes(body.to_string())
    }

    pub(crate) fn bytes(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let request = self.request.body(self.body).unwrap();
        let response = self.router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

impl Answer {
    /// The code of an error, after checking that it is a whole envelope.
    pub(crate) fn code(&self) -> &str {
        let trace_id = self.body["traceId"]
            .as_str()
            .unwrap_or_else(|| panic!("{self:?}"));
        assert_eq!(self.headers["x-request-id"], trace_id);
        assert!(!self.body["message"].as_str().unwrap().is_empty());
        assert!(self.body.get("propertyErrors").is_some());
        assert!(self.body.get("multipleErrors").is_some());
        self.body["code"].as_str().unwrap()
    }
}
