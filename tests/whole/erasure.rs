//! A whole verification, erased: within a minute nothing of the person is found anywhere, by a search
//! that found all of it before.

use std::time::{Duration, Instant};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64_simd::URL_SAFE_NO_PAD;
use credence_objects::{KeyOwner, SealingKey, WrappedKey};
use credence_testkit::scene::{SceneOptions, photograph_nothing};
use credence_tests::{Canaries, DatabaseRelay, Photographs, Stack, WebhookReceiver, files_below};
use credence_types::{SessionId, TenantId};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::photographs::{DrawnBack, drawn_back_to_look_for, drawn_selfie, only_back};
use crate::search::{ERASED_WITHIN, KEK, Scene, bytes_of, erase};

const REFERENCE: &str = "Wilhelmina Quetzalcoatl, order 7731";
const REASON: &str = "Nightingale told me on the telephone";
/// What the person writes to a human.
const WORDS: &str = "Hummingbirds brought me here";

/// What the person sent.
struct Sent {
    drawn: DrawnBack,
    blank: Vec<u8>,
    selfie: Vec<u8>,
}

/// What was stored, still sealed.
struct Kept {
    evidence: Vec<u8>,
    evidence_of: String,
    object: Vec<u8>,
    object_of: String,
    tenant: TenantId,
    session: SessionId,
}

/// The session's key, looked for in all bytes that the database holds.
fn key_in_database(scene: &Scene, kept: &Kept) -> Option<SealingKey> {
    let (keyring, owner) = (scene.keyring(), kept.owner());
    scene.database().iter().find_map(|(_, rows)| {
        let text = String::from_utf8_lossy(rows).into_owned();
        text.split("\\x").skip(1).find_map(|rest| {
            let digits: String = rest
                .chars()
                .take_while(|letter| letter.is_ascii_hexdigit())
                .collect();
            let wrapped = WrappedKey {
                kek_id: KEK.to_owned(),
                bytes: bytes_of(&digits),
            };
            keyring.unwrap(&wrapped, &owner).ok()
        })
    })
}

fn keep(scene: &Scene) -> Kept {
    let session = &scene.person.id;
    let of = |what: &str, table: &str| {
        let condition = format!("session_id = '{session}' limit 1");
        format!("select {what} from credence.{table} where {condition}")
    };
    let text = |sql: &str| scene.relay.query(sql).join("");
    let object_key = text(&of("object_key", "image"));
    let object = scene.stack.data().join("objects/backend").join(object_key);
    let tenant = text(&of("tenant_id", "verification"));
    let request = text(&of("dvs_request_id", "verification"));
    let image = text(&of("id", "image"));
    Kept {
        evidence: scene.column(&of("encode(evidence_sealed, 'hex')", "verification")),
        evidence_of: format!("evidence/{request}"),
        object: std::fs::read(object).unwrap(),
        object_of: format!("image/{image}"),
        tenant: tenant.parse().unwrap(),
        session: session.parse().unwrap(),
    }
}

impl Kept {
    fn owner(&self) -> KeyOwner {
        KeyOwner::session(self.tenant, self.session)
    }

    /// What the key opens.
    fn open(&self, key: &SealingKey) -> Vec<u8> {
        let context = |what: &str| self.owner().context(what);
        let evidence = key
            .open(&context(&self.evidence_of), &self.evidence)
            .unwrap();
        let object = key.open(&context(&self.object_of), &self.object).unwrap();
        [evidence, object].concat()
    }
}

/// A retake, a reading, a look and a decision at the console, webhooks, repeated calls, a result.
async fn verified() -> (Scene, Sent) {
    let relay = DatabaseRelay::start();
    let stack = Stack::start_on(&relay.url()).await;
    let receiver = WebhookReceiver::start();
    let integrator = stack.integrator();
    let person = integrator.create_session_once(REFERENCE, "a key").await;
    let again = integrator.create_session_once(REFERENCE, "a key").await;
    assert_eq!(again.id, person.id);
    let sent = Sent {
        drawn: drawn_back_to_look_for(40),
        blank: photograph_nothing(&SceneOptions::phone(3)).unwrap(),
        selfie: drawn_selfie(5),
    };
    let scene = Scene {
        relay,
        stack,
        receiver,
        http: Client::new(),
        person,
    };
    let endpoint = json!({ "url": scene.receiver.url() });
    for _ in 0..2 {
        let made = scene.call(Method::POST, "/v1/webhook-endpoints", endpoint.clone());
        assert_eq!(made.await.0, 201);
    }
    let with_selfie = Photographs {
        face: Some(sent.selfie.clone()),
        ..only_back(sent.blank.clone())
    };
    let second = only_back(sent.drawn.image.clone());
    for (photographs, state) in [(with_selfie, "retake"), (second, "needs_review")] {
        let request = scene.person.upload(&photographs).await;
        scene.person.submit(&request).await.unwrap();
        let settled = scene.person.wait_until_settled().await;
        assert_eq!(settled["state"], state, "{settled}");
    }
    let result = integrator.result(&scene.person.id).await;
    assert!(result.to_string().contains(&sent.drawn.number));
    let reviewer = scene.stack.first_administrator().await;
    let path = format!("/v1/console/cases/{}", scene.person.id);
    let case = reviewer.get(&path).await;
    let image = case["images"][0]["id"].as_str().unwrap();
    assert!(
        !reviewer
            .bytes(&format!("{path}/images/{image}"))
            .await
            .is_empty()
    );
    let decided = reviewer.decide(&scene.person.id, "reject", REASON).await;
    assert_eq!(decided.0, 200, "{}", decided.1);
    scene.person.ask_for_a_human(WORDS).await;
    (scene, sent)
}

