//! Asking HM Passport Office for the record of a British passport, through the Document Checking
//! Service. Each message is noted before it is sent, and what came of it after, as the service
//! demands; neither note holds anything of the passport. Nothing here runs inside a transaction.
//!
//! A worker that dies in between leaves notes of what it sent, and the job that runs again asks
//! again: an answer that was not noted cannot be relied on.

use std::time::{Duration, Instant};

use credence_dcs_client::{DcsClient, Failure, Verdict};
use credence_dcs_protocol::Passport;
use credence_dvs_protocol::VerificationContent;
use credence_storage::SessionRow;
use credence_trust::{AuthorityRecord, Evidence};
use credence_types::RequestId;
use tracing::error;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;
use crate::printed_names::PrintedNames;
use crate::sealing::SessionKey;
use crate::verification::passport::{BritishPassport, Questions, is_british_passport};
use crate::verification::waiting::{Trouble, check_waiting};

const SENT: &str = "dcs_request_sent";
/// Each message may be paid for, so a session gets so many, however often its job runs or photographs
/// are taken again. Three spellings that each take three attempts, and the person's own, fit.
const MOST_MESSAGES: i64 = 12;
/// No further spelling is tried after so long: somebody waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of it.
pub(crate) enum Record {
    /// There is nobody to ask about this document, or nothing to ask with.
    NotAsked,
    /// There was an answer, or none to be had.
    Told(AuthorityRecord),
    /// The name is not known by any spelling that the machine-readable zone leaves open; the person
    /// can still say how it is printed.
    NameWanted,
}

/// Asks for the record of the document that was read, if it is a British passport whose zone is
/// sound: a misread or forged one would be asked about in vain, or for somebody who wants to learn
/// about another's passport.
pub(crate) async fn passport_record(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    (request, content, evidence): (RequestId, &VerificationContent, &Evidence),
) -> Result<Record, Trouble> {
    let Some(dcs) = app.dcs.as_ref().filter(|_| is_british_passport(content)) else {
        return Ok(Record::NotAsked);
    };
    if evidence.mrz_valid != Some(true) {
        return Ok(told_nothing("details_unread"));
    }
    let is_doubtful = evidence.tampering == Some(true)
        || evidence.reported_void == Some(true)
        || evidence.is_contradictory();
    if is_doubtful {
        return Ok(told_nothing("document_doubtful"));
    }
    let Some(passport) = BritishPassport::read(content) else {
        return Ok(told_nothing("details_unread"));
    };
    let given = PrintedNames::of(row, session_key)?;
    let limit = app.config.name_spellings;
    let passports = match passport.questions(given.as_ref(), limit, app.now()) {
        Questions::Ask(passports) => passports,
        // The person is asked only after HM Passport Office knew no spelling of the document's.
        Questions::OtherName => return Ok(Record::Told(AuthorityRecord::Invalid)),
        Questions::CannotAsk(code) => return Ok(told_nothing(code)),
    };
    let record = ask_in_turn(app, dcs, (row, request), passports).await?;
    let may_ask_person = given.is_none() && passport.is_spelling_open();
    if record == AuthorityRecord::Invalid && may_ask_person {
        Ok(Record::NameWanted)
    } else {
        Ok(Record::Told(record))
    }
}

/// One spelling after the other until one is valid. Without an answer about one of them, nothing is
/// known about the passport.
async fn ask_in_turn(
    app: &App,
    dcs: &DcsClient,
    about: (&SessionRow, RequestId),
    passports: Vec<Passport>,
) -> Result<AuthorityRecord, Trouble> {
    let began = Instant::now();
    for (spelling, passport) in (1_i64..).zip(passports) {
        if began.elapsed() > PATIENCE {
            return Ok(unavailable("timeout"));
        }
        match ask(app, dcs, about, spelling, passport).await? {
            Ok(Verdict::Valid) => return Ok(AuthorityRecord::Valid),
            Ok(Verdict::Invalid) => {}
            Err(failure) => return Ok(unavailable(failure.code())),
        }
    }
    Ok(AuthorityRecord::Invalid)
}

async fn ask(
    app: &App,
    dcs: &DcsClient,
    (row, request): (&SessionRow, RequestId),
    spelling: i64,
    passport: Passport,
) -> Result<Result<Verdict, Failure>, Trouble> {
    let mut check = dcs.begin(row.id.as_uuid(), passport);
    while let Some(attempt) = check.next_attempt().await {
        if sent_so_far(app, row).await? >= MOST_MESSAGES {
            return Ok(Err(Failure::QuotaUsedUp));
        }
        check_waiting(app, row, request).await?;
        let request_id = attempt.request_id;
        let sent = act(row, SENT)
            .with("dcs_request_id", request_id)
            .with("timestamp", attempt.timestamp.to_rfc3339())
            .with_number("spelling", spelling)
            .with(
                "at",
                if dcs.is_simulated() {
                    "simulator"
                } else {
                    "service"
                },
            );
        note(app, sent).await?;
        let outcome = check.send(&attempt).await;
        if let Err(failure) = outcome
            && failure.is_integrity()
        {
            alarm(row, failure);
        }
        let received = act(row, "dcs_response_received")
            .with("dcs_request_id", request_id)
            .with("outcome", code_of(outcome));
        note(app, received).await?;
    }
    let outcome = check.outcome();
    metrics::counter!("credence_dcs_checks_total", "outcome" => code_of(outcome)).increment(1);
    Ok(outcome)
}

/// Somebody may have tampered with an answer, or stands between the service and us.
fn alarm(row: &SessionRow, failure: Failure) {
    error!(session = %row.id, code = failure.code(), "an answer in DCS's name failed its integrity checks");
    metrics::counter!("credence_dcs_integrity_failures_total").increment(1);
}

fn code_of(outcome: Result<Verdict, Failure>) -> &'static str {
    outcome.map_or_else(Failure::code, Verdict::code)
}

fn told_nothing(code: &str) -> Record {
    Record::Told(unavailable(code))
}

fn unavailable(code: &str) -> AuthorityRecord {
    AuthorityRecord::Unavailable {
        code: code.to_owned(),
    }
}

fn act(row: &SessionRow, action: &'static str) -> Act {
    Act::new(row.tenant, Actor::System, action).about(row.id)
}

async fn sent_so_far(app: &App, row: &SessionRow) -> Result<i64, Fault> {
    let sent = credence_storage::count_audit(&app.pool, row.tenant, row.id, SENT);
    Ok(sent.await?)
}

/// Notes an act in a transaction of its own.
async fn note(app: &App, act: Act) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await?;
    Ok(())
}
