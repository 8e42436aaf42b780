use credence_storage::BrandingRow;
use credence_types::TenantId;
use sqlx::PgConnection;

use super::contrast::ContrastFailure;
use super::document::{Branding, BrandingField, Refusal};
use super::organisation::stored;
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;

/// A tenant's branding as its administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandingView {
    /// The tenant.
    pub tenant: TenantId,
    /// Counts every change; 0 before the first.
    pub version: i64,
    /// The document.
    pub branding: Branding,
    /// SHA-256 of the logo, in hexadecimal.
    pub logo_sha256: Option<String>,
}

/// A branding was refused.
#[derive(Debug, thiserror::Error)]
pub enum BrandingError {
    /// A member is malformed: 422 `invalid_branding`.
    #[error("change a branding: a member is malformed")]
    Malformed(BrandingField),
    /// Text could not be read with the colour: 422 `invalid_branding`.
    #[error("change a branding: text cannot be read with the accent")]
    Contrast(BrandingField, ContrastFailure),
    /// Another change came first: 409 `branding_changed`.
    #[error("change a branding: another change came first")]
    Changed,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The tenant's branding (scope `admin`).
///
/// # Errors
/// When the database refuses.
pub async fn branding(app: &App, integrator: &Integrator) -> Result<BrandingView, Fault> {
    let tenant = integrator.tenant;
    let row = credence_storage::branding(&app.pool, tenant).await?;
    view(tenant, row.unwrap_or_else(first))
}

/// Puts a branding in place of the one of `version` (scope `admin`); the logo stays. The pages show it
/// from the next look on. Audited.
///
/// # Errors
/// When a member is refused, or `version` is no longer the latest.
pub async fn change_branding(
    app: &App,
    integrator: &Integrator,
    version: i64,
    new: &Branding,
) -> Result<BrandingView, BrandingError> {
    new.check()?;
    let document = serde_json::to_value(new).map_err(|_| Fault::Corrupt("a branding"))?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let tenant = integrator.tenant;
    let before = locked(&mut transaction, tenant).await?;
    if before.version != version {
        return Err(BrandingError::Changed);
    }
    let row = BrandingRow { document, ..before };
    let row = store(app, &mut transaction, integrator, row).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(view(tenant, row)?)
}

/// The tenant's branding, which nobody else changes until the transaction ends.
pub(super) async fn locked(
    connection: &mut PgConnection,
    tenant: TenantId,
) -> Result<BrandingRow, Fault> {
    credence_storage::lock_tenant(&mut *connection, tenant).await?;
    let row = credence_storage::branding(&mut *connection, tenant).await?;
    Ok(row.unwrap_or_else(first))
}

/// Stores the next version of what [`locked`] gave, and notes it.
pub(super) async fn store(
    app: &App,
    connection: &mut PgConnection,
    integrator: &Integrator,
    changed: BrandingRow,
) -> Result<BrandingRow, Fault> {
    let now = app.now();
    let row = BrandingRow {
        version: changed.version + 1,
        ..changed
    };
    let (tenant, key) = (integrator.tenant, integrator.key);
    if !credence_storage::set_branding(&mut *connection, tenant, &row, key, now).await? {
        return Err(Fault::Corrupt("a branding's version"));
    }
    let act = Act::new(tenant, Actor::Integrator(key), "branding_changed")
        .with_number("version", row.version)
        .with("logo_sha256", row.logo_sha256.as_deref().unwrap_or("none"));
    append(connection, act, now).await?;
    Ok(row)
}

pub(super) fn view(tenant: TenantId, row: BrandingRow) -> Result<BrandingView, Fault> {
    Ok(BrandingView {
        tenant,
        version: row.version,
        branding: stored(&row.document)?,
        logo_sha256: row.logo_sha256,
    })
}

fn first() -> BrandingRow {
    BrandingRow {
        version: 0,
        document: serde_json::json!({}),
        logo_sha256: None,
    }
}

impl From<Refusal> for BrandingError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed(field) => Self::Malformed(field),
            Refusal::Contrast(field, failure) => Self::Contrast(field, failure),
        }
    }
}
