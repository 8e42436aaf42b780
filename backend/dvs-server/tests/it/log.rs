//! Canary: nothing that a person or an integrator sent reaches a log line or an error.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::json;
use sqlx::PgPool;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{FAMILY_NAME, Server, base64, readable};

const CANARIES: [&str; 4] = ["078-05-1120", "CanaryBrowser", "CanaryMetadata", "Q2FuYXJ5"];

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn personal_data_and_keys_stay_out_of_logs_and_errors(pool: PgPool) {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone())
        .finish();
    // For all threads: what the other tests log meanwhile may as well hold no canary.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = Server::start(pool).await;
    let errors = call_everything(&server).await;
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    // The access log and our own errors are there, so the rest would be as well.
    assert!(log.contains("/api/v3/request") && log.contains("a request failed"));
    let own = [
        server.secret.as_str(),
        server.public.as_str(),
        FAMILY_NAME.as_str(),
    ];
    for canary in CANARIES.into_iter().chain(own) {
        assert!(!log.contains(canary), "{canary} is in the log");
        assert!(!errors.contains(canary), "{canary} is in an error");
    }
}

/// Successes and refusals of every endpoint; returns the texts of the refusals.
async fn call_everything(server: &Server) -> String {
    let mut body = readable();
    body["ssn"] = json!("078-05-1120");
    body["userAgent"] = json!("CanaryBrowser");
    body["frontEndMetadata"] = json!("CanaryMetadata");
    body["metadata"] = json!({"otherMetadata": "CanaryMetadata"});
    let id = server.create(&body).await;
    assert_eq!(server.verify(&id).await.status, 200);
    let result = server.result(&id).await;
    assert!(result.text.contains(FAMILY_NAME.as_str()));
    let mut errors = server.verify(&id).await.text;
    for faulty in [
        json!({"documentType": "CanaryBrowser", "ssn": "078-05-1120"}),
        json!({"documentType": 1, "frontImageBase64": format!("{}!", base64(b"Canary"))}),
        json!({"documentType": 1, "frontImageBase64": base64(b"Canary")}),
        json!(["078-05-1120"]),
    ] {
        let call = server
            .post("/api/v3/Request?ssn=078-05-1120")
            .key(&server.public);
        errors += &call.json(&faulty).send().await.text;
        let call = server
            .post("/api/v4/verify/078-05-1120")
            .key(&server.secret);
        errors += &call.json(&faulty).send().await.text;
        let call = server.post("/api/v4/verify").key(&server.secret);
        errors += &call.json(&faulty).send().await.text;
    }
    let id = server.create(&body).await;
    sqlx::query("update dvs.request set parameters_sealed = '\\x00'")
        .execute(&server.pool)
        .await
        .unwrap();
    let answer = server.verify(&id).await;
    assert_eq!(answer.status, 500);
    errors + &answer.text
}
