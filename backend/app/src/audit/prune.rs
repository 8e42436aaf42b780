use chrono::{DateTime, Utc};
use credence_storage::{AuditCheckpointRow, AuditPruneRow, AuditSpan};
use credence_types::{TenantId, hex};
use sqlx::{PgConnection, PgPool};

use super::act::{Act, Actor, append};
use super::check::verify_stored_audit;
use super::flaw::AuditBreak;
use super::statement::{Gone, Statement, StatementKind, signer_of};
use crate::app::App;
use crate::fault::Fault;
use crate::retention::{days_before, policy_of_tenant};
use crate::signing::issuer;

/// Rows that were removed from the beginning of a tenant's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPrune {
    /// The last place that went.
    pub sequence: i64,
    /// How many rows went.
    pub rows: i64,
    /// The signed note of it, a compact JWS.
    pub token: String,
}

/// Which rows of a log go.
#[derive(Debug, Clone, Copy)]
pub struct PruneBefore {
    /// Those from before then.
    pub instant: DateTime<Utc>,
    /// Although the tenant's retention (`audit_days`) keeps some of them yet.
    pub is_early_allowed: bool,
}

/// A log was not pruned.
#[derive(Debug, thiserror::Error)]
pub enum PruneAuditError {
    /// There is no such tenant.
    #[error("find the tenant")]
    NoTenant,
    /// The log is broken; what would go might be what shows it.
    #[error("remove rows of an audit log that is broken: {0}")]
    Broken(AuditBreak),
    /// Rows would go that retention keeps.
    #[error("remove rows of an audit log that its tenant keeps for {audit_days} days")]
    Early {
        /// For how many days they are kept.
        audit_days: u32,
    },
    /// Something of ours; a database that refuses, because this is not its owner's connection, among it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for PruneAuditError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Removes the rows of a tenant's log that are older than an instant, up to the last signed checkpoint
/// before the first one that is younger or about a session on a legal hold, and leaves a signed note of
/// what went, from which the rest is still checked. `None` when no checkpoint stands after older rows
/// alone, another process was quicker, or such a hold came in between. `owner` has to be connected as the
/// database's owner.
///
/// # Errors
/// When the log is broken, retention keeps what would go, or the database refuses.
pub async fn prune_audit(
    app: &App,
    owner: &PgPool,
    tenant: TenantId,
    before: PruneBefore,
) -> Result<Option<AuditPrune>, PruneAuditError> {
    let report = verify_stored_audit(&app.pool, tenant, None, None).await?;
    let report = report.ok_or(PruneAuditError::NoTenant)?;
    if let Some(found) = report.found {
        return Err(PruneAuditError::Broken(found));
    }
    let audit_days = policy_of_tenant(app, tenant).await?.audit_days;
    let is_early = before.instant > days_before(app.now(), audit_days);
    if is_early && !before.is_early_allowed {
        return Err(PruneAuditError::Early { audit_days });
    }
    let before = before.instant;
    let kept = credence_storage::first_kept_audit(&app.pool, tenant, before).await?;
    let kept = kept.unwrap_or(i64::MAX);
    let last = credence_storage::audit_checkpoint_below(&app.pool, tenant, kept).await?;
    let Some(last) = last.filter(|last| last.sequence > report.pruned) else {
        return Ok(None);
    };
    let span = credence_storage::audit_span_through(&app.pool, tenant, last.sequence).await?;
    let note = signed(app, tenant, before, &last, &span).await?;
    let mut transaction = owner.begin().await?;
    let is_removed = remove(&mut transaction, tenant, &note, span.rows).await?;
    // The removal has the log's end by now: a hold that is being put on a session comes after it, and
    // one that was meanwhile is seen here, where the rows still are.
    let kept = credence_storage::first_kept_audit(&app.pool, tenant, before).await?;
    if !is_removed || kept.is_some_and(|kept| kept <= note.sequence) {
        return Ok(None);
    }
    transaction.commit().await?;
    Ok(Some(AuditPrune {
        sequence: note.sequence,
        rows: span.rows,
        token: note.token,
    }))
}

async fn signed(
    app: &App,
    tenant: TenantId,
    before: DateTime<Utc>,
    last: &AuditCheckpointRow,
    span: &AuditSpan,
) -> Result<AuditPruneRow, Fault> {
    let now = app.now();
    let seconds = |at: Option<DateTime<Utc>>| at.unwrap_or(before).timestamp();
    let statement = Statement {
        iss: issuer(&app.config),
        tenant: tenant.as_uuid(),
        sequence: last.sequence,
        hash: hex(&last.hash),
        iat: now.timestamp(),
        gone: Some(Gone {
            rows: span.rows,
            from: seconds(span.first_at),
            to: seconds(span.last_at),
            before: before.timestamp(),
        }),
    };
    let held = app.signing.current(app).await?;
    let media_type = StatementKind::Prune.media_type();
    let token = held.signing.sign(media_type, &statement)?;
    Ok(AuditPruneRow {
        sequence: last.sequence,
        hash: last.hash.clone(),
        at: now,
        kid: signer_of(&token).ok_or(Fault::Sign)?,
        token,
    })
}

/// Note, rows and the act, in the caller's transaction: a check sees all of it or nothing. `false` when
/// the same rows were removed meanwhile.
async fn remove(
    connection: &mut PgConnection,
    tenant: TenantId,
    note: &AuditPruneRow,
    rows: i64,
) -> Result<bool, Fault> {
    // A year's rows take longer than a request may.
    credence_storage::set_statements_unlimited(&mut *connection).await?;
    if !credence_storage::insert_audit_prune(&mut *connection, tenant, note).await? {
        return Ok(false);
    }
    let gone =
        credence_storage::delete_audit_through(&mut *connection, tenant, note.sequence).await?;
    if i64::try_from(gone).ok() != Some(rows) {
        return Err(Fault::Corrupt("the rows of an audit log to be pruned"));
    }
    let act = Act::new(tenant, Actor::System, "audit_pruned")
        .with_number("through", note.sequence)
        .with_number("rows", rows);
    append(connection, act, note.at).await?;
    Ok(true)
}
