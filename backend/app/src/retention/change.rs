use credence_storage::RetentionPolicyRow;
use credence_types::{ApiKeyId, TenantId, hex};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::retention::in_force::document_and_hash;
use crate::retention::plan::{Proposal, RetentionPlan, is_confirmed, plan};
use crate::retention::policy::{RetentionPolicy, RetentionRefused};
use crate::retention::read::RetentionView;

/// What came of setting a retention policy.
#[derive(Debug, Clone)]
pub enum RetentionChange {
    /// It counts.
    InForce(RetentionView),
    /// It would destroy this at once, so nothing was changed: it is to be set again with the plan's
    /// confirmation.
    Unconfirmed(RetentionPlan),
}

/// A retention policy was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetRetentionError {
    /// It contradicts itself: 422 `invalid_retention`.
    #[error(transparent)]
    Refused(#[from] RetentionRefused),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Sets how long the tenant keeps things (scope `admin`), as a new version. One that would destroy
/// anything at once counts only with the confirmation of its plan. Audited; a repetition changes
/// nothing.
///
/// # Errors
/// When the policy is refused.
pub async fn set_retention(
    app: &App,
    integrator: &Integrator,
    policy: RetentionPolicy,
    confirmation: Option<&str>,
) -> Result<RetentionChange, SetRetentionError> {
    policy.validate()?;
    let change = Change {
        tenant: integrator.tenant,
        policy,
        set_by: SetBy::Integrator(integrator.key),
    };
    Ok(change.make(app, confirmation).await?)
}

/// As [`set_retention`], by the operator; without a policy of its own the tenant follows the
/// installation's again.
///
/// # Errors
/// When the policy is refused.
pub async fn set_retention_as_operator(
    app: &App,
    tenant: TenantId,
    own: Option<RetentionPolicy>,
    confirmation: Option<&str>,
) -> Result<RetentionChange, SetRetentionError> {
    let change = match own {
        Some(policy) => Change {
            tenant,
            policy,
            set_by: SetBy::Operator,
        },
        None => Change::to_installations(app, tenant),
    };
    change.policy.validate()?;
    Ok(change.make(app, confirmation).await?)
}

/// Has the tenant follow the installation's policy, if that destroys nothing at once.
pub(super) async fn take_up_installations(
    app: &App,
    tenant: TenantId,
) -> Result<RetentionChange, Fault> {
    Change::to_installations(app, tenant).make(app, None).await
}

enum SetBy {
    Integrator(ApiKeyId),
    Operator,
    Installation,
}

struct Change {
    tenant: TenantId,
    policy: RetentionPolicy,
    set_by: SetBy,
}

impl Change {
    fn to_installations(app: &App, tenant: TenantId) -> Self {
        Self {
            tenant,
            policy: app.config.retention.clone(),
            set_by: SetBy::Installation,
        }
    }

    async fn make(self, app: &App, given: Option<&str>) -> Result<RetentionChange, Fault> {
        let now = app.now();
        let tenant = self.tenant;
        let mut transaction = app.pool.begin().await?;
        // Of two changes at the same time, the second is planned on what the first has set.
        credence_storage::lock_tenant(&mut *transaction, tenant).await?;
        let before = credence_storage::retention_policy(&mut *transaction, tenant).await?;
        let (document, document_sha256) = document_and_hash(&self.policy)?;
        let is_installations = matches!(self.set_by, SetBy::Installation);
        let is_same = |row: &&RetentionPolicyRow| {
            row.document_sha256 == document_sha256 && row.is_installations == is_installations
        };
        if let Some(row) = before.as_ref().filter(is_same) {
            return Ok(RetentionChange::InForce(RetentionView::kept(row)?));
        }
        let version_before = before.map_or(0, |row| row.version);
        let proposal = Proposal {
            tenant,
            version_before,
            policy: &self.policy,
        };
        if !is_confirmed(proposal, given, now)? {
            let plan = plan(&mut transaction, proposal, now).await?;
            if plan.destroys() {
                return Ok(RetentionChange::Unconfirmed(plan));
            }
        }
        let (actor, created_by) = match self.set_by {
            SetBy::Integrator(key) => (Actor::Integrator(key), Some(key)),
            SetBy::Operator | SetBy::Installation => (Actor::System, None),
        };
        let row = RetentionPolicyRow {
            version: version_before + 1,
            document,
            document_sha256,
            is_installations,
            created_by,
            created_at: now,
        };
        credence_storage::insert_retention_policy(&mut *transaction, tenant, &row).await?;
        let act = Act::new(tenant, actor, "retention_set")
            .with_number("retention_version", row.version)
            .with("retention_sha256", hex(&row.document_sha256))
            .with(
                "of",
                if is_installations {
                    "installation"
                } else {
                    "tenant"
                },
            );
        append(&mut transaction, act, now).await?;
        transaction.commit().await?;
        Ok(RetentionChange::InForce(RetentionView::kept(&row)?))
    }
}
