use anyhow::{Context, Result};
use credence_dcs_simulator::{SimulatorState, serve};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Plays the Document Checking Service over mutual TLS.
pub(crate) async fn run(
    state: SimulatorState,
    listener: TcpListener,
    shutdown: CancellationToken,
) -> Result<()> {
    serve(state, listener, shutdown)
        .await
        .context("running the simulator of the Document Checking Service")
}
