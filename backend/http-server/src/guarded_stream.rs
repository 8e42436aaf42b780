use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::framing::{Framing, FramingScanner};

/// A client's byte stream that gives up on a header that does not come or an answer that is not
/// taken, and notes how each request announced its body.
#[derive(Debug)]
pub(crate) struct GuardedStream<S> {
    inner: S,
    framings: Framings,
    header_timeout: Duration,
    write_timeout: Duration,
    header_deadline: Option<Pin<Box<Sleep>>>,
    write_deadline: Option<Pin<Box<Sleep>>>,
}

/// The framings of a connection's requests, in order; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Framings(Arc<Mutex<FramingScanner>>);

impl Framings {
    /// The framing of the next request. A head that was not seen counts as ambiguous.
    pub(crate) fn next(&self) -> Framing {
        self.with(FramingScanner::next_framing)
            .unwrap_or(Framing::Ambiguous)
    }

    fn with<T>(&self, use_scanner: impl FnOnce(&mut FramingScanner) -> T) -> T {
        use_scanner(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S> GuardedStream<S> {
    /// Guards a connection that was just opened; the first header is due from now.
    pub(crate) fn new(inner: S, header_timeout: Duration, write_timeout: Duration) -> Self {
        Self {
            inner,
            framings: Framings(Arc::new(Mutex::new(FramingScanner::new()))),
            header_timeout,
            write_timeout,
            header_deadline: Some(Box::pin(tokio::time::sleep(header_timeout))),
            write_deadline: None,
        }
    }

    pub(crate) fn framings(&self) -> Framings {
        self.framings.clone()
    }

    pub(crate) fn into_inner(self) -> S {
        self.inner
    }

    fn note(&mut self, arrived: &[u8]) {
        let is_inside_head = self.framings.with(|scanner| {
            scanner.feed(arrived);
            scanner.is_inside_head()
        });
        if !is_inside_head {
            self.header_deadline = None;
        } else if self.header_deadline.is_none() {
            self.header_deadline = Some(Box::pin(tokio::time::sleep(self.header_timeout)));
        }
    }

    fn watch_write<T>(
        &mut self,
        context: &mut Context<'_>,
        poll: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.write_deadline = None;
            return poll;
        }
        let timeout = self.write_timeout;
        let deadline = self
            .write_deadline
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        deadline
            .as_mut()
            .poll(context)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for GuardedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.inner).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                self.note(buffer.filled().get(before..).unwrap_or_default());
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => match &mut self.header_deadline {
                Some(deadline) => deadline
                    .as_mut()
                    .poll(context)
                    .map(|()| Err(io::ErrorKind::TimedOut.into())),
                None => Poll::Pending,
            },
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for GuardedStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.watch_write(context, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.watch_write(context, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.inner).poll_flush(context);
        self.watch_write(context, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
