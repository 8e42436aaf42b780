use credence_dcs_client::DcsClient;
use credence_dvs_protocol::VerificationContent;
use credence_jobs::{Job, Outcome};
use credence_storage::SessionRow;
use credence_trust::{Evidence, Reading as DocumentReading};
use credence_types::{CalendarDate, CaptureStep, ErrorChain, RequestId, RetakeStep};
use tracing::{error, warn};

use crate::app::App;
use crate::challenge::head_turn_finding;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::retake_codes::NAME_SPELLING;
use crate::sealing::SessionKey;
use crate::verification::document_reuse::document_reuse;
use crate::verification::duplicates::find_duplicates;
use crate::verification::evidence::evidence_of;
use crate::verification::fields::fields_of;
use crate::verification::job::VerifyJob;
use crate::verification::models::models_of;
use crate::verification::pictures::{Pictures, keep_pictures};
use crate::verification::reading::{Reading, read_pictures, read_request};
use crate::verification::record::{Record, passport_record};
use crate::verification::reuse::image_reuse;
use crate::verification::selfie_retake::selfie_retake;
use crate::verification::settle::{Findings, JobEnd, drop_stale, settle_retake, settle_verdict};
use crate::verification::stored::SealedContent;
use crate::verification::waiting::{Trouble, waiting_row};

/// Works one `verify` job. After the last attempt the session goes to a reviewer with the checks
/// unavailable; it is never approved for want of an answer, and never lost.
pub(crate) async fn verify_session(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<VerifyJob>(job.payload.clone()) else {
        error!(job = %job.id, "a verify job is malformed");
        return Outcome::Failed("malformed");
    };
    let reason = if job.is_exhausted() {
        "worker_died"
    } else {
        match run(app, job, what).await {
            Ok(()) => return Outcome::Settled,
            Err(Trouble::MovedOn) => match drop_stale(app, job).await {
                Ok(()) => return Outcome::Settled,
                Err(fault) => fault_code(job, &fault),
            },
            Err(Trouble::NotNow(reason)) => reason,
            Err(Trouble::Fault(fault)) => fault_code(job, &fault),
        }
    };
    if !job.is_last_attempt() {
        return Outcome::Failed(reason);
    }
    match give_up(app, job, what, reason).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            error!(job = %job.id, error = %ErrorChain(&fault), "give a verification up");
            Outcome::Postponed(reason)
        }
    }
}

async fn run(app: &App, job: &Job, what: VerifyJob) -> Result<(), Trouble> {
    let Some((row, session_key)) = waiting_session(app, job, what).await? else {
        return Ok(drop_stale(app, job).await?);
    };
    let request = what.dvs_request;
    begin(app, &row, request).await?;
    let reading = read_request(app, &row, request, job.attempt > 1).await?;
    let (content, pictures) = match reading {
        Reading::Read { content, pictures } => {
            return settle_read(
                app,
                job,
                (&row, &session_key),
                request,
                (*content, pictures),
            )
            .await;
        }
        Reading::Retake { step, code } if row.attempts < row.attempts_allowed => {
            return Ok(settle_retake(app, job, &row, request, (step.into(), &code)).await?);
        }
        Reading::Retake { code, .. } => {
            let reading = DocumentReading::Unreadable { code };
            (
                nothing_known(app, &row, reading),
                read_pictures(app, &row, request).await,
            )
        }
        Reading::Refused { code } => {
            let reading = DocumentReading::NotRead { code };
            (nothing_known(app, &row, reading), Pictures::default())
        }
    };
    let pictures = keep_pictures(app, &row, &session_key, request, pictures).await?;
    let findings = Findings {
        content,
        pictures,
        models: None,
    };
    let what = (request, findings);
    Ok(settle_verdict(app, job, &row, &session_key, what, JobEnd::Completed).await?)
}

/// Shows that a worker is at it; a job that runs again finds it done.
async fn begin(app: &App, row: &SessionRow, request: RequestId) -> Result<(), Fault> {
    let now = app.now();
    let (tenant, session) = (row.tenant, row.id);
    let mut transaction = app.pool.begin().await?;
    let is_begun =
        credence_storage::set_session_processing(&mut *transaction, tenant, session, request, now)
            .await?;
    if is_begun {
        let what = EventType::SessionProcessing;
        events::record(app, &mut transaction, (tenant, session), what, now).await?;
        transaction.commit().await?;
        app.changes.look_now();
    }
    Ok(())
}

