//! A DVS server that answers as it is told: a request is verified once, and kept for `/result`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use credence_dvs_protocol::{ResultV3, VerificationContent};
use credence_types::RequestId;
use http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::documents::PICTURE;

type Answer = (StatusCode, Json<Value>);

/// What becomes of a request.
#[derive(Clone)]
pub(crate) enum Script {
    Verified(Box<VerificationContent>),
    Error(&'static str),
}

struct Request {
    script: Script,
    is_processed: bool,
}

/// Stops `/result` once: tells that it was reached, and waits.
#[derive(Clone, Default)]
pub(crate) struct Gate {
    pub(crate) reached: Arc<Notify>,
    pub(crate) go_on: Arc<Notify>,
}

#[derive(Default)]
struct Book {
    requests: HashMap<Uuid, Request>,
    verify_status: Option<StatusCode>,
    result_status: Option<StatusCode>,
    gate: Option<Gate>,
    gives_same_pictures: bool,
    loses_answers: bool,
    erase_status: Option<StatusCode>,
    erased: Vec<Uuid>,
    verify_calls: u32,
    verified: u32,
}

#[derive(Clone)]
pub(crate) struct ScriptedDvs {
    book: Arc<Mutex<Book>>,
    pub(crate) url: String,
}

impl ScriptedDvs {
    pub(crate) async fn start() -> Self {
        let book = Arc::new(Mutex::new(Book::default()));
        let routes = Router::new()
            .route("/api/v3/Verify/{id}", post(verify))
            .route("/api/v3/Request/{id}/result", get(result))
            .route("/api/v3/Request/{id}", delete(erase))
            .with_state(Arc::clone(&book));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { book, url }
    }

    /// A request as a person's page would have created it.
    pub(crate) fn request(&self, script: Script) -> RequestId {
        let id = Uuid::new_v4();
        let request = Request {
            script,
            is_processed: false,
        };
        self.book.lock().unwrap().requests.insert(id, request);
        RequestId::from_uuid(id)
    }

    pub(crate) fn answer_verify_with(&self, status: Option<StatusCode>) {
        self.book.lock().unwrap().verify_status = status;
    }

    pub(crate) fn answer_result_with(&self, status: Option<StatusCode>) {
        self.book.lock().unwrap().result_status = status;
    }

    pub(crate) fn answer_erase_with(&self, status: Option<StatusCode>) {
        self.book.lock().unwrap().erase_status = status;
    }

    /// The requests that were erased, in order.
    pub(crate) fn erased(&self) -> Vec<RequestId> {
        let book = self.book.lock().unwrap();
        book.erased
            .iter()
            .map(|id| RequestId::from_uuid(*id))
            .collect()
    }

    /// From now on requests are verified and nobody is told: as when the answer is lost on the way.
    pub(crate) fn lose_verify_answers(&self) {
        self.book.lock().unwrap().loses_answers = true;
    }

    /// From now on every request has the same pictures.
    pub(crate) fn give_same_pictures(&self) {
        self.book.lock().unwrap().gives_same_pictures = true;
    }

    pub(crate) fn gate_result(&self) -> Gate {
        let gate = Gate::default();
        self.book.lock().unwrap().gate = Some(gate.clone());
        gate
    }

    /// How many calls to verify arrived.
    pub(crate) fn verify_calls(&self) -> u32 {
        self.book.lock().unwrap().verify_calls
    }

    /// How many requests were really verified.
    pub(crate) fn verified(&self) -> u32 {
        self.book.lock().unwrap().verified
    }
}

fn error(status: StatusCode, code: &str) -> Answer {
    let body = json!({"code": code, "message": "As scripted", "propertyErrors": null,
        "multipleErrors": null, "traceId": "t"});
    (status, Json(body))
}

async fn verify(State(book): State<Arc<Mutex<Book>>>, Path(id): Path<Uuid>) -> Answer {
    let mut book = book.lock().unwrap();
    book.verify_calls += 1;
    if let Some(status) = book.verify_status {
        return error(status, "ApiError");
    }
    let Some(request) = book.requests.get_mut(&id) else {
        return error(StatusCode::NOT_FOUND, "NotFound");
    };
    if request.is_processed {
        return error(StatusCode::BAD_REQUEST, "RequestAlreadyProcessed");
    }
    request.is_processed = true;
    let answer = match &request.script {
        Script::Verified(content) => (StatusCode::OK, Json(result_body(content, id))),
        Script::Error(code) => error(StatusCode::BAD_REQUEST, code),
    };
    book.verified += 1;
    if book.loses_answers {
        return error(StatusCode::GATEWAY_TIMEOUT, "ApiError");
    }
    answer
}

async fn erase(State(book): State<Arc<Mutex<Book>>>, Path(id): Path<Uuid>) -> Answer {
    let mut book = book.lock().unwrap();
    if let Some(status) = book.erase_status {
        return error(status, "ApiError");
    }
    if !book.erased.contains(&id) {
        book.requests.remove(&id);
        book.erased.push(id);
    }
    let body = json!({ "requestId": id, "destroyed": true });
    (StatusCode::OK, Json(body))
}

async fn result(State(book): State<Arc<Mutex<Book>>>, Path(id): Path<Uuid>) -> Answer {
    let gate = book.lock().unwrap().gate.take();
    if let Some(gate) = gate {
        gate.reached.notify_one();
        gate.go_on.notified().await;
    }
    let book = book.lock().unwrap();
    if let Some(status) = book.result_status {
        return error(status, "ApiError");
    }
    let Some(request) = book.requests.get(&id) else {
        return error(StatusCode::NOT_FOUND, "NotFound");
    };
    let named = if book.gives_same_pictures {
        Uuid::nil()
    } else {
        id
    };
    let picture = |step: &str| {
        let name = format!("{named} {step}");
        base64_simd::STANDARD.encode_to_string([PICTURE, name.as_bytes()].concat())
    };
    let was_compared =
        matches!(&request.script, Script::Verified(content) if content.face_comparison.is_some());
    let content = json!({
        "frontImageBase64": picture("front"),
        "backOrSecondImageBase64": picture("back"),
        "faceImageBase64": if was_compared { picture("face") } else { String::new() },
    });
    let (verification, status, failure) = match (&request.script, request.is_processed) {
        (_, false) => (Value::Null, 0, Value::Null),
        (Script::Verified(content), true) => (result_body(content, id), 1, Value::Null),
        (Script::Error(code), true) => (Value::Null, 2, json!({"code": code, "message": ""})),
    };
    let mut block = json!({"id": id, "documentType": 1, "status": status, "content": content});
    if !failure.is_null() {
        block["failure"] = failure;
    }
    let body = json!({"verificationResult": verification, "request": block});
    (StatusCode::OK, Json(body))
}

fn result_body(content: &VerificationContent, id: Uuid) -> Value {
    let content = VerificationContent {
        request_id: Some(RequestId::from_uuid(id)),
        ..content.clone()
    };
    serde_json::to_value(ResultV3::new(&content, None)).unwrap()
}
