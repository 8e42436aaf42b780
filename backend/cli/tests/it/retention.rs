//! What the commands around retention say, with and without a database.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use sqlx::{ConnectOptions, PgPool};

const MASTER_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const TENANT: &str = "00000000-0000-7000-8000-0000000000aa";

fn command(file: Option<&Path>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    command
        .env_remove("CREDENCE_RETENTION")
        .env("CREDENCE_MASTER_KEY", MASTER_KEY)
        .arg("retention")
        .args(arguments);
    if let Some(file) = file {
        command.env("CREDENCE_RETENTION", file);
    }
    command
}

async fn with_database(pool: &PgPool, arguments: &[&str]) -> Output {
    let mut command = command(None, arguments);
    let url = pool.connect_options().to_url_lossy();
    command
        .env("DATABASE_URL", url.as_str())
        .args(["--tenant", TENANT]);
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_installations_is_shown_changed_and_refused_where_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("retention.json");
    let show = ["show", "--installation"];
    let shown = command(None, &show).output().unwrap();
    let mut policy: Value = serde_json::from_slice(&shown.stdout).unwrap();
    policy["approved"]["images_days"] = json!(3);
    fs::write(&file, policy.to_string()).unwrap();
    let ours = command(Some(&file), &show).output().unwrap();
    let ours: Value = serde_json::from_slice(&ours.stdout).unwrap();
    assert_eq!(ours, policy);
    policy["approved"]["images_days"] = json!(3_000);
    fs::write(&file, policy.to_string()).unwrap();
    let refused = command(Some(&file), &show).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(said.contains("#/approved/images_days"), "{said}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_would_go_is_printed_before_it_goes(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("retention.json");
    let path = file.to_str().unwrap();
    for sql in [
        "insert into credence.tenant (id, name, created_at)
         values ('00000000-0000-7000-8000-0000000000aa', 'Ours', now())",
        "insert into credence.audit_head (tenant_id, sequence, hash)
         values ('00000000-0000-7000-8000-0000000000aa', 0, decode(repeat('00', 32), 'hex'))",
        "insert into credence.session (tenant_id, id, state, token_hash, created_by,
             attempts_allowed, created_at, updated_at, expires_at)
         values ('00000000-0000-7000-8000-0000000000aa', gen_random_uuid(), 'cancelled', '',
             gen_random_uuid(), 1, now(), now() - interval '9 days', now())",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    let shown = with_database(&pool, &["show"]).await;
    fs::write(&file, &shown.stdout).unwrap();
    let unconfirmed = with_database(&pool, &["set", path]).await;
    assert_eq!(unconfirmed.status.code(), Some(3), "{unconfirmed:?}");
    let said = text(&unconfirmed.stdout);
    assert!(
        said.contains("images             cancelled             1  oldest 20"),
        "{said}"
    );
    let confirmation = said.trim_end().rsplit_once(' ').unwrap().1;
    let set = with_database(&pool, &["set", path, "--confirm", confirmation]).await;
    assert_eq!(text(&set.stdout), "Set: version 1 counts.\n");
    let plan = text(&with_database(&pool, &["plan"]).await.stdout);
    assert_eq!(plan.lines().count(), 2, "{plan}");
}
