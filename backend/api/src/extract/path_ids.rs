use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::state::ApiState;

/// The ids in the path. What is no id names nothing: 404.
#[derive(Debug)]
pub(crate) struct PathIds<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for PathIds<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(ids)| Self(ids))
            .map_err(|_| Problem::not_found())
    }
}
