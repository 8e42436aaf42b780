use chrono::TimeDelta;

use super::key::GeneratedKey;
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;

/// Replicas sign with the key before for a minute yet, and clocks differ.
const MARGIN: TimeDelta = TimeDelta::hours(1);

/// Has a new key sign from now on. The one before signs no more; its public half stays published
/// until everything that it signed has lapsed. Gives the new key's `kid`. Audited, for every tenant.
///
/// # Errors
/// When the database is out of reach.
pub async fn rotate_signing_key(app: &App) -> Result<String, Fault> {
    let now = app.now();
    let published_until = now + app.config.longest_token_life() + MARGIN;
    let made = GeneratedKey::generate(app, now)?;
    let mut transaction = app.pool.begin().await?;
    let tenants = credence_storage::list_tenants(&mut *transaction).await?;
    credence_storage::set_signing_key_retired(&mut *transaction, now, published_until).await?;
    let is_ours = credence_storage::insert_signing_key(&mut *transaction, &made.row(now)).await?;
    if !is_ours {
        return Err(Fault::Corrupt("a signing key that nobody else rotates"));
    }
    for tenant in tenants {
        let act = Act::new(tenant, Actor::System, "signing_key_rotated").with("kid", made.kid());
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    app.signing.forget();
    Ok(made.kid().to_owned())
}