/// The person, and the keys that open what is kept of them.
fn canaries(scene: &Scene, sent: &Sent) -> (Canaries, Canaries) {
    let drawn = &sent.drawn;
    let person = Canaries::default()
        .text("reference", REFERENCE)
        .text("reason", REASON)
        .text("words", WORDS)
        .text("number", &drawn.number)
        .text("family name", &drawn.family_name)
        .text("birth date", &drawn.birth_date)
        .text("street", &drawn.street)
        .text("token", &scene.person.token)
        .picture("photograph", &drawn.image)
        .picture("first photograph", &sent.blank)
        .picture("selfie", &sent.selfie);
    let session = format!(
        "select encode(sealing_key, 'hex') from credence.session where id = '{}'",
        scene.person.id
    );
    let mut keys = Canaries::default().bytes("session's key", &scene.column(&session));
    let requests = "select encode(wrapped_key, 'hex') from dvs.request";
    for key in scene.relay.query(requests) {
        keys = keys.bytes("request's key", &bytes_of(&key));
    }
    (person, keys)
}

/// Checks the signature with a published key; gives what the receipt says.
async fn claims(scene: &Scene, receipt: &str) -> Value {
    let [head, body, signature] = receipt.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let plain = |part: &str| URL_SAFE_NO_PAD.decode_to_vec(part.as_bytes()).unwrap();
    let json_of = |part: &str| -> Value { serde_json::from_slice(&plain(part)).unwrap() };
    let url = format!("{}/.well-known/jwks.json", scene.stack.url());
    let set: Value = scene
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let header = json_of(head);
    assert_eq!(header["typ"], "credence-erasure+jwt");
    let keys = set["keys"].as_array().unwrap();
    let key = keys.iter().find(|key| key["kid"] == header["kid"]).unwrap();
    let coordinate = |name: &str| plain(key[name].as_str().unwrap());
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(format!("{head}.{body}").as_bytes(), &plain(signature))
        .unwrap();
    json_of(body)
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_found_anywhere() {
    let (scene, sent) = verified().await;
    let (person, keys) = canaries(&scene, &sent);
    let kept = keep(&scene);

    // The search finds what is there: in clear, wrapped, and sealed.
    let before = scene.database();
    let all = |canaries: &Canaries| -> Vec<String> {
        let found = before.iter().flat_map(|(_, rows)| canaries.found_in(rows));
        found.map(str::to_owned).collect()
    };
    assert_eq!(all(&person), ["reference"]);
    for name in ["session's key", "request's key"] {
        assert!(all(&keys).iter().any(|found| found == name), "{name}");
    }
    let key = key_in_database(&scene, &kept).unwrap();
    let opened = person.found_in(&kept.open(&key)).join(", ");
    for name in [
        "number",
        "family name",
        "birth date",
        "street",
        "photograph",
    ] {
        assert!(opened.contains(name), "{name} is not among {opened}");
    }
    assert!(!files_below(&scene.stack.data().join("objects")).is_empty());

    let earlier = scene.back_up();
    assert_eq!(scene.found_in_backup(&earlier, &person), ["reference"]);

    let told = erase(&scene).await;
    let begun = Instant::now();
    while !String::from_utf8_lossy(&scene.webhooks()).contains("erasure_completed") {
        assert!(begun.elapsed() < ERASED_WITHIN, "nobody was told");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (place, bytes) in scene.places().await {
        assert_eq!(person.found_in(&bytes), [] as [&str; 0], "in {place}");
        assert_eq!(keys.found_in(&bytes), [] as [&str; 0], "in {place}");
    }
    assert!(files_below(&scene.stack.data().join("objects")).is_empty());
    assert!(key_in_database(&scene, &kept).is_none());
    for backup in [earlier, scene.back_up()] {
        for canaries in [&person, &keys] {
            let found = scene.found_in_backup(&backup, canaries);
            assert_eq!(found, [] as [&str; 0], "in {backup}");
        }
    }

    let claims = claims(&scene, told["receipt"].as_str().unwrap()).await;
    assert_eq!(claims["sub"], scene.person.id.as_str());
    assert_eq!(
        claims["dvs"],
        json!({ "destroyed": 2, "vendor_retention": 0 })
    );
    assert_eq!(claims["destroyed"]["consents"], 1);
    assert_eq!(claims["destroyed"]["reviews"], 1);
    assert_eq!(claims["destroyed"]["kept_answers"], 1);
    let hash = scene.relay.query(&format!(
        "select encode(hash, 'hex') from credence.audit
         where session_id = '{}' and action = 'session_erased'",
        scene.person.id
    ));
    assert_eq!(claims["audit"]["hash"], hash.join(""));
}
