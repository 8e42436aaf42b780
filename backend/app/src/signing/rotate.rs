use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::key::GeneratedKey;
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;

/// Replicas sign with the key before for some seconds yet, and clocks differ.
const MARGIN: TimeDelta = TimeDelta::hours(1);

/// When the new key signs, and what becomes of those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// It is published now and signs after so long: whoever keeps the published keys for a while knows it
    /// by then. The one before stays published until everything that it signed has lapsed.
    After(TimeDelta),
    /// It signs at once, and no key before counts any more: for one that was stolen. Everything that
    /// they signed is refused, the links that people hold included.
    Revoke,
}

/// Makes a new signing key and gives its `kid`. Audited, for every tenant.
///
/// # Errors
/// When the database is out of reach.
pub async fn rotate_signing_key(app: &App, rotation: Rotation) -> Result<String, Fault> {
    let now = app.now();
    let made = GeneratedKey::generate(app, now)?;
    let mut transaction = app.pool.begin().await?;
    let tenants = credence_storage::list_tenants(&mut *transaction).await?;
    let (signs_from, revoked) = make_room(app, &mut transaction, rotation, now).await?;
    let row = made.row(now, signs_from);
    if !credence_storage::insert_signing_key(&mut *transaction, &row).await? {
        return Err(Fault::Corrupt("a signing key that nobody else rotates"));
    }
    for tenant in tenants {
        for kid in &revoked {
            let act = Act::new(tenant, Actor::System, "signing_key_revoked").with("kid", kid);
            append(&mut transaction, act, now).await?;
        }
        let act = Act::new(tenant, Actor::System, "signing_key_rotated")
            .with("kid", made.kid())
            .with("signs_from", signs_from.to_rfc3339());
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    app.signing.forget();
    Ok(made.kid().to_owned())
}

/// Ends the keys before. Tells from when the new one signs, and which were revoked.
async fn make_room(
    app: &App,
    connection: &mut PgConnection,
    rotation: Rotation,
    now: DateTime<Utc>,
) -> Result<(DateTime<Utc>, Vec<String>), Fault> {
    match rotation {
        Rotation::After(lead) => {
            let signs_from = now + lead;
            let published_until = signs_from + app.config.longest_token_life() + MARGIN;
            credence_storage::set_signing_key_retired(connection, signs_from, published_until)
                .await?;
            Ok((signs_from, Vec::new()))
        }
        Rotation::Revoke => {
            let revoked = credence_storage::set_signing_keys_revoked(connection, now).await?;
            Ok((now, revoked))
        }
    }
}
