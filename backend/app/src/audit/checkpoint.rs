use chrono::{DateTime, Utc};
use credence_storage::{AuditCheckpointRow, AuditEnds};
use credence_types::{TenantId, hex};

use super::chain::Hash;
use super::check::{check_ends, walk_rows};
use super::flaw::{AuditBreak, AuditFlaw};
use super::keys::AuditKeys;
use super::statement::{Statement, StatementKind, signer_of};
use super::walk::Walk;
use crate::app::App;
use crate::fault::Fault;
use crate::signing::issuer;

/// A signed statement of how far a tenant's audit log reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheckpoint {
    /// The last row's place.
    pub sequence: i64,
    /// When it was signed.
    pub at: DateTime<Utc>,
    /// The statement, a compact JWS. It holds no personal data: keep it where the database is not.
    pub token: String,
}

/// No checkpoint could be made.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointAuditError {
    /// The log is broken, and is not signed for.
    #[error("sign for an audit log: {0}")]
    Broken(AuditBreak),
    /// Something of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for CheckpointAuditError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<AuditCheckpointRow> for AuditCheckpoint {
    fn from(row: AuditCheckpointRow) -> Self {
        Self {
            sequence: row.sequence,
            at: row.at,
            token: row.token,
        }
    }
}

/// Signs for a tenant's audit log as far as it reaches, after a check of the rows since the checkpoint
/// before; where there are none, that one is given again. `None` when the log has no rows, or there is
/// no such tenant.
///
/// # Errors
/// When the rows since then are not as they were written, or the database is out of reach.
pub async fn checkpoint_audit(
    app: &App,
    tenant: TenantId,
) -> Result<Option<AuditCheckpoint>, CheckpointAuditError> {
    let Some(ends) = credence_storage::audit_ends(&app.pool, tenant).await? else {
        return Ok(None);
    };
    let last = credence_storage::last_audit_checkpoint(&app.pool, tenant).await?;
    if ends.sequence == 0 && last.is_none() {
        return Ok(None);
    }
    if let Some(found) = check_since(app, tenant, last.as_ref(), &ends).await? {
        return Err(CheckpointAuditError::Broken(found));
    }
    if let Some(last) = last.filter(|last| last.sequence == ends.sequence) {
        return Ok(Some(last.into()));
    }
    let row = signed(app, tenant, &ends).await?;
    credence_storage::insert_audit_checkpoint(&app.pool, tenant, &row).await?;
    Ok(Some(row.into()))
}

/// The first thing that is wrong after the last checkpoint, or after what was pruned later than that.
async fn check_since(
    app: &App,
    tenant: TenantId,
    last: Option<&AuditCheckpointRow>,
    ends: &AuditEnds,
) -> Result<Option<AuditBreak>, Fault> {
    let keys = AuditKeys::stored(&app.pool).await?;
    let mut walk = Walk::new(tenant, None);
    let last = last.filter(|last| ends.pruned.is_none_or(|pruned| pruned <= last.sequence));
    if let Some(last) = last {
        let is_signed = Statement::verified(StatementKind::Checkpoint, &last.token, &keys);
        let hash = Hash::try_from(last.hash.as_slice()).ok().filter(|hash| {
            is_signed.is_some_and(|signed| signed.is_of(tenant, last.sequence, hash))
        });
        let Some(hash) = hash else {
            return Ok(Some(AuditBreak {
                sequence: last.sequence,
                flaw: AuditFlaw::Signature,
            }));
        };
        if last.sequence > ends.sequence {
            return Ok(Some(AuditBreak {
                sequence: ends.sequence.saturating_add(1),
                flaw: AuditFlaw::Missing,
            }));
        }
        walk = Walk::after(tenant, last.sequence, hash);
    } else if let Some(note) = credence_storage::last_audit_prune(&app.pool, tenant).await?
        && let Err(found) = walk.begin_after_prune(&note.token, &keys)
    {
        return Ok(Some(found));
    }
    let after = walk.sequence();
    let found = walk_rows(&app.pool, &mut walk, &keys, after, ends.sequence).await?;
    Ok(found.or_else(|| check_ends(&walk, ends).err()))
}

async fn signed(
    app: &App,
    tenant: TenantId,
    ends: &AuditEnds,
) -> Result<AuditCheckpointRow, Fault> {
    let now = app.now();
    let statement = Statement {
        iss: issuer(&app.config),
        tenant: tenant.as_uuid(),
        sequence: ends.sequence,
        hash: hex(&ends.hash),
        iat: now.timestamp(),
        gone: None,
    };
    let held = app.signing.current(app).await?;
    let media_type = StatementKind::Checkpoint.media_type();
    let token = held.signing.sign(media_type, &statement)?;
    Ok(AuditCheckpointRow {
        sequence: ends.sequence,
        hash: ends.hash.clone(),
        at: now,
        kid: signer_of(&token).ok_or(Fault::Sign)?,
        token,
    })
}

/// Signs for every tenant's log that has new rows: enough of them, or for long enough. A broken one is
/// logged as an error each time, and not signed for. Call it every minute from one or many processes.
/// Gives how many were signed for.
///
/// # Errors
/// When the database is out of reach.
pub async fn checkpoint_due_audits(app: &App) -> Result<u64, Fault> {
    let mut made = 0;
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        if !is_due(app, tenant).await? {
            continue;
        }
        match checkpoint_audit(app, tenant).await {
            Ok(checkpoint) => made += u64::from(checkpoint.is_some()),
            Err(CheckpointAuditError::Broken(found)) => {
                metrics::counter!("credence_audit_broken_total").increment(1);
                tracing::error!(%tenant, %found, "an audit log is broken; it is not signed for");
            }
            Err(CheckpointAuditError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(made)
}

async fn is_due(app: &App, tenant: TenantId) -> Result<bool, Fault> {
    let Some(ends) = credence_storage::audit_ends(&app.pool, tenant).await? else {
        return Ok(false);
    };
    let last = credence_storage::last_audit_checkpoint(&app.pool, tenant).await?;
    let Some(last) = last else {
        return Ok(ends.sequence > 0);
    };
    let new = ends.sequence.saturating_sub(last.sequence);
    // A head before the checkpoint is a log that was cut.
    let is_late = new != 0 && last.at + app.config.audit_checkpoint_every <= app.now();
    Ok(is_late || new >= app.config.audit_checkpoint_rows)
}
