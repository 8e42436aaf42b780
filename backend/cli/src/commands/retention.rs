use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::SecondsFormat;
use credence_app::{
    App, RetentionChange, RetentionPlan, RetentionPolicy, plan_retention_of_tenant,
    retention_of_tenant, set_retention_as_operator,
};
use credence_types::TenantId;
use sqlx::PgPool;
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
            let (app, pool) = app(settings).await?;
            let tenant = provision::tenant_or_first(&pool, *tenant).await?;
            let kept = retention_of_tenant(&app, tenant).await;
            print(&kept.context("reading how long things are kept")?.policy)?;
        }
        RetentionCommand::Plan { tenant } => {
            let (app, pool) = app(settings).await?;
            let tenants = provision::tenant_or_all(&pool, *tenant).await?;
            let installations = installation_retention(settings)?;
            for tenant in &tenants {
                print_plan_of(&app, *tenant, &installations).await?;
            }
        }
        RetentionCommand::Set {
            document: None,
            confirm,
            tenant,
            ..
        } => return take_up(settings, *tenant, confirm.as_deref()).await,
        RetentionCommand::Set {
            document: Some(document),
            confirm,
            tenant,
            ..
        } => {
            let policy = Some(retention_file(document)?);
            let (app, pool) = app(settings).await?;
            let tenant = provision::tenant_or_first(&pool, *tenant).await?;
            let change = set_retention_as_operator(&app, tenant, policy, confirm.as_deref()).await;
            return Ok(told(&change.context("setting how long things are kept")?));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Has the tenant follow the installation's policy; without one, all that have no policy of their own.
/// Each confirmation is for one tenant alone.
async fn take_up(
    settings: &Settings,
    given: Option<Uuid>,
    confirm: Option<&str>,
) -> Result<ExitCode> {
    let (app, pool) = app(settings).await?;
    let mut code = ExitCode::SUCCESS;
    for tenant in provision::tenant_or_all(&pool, given).await? {
        let kept = retention_of_tenant(&app, tenant).await;
        let is_followed = kept
            .context("reading how long things are kept")?
            .is_installations;
        if given.is_none() && !is_followed {
            continue;
        }
        println!("Tenant {tenant}");
        let change = set_retention_as_operator(&app, tenant, None, confirm).await;
        let change = change.context("setting how long things are kept")?;
        if matches!(change, RetentionChange::Unconfirmed(_)) {
            code = told(&change);
        } else {
            told(&change);
        }
    }
    Ok(code)
}

/// The service and its database.
async fn app(settings: &Settings) -> Result<(Arc<App>, PgPool)> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool.clone(), keyring, &DvsKeys::unused(), None)?;
    Ok((app, pool))
}

async fn print_plan_of(app: &App, tenant: TenantId, installations: &RetentionPolicy) -> Result<()> {
    let kept = retention_of_tenant(app, tenant).await;
    let kept = kept.context("reading how long things are kept")?;
    let plan = plan_retention_of_tenant(app, tenant).await;
    let plan = plan.context("looking for what is due")?;
    println!("Tenant {tenant}");
    print_plan(&plan);
    let is_taken_up = kept.version.is_some() && kept.policy == *installations;
    if kept.is_installations && !is_taken_up && plan.destroys() {
        println!(
            "The installation's policy waits: `credence retention set --installation --tenant {tenant}`"
        );
    }
    Ok(())
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
