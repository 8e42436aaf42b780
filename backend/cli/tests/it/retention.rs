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
    let mut all = arguments.to_vec();
    all.extend(["--tenant", TENANT]);
    run(pool, None, &all).await
}

async fn run(pool: &PgPool, file: Option<&Path>, arguments: &[&str]) -> Output {
    let mut command = command(file, arguments);
    let url = pool.connect_options().to_url_lossy();
    command.env("DATABASE_URL", url.as_str());
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
    assert_eq!(plan.lines().count(), 3, "{plan}");
    assert!(plan.starts_with(&format!("Tenant {TENANT}\n")), "{plan}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_changed_file_is_planned_and_taken_up_tenant_by_tenant(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("retention.json");
    let other = "00000000-0000-7000-8000-0000000000bb";
    let own = "00000000-0000-7000-8000-0000000000cc";
    for tenant in [TENANT, other, own] {
        for sql in [
            "insert into credence.tenant (id, name, created_at) values ($1::uuid, $1, now())",
            "insert into credence.audit_head (tenant_id, sequence, hash)
             values ($1::uuid, 0, decode(repeat('00', 32), 'hex'))",
        ] {
            sqlx::query(sql).bind(tenant).execute(&pool).await.unwrap();
        }
    }
    let shown = command(None, &["show", "--installation"]).output().unwrap();
    let mut policy: Value = serde_json::from_slice(&shown.stdout).unwrap();
    fs::write(&file, policy.to_string()).unwrap();
    let taken_up = run(&pool, None, &["set", "--installation"]).await;
    assert!(taken_up.status.success(), "{taken_up:?}");
    let path = file.to_str().unwrap();
    let set = run(&pool, None, &["set", path, "--tenant", own]).await;
    assert!(set.status.success(), "{set:?}");
    sqlx::query(
        "insert into credence.session (tenant_id, id, state, token_hash, created_by,
             attempts_allowed, created_at, updated_at, expires_at)
         select id, gen_random_uuid(), 'cancelled', '', gen_random_uuid(), 1, now(),
                now() - interval '5 days', now()
         from credence.tenant where id::text <> $1",
    )
    .bind(TENANT)
    .execute(&pool)
    .await
    .unwrap();
    policy["cancelled"]["images_days"] = json!(3);
    fs::write(&file, policy.to_string()).unwrap();

    let plan = text(&run(&pool, Some(&file), &["plan"]).await.stdout);
    for tenant in [TENANT, other, own] {
        assert!(plan.contains(&format!("Tenant {tenant}\n")), "{plan}");
    }
    let waits = format!("waits: `credence retention set --installation --tenant {other}`");
    assert!(plan.contains(&waits), "{plan}");
    assert_eq!(plan.matches("waits:").count(), 1, "{plan}");

    let unconfirmed = run(&pool, Some(&file), &["set", "--installation"]).await;
    assert_eq!(unconfirmed.status.code(), Some(3), "{unconfirmed:?}");
    let said = text(&unconfirmed.stdout);
    assert!(
        said.contains(&format!("Tenant {TENANT}\nSet: version 2")),
        "{said}"
    );
    assert!(
        said.contains(&format!("Tenant {other}\nNothing was set")),
        "{said}"
    );
    // A tenant's own policy stays its own.
    assert!(!said.contains(own), "{said}");
    let confirmation = said
        .lines()
        .find_map(|line| line.rsplit_once("--confirm "))
        .unwrap()
        .1;
    let again = ["set", "--installation", "--confirm", confirmation];
    let set = run(&pool, Some(&file), &again).await;
    assert_eq!(set.status.code(), Some(0), "{set:?}");
    let nobody = ["plan", "--tenant", "00000000-0000-7000-8000-0000000000dd"];
    let refused = run(&pool, None, &nobody).await;
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
}
