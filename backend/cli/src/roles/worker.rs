use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use credence_app::App;
use credence_types::ErrorChain;
use tokio_util::sync::CancellationToken;

use crate::assemble::database;

/// Verifications under way at a time; each waits for the DVS server most of its life.
const CONCURRENCY: usize = 8;
/// What jobs under way get after the order to stop.
const DRAIN_WITHIN: Duration = Duration::from_secs(30);
const SWEEP_EVERY: Duration = Duration::from_secs(60);

const SIGN_FOR_AUDITS_EVERY: Duration = Duration::from_secs(60);

const LOOK_AT_CERTIFICATES_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

const PRUNE_AUDITS_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Works off the queue, ends and destroys what is over, signs for and prunes the audit logs, and says
/// when certificates expire. `owner_url` is the database's as its owner; where that is not known, as usual.
pub(crate) async fn run(
    app: Arc<App>,
    owner_url: String,
    shutdown: CancellationToken,
) -> Result<()> {
    let sweeping = tokio::spawn(sweep(Arc::clone(&app), shutdown.clone()));
    let looking = tokio::spawn(look_at_certificates(Arc::clone(&app), shutdown.clone()));
    let signing = tokio::spawn(sign_for_audits(Arc::clone(&app), shutdown.clone()));
    let pruning = tokio::spawn(prune_audits(Arc::clone(&app), owner_url, shutdown.clone()));
    let work = credence_app::work(app, CONCURRENCY, shutdown.clone());
    tokio::select! {
        () = work => {}
        () = out_of_patience(shutdown) => {
            tracing::warn!("jobs still ran when the drain ended; they run again after their lease");
        }
    }
    looking.await?;
    signing.await?;
    pruning.await?;
    Ok(sweeping.await?)
}

async fn sign_for_audits(app: Arc<App>, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(SIGN_FOR_AUDITS_EVERY);
    while shutdown.run_until_cancelled(ticks.tick()).await.is_some() {
        let signing = credence_app::checkpoint_due_audits(&app);
        match shutdown.run_until_cancelled(signing).await {
            None | Some(Ok(_)) => {}
            Some(Err(error)) => tracing::warn!(
                error = %ErrorChain(&error),
                "could not sign for the audit logs"
            ),
        }
    }
}

async fn prune_audits(app: Arc<App>, owner_url: String, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(PRUNE_AUDITS_EVERY);
    while shutdown.run_until_cancelled(ticks.tick()).await.is_some() {
        let pruning = prune_due_audits(&app, &owner_url);
        if let Some(Err(error)) = shutdown.run_until_cancelled(pruning).await {
            tracing::warn!(
                error = format!("{error:#}"),
                "could not prune the audit logs"
            );
        }
    }
}

async fn prune_due_audits(app: &App, owner_url: &str) -> Result<()> {
    let owner = database::connect(owner_url).await?;
    let pruned = credence_app::prune_due_audits(app, &owner).await;
    owner.close().await;
    pruned.map(|_| ()).map_err(Into::into)
}

async fn look_at_certificates(app: Arc<App>, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(LOOK_AT_CERTIFICATES_EVERY);
    while shutdown.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = credence_app::note_dcs_certificates(&app).await {
            tracing::warn!(
                error = %ErrorChain(&error),
                "could not note the certificates for the Document Checking Service"
            );
        }
    }
}

async fn out_of_patience(shutdown: CancellationToken) {
    shutdown.cancelled().await;
    tokio::time::sleep(DRAIN_WITHIN).await;
}

async fn sweep(app: Arc<App>, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    while shutdown.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = credence_app::sweep(&app).await {
            tracing::warn!(
                error = %ErrorChain(&error),
                "could not sweep all that is over"
            );
        }
    }
}
