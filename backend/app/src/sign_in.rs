use credence_types::Redacted;

use crate::app::App;
use crate::authenticate::Administrator;
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
    todo!()
}