/// Goes on with a document that was read. The pictures are kept before the authority is asked, so
/// that trouble with the object store does not cost a check each time.
async fn settle_read(
    app: &App,
    job: &Job,
    (row, session_key): (&SessionRow, &SessionKey),
    request: RequestId,
    (content, pictures): (VerificationContent, Pictures),
) -> Result<(), Trouble> {
    let selfie = selfie_retake(content.face_comparison.as_ref());
    if let Some(code) = selfie.filter(|_| row.attempts < row.attempts_allowed) {
        let retake = (CaptureStep::Face.into(), code);
        return Ok(settle_retake(app, job, row, request, retake).await?);
    }
    let mut evidence = evidence_of(&content, today(app));
    let signs = content.face_comparison.as_ref().map(|face| &face.capture);
    let turn = signs.and_then(|signs| signs.head_turn.as_ref());
    evidence.head_turn = head_turn_finding(app, row, request, turn).await?;
    evidence.image_reuse = image_reuse(app, row, &pictures, signs).await?;
    evidence.document_reuse = document_reuse(app, row, &content, &evidence).await?;
    evidence.attempts = Some(row.attempts);
    let pictures = keep_pictures(app, row, session_key, request, pictures).await?;
    let read = (request, &content, &evidence);
    match passport_record(app, row, session_key, read).await? {
        Record::NotAsked => {}
        Record::Told(record) => {
            evidence.authority = Some(record);
            evidence.authority_is_simulated = app.dcs.as_ref().is_some_and(DcsClient::is_simulated);
        }
        Record::NameWanted => {
            let retake = (RetakeStep::Name, NAME_SPELLING);
            return Ok(settle_retake(app, job, row, request, retake).await?);
        }
    }
    let models = models_of(&content);
    let duplicates = find_duplicates(app, row, session_key, &content).await?;
    evidence.duplicate_search = duplicates.as_ref().map(|found| found.search);
    let content = SealedContent {
        evidence,
        fields: fields_of(&content),
        forgery_signals: content.forgery_signals,
        duplicates: duplicates.map(|found| found.candidates).unwrap_or_default(),
    };
    let findings = Findings {
        content,
        pictures,
        models,
    };
    let what = (request, findings);
    Ok(settle_verdict(app, job, row, session_key, what, JobEnd::Completed).await?)
}

/// Hands the session to a reviewer: the document could not be looked at.
async fn give_up(app: &App, job: &Job, what: VerifyJob, reason: &'static str) -> Result<(), Fault> {
    let Some((row, session_key)) = waiting_session(app, job, what).await? else {
        return drop_stale(app, job).await;
    };
    let reading = DocumentReading::NotRead {
        code: reason.to_owned(),
    };
    let findings = Findings {
        content: nothing_known(app, &row, reading),
        pictures: Vec::new(),
        models: None,
    };
    let what = (what.dvs_request, findings);
    settle_verdict(app, job, &row, &session_key, what, JobEnd::Buried(reason)).await
}

/// The session, if it still waits for this very request.
async fn waiting_session(
    app: &App,
    job: &Job,
    what: VerifyJob,
) -> Result<Option<(SessionRow, SessionKey)>, Fault> {
    let Some(row) = waiting_row(app, job.tenant, what).await? else {
        return Ok(None);
    };
    Ok(SessionKey::open_for(app, &row)?.map(|key| (row, key)))
}

fn nothing_known(app: &App, row: &SessionRow, reading: DocumentReading) -> SealedContent {
    SealedContent {
        evidence: Evidence {
            attempts: Some(row.attempts),
            ..Evidence::nothing_known(today(app), reading)
        },
        fields: Vec::new(),
        forgery_signals: None,
        duplicates: Vec::new(),
    }
}

fn today(app: &App) -> CalendarDate {
    CalendarDate::from_naive(app.now().date_naive())
}

fn fault_code(job: &Job, fault: &Fault) -> &'static str {
    warn!(job = %job.id, error = %ErrorChain(fault), "verify");
    code_of(fault)
}

const fn code_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Database(_) => "database",
        Fault::Objects(_) | Fault::DamagedImage(_) => "object_store",
        Fault::Keyring(_) | Fault::Seal(_) => "sealing",
        Fault::Random(_) | Fault::Corrupt(_) | Fault::Sign | Fault::Backup | Fault::Password => {
            "internal"
        }
    }
}
