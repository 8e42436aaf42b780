use chrono::{DateTime, Utc};
use credence_storage::RetentionPolicyRow;
use credence_types::TenantId;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::retention::in_force::kept_policy;
use crate::retention::plan::{Proposal, RetentionPlan, plan};
use crate::retention::policy::RetentionPolicy;

/// How long a tenant keeps things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionView {
    /// Counts the changes; `None` while nothing counts: nothing is destroyed then.
    pub version: Option<i64>,
    /// The policy; the installation's while nothing counts.
    pub policy: RetentionPolicy,
    /// Whether the tenant follows the installation's.
    pub is_installations: bool,
    /// Since when it counts.
    pub since: Option<DateTime<Utc>>,
}

/// How long the tenant keeps things (scope `admin`).
///
/// # Errors
/// When the database is out of reach.
pub async fn retention(app: &App, integrator: &Integrator) -> Result<RetentionView, Fault> {
    retention_of_tenant(app, integrator.tenant).await
}

/// How long a tenant keeps things, for its operator and for what people are told.
///
/// # Errors
/// When the database is out of reach.
pub async fn retention_of_tenant(app: &App, tenant: TenantId) -> Result<RetentionView, Fault> {
    let row = credence_storage::retention_policy(&app.pool, tenant).await?;
    match row {
        Some(row) => RetentionView::kept(&row),
        None => Ok(RetentionView {
            version: None,
            policy: app.config.retention.clone(),
            is_installations: true,
            since: None,
        }),
    }
}

/// What is due of the tenant now (scope `admin`), as [`plan_retention_of_tenant`] tells it.
///
/// # Errors
/// When the database is out of reach.
pub async fn plan_retention(app: &App, integrator: &Integrator) -> Result<RetentionPlan, Fault> {
    plan_retention_of_tenant(app, integrator.tenant).await
}

/// What is due of a tenant by the policy that counts; by the installation's while none does. Nothing is
/// changed.
///
/// # Errors
/// When the database is out of reach.
pub async fn plan_retention_of_tenant(app: &App, tenant: TenantId) -> Result<RetentionPlan, Fault> {
    let mut connection = app.pool.acquire().await?;
    let row = credence_storage::retention_policy(&mut *connection, tenant).await?;
    let (version_before, policy) = match &row {
        // The operator has changed the installation's, and it waits to be confirmed.
        Some(row) if row.is_installations => (row.version, app.config.retention.clone()),
        Some(row) => (row.version, kept_policy(&row.document)?),
        None => (0, app.config.retention.clone()),
    };
    let proposal = Proposal {
        tenant,
        version_before,
        policy: &policy,
    };
    plan(&mut connection, proposal, app.now()).await
}

impl RetentionView {
    pub(super) fn kept(row: &RetentionPolicyRow) -> Result<Self, Fault> {
        Ok(Self {
            version: Some(row.version),
            policy: kept_policy(&row.document)?,
            is_installations: row.is_installations,
            since: Some(row.created_at),
        })
    }
}
