use crate::app::App;
use crate::branding::{Organisation, organisation};
use crate::fault::Fault;
use crate::mine::PersonInside;
use crate::mine::record::own_row;

/// Who asked for the person's session, as their pages name and show them.
///
/// # Errors
/// When the database is out of reach.
pub async fn own_organisation(app: &App, person: &PersonInside) -> Result<Organisation, Fault> {
    organisation(&own_row(app, person).await?)
}
