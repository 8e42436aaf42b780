//! The service put together for a test: one tenant with a key, a clock that stands still, images in
//! memory and a scripted DVS.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use credence_app::{
    Administrator, App, AppParts, Config, ConsoleToken, GivenConsent, Integrator, IntegratorKey,
    InvitationToken, NewAdministrator, NewSession, Role, Scope, SessionToken, SessionView,
    SignedIn, Vault, WebhookOptions, WebhookSender, authenticate_integrator, create_integrator_key,
    create_invitation, create_session, ensure_tenant, first_administrator, give_consent,
    read_session_token, session_for_person, submit, work_due,
};
use credence_dcs_client::DcsClient;
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_objects::{Kek, Keyring, ObjectStore};
use credence_trust::Policy;
use credence_types::{FixedClock, Redacted, RequestId, SessionId, TenantId};
use sqlx::PgPool;
use uuid::Uuid;

use crate::dvs::{Script, ScriptedDvs};

pub(crate) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
pub(crate) const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

pub(crate) struct House {
    pub(crate) app: Arc<App>,
    pub(crate) pool: PgPool,
    pub(crate) clock: FixedClock,
    pub(crate) dvs: ScriptedDvs,
    pub(crate) key: IntegratorKey,
    pub(crate) integrator: Integrator,
}

/// Somebody's session and the token that their page holds.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) session: SessionId,
    pub(crate) token: SessionToken,
}

impl House {
    pub(crate) async fn build(pool: &PgPool) -> Self {
        Self::build_with(pool, Policy::default()).await
    }

    pub(crate) async fn build_with(pool: &PgPool, policy: Policy) -> Self {
        Self::build_with_dcs(pool, policy, None).await
    }

    pub(crate) async fn build_with_dcs(
        pool: &PgPool,
        policy: Policy,
        dcs: Option<DcsClient>,
    ) -> Self {
        let dvs = ScriptedDvs::start().await;
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let parts = (policy, dcs, ObjectStore::memory());
        let app = app(pool, &clock, &dvs, parts, |_| {});
        Self::of(app, pool, clock, dvs).await
    }

    pub(crate) async fn configured(pool: &PgPool, configure: impl FnOnce(&mut Config)) -> Self {
        let dvs = ScriptedDvs::start().await;
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let parts = (Policy::default(), None, ObjectStore::memory());
        let app = app(pool, &clock, &dvs, parts, configure);
        Self::of(app, pool, clock, dvs).await
    }

    /// As [`Self::build_searching`], with the images as files in a folder.
    pub(crate) async fn build_with_files(pool: &PgPool, folder: &Path) -> Self {
        let dvs = ScriptedDvs::start().await;
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let parts = (
            Policy::default(),
            None,
            ObjectStore::folder(folder).unwrap(),
        );
        let app = app(pool, &clock, &dvs, parts, |config| {
            config.duplicate_search_retention = Some(TimeDelta::days(7));
        });
        Self::of(app, pool, clock, dvs).await
    }

    /// Faces are searched for among other sessions, for a week.
    pub(crate) async fn build_searching(pool: &PgPool) -> Self {
        Self::configured(pool, |config| {
            config.duplicate_search_retention = Some(TimeDelta::days(7));
        })
        .await
    }

    async fn of(app: App, pool: &PgPool, clock: FixedClock, dvs: ScriptedDvs) -> Self {
        ensure_tenant(&app, TENANT, "One").await.unwrap();
        ensure_tenant(&app, OTHER, "Two").await.unwrap();
        let (key, integrator) = integrator_of(&app, TENANT).await;
        Self {
            app: Arc::new(app),
            pool: pool.clone(),
            clock,
            dvs,
            key,
            integrator,
        }
    }

    /// Another process of the same installation.
    pub(crate) fn replica(&self) -> App {
        let parts = (Policy::default(), None, ObjectStore::memory());
        app(&self.pool, &self.clock, &self.dvs, parts, |_| {})
    }

    /// Another process over the same images, which reaches the database by a way of its own.
    pub(crate) fn process(&self, pool: &PgPool, images: &Path) -> App {
        let images = ObjectStore::folder(images).unwrap();
        let parts = (Policy::default(), None, images);
        app(pool, &self.clock, &self.dvs, parts, |_| {})
    }

    pub(crate) async fn person(&self) -> Person {
        self.person_by(&self.key, NewSession::default()).await
    }

    pub(crate) async fn person_by(&self, key: &IntegratorKey, new: NewSession) -> Person {
        let person = self.undecided_person_by(key, new).await;
        agree(&self.app, &person).await;
        person
    }

    /// Somebody who has not agreed to anything yet.
    pub(crate) async fn undecided_person_by(&self, key: &IntegratorKey, new: NewSession) -> Person {
        let made = create_session(&self.app, key, new).await.unwrap();
        Person {
            session: made.id,
            token: read_session_token(&self.app, made.token.expose())
                .await
                .unwrap(),
        }
    }

    pub(crate) async fn submit(&self, person: &Person, script: Script) -> RequestId {
        let request = self.dvs.request(script);
        submit(&self.app, &person.token, person.session, request)
            .await
            .unwrap();
        request
    }

