use credence_http_server::{ServerLimits, serve_over};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::enrol_client::{EnrolError, NewClient, enrol_client};
use crate::purge::run_purge;
use crate::router::router;
use crate::state::SimulatorState;

/// The name of the client that the authority's folder holds the keys of.
const OWN_CLIENT: &str = "Credence";

/// Enrols the client whose keys are in the authority's folder; doing it again changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn enrol_own_client(state: &SimulatorState) -> Result<(), EnrolError> {
    let new = NewClient {
        name: OWN_CLIENT,
        signing: &state.authority.client_signing,
        encryption: &state.authority.client_encryption,
        quota: None,
    };
    enrol_client(&state.pool, state.clock.as_ref(), new).await
}

/// Enrols the authority's client, then serves over mutual TLS until `shutdown` is cancelled, and
/// removes old records meanwhile.
///
/// # Errors
/// When the client cannot be enrolled; once it serves, it goes on to the end.
pub async fn serve(
    state: SimulatorState,
    listener: TcpListener,
    shutdown: CancellationToken,
) -> Result<(), EnrolError> {
    enrol_own_client(&state).await?;
    let purge = tokio::spawn(run_purge(state.clone(), shutdown.clone()));
    let tls = state.tls.clone();
    let handshake = move |stream| {
        let tls = tls.clone();
        async move { tls.accept(stream).await }
    };
    let limits = ServerLimits::default();
    serve_over(listener, router(state), limits, shutdown, handshake).await;
    if let Err(error) = purge.await {
        tracing::error!(%error, "removing old records broke");
    }
    Ok(())
}
