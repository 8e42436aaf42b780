use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// The header that carries a [`TraceId`] in and out.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one HTTP exchange: in every log line about it, in its answer's `x-request-id` and in
/// the body of every refusal. A caller's own id is kept when it is 8 to 64 letters, digits, `-` or
/// `_`; anything else is replaced.
///
/// Handlers find it among the request's extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceId(Arc<str>);

impl TraceId {
    /// A fresh random id.
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4().simple().to_string().into())
    }

    /// The caller's id when it is well formed, else a fresh one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_well_formed(text))
            .map_or_else(Self::random, |text| Self(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_well_formed(text: &str) -> bool {
    (8..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &'static str) -> TraceId {
        TraceId::of(&HeaderMap::from_iter([(
            HEADER,
            HeaderValue::from_static(value),
        )]))
    }

    #[test]
    fn only_a_well_formed_id_of_the_caller_is_kept() {
        assert_eq!(of("order-2041_a").as_str(), "order-2041_a");
        for odd in ["short", "name=Ann Smith", "{\"a\":\"bcdefgh\"}", ""] {
            assert_ne!(of(odd).as_str(), odd);
        }
        let long = "a".repeat(65).leak();
        assert_ne!(of(long).as_str(), &*long);
    }
}