    /// A person's submission, worked off.
    pub(crate) async fn verified(&self, script: Script) -> Person {
        let person = self.person().await;
        self.submit(&person, script).await;
        assert_eq!(work_due(&self.app).await.unwrap(), 1);
        person
    }

    pub(crate) async fn view(&self, person: &Person) -> SessionView {
        session_for_person(&self.app, &person.token, person.session)
            .await
            .unwrap()
    }

    pub(crate) async fn reviewer(&self, tenant: TenantId, email: &str) -> Administrator {
        self.join(tenant, email).await.administrator
    }

    pub(crate) async fn join(&self, tenant: TenantId, email: &str) -> SignedIn {
        let url = create_invitation(&self.app, tenant, Role::Administrator)
            .await
            .unwrap();
        let fragment = url.expose().fragment().unwrap().to_owned();
        let invitation = fragment.strip_prefix("invitation=").unwrap();
        let new = NewAdministrator {
            invitation: InvitationToken::parse(invitation).unwrap(),
            name: "Ada Reviewer".to_owned(),
            email: email.to_owned(),
            password: Redacted::new("correct horse battery".to_owned()),
        };
        first_administrator(&self.app, new).await.unwrap()
    }

    pub(crate) async fn count(&self, table: &str) -> i64 {
        let sql = match table {
            "verification" => "select count(*) from credence.verification",
            "image" => "select count(*) from credence.image",
            "document_mark" => "select count(*) from credence.document_mark",
            "session" => "select count(*) from credence.session",
            "waiting" => "select count(*) from credence.job where buried_at is null",
            "buried" => "select count(*) from credence.job where buried_at is not null",
            other => panic!("no count of {other}"),
        };
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// The actions about a session, in order.
    pub(crate) async fn actions(&self, session: SessionId) -> Vec<String> {
        sqlx::query_scalar(
            "select action from credence.audit where session_id = $1 order by sequence",
        )
        .bind(session.as_uuid())
        .fetch_all(&self.pool)
        .await
        .unwrap()
    }
}

/// The person agrees to what they are asked.
pub(crate) async fn agree(app: &App, person: &Person) {
    let (token, session) = (&person.token, person.session);
    let view = session_for_person(app, token, session).await.unwrap();
    let text = view.consent_asked.unwrap();
    let given = GivenConsent {
        text_sha256: text.text_sha256,
        locale: text.locale.to_owned(),
        biometric: true,
        address: None,
    };
    give_consent(app, token, session, &given).await.unwrap();
}

/// Receivers listen on the loopback, and one that hangs costs a test half a second.
pub(crate) fn webhook_options() -> WebhookOptions {
    WebhookOptions {
        allow_private_addresses: true,
        timeout: Duration::from_millis(500),
    }
}

fn app(
    pool: &PgPool,
    clock: &FixedClock,
    dvs: &ScriptedDvs,
    (policy, dcs, objects): (Policy, Option<DcsClient>, ObjectStore),
    configure: impl FnOnce(&mut Config),
) -> App {
    let options = DvsOptions {
        allow_private_addresses: true,
        attempts: 1,
        call_timeout: Duration::from_secs(5),
        ..DvsOptions::new(dvs.url.parse().unwrap())
    };
    let secret = SecretKey::from_uuid(Uuid::new_v4());
    let mut config = Config::new(
        "https://id.example.org".parse().unwrap(),
        "https://dvs.example.org".parse().unwrap(),
        "pk_test".to_owned(),
    );
    configure(&mut config);
    // The same for each, so that a replica opens what another sealed.
    let keks = [("one".to_owned(), Kek::from_hex(&"5e".repeat(32)).unwrap())];
    App::new(AppParts {
        pool: pool.clone(),
        clock: Arc::new(clock.clone()),
        vault: Vault {
            objects,
            keyring: Keyring::new("one", keks).unwrap(),
        },
        dvs: SecretClient::new(&options, &secret).unwrap(),
        dcs,
        webhooks: WebhookSender::build(&webhook_options()).unwrap(),
        policy,
        config,
    })
}

pub(crate) async fn integrator_of(app: &App, tenant: TenantId) -> (IntegratorKey, Integrator) {
    let (_, text) = create_integrator_key(app, tenant, "Shop", &Scope::ALL)
        .await
        .unwrap();
    let key = IntegratorKey::parse(text.expose()).unwrap();
    let integrator = authenticate_integrator(app, &key, Scope::SessionsRead)
        .await
        .unwrap();
    (key, integrator)
}

pub(crate) async fn integrator_with(app: &App, tenant: TenantId, scopes: &[Scope]) -> Integrator {
    let (_, text) = create_integrator_key(app, tenant, "Shop", scopes)
        .await
        .unwrap();
    let key = IntegratorKey::parse(text.expose()).unwrap();
    authenticate_integrator(app, &key, scopes[0]).await.unwrap()
}

pub(crate) fn login(signed_in: &SignedIn) -> ConsoleToken {
    ConsoleToken::parse(signed_in.token.expose()).unwrap()
}
