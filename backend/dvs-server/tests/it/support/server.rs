use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, Utc};
use credence_dvs_server::keys::{KeyKind, LicenceHost, create_account, create_key};
use credence_dvs_server::{DvsConfig, DvsParts, DvsState, router};
use credence_engine::FaceModels;
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_types::{AccountId, FixedClock};
use http::Method;
use serde_json::Value;
use sqlx::PgPool;
use tempfile::TempDir;

use super::call::{Answer, Call};

/// A server with one account, one key of each kind and a clock that stands still.
pub(crate) struct Server {
    pub(crate) pool: PgPool,
    pub(crate) state: DvsState,
    pub(crate) clock: FixedClock,
    pub(crate) account: AccountId,
    pub(crate) public: String,
    pub(crate) secret: String,
    /// Where the sealed images lie.
    pub(crate) folder: TempDir,
    router: Router,
}

impl Server {
    pub(crate) async fn start(pool: PgPool) -> Self {
        Self::start_with(pool, |_config| {}).await
    }

    pub(crate) async fn start_with(pool: PgPool, change: impl FnOnce(&mut DvsConfig)) -> Self {
        Self::start_comparing(pool, None, change).await
    }

    pub(crate) async fn start_comparing(
        pool: PgPool,
        faces: Option<Arc<FaceModels>>,
        change: impl FnOnce(&mut DvsConfig),
    ) -> Self {
        let clock = FixedClock::at("2026-11-22T10:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let mut config = DvsConfig::default();
        change(&mut config);
        let kek = ("test".to_owned(), Kek::generate().unwrap());
        let state = DvsState::new(DvsParts {
            pool: pool.clone(),
            objects: Arc::new(ObjectStore::folder(folder.path()).unwrap()),
            keyring: Arc::new(Keyring::new("test", [kek]).unwrap()),
            faces,
            clock: Arc::new(clock.clone()),
            config,
        });
        let account = create_account(&pool, &clock, "tests").await.unwrap();
        let router = router(state.clone());
        let mut server = Self {
            pool,
            state,
            clock,
            account,
            public: String::new(),
            secret: String::new(),
            folder,
            router,
        };
        server.public = server.key(account, KeyKind::Public, &[]).await;
        server.secret = server.key(account, KeyKind::Secret, &[]).await;
        server
    }

    /// Issues a key.
    pub(crate) async fn key(&self, account: AccountId, kind: KeyKind, hosts: &[&str]) -> String {
        let hosts: Vec<LicenceHost> = hosts.iter().map(|host| host.parse().unwrap()).collect();
        let issued = create_key(&self.pool, &self.clock, account, kind, &hosts)
            .await
            .unwrap();
        issued.key.expose().to_owned()
    }

    /// The secret key of another account.
    pub(crate) async fn stranger(&self) -> String {
        let account = create_account(&self.pool, &self.clock, "strangers")
            .await
            .unwrap();
        self.key(account, KeyKind::Secret, &[]).await
    }

    pub(crate) fn post(&self, path: &str) -> Call {
        Call::new(self.router.clone(), Method::POST, path)
    }

    pub(crate) fn get(&self, path: &str) -> Call {
        Call::new(self.router.clone(), Method::GET, path)
    }

    pub(crate) fn call(&self, method: Method, path: &str) -> Call {
        Call::new(self.router.clone(), method, path)
    }

    /// Creates a request with the public key and returns its id.
    pub(crate) async fn create(&self, body: &Value) -> String {
        let answer = self
            .post("/api/v3/Request")
            .key(&self.public)
            .json(body)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        answer.body["requestId"].as_str().unwrap().to_owned()
    }

    /// Verifies a request with the secret key.
    pub(crate) async fn verify(&self, id: &str) -> Answer {
        self.post(&format!("/api/v3/Verify/{id}"))
            .key(&self.secret)
            .send()
            .await
    }

    /// Reads a request's result with the secret key.
    pub(crate) async fn result(&self, id: &str) -> Answer {
        self.get(&format!("/api/v3/Request/{id}/result"))
            .key(&self.secret)
            .send()
            .await
    }

    /// How many sealed objects there are.
    pub(crate) fn object_count(&self) -> usize {
        fn files(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path());
            entries
                .map(|path| if path.is_dir() { files(&path) } else { 1 })
                .sum()
        }
        files(self.folder.path())
    }

    /// The status of a request in the database.
    pub(crate) async fn status(&self, id: &str) -> String {
        sqlx::query_scalar("select status from dvs.request where account_id = $1 and id = $2::uuid")
            .bind(self.account.as_uuid())
            .bind(id)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}
