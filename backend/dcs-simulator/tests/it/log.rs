//! Canary: nothing of a passport, a key or a message reaches a log line or a refusal.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::json;
use sqlx::PgPool;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::forge::{around, sign, signature_header};
use crate::support::{Simulator, TlsClient, WORLD, post, request};

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
async fn passports_stay_out_of_logs_and_refusals(pool: PgPool) {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone())
        .finish();
    // For all threads: what the other tests log meanwhile may as well hold no canary.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let simulator = Simulator::start(pool).await;
    let refusals = call_everything(&simulator).await;
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    // The access log and our own errors are there, so the rest would be as well.
    assert!(log.contains("/checks/passport") && log.contains("could not answer"));
    let own = [&WORLD.signing, &WORLD.encryption].map(|pair| pair.key_pem[60..100].to_owned());
    for canary in ["Kanarivogel", "765432198", "1977-07-07", "2037-03-07"] {
        assert!(!log.contains(canary), "{canary} is in the log");
        assert!(!refusals.contains(canary), "{canary} is in a refusal");
    }
    for key in own {
        assert!(!log.contains(&key));
    }
}

/// Every kind of answer to a request about one person; returns the refusals.
async fn call_everything(simulator: &Simulator) -> String {
    let mut sent = request("765432198");
    sent["surname"] = json!("Kanarivogel");
    sent["forenames"] = json!(["Kanarivogel"]);
    sent["dateOfBirth"] = json!("1977-07-07");
    sent["expiryDate"] = json!("2037-03-07");
    assert_eq!(simulator.check(&sent).await.status, 200);
    let mut wrong = sent.clone();
    wrong["surname"] = json!("Kanarivogel 765432198");
    assert_eq!(simulator.check(&wrong).await.status, 200);
    let twice = format!("{{\"surname\":\"Kanarivogel\",{}", &sent.to_string()[1..]);
    let plain = sent.to_string();
    let mut refusals = String::new();
    for message in [
        plain.clone(),
        around(&plain),
        around(sign(&signature_header().to_string(), &plain[1..])),
        around(sign(&signature_header().to_string(), &twice)),
        sign(&plain, &plain),
    ] {
        let answer = simulator.post(&message).await;
        assert_eq!(answer.status, 400);
        refusals.push_str(answer.text());
    }
    let path = format!(
        "POST /checks/765432198?surname=Kanarivogel HTTP/1.1\r\nHost: Kanarivogel\r\nConnection: close\r\nUser-Agent: Kanarivogel\r\n\r\n{plain}"
    );
    let client = TlsClient::enrolled();
    refusals.push_str(client.send(simulator.address, path.as_bytes()).await.text());
    let stranger = TlsClient::with(Some(&WORLD.stranger_tls));
    let message = simulator.party.seal(&sent);
    let answer = stranger.send(simulator.address, &post(&message)).await;
    refusals.push_str(answer.text());
    sqlx::query("drop table dcs.passport")
        .execute(&simulator.pool)
        .await
        .unwrap();
    let answer = simulator.check(&sent).await;
    assert_eq!((answer.status, answer.code()), (500, "internal_error"));
    refusals + answer.text()
}
