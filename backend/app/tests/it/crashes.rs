//! The process dies at every round trip to the database, before and after it took effect, and another
//! takes over: nothing is lost, nothing is there twice.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use credence_app::{
    App, AppParts, AuditCheck, Config, IntegratorKey, NewSession, SessionState, Vault,
    WebhookSender, create_session, ensure_tenant, erase_for_person, erasure, read_session_token,
    session_for_person, submit, verify_audit_chain, work_due,
};
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_trust::Policy;
use credence_types::{FixedClock, RequestId};
use sqlx::PgPool;
use tempfile::TempDir;
use uuid::Uuid;

use crate::documents::flawless;
use crate::door::{Door, Fall};
use crate::dvs::{Script, ScriptedDvs};
use crate::house::{Person, TENANT, agree, integrator_of, webhook_options};

const FALLS: [Fall; 2] = [Fall::BeforeTheQuestion, Fall::BeforeTheAnswer];

/// What outlives a process: database, images, the operator's key, the clock and DVS.
struct Estate {
    pool: PgPool,
    images: TempDir,
    kek: String,
    clock: FixedClock,
    dvs: ScriptedDvs,
    key: IntegratorKey,
    /// The process that takes over.
    app: Arc<App>,
}

impl Estate {
    async fn new(pool: &PgPool) -> Self {
        let images = tempfile::tempdir().unwrap();
        let kek = Kek::generate().unwrap().to_hex().to_string();
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let dvs = ScriptedDvs::start().await;
        let app = process(pool.clone(), (&images, &kek), &clock, &dvs);
        ensure_tenant(&app, TENANT, "One").await.unwrap();
        let (key, _) = integrator_of(&app, TENANT).await;
        Self {
            pool: pool.clone(),
            images,
            kek,
            clock,
            dvs,
            key,
            app,
        }
    }

    fn process_behind(&self, door: &Door) -> Arc<App> {
        let vault = (&self.images, self.kek.as_str());
        process(door.pool(), vault, &self.clock, &self.dvs)
    }

    async fn person(&self) -> (Person, RequestId) {
        let made = create_session(&self.app, &self.key, NewSession::default()).await;
        let made = made.unwrap();
        let token = read_session_token(&self.app, made.token.expose()).await;
        let person = Person {
            session: made.id,
            token: token.unwrap(),
        };
        agree(&self.app, &person).await;
        let request = self.dvs.request(Script::Verified(Box::new(flawless())));
        (person, request)
    }

    async fn submit(&self, app: &App, (person, request): (&Person, RequestId)) {
        // Whoever calls may have died.
        let _ = submit(app, &person.token, person.session, request).await;
    }

    /// How many rows there are of a session.
    async fn count(&self, sql: &'static str, person: &Person) -> i64 {
        let count = sqlx::query_scalar(sql).bind(person.session.as_uuid());
        count.fetch_one(&self.pool).await.unwrap()
    }

    /// Checks that the session came to its one result.
    async fn assert_verified_once(&self, person: &Person, at: &str) {
        let view = session_for_person(&self.app, &person.token, person.session).await;
        assert_eq!(view.unwrap().state, SessionState::Approved, "{at}");
        for (sql, wanted) in [
            (
                "select count(*) from credence.verification where session_id = $1",
                1,
            ),
            (
                "select count(*) from credence.image where session_id = $1",
                2,
            ),
            (
                "select count(*) from credence.audit
                 where session_id = $1 and action = 'verification_decided'",
                1,
            ),
            (
                "select count(*) from credence.audit
                 where session_id = $1 and action = 'request_submitted'",
                1,
            ),
            (
                "select count(*) from credence.event
                 where session_id = $1 and type = 'session.approved'",
                1,
            ),
            (
                "select max(sequence) - count(*) from credence.event where session_id = $1",
                0,
            ),
            (
                "select count(*) from credence.job where payload ->> 'session' = $1::text",
                0,
            ),
        ] {
            assert_eq!(self.count(sql, person).await, wanted, "{at}: {sql}");
        }
    }

    /// Checks that nothing is left of the session but one proof.
    async fn assert_erased_once(&self, person: &Person, at: &str) {
        let told = erasure(&self.app, TENANT, person.session).await.unwrap();
        assert!(told.unwrap().receipt.is_some(), "{at}");
        for (sql, wanted) in [
            (
                "select count(*) from credence.audit
                 where session_id = $1 and action = 'session_erased'",
                1,
            ),
            (
                "select count(*) from credence.audit
                 where session_id = $1 and action = 'erasure_completed'",
                1,
            ),
            (
                "select count(*) from credence.event
                 where session_id = $1 and type in ('session.erased', 'session.erasure_completed')",
                2,
            ),
            (
                "select count(*) from credence.verification where session_id = $1",
                0,
            ),
            (
                "select count(*) from credence.image where session_id = $1",
                0,
            ),
            (
                "select count(*) from credence.job where payload ->> 'session' = $1::text",
                0,
            ),
        ] {
            assert_eq!(self.count(sql, person).await, wanted, "{at}: {sql}");
        }
        let mut folders = vec![self.images.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                assert!(path.is_dir(), "{at}: {}", path.display());
                folders.push(path);
            }
        }
    }

    async fn assert_chain_is_whole(&self) {
        let chain = verify_audit_chain(&self.app, TENANT).await.unwrap();
        assert!(matches!(chain, AuditCheck::Whole { .. }), "{chain:?}");
    }
}

