use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use credence_app::{Integrator, IntegratorKey, Scope, authenticate_integrator};
use credence_http_server::bearer;
use http::request::Parts;

use super::rate_headers::RateNote;
use crate::problem::Problem;
use crate::shared_quota::CallRefused;
use crate::state::ApiState;

/// An integrator's key that the use case itself will check.
#[derive(Debug)]
pub(crate) struct PresentedKey(pub(crate) IntegratorKey);

/// An integrator whose key was checked and has the scope `S`.
#[derive(Debug)]
pub(crate) struct IntegratorWith<S> {
    pub(crate) integrator: Integrator,
    scope: PhantomData<S>,
}

/// A scope, as a type.
pub(crate) trait RequiredScope {
    const SCOPE: Scope;
}

macro_rules! required_scopes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;

        impl RequiredScope for $name {
            const SCOPE: Scope = Scope::$name;
        }
    )+};
}
required_scopes!(
    /// `sessions:write`.
    SessionsWrite,
    /// `sessions:read`.
    SessionsRead,
    /// `results:read`.
    ResultsRead,
    /// `images:read`.
    ImagesRead,
    /// `admin`.
    Admin,
    /// `webhooks:write`.
    WebhooksWrite,
);

impl FromRequestParts<ApiState> for PresentedKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let text = bearer(&parts.headers).ok_or_else(Problem::unauthorized)?;
        let key = IntegratorKey::parse(text).ok_or_else(Problem::unauthorized)?;
        count(parts, state, &key).await?;
        Ok(Self(key))
    }
}

/// Counts a call with the key, before anything else is looked up for it.
async fn count(parts: &Parts, state: &ApiState, key: &IntegratorKey) -> Result<(), Problem> {
    match state.quotas().calls_per_key().count(state.app(), key).await {
        Ok(Some(left)) => RateNote::write(parts, left),
        // The use case refuses a key that is not good.
        Ok(None) => {}
        Err(CallRefused::Over(over, left)) => {
            RateNote::write(parts, left);
            return Err(over.into());
        }
        Err(CallRefused::Fault(fault)) => return Err(fault.into()),
    }
    Ok(())
}

impl<S: RequiredScope> FromRequestParts<ApiState> for IntegratorWith<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let PresentedKey(key) = PresentedKey::from_request_parts(parts, state).await?;
        let integrator = authenticate_integrator(state.app(), &key, S::SCOPE).await?;
        Ok(Self {
            integrator,
            scope: PhantomData,
        })
    }
}
