use anyhow::{Context, Result};
use chrono::SecondsFormat;
use credence_types::{Clock, SystemClock, TenantId};

use crate::arguments::{Settings, TenantsCommand};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, provision};

/// Makes a tenant and prints its id, or prints every tenant, a line each.
pub(crate) async fn tenants(settings: &Settings, command: &TenantsCommand) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    match command {
        TenantsCommand::New { name } => {
            let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
            let app = backend::app(settings, pool, keyring, &DvsKeys::unused(), None)?;
            provision::ensure_tenant(&app).await?;
            let tenant = TenantId::new(SystemClock.now());
            credence_app::ensure_tenant(&app, tenant, name)
                .await
                .context("making the tenant")?;
            println!("{tenant}");
        }
        TenantsCommand::List => {
            let rows = credence_storage::list_tenant_rows(&pool).await;
            for row in rows.context("listing the tenants")? {
                let made = row.created_at.to_rfc3339_opts(SecondsFormat::Secs, true);
                println!("{}  {made}  {}", row.id, row.name);
            }
        }
    }
    Ok(())
}
