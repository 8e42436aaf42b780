use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::DateTime;
use credence_api::{ApiOptions, ApiParts, ApiState, PageFiles, QuotaOptions, router};
use credence_app::{App, AppParts, Config, Vault, WebhookOptions, WebhookSender};
use credence_dvs_client::SecretClient;
use credence_http_server::{Metrics, Rate};
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_trust::Policy;
use credence_types::{FixedClock, TenantId};
use sqlx::PgPool;
use uuid::Uuid;

use super::webhooks::LastWebhook;
use super::{Call, dvs, log};

pub(crate) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
pub(crate) const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

/// The room with two tenants, and no server in front.
pub(crate) struct Api {
    pub(crate) app: Arc<App>,
    pub(crate) clock: FixedClock,
    pub(crate) pool: PgPool,
    pub(super) last_webhook: LastWebhook,
    router: Router,
}

/// What a test may want otherwise.
pub(crate) struct Settings {
    pub(crate) public_url: &'static str,
    /// The DVS server; by default one that is not there.
    pub(crate) dvs: Option<SecretClient>,
    pub(crate) pages: PageFiles,
    pub(crate) options: ApiOptions,
}

impl Default for Settings {
    fn default() -> Self {
        let plenty = Rate::new(1_000_000, Duration::from_nanos(1));
        let quotas = QuotaOptions {
            calls_per_address: plenty,
            calls_per_credential: plenty,
            sign_ins_per_address: plenty,
            sign_ins_per_account: plenty,
            codes_per_address: plenty,
            codes_altogether: plenty,
        };
        Self {
            public_url: "http://localhost:8080",
            dvs: None,
            pages: PageFiles::default(),
            options: ApiOptions {
                trusted_proxies: 0,
                quotas,
            },
        }
    }
}

impl Api {
    pub(crate) async fn start(pool: PgPool) -> Self {
        Self::start_with(pool, Settings::default()).await
    }

    pub(crate) async fn start_with(pool: PgPool, settings: Settings) -> Self {
        let api = Self::without_tenants(pool, settings);
        for (tenant, name) in [(TENANT, "One"), (OTHER, "Two")] {
            credence_app::ensure_tenant(&api.app, tenant, name)
                .await
                .unwrap();
        }
        api
    }

    /// For tests that reach no database.
    pub(crate) fn offline(settings: Settings) -> Self {
        Self::without_tenants(
            PgPool::connect_lazy("postgresql://localhost/none").unwrap(),
            settings,
        )
    }

    fn without_tenants(pool: PgPool, settings: Settings) -> Self {
        log();
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let config = Config::new(
            settings.public_url.parse().unwrap(),
            "https://dvs.example.test/base".parse().unwrap(),
            "pk_00000000-0000-4000-8000-000000000001".to_owned(),
        );
        let kek = Kek::generate().unwrap();
        let keyring = Keyring::new("test", [("test".to_owned(), kek)]).unwrap();
        let app = Arc::new(App::new(AppParts {
            pool: pool.clone(),
            clock: Arc::new(clock.clone()),
            dvs: settings
                .dvs
                .unwrap_or_else(|| dvs::client("http://127.0.0.1:9/")),
            dcs: None,
            vault: Vault {
                objects: ObjectStore::memory(),
                keyring,
            },
            webhooks: WebhookSender::build(&WebhookOptions::default()).unwrap(),
            policy: Policy::default(),
            config,
        }));
        let probed = pool.clone();
        let state = ApiState::new(ApiParts {
            app: Arc::clone(&app),
            pages: settings.pages,
            options: settings.options,
            metrics: Metrics::install().unwrap(),
            is_ready: Arc::new(move || {
                let pool = probed.clone();
                Box::pin(async move { pool.acquire().await.is_ok() })
            }),
            to_jpeg: |bytes| bytes.ends_with(b"heic").then(|| b"made of it".to_vec()),
            to_logo: |bytes| bytes.starts_with(b"logo").then(|| b"coded anew".to_vec()),
        });
        Self {
            app,
            clock,
            pool,
            last_webhook: LastWebhook::default(),
            router: router(state),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub(crate) fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub(crate) fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.router.clone(), method, path)
    }
}
