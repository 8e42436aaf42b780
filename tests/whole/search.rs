//! Every place of a running service where something of a person may lie.

use std::path::Path;
use std::time::{Duration, Instant};

use credence_objects::{Kek, Keyring};
use credence_tests::{Canaries, DatabaseRelay, Person, Stack, WebhookReceiver, files_below};
use reqwest::{Client, Method};
use serde_json::{Value, json};

pub(crate) const ERASED_WITHIN: Duration = Duration::from_secs(60);
/// The operator's key, as the backend names the first.
pub(crate) const KEK: &str = "master-1";

pub(crate) struct Scene {
    pub(crate) relay: DatabaseRelay,
    pub(crate) stack: Stack,
    pub(crate) receiver: WebhookReceiver,
    pub(crate) http: Client,
    pub(crate) person: Person,
}

impl Scene {
    /// Every webhook that came, heads and bodies.
    pub(crate) fn webhooks(&self) -> Vec<u8> {
        let taken = self.receiver.taken();
        taken.iter().flat_map(|webhook| webhook.bytes()).collect()
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let mut call = self
            .http
            .request(method, format!("{}{path}", self.stack.url()))
            .bearer_auth(self.stack.integrator_key())
            .header("idempotency-key", format!("once {path}"));
        if !body.is_null() {
            call = call.json(&body);
        }
        let answer = call.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Every row of every table of every schema, as text: bytes are hexadecimal in it.
    pub(crate) fn database(&self) -> Vec<(String, Vec<u8>)> {
        let tables = self.relay.query(
            "select quote_ident(table_schema) || '.' || quote_ident(table_name)
             from information_schema.tables
             where table_type = 'BASE TABLE'
                 and table_schema not in ('pg_catalog', 'information_schema')",
        );
        assert!(tables.len() > 20, "{tables:?}");
        let rows = |table: &String| {
            let rows = self
                .relay
                .query(&format!("select t::text from {table} as t"));
            rows.join("\n").into_bytes()
        };
        tables
            .iter()
            .map(|table| (table.clone(), rows(table)))
            .collect()
    }

    /// Every place where something may lie, by its name.
    pub(crate) async fn places(&self) -> Vec<(String, Vec<u8>)> {
        let mut places = self.database();
        for file in files_below(&self.stack.data().join("objects")) {
            places.push((file.display().to_string(), std::fs::read(&file).unwrap()));
        }
        places.push(("the log".to_owned(), self.stack.read_log().into_bytes()));
        places.push(("the webhooks".to_owned(), self.webhooks()));
        for base in [self.stack.url(), self.stack.dvs_url()] {
            let answer = self.http.get(format!("{base}/metrics")).send().await;
            let text = answer.unwrap().text().await.unwrap();
            assert!(text.contains("# TYPE"), "no measurements: {text}");
            places.push((format!("{base}/metrics"), text.into_bytes()));
        }
        places
    }

    /// A column of bytes of one row.
    pub(crate) fn column(&self, sql: &str) -> Vec<u8> {
        let hexadecimal = self.relay.query(sql).join("");
        bytes_of(&hexadecimal)
    }

    pub(crate) fn keyring(&self) -> Keyring {
        let file = self.stack.data().join("keys/master.key");
        let text = std::fs::read_to_string(file).unwrap();
        let kek = Kek::from_hex(text.trim()).unwrap();
        Keyring::new(KEK, [(KEK.to_owned(), kek)]).unwrap()
    }

    /// Makes a backup; gives where it lies.
    pub(crate) fn back_up(&self) -> String {
        let output = self.stack.command().arg("backup").output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let failed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}{failed}");
        said.lines().next().unwrap().to_owned()
    }

    /// Which canaries whoever has the master key finds in a backup, and in the keys beside it.
    pub(crate) fn found_in_backup(&self, backup: &str, canaries: &Canaries) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |part: &[u8]| {
            found.extend(canaries.found_in(part).into_iter().map(str::to_owned));
        };
        let backup = Path::new(backup);
        for file in files_below(&backup.join("keys")) {
            look(&std::fs::read(file).unwrap());
        }
        credence_backup::look_through(backup, &self.keyring(), look).unwrap();
        found.sort_unstable();
        found.dedup();
        found
    }
}

pub(crate) fn bytes_of(hexadecimal: &str) -> Vec<u8> {
    let digits: Vec<u8> = hexadecimal
        .chars()
        .filter_map(|letter| letter.to_digit(16))
        .map(|digit| u8::try_from(digit).unwrap())
        .collect();
    let (pairs, _) = digits.as_chunks::<2>();
    pairs.iter().map(|[high, low]| high << 4 | low).collect()
}

/// Erases the session, and waits for the receipt.
pub(crate) async fn erase(scene: &Scene) -> Value {
    let path = format!("/v1/sessions/{}", scene.person.id);
    let begun = Instant::now();
    let erased = scene.call(Method::DELETE, &path, Value::Null).await;
    assert_eq!((erased.0, &erased.1["state"]), (200, &json!("erased")));
    loop {
        let (status, told) = scene
            .call(Method::GET, &format!("{path}/erasure"), Value::Null)
            .await;
        if status == 200 {
            println!("erased and proven after {:?}", begun.elapsed());
            return told;
        }
        assert_eq!((status, &told["status"]), (202, &json!("in_progress")));
        assert!(begun.elapsed() < ERASED_WITHIN, "{told}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
