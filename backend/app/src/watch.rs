use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use credence_storage::SessionRow;
use credence_types::{ErrorChain, SessionId, TenantId};
use tokio::sync::{Notify, watch};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_integrator, row_for_person};
use crate::session_view::{SessionView, Viewer, view};

/// How often the watched sessions are looked at.
const POLL: Duration = Duration::from_millis(500);
/// How long a watch trusts that nothing happened before it looks for itself.
const FALLBACK: Duration = Duration::from_secs(5);

type Key = (TenantId, SessionId);

/// Which sessions this process watches, with their latest known versions.
#[derive(Default)]
pub(crate) struct Changes {
    watched: Mutex<HashMap<Key, watch::Sender<i64>>>,
    look: Notify,
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").finish_non_exhaustive()
    }
}

impl Changes {
    /// A session of this process's own making has just changed.
    pub(crate) fn look_now(&self) {
        self.look.notify_one();
    }

    fn subscribe(&self, key: Key, version: i64) -> watch::Receiver<i64> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = watched
            .entry(key)
            .or_insert_with(|| watch::Sender::new(version))
            .subscribe();
        drop(watched);
        self.look.notify_one();
        receiver
    }

    /// The watched sessions; those that nobody waits for any more are let go.
    fn watched(&self) -> Vec<Key> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|_, sender| sender.receiver_count() > 0);
        watched.keys().copied().collect()
    }

    fn announce(&self, key: Key, version: i64) {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = watched.get(&key) {
            sender.send_if_modified(|latest| {
                let is_newer = version > *latest;
                *latest = version.max(*latest);
                is_newer
            });
        }
    }
}

/// One listener's view of a session.
pub struct SessionWatch {
    app: Arc<App>,
    key: Key,
    viewer: Viewer,
    /// The person's token at the beginning: a new one ends what the old one opened.
    token_hash: Vec<u8>,
    versions: watch::Receiver<i64>,
    /// The version given last; 0 before the first.
    given: i64,
    is_over: bool,
}

impl SessionWatch {
    /// The session as it is now, at the first call; then waits for each change. `None` after a
    /// settled state was given. A slow listener skips versions but never misses the last.
    ///
    /// Cancel-safe.
    ///
    /// # Errors
    /// When the session could not be read; the watch stays usable.
    pub async fn next(&mut self) -> Option<Result<SessionView, Fault>> {
        if self.is_over {
            return None;
        }
        loop {
            if self.given > 0 {
                self.changed().await;
            }
            let (tenant, session) = self.key;
            let row = match credence_storage::session_by_id(&self.app.pool, tenant, session).await {
                Ok(Some(row)) => row,
                Ok(None) => return None,
                Err(error) => return Some(Err(error.into())),
            };
            if self.viewer == Viewer::Person && row.token_hash != self.token_hash {
                return None;
            }
            if row.version > self.given {
                return Some(self.give(&row));
            }
        }
    }

    fn give(&mut self, row: &SessionRow) -> Result<SessionView, Fault> {
        let view = view(&self.app, row, self.viewer)?;
        self.given = row.version;
        self.is_over = view.state.is_settled();
        Ok(view)
    }

    /// Waits until the session is known to have changed, or long enough to look anyway.
    async fn changed(&mut self) {
        let given = self.given;
        let is_newer = async {
            if self
                .versions
                .wait_for(|latest| *latest > given)
                .await
                .is_err()
            {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = is_newer => {}
            () = sleep(FALLBACK) => {}
        }
    }
}

/// Watches a session for its person's page.
///
/// # Errors
/// As [`crate::session_for_person`].
pub async fn watch_for_person(
    app: &Arc<App>,
    token: &SessionToken,
    session: SessionId,
) -> Result<SessionWatch, ReadSessionError> {
    let row = row_for_person(app, token, session).await?;
    Ok(watch_row(app, &row, Viewer::Person))
}

/// Watches a session for its integrator.
///
/// # Errors
/// As [`crate::session_for_integrator`].
pub async fn watch_for_integrator(
    app: &Arc<App>,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionWatch, ReadSessionError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(ReadSessionError::NotFound)?;
    Ok(watch_row(app, &row, Viewer::Integrator))
}

fn watch_row(app: &Arc<App>, row: &SessionRow, viewer: Viewer) -> SessionWatch {
    let key = (row.tenant, row.id);
    SessionWatch {
        app: Arc::clone(app),
        key,
        viewer,
        token_hash: row.token_hash.clone(),
        versions: app.changes.subscribe(key, row.version),
        given: 0,
        is_over: false,
    }
}

/// Looks twice a second for changes of the sessions that this process watches, until cancelled. One
/// a process is enough; without it, watches still notice a change within five seconds.
///
/// It asks for the versions of exactly the watched sessions, so it needs no event to reach this
/// process, no index on times, and one query however many listeners there are.
pub async fn follow_changes(app: Arc<App>, cancel: CancellationToken) {
    while !cancel.is_cancelled() {
        let watched = app.changes.watched();
        if watched.is_empty() {
            tokio::select! {
                () = cancel.cancelled() => return,
                () = app.changes.look.notified() => continue,
            }
        }
        match credence_storage::list_session_versions(&app.pool, &watched).await {
            Ok(versions) => {
                for session in versions {
                    app.changes
                        .announce((session.tenant, session.id), session.version);
                }
            }
            Err(error) => {
                warn!(error = %ErrorChain(&error), "look for changed sessions");
            }
        }
        tokio::select! {
            () = cancel.cancelled() => return,
            () = app.changes.look.notified() => {}
            () = sleep(POLL) => {}
        }
    }
}
