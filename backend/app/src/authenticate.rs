use credence_types::{AdministratorId, ApiKeyId, TenantId};

use crate::app::App;
use crate::credential::{ConsoleToken, IntegratorKey};
use crate::fault::Fault;

/// What an integrator's key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Create sessions.
    SessionsWrite,
    /// Read where a session stands.
    SessionsRead,
    /// Read the full result, personal data included.
    ResultsRead,
}

/// An integrator whose key was checked.
#[derive(Debug, Clone)]
pub struct Integrator {
    pub(crate) tenant: TenantId,
    pub(crate) key: ApiKeyId,
}

/// Somebody at the console whose login was checked.
#[derive(Debug, Clone)]
pub struct Administrator {
    pub(crate) tenant: TenantId,
    pub(crate) id: AdministratorId,
    /// The name given at sign-up.
    pub name: String,
    /// The address used to sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The organisation.
    pub tenant_name: String,
}

/// What somebody at the console may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything.
    Administrator,
    /// See and decide cases.
    Reviewer,
}

/// A credential was refused.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticationError {
    /// Unknown, revoked or lapsed: 401.
    #[error("check a credential: it is unknown, revoked or lapsed")]
    Unknown,
    /// The key is good but lacks the scope: 403.
    #[error("check a credential: the key lacks the scope")]
    ScopeMissing,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Checks an integrator's key and that it has `scope`.
///
/// # Errors
/// When the key is unknown or revoked, or lacks the scope.
pub async fn authenticate_integrator(
    app: &App,
    key: &IntegratorKey,
    scope: Scope,
) -> Result<Integrator, AuthenticationError> {
    todo!()
}

/// Checks a console login.
///
/// # Errors
/// When the login is unknown or has lapsed.
pub async fn authenticate_administrator(
    app: &App,
    token: &ConsoleToken,
) -> Result<Administrator, AuthenticationError> {
    todo!()
}
