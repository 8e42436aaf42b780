use anyhow::{Context, Result};
use chrono::TimeDelta;
use credence_app::Rotation;
use credence_dvs_server::keys::LicenceHost;
use credence_types::SystemClock;

use crate::arguments::{KeysCommand, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, provision};

/// Makes a key or a link and prints it: the only time that it is shown. Of a signing key only the name.
pub(crate) async fn keys(settings: &Settings, command: &KeysCommand) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    if let KeysCommand::Dvs { licence_hosts } = command {
        let hosts: Result<Vec<LicenceHost>, _> =
            licence_hosts.iter().map(|host| host.parse()).collect();
        let hosts = hosts.context("reading --licence-host")?;
        let keys = provision::new_dvs_keys(&pool, &SystemClock, &hosts).await?;
        println!("{}\n{}", keys.public.expose(), keys.secret.expose());
        return Ok(());
    }
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool.clone(), keyring, &DvsKeys::unused(), None)?;
    provision::ensure_tenant(&app).await?;
    match command {
        KeysCommand::Integrator {
            name,
            scopes,
            expires_in_days,
            tenant,
        } => {
            let tenant = provision::tenant_or_first(&pool, *tenant).await?;
            let lifetime = expires_in_days.map(|days| TimeDelta::days(days.into()));
            let key = provision::new_integrator_key(&app, tenant, name, scopes, lifetime).await?;
            println!("{}", key.expose());
        }
        KeysCommand::Invitation { tenant } => {
            let tenant = provision::tenant_or_first(&pool, *tenant).await?;
            let link = provision::new_invitation(&app, tenant).await?;
            println!("{}", link.expose());
        }
        KeysCommand::RotateSigning {
            lead_minutes,
            revoke,
        } => {
            let rotation = if *revoke {
                Rotation::Revoke
            } else {
                Rotation::After(TimeDelta::minutes((*lead_minutes).into()))
            };
            let kid = credence_app::rotate_signing_key(&app, rotation).await;
            println!("{}", kid.context("rotating the signing key")?);
        }
        KeysCommand::Dvs { .. }
        | KeysCommand::Dcs(_)
        | KeysCommand::Rotate { .. }
        | KeysCommand::List
        | KeysCommand::Retire { .. } => {}
    }
    Ok(())
}
