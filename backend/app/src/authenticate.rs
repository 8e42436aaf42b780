use std::fmt;

use credence_types::{AdministratorId, ApiKeyId, TenantId};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::credential::{ConsoleToken, IntegratorKey};
use crate::fault::Fault;

/// What an integrator's key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Create sessions.
    #[serde(rename = "sessions:write")]
    SessionsWrite,
    /// Read where a session stands.
    #[serde(rename = "sessions:read")]
    SessionsRead,
    /// Read a result: the decision, its checks and scores.
    #[serde(rename = "results:read")]
    ResultsRead,
    /// Read what was read from the document, personal data included.
    #[serde(rename = "pii:read")]
    PiiRead,
    /// Read the pictures.
    #[serde(rename = "images:read")]
    ImagesRead,
    /// Register webhook endpoints, read their deliveries and send again.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
    /// Make and revoke keys; make, try and switch policies.
    #[serde(rename = "admin")]
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 7] = [
        Self::SessionsWrite,
        Self::SessionsRead,
        Self::ResultsRead,
        Self::PiiRead,
        Self::ImagesRead,
        Self::WebhooksWrite,
        Self::Admin,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SessionsWrite => "sessions:write",
            Self::SessionsRead => "sessions:read",
            Self::ResultsRead => "results:read",
            Self::PiiRead => "pii:read",
            Self::ImagesRead => "images:read",
            Self::WebhooksWrite => "webhooks:write",
            Self::Admin => "admin",
        }
    }

    /// Reads a name; `None` where this build does not know it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An integrator whose key was checked.
#[derive(Debug, Clone)]
pub struct Integrator {
    pub(crate) tenant: TenantId,
    pub(crate) key: ApiKeyId,
    pub(crate) scopes: Vec<Scope>,
}

impl Integrator {
    /// Whether the key may do this.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Whether the key may see everything that a person handed in, as whoever holds their link does.
    pub(crate) fn reads_people(&self) -> bool {
        self.has(Scope::PiiRead) && self.has(Scope::ImagesRead)
    }
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

impl Role {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Reviewer => "reviewer",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        match text {
            "administrator" => Ok(Self::Administrator),
            "reviewer" => Ok(Self::Reviewer),
            _ => Err(Fault::Corrupt("a role")),
        }
    }
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
/// When the key is unknown, revoked or expired, or lacks the scope.
pub async fn authenticate_integrator(
    app: &App,
    key: &IntegratorKey,
    scope: Scope,
) -> Result<Integrator, AuthenticationError> {
    let row = credence_storage::integrator_key_by_id(&app.pool, key.tenant, key.id)
        .await
        .map_err(Fault::from)?
        .ok_or(AuthenticationError::Unknown)?;
    let is_same: bool = row.key_hash.ct_eq(&key.hash).into();
    let now = app.now();
    let has_ended = row.revoked_at.is_some() || row.expires_at.is_some_and(|end| end <= now);
    if !is_same || has_ended {
        return Err(AuthenticationError::Unknown);
    }
    let held = row.scopes.iter().filter_map(|name| Scope::parse(name));
    let integrator = Integrator {
        tenant: key.tenant,
        key: key.id,
        scopes: held.collect(),
    };
    if !integrator.has(scope) {
        return Err(AuthenticationError::ScopeMissing);
    }
    app.key_uses.note(key.tenant, key.id, now);
    Ok(integrator)
}

/// Checks a console login.
///
/// # Errors
/// When the login is unknown or has lapsed.
pub async fn authenticate_administrator(
    app: &App,
    token: &ConsoleToken,
) -> Result<Administrator, AuthenticationError> {
    let row =
        credence_storage::administrator_by_login(&app.pool, token.tenant, &token.hash, app.now())
            .await
            .map_err(Fault::from)?
            .ok_or(AuthenticationError::Unknown)?;
    Ok(Administrator {
        tenant: token.tenant,
        id: row.id,
        name: row.name,
        email: row.email,
        role: Role::parse(&row.role)?,
        tenant_name: row.tenant_name,
    })
}
