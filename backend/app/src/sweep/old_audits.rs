use credence_types::TenantId;
use sqlx::PgPool;

use crate::app::App;
use crate::audit::{PruneAuditError, PruneBefore, prune_audit};
use crate::fault::Fault;
use crate::retention::{days_before, in_force_or_taken_up};

/// What retention found in the audit logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DuePrune {
    /// Rows that went.
    pub gone: u64,
    /// Rows whose time is over and that stay: no signed checkpoint reaches their end yet, or `owner` is
    /// not the database's.
    pub waiting: u64,
}

/// Removes the rows of every tenant's audit log that are older than its retention policy's
/// `audit_days`, as [`prune_audit`] does, through a connection of the database's owner; through another
/// one nothing goes and what is due is counted. Trouble with one tenant holds up none of the others.
///
/// # Errors
/// When a log is broken, or the database is out of reach; what is not affected was done.
pub async fn prune_due_audits(app: &App, owner: &PgPool) -> Result<DuePrune, PruneAuditError> {
    let may_prune = credence_storage::may_change_audit(owner).await?;
    let owner = may_prune.then_some(owner);
    let mut all = DuePrune::default();
    let mut trouble = None;
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        match prune_due(app, owner, tenant).await {
            Ok(one) => {
                all.gone += one.gone;
                all.waiting += one.waiting;
            }
            Err(error) => trouble = trouble.or(Some(error)),
        }
    }
    let waiting = u32::try_from(all.waiting).unwrap_or(u32::MAX);
    metrics::gauge!("credence_audit_rows_due").set(f64::from(waiting));
    if all != DuePrune::default() {
        tracing::info!(
            gone = all.gone,
            waiting = all.waiting,
            "audit rows whose time is over: those that wait go after the next signed checkpoint, or by \
             `credence audit prune --due` as the database's owner"
        );
    }
    trouble.map_or(Ok(all), Err)
}

async fn prune_due(
    app: &App,
    owner: Option<&PgPool>,
    tenant: TenantId,
) -> Result<DuePrune, PruneAuditError> {
    let (Some(in_force), _) = in_force_or_taken_up(app, tenant).await? else {
        return Ok(DuePrune::default());
    };
    let instant = days_before(app.now(), in_force.policy.audit_days);
    let mut connection = app.pool.acquire().await.map_err(Fault::from)?;
    let old = credence_storage::count_old_audit(&mut connection, tenant, instant).await?;
    drop(connection);
    let due = old.count;
    let (Some(owner), true) = (owner, due > 0) else {
        return Ok(DuePrune {
            gone: 0,
            waiting: due,
        });
    };
    let before = PruneBefore {
        instant,
        is_early_allowed: false,
    };
    let pruned = prune_audit(app, owner, tenant, before).await?;
    let gone = pruned.map_or(0, |pruned| u64::try_from(pruned.rows).unwrap_or(0));
    Ok(DuePrune {
        gone,
        waiting: due.saturating_sub(gone),
    })
}
