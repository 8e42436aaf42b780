use credence_storage::AdministratorRow;
use credence_types::{AdministratorId, Redacted};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::InvitationToken;
use crate::fault::Fault;
use crate::sign_in::{SignedIn, begin_login, is_address, normalised};

/// What the invited person says of themself.
#[derive(Debug, Clone)]
pub struct NewAdministrator {
    /// The one-time invitation.
    pub invitation: InvitationToken,
    /// 1 to 200 characters, no control characters.
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
    /// The name is empty, too long or has a control character: 422.
    #[error("take an invitation: the name is empty, too long or has a control character")]
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
    let name = new.name.trim();
    let email = normalised(&new.email);
    validate(name, &email, new.password.expose())?;
    let password_hash = app.passwords.hash(new.password.clone()).await?;
    let now = app.now();
    let tenant = new.invitation.tenant;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let role =
        credence_storage::take_invitation(&mut *transaction, tenant, &new.invitation.hash, now)
            .await
            .map_err(Fault::from)?
            .ok_or(FirstAdministratorError::InvitationRefused)?;
    let row = AdministratorRow {
        tenant,
        id: AdministratorId::new(now),
        email,
        name: name.to_owned(),
        role,
        password_hash,
        created_at: now,
    };
    credence_storage::insert_administrator(&mut *transaction, &row)
        .await
        .map_err(|error| {
            if credence_storage::is_email_taken(&error) {
                FirstAdministratorError::EmailTaken
            } else {
                Fault::from(error).into()
            }
        })?;
    let login = begin_login(app, &mut transaction, tenant, row.id).await?;
    let act =
        Act::new(tenant, Actor::Reviewer(row.id), "administrator_joined").with("role", &row.role);
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(login.finish(app).await?)
}

fn validate(name: &str, email: &str, password: &str) -> Result<(), FirstAdministratorError> {
    if !(1..=200).contains(&name.chars().count()) || name.contains(char::is_control) {
        return Err(FirstAdministratorError::NameMalformed);
    }
    if !is_address(email) {
        return Err(FirstAdministratorError::EmailMalformed);
    }
    if !(12..=1000).contains(&password.chars().count()) {
        return Err(FirstAdministratorError::PasswordLength);
    }
    Ok(())
}
