use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, Request, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

use crate::framing::Framing;
use crate::guarded_stream::{Framings, GuardedStream};
use crate::{ConnectionInfo, ServerLimits};

/// How long, and how many bytes, a closed connection is still read. Closing a socket with unread
/// bytes resets it, and a reset can take the answer (413, 431) from the client.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 4 * 1024 * 1024;

/// Shakes hands with one client and serves it until either side closes.
pub(crate) async fn run<H, F, S, P>(
    stream: TcpStream,
    handshake: H,
    router: Router,
    limits: Arc<ServerLimits>,
    info: ConnectionInfo,
) where
    H: Fn(TcpStream) -> F,
    F: Future<Output = io::Result<(S, P)>>,
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    P: Clone + Send + Sync + Unpin + 'static,
{
    let _open = OpenConnection::begin();
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "could not set TCP_NODELAY");
    }
    let shaken = tokio::time::timeout(limits.handshake_timeout, handshake(stream));
    match info.draining.run_until_cancelled(shaken).await {
        Some(Ok(Ok((stream, peer)))) => {
            serve_requests(stream, peer, router, limits, info).await;
        }
        Some(Ok(Err(error))) => tracing::debug!(%error, "a handshake failed"),
        Some(Err(_elapsed)) => tracing::debug!("a handshake took too long"),
        None => {}
    }
}

async fn serve_requests<S, P>(
    stream: S,
    peer: P,
    router: Router,
    limits: Arc<ServerLimits>,
    info: ConnectionInfo,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    P: Clone + Send + Sync + Unpin + 'static,
{
    let draining = info.draining.clone();
    let stream = GuardedStream::new(stream, limits.header_timeout, limits.write_timeout);
    let framings = stream.framings();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(info.clone());
        request.extensions_mut().insert(peer.clone());
        Box::pin(answer(router.clone(), framings.clone(), request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.keep_alive_timeout)
        .max_headers(limits.header_count)
        .max_header_size(limits.header_bytes)
        .serve_connection(TokioIo::new(stream), service);
    let mut is_closing = false;
    let served = loop {
        tokio::select! {
            served = poll_fn(|context| connection.poll_without_shutdown(context)) => break served,
            () = draining.cancelled(), if !is_closing => {
                is_closing = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if let Err(error) = &served {
        tracing::debug!(%error, "a connection ended early");
    }
    if served.as_ref().is_err_and(is_timeout) {
        return;
    }
    linger(connection.into_parts().io.into_inner().into_inner()).await;
}

async fn answer(
    router: Router,
    framings: Framings,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let framing = framings.next();
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(framing);
    let mut response = router.oneshot(request).await?;
    if framing != Framing::Sized {
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

fn is_timeout(error: &hyper::Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref());
    error.is_timeout()
        || source.is_some_and(|source: &io::Error| source.kind() == io::ErrorKind::TimedOut)
}

async fn linger(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let drained = async {
        stream.shutdown().await?;
        let mut scratch = vec![0; 16 * 1024];
        let mut total = 0;
        while total < LINGER_BYTES {
            match stream.read(&mut scratch).await? {
                0 => break,
                count => total += count,
            }
        }
        io::Result::Ok(())
    };
    // Whether the client took its leave politely concerns nobody.
    let _ = tokio::time::timeout(LINGER, drained).await;
}

struct OpenConnection;

impl OpenConnection {
    fn begin() -> Self {
        metrics::gauge!("http_connections").increment(1.0);
        Self
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        metrics::gauge!("http_connections").decrement(1.0);
    }
}
