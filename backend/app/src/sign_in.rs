use credence_storage::NewLogin;
use credence_types::{AdministratorId, Redacted, TenantId};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Administrator, AuthenticationError, authenticate_administrator};
use crate::credential::ConsoleToken;
use crate::fault::Fault;

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub administrator: Administrator,
    /// The cookie's value; shown this once.
    pub token: Redacted<String>,
    /// How many seconds the cookie lasts.
    pub max_age_seconds: i64,
}

/// Somebody could not sign in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address or the password is wrong; which of them is not said: 401.
    #[error("sign in: the address or the password is wrong")]
    Refused,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Signs somebody in. Takes as long for an unknown address as for a wrong password.
///
/// # Errors
/// When the address or the password is wrong.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: Redacted<String>,
) -> Result<SignedIn, SignInError> {
    let email = normalised(email);
    // Nobody signs up with what is no address, and the database does not take every text.
    let known = if is_address(&email) {
        credence_storage::administrator_by_email(&app.pool, &email)
            .await
            .map_err(Fault::from)?
    } else {
        None
    };
    let hash = known.as_ref().map(|row| row.password_hash.clone());
    let is_right = app.passwords.is_right(password, hash).await?;
    let Some(row) = known.filter(|_| is_right) else {
        return Err(SignInError::Refused);
    };
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let login = begin_login(app, &mut transaction, row.tenant, row.id).await?;
    let act = Act::new(row.tenant, Actor::Reviewer(row.id), "signed_in");
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(login.finish(app).await?)
}

/// A login that takes effect with the transaction it was begun in.
pub(crate) struct Login {
    text: Redacted<String>,
    token: ConsoleToken,
}

pub(crate) async fn begin_login(
    app: &App,
    connection: &mut PgConnection,
    tenant: TenantId,
    administrator: AdministratorId,
) -> Result<Login, Fault> {
    let (text, token) = ConsoleToken::generate(tenant)?;
    let now = app.now();
    let login = NewLogin {
        tenant,
        token_hash: token.hash,
        administrator,
        created_at: now,
        expires_at: now + app.config.console_login_ttl,
    };
    credence_storage::insert_login(connection, &login).await?;
    Ok(Login { text, token })
}

impl Login {
    /// What the caller gets, after the commit.
    pub(crate) async fn finish(self, app: &App) -> Result<SignedIn, Fault> {
        let administrator = match authenticate_administrator(app, &self.token).await {
            Ok(administrator) => administrator,
            Err(AuthenticationError::Fault(fault)) => return Err(fault),
            Err(AuthenticationError::Unknown | AuthenticationError::ScopeMissing) => {
                return Err(Fault::Corrupt("a login that was just made"));
            }
        };
        Ok(SignedIn {
            administrator,
            token: self.text,
            max_age_seconds: app.config.console_login_ttl.num_seconds(),
        })
    }
}

/// Addresses are compared without regard to case.
pub(crate) fn normalised(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Only the form; whether mail arrives there is another matter.
pub(crate) fn is_address(email: &str) -> bool {
    email.len() <= 254
        && !email.contains(|c: char| c.is_whitespace() || c.is_control())
        && email
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}
