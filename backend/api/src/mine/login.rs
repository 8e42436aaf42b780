use axum::extract::FromRequestParts;
use credence_app::{PersonInside, authenticate_person};
use http::request::Parts;

use super::cookie::login_in;
use crate::problem::Problem;
use crate::state::ApiState;

/// Whoever came in by a code; `None` when nobody did, or not lately.
#[derive(Debug)]
pub(super) struct Inside(pub(super) Option<PersonInside>);

impl FromRequestParts<ApiState> for Inside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Some(login) = login_in(state.is_https(), &parts.headers) else {
            return Ok(Self(None));
        };
        Ok(Self(authenticate_person(state.app(), &login).await?))
    }
}
