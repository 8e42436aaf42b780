use crate::app::App;
use crate::credential::ConsoleToken;
use crate::fault::Fault;

/// Ends a console login; one that is already gone is no error.
///
/// # Errors
/// When the database is out of reach.
pub async fn sign_out(app: &App, token: &ConsoleToken) -> Result<(), Fault> {
    todo!()
}
