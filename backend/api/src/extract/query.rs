use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;

/// The query. The parser's own words would quote it, so they are not passed on.
#[derive(Debug)]
pub(crate) struct QueryParameters<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for QueryParameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(parameters)| Self(parameters))
            .map_err(|_| {
                let detail = "The query has an unknown, repeated or malformed parameter.";
                Problem::new(ProblemCode::InvalidQuery, detail)
            })
    }
}
