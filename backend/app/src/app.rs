use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use credence_dcs_client::DcsClient;
use credence_dvs_client::SecretClient;
use credence_jobs::Queue;
use credence_objects::{Keyring, ObjectStore};
use credence_trust::Policy;
use credence_types::Clock;
use sqlx::PgPool;

use crate::config::Config;
use crate::key_use::KeyUses;
use crate::password::PasswordHasher;
use crate::signing::SigningKeys;
use crate::watch::Changes;
use crate::webhooks::WebhookSender;

/// What the service is made of; the command line and the tests put it together.
pub struct AppParts {
    /// The database, migrated.
    pub pool: PgPool,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Images at rest and the keys that seal them.
    pub vault: Vault,
    /// The DVS server, seen with the secret key.
    pub dvs: SecretClient,
    /// The Document Checking Service; without it no British passport's record is asked for.
    pub dcs: Option<DcsClient>,
    /// The way out to integrators' webhook endpoints.
    pub webhooks: WebhookSender,
    /// What is asked for before somebody is believed.
    pub policy: Policy,
    /// What the operator set.
    pub config: Config,
}

/// Images at rest and the keys that seal them.
pub struct Vault {
    /// Where sealed images are kept.
    pub objects: ObjectStore,
    /// The operator's keys, which wrap each session's own.
    pub keyring: Keyring,
}

/// The service: every use case takes it first. Share it in an `Arc`.
pub struct App {
    pub(crate) pool: PgPool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) vault: Vault,
    pub(crate) dvs: SecretClient,
    pub(crate) dcs: Option<DcsClient>,
    pub(crate) webhooks: WebhookSender,
    pub(crate) policy: Policy,
    pub(crate) config: Config,
    pub(crate) queue: Queue,
    pub(crate) changes: Changes,
    pub(crate) key_uses: KeyUses,
    pub(crate) passwords: PasswordHasher,
    pub(crate) signing: SigningKeys,
}

impl App {
    /// Puts the service together. Nothing is contacted yet.
    #[must_use]
    pub fn new(parts: AppParts) -> Self {
        let queue = Queue::new(parts.pool.clone(), Arc::clone(&parts.clock));
        Self {
            pool: parts.pool,
            clock: parts.clock,
            vault: parts.vault,
            dvs: parts.dvs,
            dcs: parts.dcs,
            webhooks: parts.webhooks,
            policy: parts.policy,
            config: parts.config,
            queue,
            changes: Changes::default(),
            key_uses: KeyUses::default(),
            passwords: PasswordHasher::default(),
            signing: SigningKeys::default(),
        }
    }

    /// What the operator set.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Where the time comes from.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Now, in the database's resolution, so that an instant reads back as it was written.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }
}
