use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use credence_types::Redacted;
use url::form_urlencoded;

use crate::problem::Problem;
use crate::state::ApiState;

/// What a form sent.
pub(super) struct Form(Bytes);

impl Form {
    /// The field of that name; empty where there is none.
    pub(super) fn field(&self, name: &str) -> Redacted<String> {
        let mut fields = form_urlencoded::parse(&self.0);
        let value = fields.find_map(|(key, value)| (key == name).then(|| value.into_owned()));
        Redacted::new(value.unwrap_or_default())
    }
}

impl FromRequest<ApiState> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        // A body that was cut or is too large is answered by the protective layer.
        let bytes = Bytes::from_request(request, state).await;
        Ok(Self(bytes.unwrap_or_default()))
    }
}
