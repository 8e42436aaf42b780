use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::ConsoleToken;
use crate::fault::Fault;

/// Ends a console login; one that is already gone is no error.
///
/// # Errors
/// When the database is out of reach.
pub async fn sign_out(app: &App, token: &ConsoleToken) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    let ended =
        credence_storage::delete_login(&mut *transaction, token.tenant, &token.hash).await?;
    if let Some(who) = ended {
        let act = Act::new(token.tenant, Actor::Reviewer(who), "signed_out");
        append(&mut transaction, act, app.now()).await?;
    }
    transaction.commit().await?;
    Ok(())
}
