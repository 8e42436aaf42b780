use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;

/// Has every process wrap new keys with a prepared master key from now on. All of them must know it
/// by then. Audited, for every tenant; `false` when the key is not a prepared one.
///
/// # Errors
/// When the database is out of reach.
pub async fn activate_master_key(app: &App, name: &str) -> Result<bool, Fault> {
    let now = app.now();
    let mut transaction = app.pool.begin().await?;
    let tenants = credence_storage::list_tenants(&mut *transaction).await?;
    if !credence_storage::set_master_key_current(&mut *transaction, name, now).await? {
        return Ok(false);
    }
    for tenant in tenants {
        let act = Act::new(tenant, Actor::System, "master_key_rotated").with("name", name);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}
