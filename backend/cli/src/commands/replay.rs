use std::process::ExitCode;

use anyhow::{Context, Result};
use credence_app::{App, ReplayScope, Replayed, replay as replay_decisions};
use credence_types::{SessionId, TenantId};

use crate::arguments::{ReplayArguments, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, provision};

/// Takes stored decisions again and prints a line for each; ends with 1 where one came out otherwise or
/// could not be taken again. Erased ones are passed over.
pub(crate) async fn replay(settings: &Settings, arguments: &ReplayArguments) -> Result<ExitCode> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool.clone(), keyring, &DvsKeys::unused(), None)?;
    let mut tally = Tally::default();
    let given = arguments.tenant.map(TenantId::from_uuid);
    match (arguments.session, given) {
        (Some(session), tenant) => {
            let scope = ReplayScope::Session(SessionId::from_uuid(session));
            tally
                .of(&app, tenant.unwrap_or(provision::TENANT), scope)
                .await?;
        }
        (None, Some(tenant)) => tally.of(&app, tenant, ReplayScope::All).await?,
        (None, None) => {
            let tenants = credence_storage::list_tenants(&pool).await;
            for tenant in tenants.context("listing the tenants")? {
                tally.of(&app, tenant, ReplayScope::All).await?;
            }
        }
    }
    println!(
        "{} replayed, {} not the same",
        tally.replayed, tally.failures
    );
    Ok(match tally.failures {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

#[derive(Default)]
struct Tally {
    replayed: u64,
    failures: u64,
}

impl Tally {
    async fn of(&mut self, app: &App, tenant: TenantId, scope: ReplayScope) -> Result<()> {
        let visit = |one: Replayed| {
            self.replayed += 1;
            self.failures += u64::from(one.replay.is_failure());
            println!("{}", line(&one));
        };
        replay_decisions(app, tenant, scope, visit)
            .await
            .context("replaying decisions")
    }
}

/// Ids and codes only.
fn line(one: &Replayed) -> String {
    let build = if one.is_of_another_build {
        format!(", decided by another build: {}", one.engine_build)
    } else {
        String::new()
    };
    format!(
        "{} session {} verification {} policy {}{build}",
        one.replay.as_str(),
        one.session,
        one.verification,
        one.policy_version,
    )
}
