//! What a run of the job leaves behind, always in one transaction with the end of the job. Whoever
//! comes too late (the lease was lost, the session moved on) rolls back.

use chrono::{DateTime, Utc};
use credence_jobs::Job;
use credence_storage::{ImageRow, SessionRow, SessionState, VerdictChange, VerificationRow};
use credence_trust::{Decision, DecisionOutcome, decide};
use credence_types::{RequestId, RetakeStep, VerificationId};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::{hex, sha256_bytes};
use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};
use crate::verification::pictures::KeptPicture;
use crate::verification::stored::SealedContent;

/// What becomes of the job.
#[derive(Debug, Clone, Copy)]
pub(crate) enum JobEnd {
    /// It is done and goes.
    Completed,
    /// It gave up and is kept for the operator, with a stable code.
    Buried(&'static str),
}

/// Everything that a decision is taken on and stored with.
pub(crate) struct Findings {
    pub(crate) content: SealedContent,
    pub(crate) pictures: Vec<KeptPicture>,
}

/// Decides, and stores verification, images, audit row and state.
pub(crate) async fn settle_verdict(
    app: &App,
    job: &Job,
    row: &SessionRow,
    session_key: &SessionKey,
    (request, findings): (RequestId, Findings),
    end: JobEnd,
) -> Result<(), Fault> {
    let now = app.now();
    let decision = decide(&findings.content.evidence, &app.policy);
    let has_attempts_left = row.attempts < row.attempts_allowed;
    let (state, retake) = state_after(&decision, has_attempts_left);
    let verification = verification_row(app, row, session_key, request, &findings, &decision, now)?;
    let change = VerdictChange {
        state,
        verification: verification.id,
        retake,
    };
    let mut transaction = app.pool.begin().await?;
    let connection = &mut *transaction;
    let is_ours = credence_storage::set_session_verdict(
        &mut *connection,
        row.tenant,
        row.id,
        request,
        &change,
        now,
    )
    .await?
        && credence_storage::insert_verification(&mut *connection, &verification).await?;
    if !is_ours {
        transaction.rollback().await?;
        return drop_stale(app, job).await;
    }
    for picture in &findings.pictures {
        let image = image_row(&verification, picture);
        credence_storage::insert_image(&mut *connection, &image).await?;
    }
    if !end_job(app, connection, job, end).await? {
        return Ok(());
    }
    append(connection, act(row, &verification, &decision, state), now).await?;
    transaction.commit().await?;
    app.changes.look_now();
    metrics::counter!("credence_verifications_total", "outcome" => decision.outcome.as_str())
        .increment(1);
    tracing::info!(session = %row.id, state = state.as_str(), "verified");
    Ok(())
}

/// Asks the person for a picture again or for their name, without a decision: nothing was verified.
pub(crate) async fn settle_retake(
    app: &App,
    job: &Job,
    row: &SessionRow,
    request: RequestId,
    (step, code): (RetakeStep, &str),
) -> Result<(), Fault> {
    let (action, outcome) = match step {
        RetakeStep::Picture(_) => ("retake_asked", "unreadable"),
        RetakeStep::Name => ("name_asked", "name_asked"),
    };
    let now = app.now();
    let mut transaction = app.pool.begin().await?;
    let is_ours = credence_storage::set_session_retake(
        &mut *transaction,
        row.tenant,
        row.id,
        request,
        (step, code),
        now,
    )
    .await?;
    if !is_ours {
        transaction.rollback().await?;
        return drop_stale(app, job).await;
    }
    if !end_job(app, &mut transaction, job, JobEnd::Completed).await? {
        return Ok(());
    }
    let act = Act::new(row.tenant, Actor::System, action)
        .about(row.id)
        .with("dvs_request_id", request)
        .with("step", step.as_str())
        .with("code", code)
        .with_number("attempt", row.attempts);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    app.changes.look_now();
    metrics::counter!("credence_verifications_total", "outcome" => outcome).increment(1);
    tracing::info!(session = %row.id, code, "asked the person again");
    Ok(())
}

/// Removes a job whose session has moved on.
pub(crate) async fn drop_stale(app: &App, job: &Job) -> Result<(), Fault> {
    let mut connection = app.pool.acquire().await?;
    app.queue.complete(&mut connection, job).await?;
    Ok(())
}

/// `false` when the lease was lost: the caller drops the transaction, which rolls it back.
async fn end_job(
    app: &App,
    connection: &mut PgConnection,
    job: &Job,
    end: JobEnd,
) -> Result<bool, Fault> {
    Ok(match end {
        JobEnd::Completed => app.queue.complete(connection, job).await?,
        JobEnd::Buried(reason) => app.queue.bury(connection, job, reason).await?,
    })
}

/// The state that follows; a retake without attempts left goes to a reviewer.
fn state_after(
    decision: &Decision,
    has_attempts_left: bool,
) -> (SessionState, Option<(RetakeStep, &str)>) {
    match (decision.outcome, &decision.retake) {
        (DecisionOutcome::Approved, _) => (SessionState::Approved, None),
        (DecisionOutcome::Rejected, _) => (SessionState::Rejected, None),
        (DecisionOutcome::Retake, Some(retake)) if has_attempts_left => (
            SessionState::Retake,
            Some((retake.step.into(), &retake.code)),
        ),
        (DecisionOutcome::Retake | DecisionOutcome::NeedsReview, _) => {
            (SessionState::NeedsReview, None)
        }
    }
}

fn verification_row(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    request: RequestId,
    findings: &Findings,
    decision: &Decision,
    now: DateTime<Utc>,
) -> Result<VerificationRow, Fault> {
    let json = findings.content.to_json()?;
    let evidence_sealed = session_key.seal(Sealed::Evidence(request), &json)?;
    Ok(VerificationRow {
        tenant: row.tenant,
        id: VerificationId::new(now),
        session: row.id,
        dvs_request: request,
        evidence_sha256: sha256_bytes(&evidence_sealed).to_vec(),
        evidence_sealed,
        document_type: findings.content.evidence.document_type,
        decision: serde_json::to_value(decision).map_err(|_| Fault::Corrupt("a decision"))?,
        policy_version: decision.policy_version.clone(),
        engine_build: app.config.engine_build.clone(),
        created_at: now,
    })
}

fn image_row(verification: &VerificationRow, picture: &KeptPicture) -> ImageRow {
    ImageRow {
        tenant: verification.tenant,
        id: picture.id,
        session: verification.session,
        verification: verification.id,
        kind: picture.kind,
        media_type: picture.media_type.to_owned(),
        byte_length: picture.byte_length,
        object_key: picture.object_key.to_string(),
        created_at: verification.created_at,
    }
}

fn act(
    row: &SessionRow,
    verification: &VerificationRow,
    decision: &Decision,
    state: SessionState,
) -> Act {
    Act::new(row.tenant, Actor::System, "verification_decided")
        .about(row.id)
        .with("verification_id", verification.id)
        .with("dvs_request_id", verification.dvs_request)
        .with("outcome", decision.outcome.as_str())
        .with("state", state.as_str())
        .with("policy_version", &decision.policy_version)
        .with("engine_build", &verification.engine_build)
        .with("evidence_sha256", hex(&verification.evidence_sha256))
        .with_number("attempt", row.attempts)
}
