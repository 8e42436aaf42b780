use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use credence_dvs_server::{DvsConfig, DvsParts, DvsState, router, run_purge};
use credence_http_server::{Metrics, ServerLimits, health, plain_refusal, serve};
use credence_objects::Keyring;
use credence_types::SystemClock;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::arguments::Settings;
use crate::assemble::faces::LoadedFaces;
use crate::assemble::{database, vault};

const PURGE_EVERY: Duration = Duration::from_secs(60);

/// Serves the DVS-compatible API and destroys what is past its retention.
pub(crate) async fn run(
    listener: TcpListener,
    settings: Settings,
    pool: PgPool,
    keyring: Keyring,
    faces: LoadedFaces,
    shutdown: CancellationToken,
) -> Result<()> {
    tracing::info!("{}", faces.description);
    let state = DvsState::new(DvsParts {
        pool: pool.clone(),
        objects: Arc::new(
            vault::objects(&settings, "dvs").context("preparing the DVS server's images")?,
        ),
        keyring: Arc::new(keyring),
        faces: faces.models,
        clock: Arc::new(SystemClock),
        config: DvsConfig {
            trusted_proxies: settings.trusted_proxies,
            strict_transport: settings.dvs_browser_url()?.scheme() == "https",
            address_rate: Some(settings.call_rate()),
            key_rate: Some(settings.call_rate()),
            concurrent_examinations: cores(),
            tells_face_templates: settings.faces.duplicate_search_days.is_some(),
            ..DvsConfig::default()
        },
    });
    let metrics = Metrics::install().context("starting the metrics")?;
    let is_ready = move || {
        let pool = pool.clone();
        async move { database::answers(&pool).await }
    };
    let routes = router(state.clone()).merge(health::routes(is_ready, metrics, plain_refusal));
    let purge = tokio::spawn(run_purge(state.clone(), PURGE_EVERY, shutdown.clone()));
    serve(listener, routes, ServerLimits::default(), shutdown).await;
    state.drain().await;
    purge.await.context("destroying what is past its retention")
}

/// A reading keeps one core busy.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
