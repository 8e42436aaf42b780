use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use super::key::{GeneratedKey, PublicJwk, SigningKey, VerifyingKey};
use crate::app::App;
use crate::fault::Fault;

/// How long a process trusts what it holds. Another replica's rotation is noticed by then.
const RELOAD_AFTER: TimeDelta = TimeDelta::seconds(60);
/// How soon a key that this process does not know makes it look again.
const LOOK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(1);

/// The signing keys as this process holds them: signing and checking touch no database.
#[derive(Default)]
pub(crate) struct SigningKeys {
    held: RwLock<Option<Arc<Held>>>,
    /// Only one call at a time asks the database.
    loading: Mutex<()>,
}

/// The keys at one moment.
pub(crate) struct Held {
    pub(crate) signing: SigningKey,
    verifying: Vec<VerifyingKey>,
    at: DateTime<Utc>,
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeys").finish_non_exhaustive()
    }
}

impl Held {
    pub(super) fn find(&self, kid: &str) -> Option<&VerifyingKey> {
        self.verifying.iter().find(|key| key.public.kid == kid)
    }
}

impl SigningKeys {
    /// The keys, at most a minute old.
    pub(crate) async fn current(&self, app: &App) -> Result<Arc<Held>, Fault> {
        self.younger_than(app, RELOAD_AFTER).await
    }

    /// The keys with `kid` among them, as far as there is one: a replica may have rotated them a
    /// moment ago.
    pub(super) async fn with(&self, app: &App, kid: &str) -> Result<Arc<Held>, Fault> {
        let held = self.current(app).await?;
        if held.find(kid).is_some() {
            return Ok(held);
        }
        self.younger_than(app, LOOK_AGAIN_AFTER).await
    }

    /// Forgets what is held, so that the next call asks the database.
    pub(super) fn forget(&self) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn younger_than(&self, app: &App, age: TimeDelta) -> Result<Arc<Held>, Fault> {
        if let Some(held) = self.held(app, age) {
            return Ok(held);
        }
        let _turn = self.loading.lock().await;
        if let Some(held) = self.held(app, age) {
            return Ok(held);
        }
        let held = Arc::new(load(app).await?);
        let kept = Arc::clone(&held);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(held)
    }

    fn held(&self, app: &App, age: TimeDelta) -> Option<Arc<Held>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let held = held.as_ref()?;
        // A clock that was set back does not keep old keys alive.
        let since = app.now() - held.at;
        (TimeDelta::zero() <= since && since < age).then(|| Arc::clone(held))
    }
}

/// The stored keys. The first process of an installation makes the first one.
async fn load(app: &App) -> Result<Held, Fault> {
    let now = app.now();
    let mut rows = credence_storage::list_signing_keys(&app.pool, now).await?;
    if rows.first().is_none_or(|row| row.private.is_none()) {
        let made = GeneratedKey::generate(app, now)?;
        // Another process may have been quicker; its key is then the one.
        credence_storage::insert_signing_key(&app.pool, &made.row(now)).await?;
        rows = credence_storage::list_signing_keys(&app.pool, now).await?;
    }
    let missing = Fault::Corrupt("the signing key in use");
    let Some(first) = rows.first() else {
        return Err(missing);
    };
    Ok(Held {
        signing: SigningKey::of_row(app, first)?.ok_or(missing)?,
        verifying: rows
            .iter()
            .map(VerifyingKey::of_row)
            .collect::<Result<_, _>>()?,
        at: now,
    })
}

/// Makes the installation's first signing key unless there is one, and loads it, so that the first
/// call need not.
///
/// # Errors
/// When the database is out of reach, or the stored key does not open under the operator's key.
pub async fn prepare_signing(app: &App) -> Result<(), Fault> {
    app.signing.current(app).await.map(|_| ())
}

/// The public keys whose signatures count, the one in use first.
///
/// # Errors
/// When the database is out of reach.
pub async fn public_keys(app: &App) -> Result<Vec<PublicJwk>, Fault> {
    let held = app.signing.current(app).await?;
    Ok(held
        .verifying
        .iter()
        .map(|key| key.public.clone())
        .collect())
}
