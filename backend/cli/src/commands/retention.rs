use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use chrono::SecondsFormat;
use credence_app::{
    App, RetentionChange, RetentionPlan, RetentionPolicy, plan_retention_of_tenant,
    retention_of_tenant, set_retention_as_operator,
};
use credence_types::TenantId;
use uuid::Uuid;

use crate::arguments::{RetentionCommand, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::retention::{installation_retention, retention_file};
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, provision};

/// Nothing was set: what it would destroy is to be confirmed first.
const UNCONFIRMED: u8 = 3;

/// Does what the command names.
pub(crate) async fn retention(settings: &Settings, command: &RetentionCommand) -> Result<ExitCode> {
    match command {
        RetentionCommand::Show {
            installation: true, ..
        } => print(&installation_retention(settings)?)?,
        RetentionCommand::Show { tenant, .. } => {
            let (app, tenant) = app(settings, *tenant).await?;
            let kept = retention_of_tenant(&app, tenant).await;
            print(&kept.context("reading how long things are kept")?.policy)?;
        }
        RetentionCommand::Plan { tenant } => {
            let (app, tenant) = app(settings, *tenant).await?;
            let plan = plan_retention_of_tenant(&app, tenant).await;
            print_plan(&plan.context("looking for what is due")?);
        }
        RetentionCommand::Set {
            document,
            confirm,
            tenant,
            ..
        } => {
            let policy = document.as_deref().map(retention_file).transpose()?;
            let (app, tenant) = app(settings, *tenant).await?;
            let confirm = confirm.as_deref();
            let change = set_retention_as_operator(&app, tenant, policy, confirm).await;
            return Ok(told(&change.context("setting how long things are kept")?));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The service, and the tenant that is meant.
async fn app(settings: &Settings, given: Option<Uuid>) -> Result<(Arc<App>, TenantId)> {
    let pool = database::connect(&database_url(settings)?).await?;
    let tenant = given.map_or(provision::TENANT, TenantId::from_uuid);
    let tenants = credence_storage::list_tenants(&pool).await;
    if !tenants.context("listing the tenants")?.contains(&tenant) {
        bail!("there is no tenant of the id {tenant}; `credence tenants list` prints them");
    }
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool, keyring, &DvsKeys::unused(), None)?;
    Ok((app, tenant))
}

fn told(change: &RetentionChange) -> ExitCode {
    match change {
        RetentionChange::InForce(view) => {
            let version = view.version.unwrap_or_default();
            println!("Set: version {version} counts.");
            ExitCode::SUCCESS
        }
        RetentionChange::Unconfirmed(plan) => {
            println!("Nothing was set. This would be destroyed at once:");
            print_plan(plan);
            println!(
                "To set it all the same, within an hour: the same command with --confirm {}",
                plan.confirmation
            );
            ExitCode::from(UNCONFIRMED)
        }
    }
}

fn print(policy: &RetentionPolicy) -> Result<()> {
    let json = serde_json::to_string_pretty(policy).context("writing how long things are kept")?;
    println!("{json}");
    Ok(())
}

fn print_plan(plan: &RetentionPlan) {
    if plan.lines.is_empty() {
        println!("Nothing is due.");
    }
    for line in &plan.lines {
        let outcome = line.outcome.map_or("", |state| state.as_str());
        let oldest = line
            .oldest
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        println!(
            "{:<18} {outcome:<13} {:>9}  oldest {}",
            line.class.as_str(),
            line.count,
            oldest.unwrap_or_default()
        );
    }
}
