//! A second tenant, made and given a key at the command line over a database of the test's own.

use std::process::{Command, Output};
use std::sync::Arc;

use credence_app::{
    App, AppParts, Config, IntegratorKey, InvitationToken, NewAdministrator, NewSession,
    ReadSessionError, Scope, Vault, WebhookOptions, WebhookSender, authenticate_integrator,
    create_session, first_administrator, has_administrator, session_for_integrator,
};
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_trust::Policy;
use credence_types::{Redacted, SystemClock, TenantId};
use sqlx::{ConnectOptions, PgPool};
use uuid::Uuid;

const MASTER_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const FIRST: &str = "00000000-0000-7000-8000-000000000001";
const NOBODY: &str = "00000000-0000-7000-8000-00000000ffff";

async fn credence(pool: &PgPool, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_credence"));
    command
        .env(
            "DATABASE_URL",
            pool.connect_options().to_url_lossy().as_str(),
        )
        .env("CREDENCE_MASTER_KEY", MASTER_KEY)
        .args(arguments);
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// What a command that must succeed prints.
async fn said(pool: &PgPool, arguments: &[&str]) -> String {
    let output = credence(pool, arguments).await;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn app(pool: &PgPool) -> App {
    let url = "https://id.example.org".parse().unwrap();
    let dvs_url = "https://dvs.example.org".parse().unwrap();
    let options = DvsOptions::new("http://127.0.0.1:9".parse().unwrap());
    let keks = [("master-1".to_owned(), Kek::from_hex(MASTER_KEY).unwrap())];
    App::new(AppParts {
        pool: pool.clone(),
        clock: Arc::new(SystemClock),
        vault: Vault {
            objects: ObjectStore::memory(),
            keyring: Keyring::new("master-1", keks).unwrap(),
        },
        dvs: SecretClient::new(&options, &SecretKey::from_uuid(Uuid::nil())).unwrap(),
        dcs: None,
        webhooks: WebhookSender::build(&WebhookOptions::default()).unwrap(),
        policy: Policy::default(),
        config: Config::new(url, dvs_url, "pk_test".to_owned()),
    })
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_second_tenants_key_makes_sessions_that_the_firsts_does_not_find(pool: PgPool) {
    let second = said(&pool, &["tenants", "new", "--name", " Second shop "]).await;
    let id: TenantId = second.parse().unwrap();
    assert_eq!(id.as_uuid().get_version_num(), 7);
    let listed = said(&pool, &["tenants", "list"]).await;
    let lines: Vec<Vec<&str>> = listed
        .lines()
        .map(|line| line.split("  ").collect())
        .collect();
    assert!(
        matches!(
            lines.as_slice(),
            [first, other] if matches!(first.as_slice(), [FIRST, _, "Credence"])
                && matches!(other.as_slice(), [id, _, "Second shop"] if *id == second)
        ),
        "{listed}"
    );

    let first_key = said(&pool, &["keys", "integrator"]).await;
    let second_key = said(&pool, &["keys", "integrator", "--tenant", &second]).await;
    let first_key = IntegratorKey::parse(&first_key).unwrap();
    let second_key = IntegratorKey::parse(&second_key).unwrap();
    let app = app(&pool);
    let made = create_session(&app, &second_key, NewSession::default())
        .await
        .unwrap();
    let of_first = authenticate_integrator(&app, &first_key, Scope::SessionsRead)
        .await
        .unwrap();
    let of_second = authenticate_integrator(&app, &second_key, Scope::SessionsRead)
        .await
        .unwrap();
    assert!(
        session_for_integrator(&app, &of_second, made.id)
            .await
            .is_ok()
    );
    assert!(matches!(
        session_for_integrator(&app, &of_first, made.id).await,
        Err(ReadSessionError::NotFound)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_invitation_is_to_the_tenant_that_is_named(pool: PgPool) {
    let second = said(&pool, &["tenants", "new", "--name", "Second shop"]).await;
    let link = said(&pool, &["keys", "invitation", "--tenant", &second]).await;
    let invitation = link.split_once("invitation=").unwrap().1;
    let app = app(&pool);
    let new = NewAdministrator {
        invitation: InvitationToken::parse(invitation).unwrap(),
        name: "Ada".to_owned(),
        email: "ada@shop.example".to_owned(),
        password: Redacted::new("correct horse battery".to_owned()),
    };
    first_administrator(&app, new).await.unwrap();
    for (tenant, can_sign_in) in [(second.as_str(), true), (FIRST, false)] {
        let found = has_administrator(&app, tenant.parse().unwrap()).await;
        assert_eq!(found.unwrap(), can_sign_in, "{tenant}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_unknown_tenant_is_refused_with_what_to_do(pool: PgPool) {
    for kind in ["integrator", "invitation"] {
        let output = credence(&pool, &["keys", kind, "--tenant", NOBODY]).await;
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let complaint = String::from_utf8(output.stderr).unwrap();
        let wanted = format!("there is no tenant {NOBODY}: `credence tenants list` prints");
        assert!(complaint.contains(&wanted), "{complaint}");
    }
}

#[test]
fn a_name_that_says_nothing_or_steers_a_terminal_is_refused() {
    let long = "n".repeat(201);
    for name in ["", "  ", "a\u{1b}[2Jb", &long] {
        let output = Command::new(env!("CARGO_BIN_EXE_credence"))
            .args(["tenants", "new", "--name", name])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(
            complaint.contains("expected 1 to 200 characters"),
            "{complaint}"
        );
    }
}
