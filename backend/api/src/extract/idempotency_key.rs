use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// The `Idempotency-Key` header, where there is one; its form is for the use case to judge.
#[derive(Debug)]
pub(crate) struct IdempotencyKey(pub(crate) Option<String>);

impl FromRequestParts<ApiState> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        let mut lines = parts.headers.get_all("idempotency-key").iter();
        let (first, second) = (lines.next(), lines.next());
        let key = first
            .map(|line| line.to_str().map(str::to_owned))
            .transpose();
        match (key, second) {
            (Ok(key), None) => Ok(Self(key)),
            _ => Err(Problem::malformed_idempotency_key()),
        }
    }
}
