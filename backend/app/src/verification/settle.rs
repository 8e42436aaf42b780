//! What a run of the job leaves behind, always in one transaction with the end of the job. Whoever
//! comes too late (the lease was lost, the session moved on) rolls back.

use chrono::{DateTime, Utc};
use credence_jobs::Job;
use credence_storage::{ImageRow, SessionRow, SessionState, VerdictChange, VerificationRow};
use credence_trust::{Decision, DecisionOutcome, decide};
use credence_types::{ReaderModel, RequestId, RetakeStep, VerificationId, hex};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::sha256_bytes;
use crate::erasure::delete_objects_of;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::policies::{PolicyInForce, policy_in_force};
use crate::sealing::{Sealed, SessionKey};
use crate::verification::job::VerifyJob;
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
    /// `None` where the reader does not tell.
    pub(crate) models: Option<Vec<ReaderModel>>,
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
    let mut transaction = app.pool.begin().await?;
    let connection = &mut *transaction;
    // Read once, here: the decision is of one policy, whoever switches meanwhile.
    let in_force = policy_in_force(app, connection, row.tenant, now).await?;
    let json = findings.content.to_json()?;
    // Judged as it will be read back, so that a replay sees the very same.
    let decision = decide(&SealedContent::from_json(&json)?.evidence, &in_force.policy);
    let has_attempts_left = row.attempts < row.attempts_allowed;
    let (state, retake) = state_after(&decision, has_attempts_left);
    let under = (request, &in_force);
    let mut verification = verification_row(app, row, under, &findings, &decision, now)?;
    verification.evidence_sealed = session_key.seal(Sealed::Evidence(request), &json)?;
    verification.evidence_sha256 = sha256_bytes(&verification.evidence_sealed).to_vec();
    let change = VerdictChange {
        state,
        verification: verification.id,
        retake,
    };
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
    let (id, what) = ((row.tenant, row.id), EventType::from(state));
    events::record(app, &mut *connection, id, what, now).await?;
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
    let (id, what) = ((row.tenant, row.id), EventType::SessionRetake);
    events::record(app, &mut transaction, id, what, now).await?;
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

/// Removes a job whose session has moved on. Of one that was erased meanwhile, pictures that this run
/// put into the object store go too.
pub(crate) async fn drop_stale(app: &App, job: &Job) -> Result<(), Fault> {
    if let Ok(what) = serde_json::from_value::<VerifyJob>(job.payload.clone()) {
        delete_objects_of(app, job.tenant, what.session, what.dvs_request).await?;
    }
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

/// The row, without the evidence.
fn verification_row(
    app: &App,
    row: &SessionRow,
    (request, in_force): (RequestId, &PolicyInForce),
    findings: &Findings,
    decision: &Decision,
    now: DateTime<Utc>,
) -> Result<VerificationRow, Fault> {
    let models = findings.models.as_ref().map(serde_json::to_value);
    Ok(VerificationRow {
        tenant: row.tenant,
        id: VerificationId::new(now),
        session: row.id,
        dvs_request: request,
        evidence_sealed: Vec::new(),
        evidence_sha256: Vec::new(),
        document_type: findings.content.evidence.document_type,
        decision: serde_json::to_value(decision).map_err(|_| Fault::Corrupt("a decision"))?,
        decision_sha256: Some(sha256_bytes(&decision_json(decision)?).to_vec()),
        policy_version: decision.policy_version.clone(),
        policy_sha256: Some(in_force.document_sha256.clone()),
        engine_build: app.config.engine_build.clone(),
        models: models
            .transpose()
            .map_err(|_| Fault::Corrupt("the models of a reader"))?,
        created_at: now,
    })
}

/// The bytes that a replay has to reproduce: the decision's members in this build's order, without
/// white space. The database keeps its own order, so these are hashed and not kept.
pub(crate) fn decision_json(decision: &Decision) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(decision).map_err(|_| Fault::Corrupt("a decision"))
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
    let hash = |hash: &Option<Vec<u8>>| hash.as_deref().map(hex).unwrap_or_default();
    Act::new(row.tenant, Actor::System, "verification_decided")
        .about(row.id)
        .with("verification_id", verification.id)
        .with("dvs_request_id", verification.dvs_request)
        .with("outcome", decision.outcome.as_str())
        .with("state", state.as_str())
        .with("policy_version", &decision.policy_version)
        .with("engine_build", &verification.engine_build)
        .with("evidence_sha256", hex(&verification.evidence_sha256))
        .with("decision_sha256", hash(&verification.decision_sha256))
        .with("policy_sha256", hash(&verification.policy_sha256))
        .with_number("attempt", row.attempts)
}
