use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http::{HeaderMap, header};
use hyper::body::{Frame, SizeHint};
use tokio::time::Sleep;

use crate::refusal::Refusal;

/// Whether the announced length is over the limit.
pub(crate) fn announces_more_than(headers: &HeaderMap, limit: u64) -> bool {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<u64>().ok())
        .is_some_and(|length| length > limit)
}

/// A request body that ends with an error at the limit or when the next bytes take too long.
pub(crate) struct LimitedBody {
    inner: Body,
    remaining: u64,
    patience: Duration,
    deadline: Option<Pin<Box<Sleep>>>,
    fault: BodyFault,
}

/// What went wrong with a body, told to the layer that answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct BodyFault(Arc<AtomicU8>);

/// The body was cut short on purpose.
#[derive(Debug, thiserror::Error)]
#[error("the request body was cut short")]
pub(crate) struct BodyCut;

const TOO_LARGE: u8 = 1;
const TOO_SLOW: u8 = 2;

impl BodyFault {
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self.0.load(Ordering::Relaxed) {
            TOO_LARGE => Some(Refusal::BodyTooLarge),
            TOO_SLOW => Some(Refusal::BodyTooSlow),
            _ => None,
        }
    }

    fn set(&self, fault: u8) -> BodyCut {
        self.0.store(fault, Ordering::Relaxed);
        BodyCut
    }
}

impl LimitedBody {
    pub(crate) fn new(inner: Body, limit: u64, patience: Duration) -> (Self, BodyFault) {
        let fault = BodyFault::default();
        let body = Self {
            inner,
            remaining: limit,
            patience,
            deadline: None,
            fault: fault.clone(),
        };
        (body, fault)
    }
}

impl hyper::body::Body for LimitedBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) else {
            let patience = self.patience;
            let deadline = self
                .deadline
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
            ready!(deadline.as_mut().poll(context));
            return Poll::Ready(Some(Err(self.fault.set(TOO_SLOW).into())));
        };
        self.deadline = None;
        let Some(Ok(frame)) = frame else {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        };
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        match self.remaining.checked_sub(length) {
            Some(remaining) => {
                self.remaining = remaining;
                Poll::Ready(Some(Ok(frame)))
            }
            None => Poll::Ready(Some(Err(self.fault.set(TOO_LARGE).into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
