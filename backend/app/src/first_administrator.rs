use credence_types::Redacted;

use crate::app::App;
use crate::credential::InvitationToken;
use crate::fault::Fault;
use crate::sign_in::SignedIn;

/// What the invited person says of themself.
#[derive(Debug, Clone)]
pub struct NewAdministrator {
    /// The one-time invitation.
    pub invitation: InvitationToken,
    /// 1 to 200 characters.
    pub name: String,
    /// An address, at most 254 characters.
    pub email: String,
    /// 12 to 1,000 characters.
    pub password: Redacted<String>,
}

/// The invited person was refused.
#[derive(Debug, thiserror::Error)]
pub enum FirstAdministratorError {
    /// The invitation is unknown, used or lapsed: 401.
    #[error("take an invitation: it is unknown, used or lapsed")]
    InvitationRefused,
    /// The name is empty or too long: 422.
    #[error("take an invitation: the name is empty or too long")]
    NameMalformed,
    /// The address is no address: 422.
    #[error("take an invitation: the address is malformed")]
    EmailMalformed,
    /// The password is too short or too long: 422.
    #[error("take an invitation: the password has fewer than 12 or more than 1,000 characters")]
    PasswordLength,
    /// The address is taken: 409.
    #[error("take an invitation: the address is taken")]
    EmailTaken,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Takes a one-time invitation, and signs its bearer in.
///
/// # Errors
/// When the invitation or the details are refused; the invitation then stays good.
pub async fn first_administrator(
    app: &App,
    new: NewAdministrator,
) -> Result<SignedIn, FirstAdministratorError> {
    todo!()
}
