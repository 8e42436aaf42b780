//! How long a check of a long audit log takes, from an exported file and from the database:
//!
//! `createdb audit_speed && cargo run --release -p credence-app --example audit_speed -- \
//!     postgresql:///audit_speed [ROWS]`
//!
//! The database has to be empty and its user a superuser. The rows and their hashes are made in SQL, so
//! that the check meets bytes that other code wrote. Ends with 1 where a million rows would take longer
//! than 30 seconds.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement is run by a developer at a terminal"
)]

use std::hint::black_box;
use std::io::Cursor;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use credence_app::{
    App, AppParts, Config, Vault, WebhookOptions, WebhookSender, ensure_tenant, export_audit,
    verify_audit_export, verify_stored_audit,
};
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_types::{SystemClock, TenantId};
use serde::de::IgnoredAny;
use sqlx::PgPool;
use uuid::Uuid;

const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const A_MILLION_WITHIN: Duration = Duration::from_secs(30);

const FILL: &str = r#"
do $$
declare
    head credence.audit_head := (select h from credence.audit_head as h);
    wanted constant bigint := current_setting('audit_speed.rows')::bigint;
    content text;
    link bytea;
begin
    for n in head.sequence + 1..wanted loop
        content := format(
            '{"form":2,"tenant_id":"%s","sequence":%s,"at_microseconds":%s,"actor_kind":"system",'
            '"actor_id":null,"action":"verification_decided","session_id":"%s",'
            '"detail":{"attempt":1,"outcome":"approved","policy":"%s"}}',
            head.tenant_id, n, 1800000000000000 + n, head.tenant_id, head.tenant_id
        );
        link := sha256(head.hash || convert_to(content, 'UTF8'));
        insert into credence.audit
            (tenant_id, sequence, at, actor_kind, action, session_id, detail, previous_hash, hash, form)
        values (head.tenant_id, n, to_timestamp(1800000000) + n * interval '1 microsecond', 'system',
            'verification_decided', head.tenant_id,
            jsonb_build_object('attempt', 1, 'outcome', 'approved', 'policy', head.tenant_id),
            head.hash, link, 2);
        head.hash := link;
    end loop;
    update credence.audit_head set sequence = wanted, hash = head.hash;
end
$$;
analyze credence.audit
"#;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap();
    let wanted: i64 = arguments
        .next()
        .map_or(1_000_000, |rows| rows.parse().unwrap());
    let pool = PgPool::connect(&url).await.unwrap();
    credence_storage::migrate(&pool).await.unwrap();
    let app = app(pool.clone());
    ensure_tenant(&app, TENANT, "One").await.unwrap();
    fill(&pool, wanted).await;
    let stored = timed("checked in the database", wanted, async {
        let report = verify_stored_audit(&pool, TENANT, None, None)
            .await
            .unwrap();
        assert_eq!(report.unwrap().found, None);
    })
    .await;
    let mut file = Vec::new();
    timed("exported", wanted, async {
        let export = export_audit(&app, TENANT, |line| {
            file.extend_from_slice(line);
            Ok(())
        });
        assert_eq!(export.await.unwrap().rows, wanted);
    })
    .await;
    println!("{:>32} {:>8} bytes", "", file.len());
    let exported = timed("checked in the exported file", wanted, async {
        let report = verify_audit_export(Cursor::new(&file), None, None).unwrap();
        assert_eq!((report.report.found, report.report.rows), (None, wanted));
    })
    .await;
    let lines = || file.split(|byte| *byte == b'\n');
    timed("of which SHA-256 alone", wanted, async {
        lines().for_each(|line| {
            black_box(digest(&SHA256, line));
        });
    })
    .await;
    timed("of which JSON alone", wanted, async {
        lines().filter(|line| !line.is_empty()).for_each(|line| {
            black_box(serde_json::from_slice::<IgnoredAny>(line).unwrap());
        });
    })
    .await;
    let a_million = |took: Duration| took.as_secs_f64() * 1e6 / wanted as f64;
    let is_fast = [stored, exported]
        .into_iter()
        .all(|took| a_million(took) <= A_MILLION_WITHIN.as_secs_f64());
    if is_fast {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn fill(pool: &PgPool, wanted: i64) {
    let mut connection = pool.acquire().await.unwrap();
    sqlx::query("select set_config('audit_speed.rows', $1, false)")
        .bind(wanted.to_string())
        .execute(&mut *connection)
        .await
        .unwrap();
    timed("made in SQL", wanted, async {
        sqlx::raw_sql(FILL).execute(&mut *connection).await.unwrap();
    })
    .await;
}

async fn timed(what: &str, rows: i64, work: impl Future<Output = ()>) -> Duration {
    let started = Instant::now();
    work.await;
    let took = started.elapsed();
    println!(
        "{what:>32} {:>8.2} s {:>12.0} rows/s",
        took.as_secs_f64(),
        rows as f64 / took.as_secs_f64()
    );
    took
}

fn app(pool: PgPool) -> App {
    let url: url::Url = "http://localhost:1".parse().unwrap();
    let secret = SecretKey::from_uuid(Uuid::nil());
    App::new(AppParts {
        pool,
        clock: Arc::new(SystemClock),
        vault: Vault {
            objects: ObjectStore::memory(),
            keyring: Keyring::new("one", [("one".to_owned(), Kek::generate().unwrap())]).unwrap(),
        },
        dvs: SecretClient::new(&DvsOptions::new(url.clone()), &secret).unwrap(),
        dcs: None,
        webhooks: WebhookSender::build(&WebhookOptions::default()).unwrap(),
        policy: credence_trust::Policy::default(),
        config: Config::new(url.clone(), url, String::new()),
    })
}
