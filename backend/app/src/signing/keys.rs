use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use credence_storage::SigningKeyRow;
use tokio::sync::Mutex;

use super::key::{GeneratedKey, PublicJwk, SigningKey, VerifyingKey};
use crate::app::App;
use crate::fault::Fault;

/// How long a process trusts what it holds: a key that was revoked elsewhere counts for so long yet.
const RELOAD_AFTER: TimeDelta = TimeDelta::seconds(10);
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
    /// The public half of the key that signs.
    pub(crate) fn signing_public(&self) -> Option<&PublicJwk> {
        self.find(self.signing.kid()).map(|key| &key.public)
    }

    pub(super) fn find(&self, kid: &str) -> Option<&VerifyingKey> {
        self.verifying.iter().find(|key| key.public.kid == kid)
    }
}

impl SigningKeys {
    /// The keys, at most ten seconds old.
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

/// The stored keys. The first process of an installation makes the first one, which signs at once: nobody
/// can know another.
async fn load(app: &App) -> Result<Held, Fault> {
    let now = app.now();
    let mut rows = credence_storage::list_signing_keys(&app.pool, now).await?;
    if in_use(&rows, now).is_none() {
        let made = GeneratedKey::generate(app, now)?;
        // Another process may have been quicker; its key is then the one.
        credence_storage::insert_signing_key(&app.pool, &made.row(now, now)).await?;
        rows = credence_storage::list_signing_keys(&app.pool, now).await?;
    }
    let is_over = |row: &SigningKeyRow| row.retired_at.is_some_and(|at| at <= now);
    if rows.iter().any(|row| is_over(row) && row.private.is_some()) {
        credence_storage::set_signing_keys_destroyed(&app.pool, now).await?;
    }
    let missing = Fault::Corrupt("the signing key in use");
    let Some(position) = in_use(&rows, now) else {
        return Err(missing);
    };
    let first = rows.remove(position);
    Ok(Held {
        signing: SigningKey::of_row(app, &first)?.ok_or(missing)?,
        verifying: std::iter::once(&first)
            .chain(&rows)
            .map(VerifyingKey::of_row)
            .collect::<Result<_, _>>()?,
        at: now,
    })
}

/// Which of the keys, latest first, signs: the latest whose hour has come. Where none has, by a clock
/// that lags behind, the one whose hour comes first.
fn in_use(rows: &[SigningKeyRow], now: DateTime<Utc>) -> Option<usize> {
    let signing = |row: &SigningKeyRow| row.private.is_some();
    let has_begun = |row: &SigningKeyRow| signing(row) && row.signs_from <= now;
    let begun = rows.iter().position(has_begun);
    begun.or_else(|| rows.iter().rposition(signing))
}

/// Makes the installation's first signing key unless there is one, and loads it, so that the first
/// call need not.
///
/// # Errors
/// When the database is out of reach, or the stored key does not open under the operator's key.
pub async fn prepare_signing(app: &App) -> Result<(), Fault> {
    app.signing.current(app).await.map(|_| ())
}

/// A public key that the installation signs or signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublicKey {
    /// The key.
    pub key: PublicJwk,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signed first; may lie ahead.
    pub signs_from: DateTime<Utc>,
    /// When another took its place; may lie ahead.
    pub retired_at: Option<DateTime<Utc>>,
    /// When it was revoked as stolen: what bears a later date was not signed by us, and what bears an
    /// earlier one needs another proof of its date.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Every public key that the installation ever signed with, oldest first: for what is checked long after
/// its key has left the published set, as checkpoints of the audit log and receipts are.
///
/// # Errors
/// When the database is out of reach.
pub async fn all_public_keys(app: &App) -> Result<Vec<KnownPublicKey>, Fault> {
    let rows = credence_storage::list_all_signing_keys(&app.pool).await?;
    rows.iter()
        .map(|row| {
            Ok(KnownPublicKey {
                key: PublicJwk::of_row(row)?,
                created_at: row.created_at,
                signs_from: row.signs_from,
                retired_at: row.retired_at,
                revoked_at: row.revoked_at,
            })
        })
        .collect()
}

/// The public keys whose signatures count, the one in use first; the next one is among them before it
/// signs.
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
