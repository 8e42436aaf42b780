use std::io;

use credence_storage::AuditEnds;
use credence_types::{TenantId, hex};

use super::chain::stored_content;
use super::check::PAGE;
use super::checkpoint::{AuditCheckpoint, CheckpointAuditError, checkpoint_audit};
use super::flaw::AuditBreak;
use super::keys::{KeyLine, key_lines};
use super::line::{EXPORT_FORM, End, Header, NewLine, row_line};
use crate::app::App;
use crate::fault::Fault;
use crate::signing::issuer;

/// A log that was written out.
#[derive(Debug, Clone)]
pub struct AuditExport {
    /// How many rows it holds.
    pub rows: i64,
    /// The checkpoint at its end; keep it apart from the database.
    pub checkpoint: Option<AuditCheckpoint>,
    /// What is wrong with the log, as far as was looked: it is written out as it stands.
    pub found: Option<AuditBreak>,
}

/// A log could not be written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportAuditError {
    /// There is no such tenant.
    #[error("find the tenant")]
    NoTenant,
    /// The lines could not be written.
    #[error("write the log's lines")]
    Write(#[from] io::Error),
    /// Something of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for ExportAuditError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Writes a tenant's whole audit log, a line at a time, with its checkpoints (a new one for its last
/// row) and the public keys: all that a check without us needs. Rows that are appended meanwhile are
/// left out.
///
/// # Errors
/// When there is no such tenant, a line is not taken, or the database is out of reach.
pub async fn export_audit(
    app: &App,
    tenant: TenantId,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<AuditExport, ExportAuditError> {
    let (checkpoint, found) = match checkpoint_audit(app, tenant).await {
        Ok(checkpoint) => (checkpoint, None),
        Err(CheckpointAuditError::Broken(found)) => (None, Some(found)),
        Err(CheckpointAuditError::Fault(fault)) => return Err(fault.into()),
    };
    let ends = credence_storage::audit_ends(&app.pool, tenant).await?;
    let mut ends = ends.ok_or(ExportAuditError::NoTenant)?;
    if let Some(checkpoint) = &checkpoint {
        end_at(app, tenant, &mut ends, checkpoint).await?;
    }
    let header = Header {
        form: EXPORT_FORM,
        issuer: issuer(&app.config),
        tenant: tenant.as_uuid(),
        head: ends.sequence,
        hash: hex(&ends.hash),
        at: app.now().timestamp(),
    };
    write(&NewLine::<KeyLine>::Export(&header).bytes()?)?;
    for key in key_lines(&app.pool).await? {
        write(&NewLine::Key(&key).bytes()?)?;
    }
    if let Some(note) = credence_storage::last_audit_prune(&app.pool, tenant).await? {
        write(&NewLine::<KeyLine>::Pruned(&note.token).bytes()?)?;
    }
    let rows = write_rows(app, tenant, ends.sequence, &mut write).await?;
    write(&NewLine::<KeyLine>::End(End { rows }).bytes()?)?;
    Ok(AuditExport {
        rows,
        checkpoint,
        found,
    })
}

/// Has the file end at the checkpoint: rows may have come since.
async fn end_at(
    app: &App,
    tenant: TenantId,
    ends: &mut AuditEnds,
    checkpoint: &AuditCheckpoint,
) -> Result<(), Fault> {
    let below = checkpoint.sequence.saturating_add(1);
    let row = credence_storage::audit_checkpoint_below(&app.pool, tenant, below).await?;
    let row = row.ok_or(Fault::Corrupt("an audit checkpoint"))?;
    ends.sequence = row.sequence;
    ends.hash = row.hash;
    Ok(())
}

/// Rows and checkpoints up to the place `through`. Gives how many rows there were.
async fn write_rows(
    app: &App,
    tenant: TenantId,
    through: i64,
    write: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<i64, ExportAuditError> {
    let mut written = 0;
    let mut after = i64::MIN;
    loop {
        let rows = credence_storage::list_audit_chain(&app.pool, tenant, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.sequence) else {
            return Ok(written);
        };
        let checkpoints =
            credence_storage::list_audit_checkpoints(&app.pool, tenant, after, last).await?;
        let mut checkpoints = checkpoints.iter().peekable();
        for row in &rows {
            if row.sequence > through {
                return Ok(written);
            }
            let content = stored_content(tenant, row)?;
            write(&row_line(&content, &row.previous_hash, &row.hash))?;
            written += 1;
            while let Some(here) = checkpoints.next_if(|here| here.sequence <= row.sequence) {
                // One of rows that went, or never were, has no place here.
                if here.sequence == row.sequence {
                    write(&NewLine::<KeyLine>::Checkpoint(&here.token).bytes()?)?;
                }
            }
        }
        after = last;
    }
}
