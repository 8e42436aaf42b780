use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::prometheus::Metrics;
use crate::{ConnectionInfo, ServerLimits, connection};

/// Pauses after a failed accept, doubled up to the longest: a process out of file handles must not
/// spin.
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// How often gathered measurements are folded, so that they don't pile up unread.
const UPKEEP_PERIOD: Duration = Duration::from_secs(10);

/// Serves `router` on `listener` over HTTP/1.1 until `shutdown` is cancelled. Then it takes no new
/// connection, lets the requests in flight finish within the drain timeout, and returns.
///
/// The router should have been through [`crate::harden`], which does what can't be done here:
/// refusing ambiguous lengths, limiting bodies, containing panics.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ServerLimits,
    shutdown: CancellationToken,
) {
    let as_it_is = async |stream: TcpStream| io::Result::Ok((stream, ()));
    serve_over(listener, router, limits, shutdown, as_it_is).await;
}

/// As [`serve`], over what `handshake` makes of each connection: TLS, usually. It runs beside the
/// accept loop and within the handshake timeout. What it learns of the peer is among the extensions
/// of every request on the connection.
pub async fn serve_over<H, F, S, P>(
    listener: TcpListener,
    router: Router,
    limits: ServerLimits,
    shutdown: CancellationToken,
    handshake: H,
) where
    H: Fn(TcpStream) -> F + Clone + Send + 'static,
    F: Future<Output = io::Result<(S, P)>> + Send + 'static,
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    P: Clone + Send + Sync + Unpin + 'static,
{
    let limits = Arc::new(limits);
    let permits = Arc::new(Semaphore::new(limits.connections));
    let connections = TaskTracker::new();
    // Cancelled when the drain timeout is over: what still runs is dropped.
    let abandon = CancellationToken::new();
    let upkeep = tokio::spawn(keep_metrics(abandon.clone()));
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, accept(&listener).await)
        };
        let (permit, (stream, peer)) = tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            next = next => next,
        };
        let info = ConnectionInfo {
            peer,
            draining: shutdown.clone(),
        };
        let served = connection::run(
            stream,
            handshake.clone(),
            router.clone(),
            Arc::clone(&limits),
            info,
        );
        let abandoned = abandon.clone();
        connections.spawn(async move {
            let _permit = permit;
            abandoned.run_until_cancelled(served).await;
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(limits.drain_timeout, connections.wait())
        .await
        .is_err()
    {
        tracing::warn!(
            connections = connections.len(),
            "requests still ran when the drain ended"
        );
    }
    abandon.cancel();
    connections.wait().await;
    if let Err(error) = upkeep.await {
        tracing::error!(%error, "the upkeep of metrics broke");
    }
}

async fn keep_metrics(stop: CancellationToken) {
    let mut ticks = tokio::time::interval(UPKEEP_PERIOD);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        Metrics::upkeep();
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // The client was gone before it was served.
            Err(error) if is_of_one_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "could not accept a connection");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

fn is_of_one_client(error: &io::Error) -> bool {
    [
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionReset,
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::Interrupted,
    ]
    .contains(&error.kind())
}
