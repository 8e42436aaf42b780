use aws_lc_rs::digest::{SHA256, digest};
use credence_storage::BrandingRow;
use credence_types::{TenantId, hex};

use super::change::{BrandingView, locked, store, view};
use crate::app::App;
use crate::authenticate::Integrator;
use crate::fault::Fault;

/// Keeps a logo (scope `admin`), a PNG that the caller has coded anew. Audited.
///
/// # Errors
/// When the database refuses.
pub async fn change_branding_logo(
    app: &App,
    integrator: &Integrator,
    png: &[u8],
) -> Result<BrandingView, Fault> {
    let sha256 = hex(digest(&SHA256, png).as_ref());
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await?;
    let before = locked(&mut transaction, tenant).await?;
    let kept = (sha256.as_str(), png);
    credence_storage::set_branding_logo(&mut *transaction, tenant, kept, app.now()).await?;
    let row = BrandingRow {
        logo_sha256: Some(sha256),
        ..before
    };
    let row = store(app, &mut transaction, integrator, row).await?;
    transaction.commit().await?;
    view(tenant, row)
}

/// Takes the logo away (scope `admin`). Audited; without one, nothing changes.
///
/// # Errors
/// When the database refuses.
pub async fn delete_branding_logo(
    app: &App,
    integrator: &Integrator,
) -> Result<BrandingView, Fault> {
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await?;
    let before = locked(&mut transaction, tenant).await?;
    if before.logo_sha256.is_none() {
        return view(tenant, before);
    }
    credence_storage::delete_branding_logo(&mut *transaction, tenant).await?;
    let row = BrandingRow {
        logo_sha256: None,
        ..before
    };
    let row = store(app, &mut transaction, integrator, row).await?;
    transaction.commit().await?;
    view(tenant, row)
}

/// The logo of that hash, for anybody: pages show it to whoever holds a link.
///
/// # Errors
/// When the database refuses.
pub async fn branding_logo(
    app: &App,
    tenant: TenantId,
    sha256: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    Ok(credence_storage::branding_logo(&app.pool, tenant, sha256).await?)
}
