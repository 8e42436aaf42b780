//! Master keys that a key service keeps sealed, played by a small transit server of the test's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sqlx::{ConnectOptions, PgPool};

const TOKEN: &str = "s.canary-token";
const RENEWED: &str = "s.canary-token-renewed";

/// What the server saw, and how many answers it still refuses.
#[derive(Default)]
struct Seen {
    calls: AtomicUsize,
    refusals: AtomicUsize,
    /// The file in which the token is renewed after the next call, which ends the old one.
    renewed_in: Mutex<Option<PathBuf>>,
    is_renewed: AtomicBool,
}

/// Seals by writing the plaintext backwards.
fn transit(seen: Arc<Seen>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &seen);
        }
    });
    address
}

fn answer(mut stream: TcpStream, seen: &Seen) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let act = line.clone();
    let (mut length, mut is_known) = (0, false);
    let token = match seen.is_renewed.load(Ordering::SeqCst) {
        true => RENEWED,
        false => TOKEN,
    };
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        is_known |= header == format!("x-vault-token: {token}");
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    seen.calls.fetch_add(1, Ordering::SeqCst);
    if let Some(file) = seen.renewed_in.lock().unwrap().take() {
        write_secret(&file, RENEWED);
        seen.is_renewed.store(true, Ordering::SeqCst);
    }
    let back = |text: &str| text.chars().rev().collect::<String>();
    let is_refused = seen
        .refusals
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        })
        .is_ok();
    let (status, answer) = if is_refused {
        (503, json!({ "errors": ["sealed"] }))
    } else if !is_known {
        (403, json!({ "errors": ["permission denied"] }))
    } else if act.starts_with("POST /v1/transit/encrypt/people ") {
        let sealed = format!("vault:v1:{}", back(body["plaintext"].as_str().unwrap()));
        (200, json!({ "data": { "ciphertext": sealed } }))
    } else if act.starts_with("POST /v1/transit/decrypt/people ") {
        let sealed = body["ciphertext"].as_str().unwrap();
        let plain = back(sealed.strip_prefix("vault:v1:").unwrap());
        (200, json!({ "data": { "plaintext": plain } }))
    } else {
        (404, json!({ "errors": [] }))
    };
    let text = answer.to_string();
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        text.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
}

async fn credence(pool: &PgPool, data: &Path, settings: &[(&str, &str)], words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    command
        .env(
            "DATABASE_URL",
            pool.connect_options().to_url_lossy().as_str(),
        )
        .envs(settings.iter().copied())
        .arg("--data")
        .arg(data)
        .args(words)
        .stdin(Stdio::null());
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

fn write_secret(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_services_seal_is_all_that_is_kept(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let seen = Arc::new(Seen::default());
    let address = transit(Arc::clone(&seen));
    let token = data.join("token");
    write_secret(&token, &format!("{TOKEN}\n"));
    let bare = "8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711";
    write_secret(&data.join("keys/master.key"), bare);
    let token = token.to_str().unwrap();
    let settings = [
        ("CREDENCE_KEY_SERVICE", address.as_str()),
        ("CREDENCE_KEY_SERVICE_KEY", "people"),
        ("CREDENCE_KEY_SERVICE_TOKEN_FILE", token),
    ];

    // An installation with a bare key moves to one that the service keeps.
    let rotated = credence(&pool, data, &settings, &["keys", "rotate"]).await;
    assert!(rotated.status.success(), "{rotated:?}");
    let kept = std::fs::read_to_string(data.join("keys/master-2.key")).unwrap();
    assert!(kept.starts_with("vault:v1:"), "{kept}");
    let signed = credence(&pool, data, &settings, &["keys", "rotate-signing"]).await;
    assert!(signed.status.success(), "{signed:?}");

    // A start waits for a service that is just coming back.
    seen.refusals.store(2, Ordering::SeqCst);
    let before = seen.calls.load(Ordering::SeqCst);
    let patient = credence(&pool, data, &settings, &["keys", "rotate-signing"]).await;
    assert!(patient.status.success(), "{patient:?}");
    assert_eq!(seen.calls.load(Ordering::SeqCst) - before, 3);

    // Without the service, with another token and with another key, it says what is wrong.
    let alone = credence(&pool, data, &[], &["keys", "rotate-signing"]).await;
    let said = String::from_utf8_lossy(&alone.stderr).into_owned();
    assert!(
        !alone.status.success() && said.contains("CREDENCE_KEY_SERVICE"),
        "{said}"
    );
    write_secret(&data.join("other"), "s.other");
    let other = data.join("other");
    for (name, value, wanted) in [
        (
            "CREDENCE_KEY_SERVICE_TOKEN_FILE",
            other.to_str().unwrap(),
            "403",
        ),
        ("CREDENCE_KEY_SERVICE_KEY", "nobody", "404"),
    ] {
        let mut settings = settings;
        for setting in &mut settings {
            if setting.0 == name {
                setting.1 = value;
            }
        }
        let refused = credence(&pool, data, &settings, &["keys", "rotate-signing"]).await;
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(wanted), "{said}");
        assert!(!said.contains("s.other") && !said.contains(TOKEN), "{said}");
    }
    let doctor = credence(&pool, data, &settings, &["doctor"]).await;
    let seen = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.status.success(), "{seen}");
    assert!(
        seen.contains("opened by http") && seen.contains("wrapped with master-2"),
        "{seen}"
    );
    assert!(
        !seen.contains(TOKEN) && !seen.contains(kept.trim()),
        "{seen}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_token_that_is_renewed_in_its_file_is_used_by_a_process_that_runs(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let seen = Arc::new(Seen::default());
    let address = transit(Arc::clone(&seen));
    let token = data.join("token");
    write_secret(&token, TOKEN);
    let bare = "8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711";
    write_secret(&data.join("keys/master.key"), bare);
    let settings = [
        ("CREDENCE_KEY_SERVICE", address.as_str()),
        ("CREDENCE_KEY_SERVICE_KEY", "people"),
        ("CREDENCE_KEY_SERVICE_TOKEN_FILE", token.to_str().unwrap()),
    ];
    // One process seals, then opens what it sealed; the old token ends between the two.
    *seen.renewed_in.lock().unwrap() = Some(token.clone());
    let rotated = credence(&pool, data, &settings, &["keys", "rotate"]).await;
    assert!(rotated.status.success(), "{rotated:?}");
    assert!(seen.is_renewed.load(Ordering::SeqCst));
    assert!(seen.calls.load(Ordering::SeqCst) >= 2);

    // It is looked at as at the start: one that others can read is refused.
    *seen.renewed_in.lock().unwrap() = None;
    std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = credence(&pool, data, &settings, &["keys", "rotate-signing"]).await;
    let said = String::from_utf8_lossy(&open.stderr).into_owned();
    assert!(
        !open.status.success() && said.contains("chmod 600"),
        "{said}"
    );
    assert!(!said.contains(TOKEN), "{said}");
}
