use std::sync::{Arc, OnceLock};

use axum::response::Response;
use http::request::Parts;
use http::{HeaderName, HeaderValue};

use crate::shared_quota::CallsLeft;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// Carries how a key stands from the extractor that counts it to the answer, whatever that is.
#[derive(Debug, Clone, Default)]
pub(crate) struct RateNote(Arc<OnceLock<CallsLeft>>);

impl RateNote {
    /// Notes how the key of this request stands.
    pub(super) fn write(parts: &Parts, left: CallsLeft) {
        if let Some(note) = parts.extensions.get::<Self>() {
            // A request counts once; a second extractor changes nothing.
            let _ = note.0.set(left);
        }
    }

    /// Adds `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers) to an answer to
    /// a key.
    pub(super) fn add_to(&self, response: &mut Response) {
        let Some(left) = self.0.get() else {
            return;
        };
        let policy = format!("\"key\";q={};w={}", left.burst, left.window_seconds);
        let now = format!("\"key\";r={};t={}", left.remaining, left.full_in_seconds);
        for (name, value) in [(POLICY, policy), (LEFT, now)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
    }
}
