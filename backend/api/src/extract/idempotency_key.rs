use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// The `Idempotency-Key` header, where there is one: given once, quoted or bare.
#[derive(Debug)]
pub(crate) struct IdempotencyKey(pub(crate) Option<credence_app::IdempotencyKey>);

impl FromRequestParts<ApiState> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        let mut lines = parts.headers.get_all("idempotency-key").iter();
        let (first, second) = (lines.next(), lines.next());
        let Some(line) = first else {
            return Ok(Self(None));
        };
        let text = line.to_str().ok().filter(|_| second.is_none());
        text.and_then(credence_app::IdempotencyKey::parse)
            .map(|key| Self(Some(key)))
            .ok_or_else(Problem::malformed_idempotency_key)
    }
}
