use std::sync::Arc;

use anyhow::{Context, Result};
use credence_api::{ApiOptions, ApiParts, ApiState, PageFiles, QuotaOptions, router};
use credence_app::App;
use credence_http_server::{Metrics, ServerLimits, serve};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::arguments::{Settings, is_vendors};
use crate::assemble::database;

/// Serves the API and the pages.
pub(crate) async fn run(
    listener: TcpListener,
    settings: Settings,
    app: Arc<App>,
    pool: PgPool,
    shutdown: CancellationToken,
) -> Result<()> {
    if settings.dvs_operator.name().is_none() && is_vendors(&settings.dvs_url()?) {
        tracing::warn!(
            "CREDENCE_DVS_URL is a vendor's server, and CREDENCE_DVS_OPERATOR does not say whose: people are not \
             told that their photographs are sent there before they agree"
        );
    }
    credence_app::prepare_signing(&app)
        .await
        .context("preparing the signing key")?;
    let state = ApiState::new(ApiParts {
        app: Arc::clone(&app),
        pages: PageFiles::embedded(),
        options: ApiOptions {
            trusted_proxies: settings.trusted_proxies,
            quotas: QuotaOptions {
                calls_per_address: settings.call_rate(),
                calls_per_credential: settings.call_rate(),
                ..QuotaOptions::default()
            },
        },
        metrics: Metrics::install().context("starting the metrics")?,
        is_ready: Arc::new(move || {
            let pool = pool.clone();
            Box::pin(async move { database::answers(&pool).await })
        }),
        to_jpeg: |bytes| credence_vision::decode(bytes).ok()?.to_jpeg(),
        to_logo: |bytes| credence_vision::logo_png(bytes).ok(),
    });
    let changes = tokio::spawn(credence_app::follow_changes(
        Arc::clone(&app),
        shutdown.clone(),
    ));
    let key_uses = tokio::spawn(credence_app::follow_key_uses(app, shutdown.clone()));
    serve(listener, router(state), ServerLimits::default(), shutdown).await;
    key_uses.await.context("following the use of keys")?;
    changes.await.context("following changes")
}
