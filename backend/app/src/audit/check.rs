use credence_storage::{AuditCheckpointRow, AuditEnds, StoredAuditRow};
use credence_types::TenantId;
use sqlx::PgPool;

use super::chain::{Link, stored_content};
use super::export_file::EarlierCheckpoint;
use super::flaw::{AuditBreak, AuditFlaw};
use super::keys::AuditKeys;
use super::walk::{AuditReport, Walk};
use crate::app::App;
use crate::fault::Fault;

/// How many rows are read at a time, each page for itself: no transaction is held meanwhile.
pub(super) const PAGE: u32 = 2000;

/// What a check of a tenant's audit chain came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every row follows from the one before, up to the stored head.
    Whole {
        /// How many rows there are.
        rows: i64,
    },
    /// The first row that does not.
    Broken {
        /// Its place; one past the last row when rows are missing at the end.
        sequence: i64,
        /// What is wrong.
        flaw: AuditFlaw,
    },
}

/// Checks a tenant's audit chain from its first row to its head, and its checkpoints.
///
/// # Errors
/// When the database is out of reach, or there is no such tenant.
pub async fn verify_audit_chain(app: &App, tenant: TenantId) -> Result<AuditCheck, Fault> {
    let report = verify_stored_audit(&app.pool, tenant, None, None).await?;
    let report = report.ok_or(Fault::Corrupt("an audit chain's head"))?;
    Ok(match report.found {
        None => AuditCheck::Whole { rows: report.rows },
        Some(AuditBreak { sequence, flaw }) => AuditCheck::Broken { sequence, flaw },
    })
}

/// Checks a tenant's audit log as it stands in the database: every row, every checkpoint, the note of
/// what was pruned, and an earlier checkpoint that was kept elsewhere. Signatures count by the `trusted`
/// keys alone, or else by those that the database holds. Rows may be appended and pruned meanwhile.
/// `None` when there is no such tenant.
///
/// # Errors
/// When the database is out of reach.
pub async fn verify_stored_audit(
    pool: &PgPool,
    tenant: TenantId,
    trusted: Option<&AuditKeys>,
    earlier: Option<&EarlierCheckpoint>,
) -> Result<Option<AuditReport>, Fault> {
    loop {
        let Some(ends) = credence_storage::audit_ends(pool, tenant).await? else {
            return Ok(None);
        };
        // Read again each time: a key may have been made meanwhile.
        let keys = match trusted {
            Some(trusted) => trusted.clone(),
            None => AuditKeys::stored(pool).await?,
        };
        let report = check(pool, Walk::new(tenant, earlier), &keys, &ends).await?;
        if report.found.is_none() {
            return Ok(Some(report));
        }
        // Rows that were pruned while we read look missing.
        let now = credence_storage::audit_ends(pool, tenant).await?;
        if now.is_none_or(|now| now.pruned == ends.pruned) {
            return Ok(Some(report));
        }
    }
}

async fn check(
    pool: &PgPool,
    mut walk: Walk<'_>,
    keys: &AuditKeys,
    ends: &AuditEnds,
) -> Result<AuditReport, Fault> {
    let tenant = walk.tenant();
    if ends.pruned.is_some()
        && let Some(note) = credence_storage::last_audit_prune(pool, tenant).await?
        && let Err(found) = walk.begin_after_prune(&note.token, keys)
    {
        return Ok(walk.report(Some(found)));
    }
    // From before the first place, so that a row where none belongs is met.
    let mut found = walk_rows(pool, &mut walk, keys, i64::MIN, ends.sequence).await?;
    if found.is_none() {
        found = check_ends(&walk, ends).and_then(|()| walk.end()).err();
    }
    Ok(walk.report(found))
}

/// Whether the log ends where its head, its rows and its checkpoints say.
pub(super) fn check_ends(walk: &Walk<'_>, ends: &AuditEnds) -> Result<(), AuditBreak> {
    if ends.hash != walk.hash() {
        return Err(walk.last_flaw(AuditFlaw::Head));
    }
    if ends.last_row.is_some_and(|last| last > ends.sequence) {
        return Err(walk.next_flaw(AuditFlaw::OutOfPlace));
    }
    if ends
        .last_checkpoint
        .is_some_and(|last| last > ends.sequence)
    {
        return Err(walk.next_flaw(AuditFlaw::Missing));
    }
    Ok(())
}

/// Follows the stored rows after `after` up to the place `through`, and the checkpoints among them.
pub(super) async fn walk_rows(
    pool: &PgPool,
    walk: &mut Walk<'_>,
    keys: &AuditKeys,
    mut after: i64,
    through: i64,
) -> Result<Option<AuditBreak>, Fault> {
    let tenant = walk.tenant();
    while walk.sequence() < through {
        let rows = credence_storage::list_audit_chain(pool, tenant, after, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.sequence) else {
            return Ok(Some(walk.next_flaw(AuditFlaw::Missing)));
        };
        after = last;
        let first = walk.sequence();
        let checkpoints =
            credence_storage::list_audit_checkpoints(pool, tenant, first, last).await?;
        if let Err(found) = walk_page(walk, keys, (&rows, &checkpoints), through)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn walk_page(
    walk: &mut Walk<'_>,
    keys: &AuditKeys,
    (rows, checkpoints): (&[StoredAuditRow], &[AuditCheckpointRow]),
    through: i64,
) -> Result<Result<(), AuditBreak>, Fault> {
    let tenant = walk.tenant();
    let mut checkpoints = checkpoints.iter().peekable();
    for row in rows {
        if walk.sequence() >= through {
            break;
        }
        let content = stored_content(tenant, row)?;
        let link = Link {
            tenant,
            sequence: row.sequence,
            form: row.form,
            content: &content,
        };
        let mut taken = walk.row(&link, &row.previous_hash, &row.hash);
        if taken.is_ok()
            && let Some(here) = checkpoints.next_if(|here| here.sequence == row.sequence)
        {
            taken = if here.hash == walk.hash() {
                walk.checkpoint(&here.token, keys)
            } else {
                Err(walk.last_flaw(AuditFlaw::Checkpoint))
            };
        }
        if taken.is_err() {
            return Ok(taken);
        }
    }
    Ok(Ok(()))
}
