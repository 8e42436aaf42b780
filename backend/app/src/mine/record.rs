use chrono::{DateTime, Utc};
use credence_storage::{ImageRow, SessionRow, SessionState, SessionTraces};
use credence_trust::Summary;
use credence_types::{ImageId, ImageKind, Redacted, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::branding::{Organisation, organisation};
use crate::cancel_code::CancelCode;
use crate::fault::Fault;
use crate::mine::ask::{may_ask, opened_requests};
use crate::mine::consent::{OwnConsent, own_consents};
use crate::mine::{PersonInside, is_unanswered};
use crate::printed_names::PrintedNames;
use crate::result::Field;
use crate::retention::KeptUntil;
use crate::sealing::SessionKey;
use crate::session_view::{Retake, Viewer, view};
use crate::verification::stored_verification;

/// Everything about a session that its person may know, opened.
#[derive(Debug)]
pub struct OwnRecord {
    /// The session.
    pub session: SessionId,
    /// Who asked.
    pub organisation: Organisation,
    /// Where it stands.
    pub state: SessionState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
    /// When it was decided last.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was cancelled, where the organisation did not call it off.
    pub cancel_code: Option<CancelCode>,
    /// Until when its parts are kept.
    pub kept_until: KeptUntil,
    /// What they agreed to, oldest first.
    pub consents: Vec<OwnConsent>,
    /// The trust summary, in sentences for the person.
    pub summary: Option<Summary>,
    /// What they are asked to do again.
    pub retake: Option<Retake>,
    /// What was read from their document.
    pub fields: Vec<Field>,
    /// The name as they wrote it themselves.
    pub names: Option<WrittenNames>,
    /// The photographs that are kept, of every submission, newest first.
    pub images: Vec<OwnImage>,
    /// Which fingerprints of photographs and document are kept, and until when numbers that describe
    /// their face, to find people who come twice.
    pub traces: SessionTraces,
    /// When they asked for a human, oldest first.
    pub requests: Vec<AskedForHuman>,
    /// Whether the last request waits for its answer.
    pub is_human_asked: bool,
    /// Whether they can ask for one now.
    pub may_ask_for_human: bool,
}

/// A name as the person's passport prints it, in their own hand.
#[derive(Debug)]
pub struct WrittenNames {
    /// The surname.
    pub surname: Redacted<String>,
    /// The forenames.
    pub forenames: Redacted<String>,
}

/// A photograph that is kept.
#[derive(Debug, Clone)]
pub struct OwnImage {
    /// The image.
    pub id: ImageId,
    /// What it shows.
    pub kind: ImageKind,
    /// Its media type, by its own first bytes.
    pub media_type: String,
    /// Its size.
    pub byte_length: u64,
    /// When it was stored.
    pub kept_since: DateTime<Utc>,
}

/// A request that a human looks again.
#[derive(Debug)]
pub struct AskedForHuman {
    /// When.
    pub at: DateTime<Utc>,
    /// What the person wrote.
    pub text: Redacted<String>,
}

/// Opens the person's own session for them. Audited.
///
/// # Errors
/// When the database is out of reach.
pub async fn own_record(app: &App, person: &PersonInside) -> Result<OwnRecord, Fault> {
    let row = own_row(app, person).await?;
    let record = read_record(app, &row).await?;
    let act = Act::new(person.tenant, Actor::Person, "person_looked").about(person.session);
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await?;
    Ok(record)
}

/// The session that the person came in to.
pub(super) async fn own_row(app: &App, person: &PersonInside) -> Result<SessionRow, Fault> {
    credence_storage::session_by_id(&app.pool, person.tenant, person.session)
        .await?
        .ok_or(Fault::Corrupt("a session behind a code"))
}

/// Everything that the person may know. The caller audits the look.
pub(super) async fn read_record(app: &App, row: &SessionRow) -> Result<OwnRecord, Fault> {
    let about = (row.tenant, row.id);
    let key = SessionKey::open_for(app, row)?;
    let verification = stored_verification(app, row, key.as_ref()).await?;
    let images = credence_storage::list_images_by_session(&app.pool, row.tenant, row.id).await?;
    let traces = credence_storage::traces_by_session(&app.pool, about).await?;
    let requests =
        credence_storage::list_review_requests_by_session(&app.pool, row.tenant, row.id).await?;
    let names = key.as_ref().map(|key| PrintedNames::of(row, key));
    let shown = view(app, row, Viewer::Person)?;
    Ok(OwnRecord {
        session: row.id,
        organisation: organisation(row)?,
        state: shown.state,
        created_at: row.created_at,
        expires_at: row.expires_at,
        decided_at: row.decided_at,
        cancel_code: shown.cancel_code,
        kept_until: shown.kept_until,
        consents: own_consents(app, row).await?,
        summary: shown.summary,
        retake: shown.retake,
        fields: verification
            .and_then(|verification| verification.content)
            .map(|content| content.fields)
            .unwrap_or_default(),
        names: names.transpose()?.flatten().map(Into::into),
        images: images.into_iter().map(Into::into).collect(),
        traces,
        is_human_asked: is_unanswered(row, &requests),
        may_ask_for_human: may_ask(row, &requests),
        requests: opened_requests(key.as_ref(), &requests)?
            .into_iter()
            .map(|(row, text)| AskedForHuman {
                at: row.created_at,
                text,
            })
            .collect(),
    })
}

impl From<ImageRow> for OwnImage {
    fn from(row: ImageRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            media_type: row.media_type,
            byte_length: row.byte_length,
            kept_since: row.created_at,
        }
    }
}

impl From<PrintedNames> for WrittenNames {
    fn from(names: PrintedNames) -> Self {
        Self {
            surname: names.surname().clone(),
            forenames: Redacted::new(names.forenames().expose().join(" ")),
        }
    }
}
