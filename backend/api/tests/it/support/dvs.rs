use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_http_server::{ServerLimits, serve};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

/// A DVS server on a socket that says the same of every request.
pub(crate) struct Dvs {
    pub(crate) client: SecretClient,
    _running: DropGuard,
}

/// The picture that the server keeps of every side: the first bytes of a JPEG and a mark.
pub(crate) const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 drawn, with <script> inside";

/// A client of the server at `url`.
pub(crate) fn client(url: &str) -> SecretClient {
    let options = DvsOptions {
        allow_private_addresses: true,
        attempts: 1,
        ..DvsOptions::new(url.parse().unwrap())
    };
    SecretClient::new(&options, &SecretKey::from_uuid(Uuid::from_u128(7))).unwrap()
}

impl Dvs {
    /// Reads a licence's barcode and assesses nothing else, as our own server does today.
    pub(crate) async fn reading() -> Self {
        Self::keeping(PICTURE).await
    }

    /// Reads as [`Self::reading`] does, and keeps this picture of every side.
    pub(crate) async fn keeping(picture: &'static [u8]) -> Self {
        let verify = async |Path(id): Path<Uuid>| Json(result_of(id));
        Self::start(post(verify), picture).await
    }

    /// Reads as [`Self::reading`] does, and tells what the sources say: the surname differs; one signal
    /// of forgery is raised.
    pub(crate) async fn cross_checking() -> Self {
        let verify = async |Path(id): Path<Uuid>| {
            let mut result = result_of(id);
            let document = &mut result["documentVerificationResult"];
            document["documentFields"] = json!([{
                "key": "familyName",
                "value": "DRAWN",
                "confidence": 20,
                "agreement": "differs",
                "sightings": [
                    { "source": "barcode", "image": "back", "value": "DRAWN" },
                    {
                        "source": "printed", "image": "front", "value": "DRAWM", "confidence": 97,
                        "corners": [[1.5, 2.0], [9.0, 2.0], [9.0, 4.0], [1.5, 4.0]],
                    },
                ],
            }]);
            document["forgerySignals"] = json!([{
                "image": "front", "signal": "splice", "score": 2.5, "threshold": 1.0, "isRaised": true,
            }]);
            Json(result)
        };
        Self::start(post(verify), PICTURE).await
    }

    /// Refuses every picture with a code.
    pub(crate) async fn refusing(code: &'static str) -> Self {
        let refuse = async move || -> Response {
            let body = json!({ "code": code, "message": "In words", "traceId": "t-1" });
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        };
        Self::start(post(refuse), PICTURE).await
    }

    async fn start(verify: axum::routing::MethodRouter, picture: &'static [u8]) -> Self {
        let stored = async move |Path(id): Path<Uuid>| stored(id, picture);
        let router = Router::new()
            .route("/api/v3/Verify/{id}", verify)
            .route("/api/v3/Request/{id}/result", get(stored));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(serve(
            listener,
            router,
            ServerLimits::default(),
            stop.clone(),
        ));
        Self {
            client: client(&url),
            _running: stop.drop_guard(),
        }
    }
}

fn stored(id: Uuid, picture: &[u8]) -> Json<Value> {
    let picture = base64_simd::STANDARD.encode_to_string(picture);
    Json(json!({
        "verificationResult": {},
        "request": {
            "id": id,
            "documentType": 1,
            "content": {
                "frontImageBase64": picture,
                "backOrSecondImageBase64": picture,
                "faceImageBase64": picture,
            },
        },
    }))
}

fn result_of(id: Uuid) -> Value {
    let document = json!({ "familyName": "DRAWN", "dob": "1990-01-31", "expires": "2030-01-31" });
    json!({
        "requestId": id,
        "documentType": 1,
        "document": document,
        "machineReadable": { "document": document, "confidence": { "familyName": 100 } },
        "documentVerificationResult": {
            "totalConfidence": -1,
            "documentCheck": { "documentConfidence": -1, "isPdf417Success": true },
        },
        "faceVerificationResult": { "confidence": -1, "antiSpoofing": -1 },
    })
}
