//! Master keys at the command line: rotation that is killed again and again, processes that do not know
//! a key yet, retirement, and refusals to start.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::TimeDelta;
use credence_objects::{Kek, KeyOwner, Keyring, WrappedKey};
use credence_types::{AccountId, Clock, RequestId, SessionId, SystemClock, TenantId};
use sqlx::{ConnectOptions, PgPool, Row};
use uuid::Uuid;

const FIRST_KEY: &str = "8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711";
const OTHER_KEY: &str = "0f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711";
const TENANT: TenantId =
    TenantId::from_uuid(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));
const SESSIONS: usize = 10_000;

fn command(pool: &PgPool, data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    command
        .env(
            "DATABASE_URL",
            pool.connect_options().to_url_lossy().as_str(),
        )
        .arg("--data")
        .arg(data)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

async fn credence(pool: &PgPool, data: &Path, arguments: &[&str]) -> Output {
    let mut command = command(pool, data, arguments);
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

async fn said(pool: &PgPool, data: &Path, arguments: &[&str]) -> String {
    let output = credence(pool, data, arguments).await;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

async fn complaint(pool: &PgPool, data: &Path, arguments: &[&str]) -> String {
    let output = credence(pool, data, arguments).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn write_key(data: &Path, file: &str, text: &str) {
    let keys = data.join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join(file), text).unwrap();
    let owner_only = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(keys.join(file), owner_only).unwrap();
}

fn keyring(name: &str, key: &str) -> Keyring {
    Keyring::new(name, [(name.to_owned(), Kek::from_hex(key).unwrap())]).unwrap()
}

/// Sessions with keys that master-1 wraps; what is sealed under each is its id.
async fn insert_sessions(pool: &PgPool) -> Vec<(Uuid, Vec<u8>)> {
    let keyring = keyring("master-1", FIRST_KEY);
    let (mut ids, mut wrapped, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..SESSIONS {
        let id = Uuid::from_u128(0x1_0000 + u128::try_from(number).unwrap());
        let owner = KeyOwner::session(TENANT, SessionId::from_uuid(id));
        let (key, wrapped_key) = keyring.new_sealing_key(&owner).unwrap();
        ids.push(id);
        wrapped.push(wrapped_key.bytes);
        sealed.push((id, key.seal(b"id", id.as_bytes()).unwrap()));
    }
    sqlx::query(
        "insert into credence.session (tenant_id, id, state, token_hash, created_by,
             attempts_allowed, sealing_kek, sealing_key, created_at, updated_at, expires_at)
         select $1, id, 'approved', '\\x00', $1, 1, 'master-1', key, now(), now(), now()
         from unnest($2::uuid[], $3::bytea[]) fresh (id, key)",
    )
    .bind(TENANT.as_uuid())
    .bind(&ids)
    .bind(&wrapped)
    .execute(pool)
    .await
    .unwrap();
    sealed
}

/// A DVS request whose key master-1 wraps, and one whose key is destroyed.
async fn insert_requests(pool: &PgPool) {
    let keyring = keyring("master-1", FIRST_KEY);
    let (account, id) = (Uuid::from_u128(5), Uuid::from_u128(6));
    let owner = KeyOwner::dvs_request(AccountId::from_uuid(account), RequestId::from_uuid(id));
    let (_, wrapped) = keyring.new_sealing_key(&owner).unwrap();
    sqlx::query("insert into dvs.account (id, name, created_at) values ($1, 'x', now())")
        .bind(account)
        .execute(pool)
        .await
        .unwrap();
    for (id, kek, key) in [
        (id, "master-1", wrapped.bytes.as_slice()),
        (Uuid::from_u128(7), "", b"".as_slice()),
    ] {
        sqlx::query(
            "insert into dvs.request (account_id, id, status, document_type, kek_id, wrapped_key,
                 created_at, expires_at, content_expires_at)
             values ($1, $2, 'success', 1, $3, $4, now(), now(), now())",
        )
        .bind(account)
        .bind(id)
        .bind(kek)
        .bind(key)
        .execute(pool)
        .await
        .unwrap();
    }
}

async fn count(pool: &PgPool, kek: &str) -> i64 {
    sqlx::query_scalar("select count(*) from credence.session where sealing_kek = $1")
        .bind(kek)
        .fetch_one(pool)
        .await
        .unwrap()
}

/// Kills the rotation once so many sessions are moved; `false` when it was over before.
async fn kill_after(pool: &PgPool, data: &Path, moved: i64) -> bool {
    let mut child = command(pool, data, &["keys", "rotate"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        if count(pool, "master-2").await >= moved {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_rotation_that_is_killed_again_and_again_loses_no_key(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    write_key(data, "master.key", FIRST_KEY);
    said(&pool, data, &["keys", "integrator"]).await;
    said(&pool, data, &["keys", "rotate-signing"]).await;
    let sealed = insert_sessions(&pool).await;
    insert_requests(&pool).await;

    let mut kills = 0;
    for moved in [1, 2_000, 4_000, 6_000, 8_000] {
        kills += u32::from(kill_after(&pool, data, moved).await);
    }
    let moved = count(&pool, "master-2").await;
    println!("killed {kills} times, {moved} of {SESSIONS} sessions moved by then");
    assert!(kills > 0);
    if moved < i64::try_from(SESSIONS).unwrap() {
        let rotated = said(&pool, data, &["keys", "rotate"]).await;
        assert!(rotated.contains("Going on"), "{rotated}");
    }
    assert_eq!(count(&pool, "master-1").await, 0);
    assert!(!data.join("keys/master-3.key").exists());

    let new = std::fs::read_to_string(data.join("keys/master-2.key")).unwrap();
    let mode = std::fs::metadata(data.join("keys/master-2.key")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    let keyring = keyring("master-2", &new);
    let rows = sqlx::query("select id, sealing_key from credence.session where tenant_id = $1")
        .bind(TENANT.as_uuid())
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(rows.len(), SESSIONS);
    let wrapped: std::collections::BTreeMap<Uuid, Vec<u8>> =
        rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for (id, sealed) in sealed {
        let stored = WrappedKey {
            kek_id: "master-2".to_owned(),
            bytes: wrapped[&id].clone(),
        };
        let owner = KeyOwner::session(TENANT, SessionId::from_uuid(id));
        let key = keyring.unwrap(&stored, &owner).unwrap();
        assert_eq!(key.open(b"id", &sealed).unwrap(), id.as_bytes());
    }
    let listed = said(&pool, data, &["keys", "list"]).await;
    let line = |name: &str| {
        listed
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .to_owned()
    };
    assert!(line("master-1").contains("wraps nothing"), "{listed}");
    for kind in [
        "10000 sessions",
        "1 signing keys",
        "1 lookup secrets",
        "1 DVS requests",
    ] {
        assert!(line("master-2").contains(kind), "{kind}: {listed}");
    }

    let refused = complaint(&pool, data, &["keys", "retire", "master-1"]).await;
    assert!(refused.contains("only at"), "{refused}");
    age_rotation(&pool).await;
    let refused = complaint(&pool, data, &["keys", "retire", "master-2"]).await;
    assert!(refused.contains("in use"), "{refused}");
    // Marks from before there was a lookup secret were made with master-1.
    sqlx::query(
        "insert into credence.image_mark (tenant_id, session_id, step, bytes_hash, created_at)
         select tenant_id, id, 'front', '\\x00', '2020-01-01' from credence.session limit 3",
    )
    .execute(&pool)
    .await
    .unwrap();
    let refused = complaint(&pool, data, &["keys", "retire", "master-1"]).await;
    assert!(refused.contains("3 marks"), "{refused}");
    let retire = ["keys", "retire", "master-1", "--forget-marks"];
    let retired = said(&pool, data, &retire).await;
    assert!(retired.contains("file removed"), "{retired}");
    assert!(!data.join("keys/master.key").exists());
    said(&pool, data, &["keys", "rotate-signing"]).await;
    let audited: i64 = sqlx::query_scalar(
        "select count(*) from credence.audit
         where action in ('master_key_rotated', 'master_key_retired')",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(audited, 2);
}

async fn age_rotation(pool: &PgPool) {
    sqlx::query("update credence.master_key set current_since = current_since - interval '1 hour'")
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_is_wrapped_with_a_key_that_a_running_process_does_not_know(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    write_key(data, "master.key", FIRST_KEY);
    said(&pool, data, &["keys", "integrator"]).await;
    let hold = |names: &'static [&'static str], wraps_with: &'static str| {
        let pool = pool.clone();
        async move {
            sqlx::query(
                "insert into credence.key_holder values ($1, 'worker on elsewhere', $2, $3, $4)
                 on conflict (process_id) do update
                 set names = excluded.names, wraps_with = excluded.wraps_with",
            )
            .bind(Uuid::from_u128(1))
            .bind(names)
            .bind(wraps_with)
            .bind(SystemClock.now() + TimeDelta::hours(1))
            .execute(&pool)
            .await
            .unwrap();
        }
    };
    let state = || async {
        sqlx::query_scalar::<_, bool>(
            "select current_since is not null from credence.master_key where name = 'master-2'",
        )
        .fetch_one(&pool)
        .await
        .unwrap()
    };
    hold(&["master-1"], "master-1").await;
    let refused = complaint(&pool, data, &["keys", "rotate", "--wait", "1"]).await;
    assert!(
        refused.contains("worker on elsewhere") && refused.contains("know master-2"),
        "{refused}"
    );
    assert!(!state().await);
    // It knows the key, but does not wrap with it yet: what it wraps meanwhile would be missed.
    hold(&["master-1", "master-2"], "master-1").await;
    let refused = complaint(&pool, data, &["keys", "rotate", "--wait", "1"]).await;
    assert!(refused.contains("wrap with master-2"), "{refused}");
    assert!(state().await);
    hold(&["master-1", "master-2"], "master-2").await;
    let rotated = said(&pool, data, &["keys", "rotate"]).await;
    assert!(rotated.contains("Going on"), "{rotated}");
    assert!(!data.join("keys/master-3.key").exists());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_missing_weak_readable_or_other_master_key_refuses(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let start = ["keys", "integrator"];
    let missing = complaint(&pool, data, &start).await;
    assert!(missing.contains("there is no master key"), "{missing}");
    write_key(data, "master.key", FIRST_KEY);
    write_key(data, "master-2.key", &"ab".repeat(32));
    let weak = complaint(&pool, data, &start).await;
    assert!(
        weak.contains("master-2") && weak.contains("too regular"),
        "{weak}"
    );
    std::fs::remove_file(data.join("keys/master-2.key")).unwrap();
    said(&pool, data, &start).await;

    write_key(data, "master.key", OTHER_KEY);
    let other = complaint(&pool, data, &start).await;
    assert!(other.contains("is not the one that sealed"), "{other}");
    // Also over a database from before keys were known by name, as far as it has a signing key.
    write_key(data, "master.key", FIRST_KEY);
    said(&pool, data, &["keys", "rotate-signing"]).await;
    sqlx::query("delete from credence.master_key")
        .execute(&pool)
        .await
        .unwrap();
    write_key(data, "master.key", OTHER_KEY);
    let other = complaint(&pool, data, &start).await;
    assert!(other.contains("is not the one that sealed"), "{other}");
    assert!(!other.contains(OTHER_KEY));
    write_key(data, "master.key", FIRST_KEY);
    let readable = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(data.join("keys/master.key"), readable).unwrap();
    let refused = complaint(&pool, data, &start).await;
    assert!(refused.contains("chmod 600"), "{refused}");
    let doctor = credence(&pool, data, &["doctor"]).await;
    let seen = String::from_utf8(doctor.stdout).unwrap();
    assert_eq!(doctor.status.code(), Some(1));
    assert!(
        seen.contains("BAD   master.key") && !seen.contains(FIRST_KEY),
        "{seen}"
    );

    // A file of the operator's, with both keys in it.
    let file = data.join("given");
    std::fs::write(
        &file,
        format!("master-1={FIRST_KEY}\nmaster-2={OTHER_KEY}\n"),
    )
    .unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let mut given = command(&pool, &data.join("none"), &["keys", "rotate"]);
    given.env("CREDENCE_MASTER_KEY_FILE", &file);
    let output = tokio::task::spawn_blocking(move || given.output().unwrap())
        .await
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("wrapped with master-2"), "{output:?}");
    let mut both = command(&pool, data, &start);
    both.env("CREDENCE_MASTER_KEY_FILE", &file)
        .env("CREDENCE_MASTER_KEY", FIRST_KEY);
    let output = tokio::task::spawn_blocking(move || both.output().unwrap())
        .await
        .unwrap();
    let refused = String::from_utf8_lossy(&output.stderr);
    assert!(refused.contains("keep one of them"), "{refused}");
}