fn process(
    pool: PgPool,
    (images, kek): (&TempDir, &str),
    clock: &FixedClock,
    dvs: &ScriptedDvs,
) -> Arc<App> {
    let options = DvsOptions {
        allow_private_addresses: true,
        attempts: 1,
        call_timeout: Duration::from_secs(30),
        ..DvsOptions::new(dvs.url.parse().unwrap())
    };
    let keks = [("one".to_owned(), Kek::from_hex(kek).unwrap())];
    Arc::new(App::new(AppParts {
        pool,
        clock: Arc::new(clock.clone()),
        vault: Vault {
            objects: ObjectStore::folder(images.path()).unwrap(),
            keyring: Keyring::new("one", keks).unwrap(),
        },
        dvs: SecretClient::new(&options, &SecretKey::from_uuid(Uuid::from_u128(7))).unwrap(),
        dcs: None,
        webhooks: WebhookSender::build(&webhook_options()).unwrap(),
        policy: Policy::default(),
        config: Config::new(
            "https://id.example.org".parse().unwrap(),
            "https://dvs.example.org".parse().unwrap(),
            "pk_test".to_owned(),
        ),
    }))
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_worker_that_dies_at_any_step_leaves_one_result(pool: PgPool) {
    let estate = Estate::new(&pool).await;
    let mut verified = 0;
    for fall in FALLS {
        let mut last = 0;
        for round_trip in 1.. {
            let (person, request) = estate.person().await;
            estate.submit(&estate.app, (&person, request)).await;
            let door = Door::before(&pool, round_trip, fall).await;
            let dying = estate.process_behind(&door);
            let fell = door.run(Box::pin(work_due(&dying)), &pool).await;
            // The claim lapses and another process takes over; a back-off takes longer.
            for _ in 0..2 {
                estate.clock.advance(TimeDelta::minutes(16));
                work_due(&estate.app).await.unwrap();
            }
            let at = format!("{fall:?} at {round_trip}");
            estate.assert_verified_once(&person, &at).await;
            verified += 1;
            let dvs = (estate.dvs.verify_calls(), estate.dvs.verified());
            assert_eq!(dvs, (verified, verified), "{at}");
            if !fell {
                break;
            }
            last = round_trip;
        }
        println!("{fall:?}: {last} deaths of a worker");
        assert!(last > 10, "the door fell only {last} times");
    }
    estate.assert_chain_is_whole().await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_submission_that_dies_at_any_step_is_made_once(pool: PgPool) {
    let estate = Estate::new(&pool).await;
    for fall in FALLS {
        let mut last = 0;
        for round_trip in 1.. {
            let (person, request) = estate.person().await;
            let door = Door::before(&pool, round_trip, fall).await;
            let dying = estate.process_behind(&door);
            let submission = Box::pin(estate.submit(&dying, (&person, request)));
            let fell = door.run(submission, &pool).await;
            // The page heard nothing and sends it again.
            let view = submit(&estate.app, &person.token, person.session, request).await;
            let at = format!("{fall:?} at {round_trip}");
            let view = view.unwrap_or_else(|error| panic!("{at}: {error}"));
            let stands = (view.state, view.attempts_left);
            assert_eq!(stands, (SessionState::Submitted, 4), "{at}");
            assert_eq!(work_due(&estate.app).await.unwrap(), 1, "{at}");
            estate.assert_verified_once(&person, &at).await;
            if !fell {
                break;
            }
            last = round_trip;
        }
        println!("{fall:?}: {last} deaths of a submission");
        assert!(last > 5, "the door fell only {last} times");
    }
    estate.assert_chain_is_whole().await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_erasure_that_dies_at_any_step_ends_with_one_receipt(pool: PgPool) {
    let estate = Estate::new(&pool).await;
    for fall in FALLS {
        let mut last = 0;
        for round_trip in 1.. {
            let (person, request) = estate.person().await;
            estate.submit(&estate.app, (&person, request)).await;
            assert_eq!(work_due(&estate.app).await.unwrap(), 1);
            let door = Door::before(&pool, round_trip, fall).await;
            let dying = estate.process_behind(&door);
            let erasing = Box::pin(async {
                let _ = erase_for_person(&dying, TENANT, person.session).await;
                let _ = work_due(&dying).await;
            });
            let fell = door.run(erasing, &pool).await;
            // Who asked heard nothing and asks again; the claim lapses and another process takes over.
            erase_for_person(&estate.app, TENANT, person.session)
                .await
                .unwrap();
            for _ in 0..2 {
                estate.clock.advance(TimeDelta::minutes(2));
                work_due(&estate.app).await.unwrap();
            }
            let at = format!("{fall:?} at {round_trip}");
            estate.assert_erased_once(&person, &at).await;
            if !fell {
                break;
            }
            last = round_trip;
        }
        println!("{fall:?}: {last} deaths of an erasure");
        assert!(last > 10, "the door fell only {last} times");
    }
    estate.assert_chain_is_whole().await;
}
