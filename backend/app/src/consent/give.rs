use chrono::{DateTime, Utc};
use credence_storage::{ConsentRow, SessionRow};
use credence_types::SessionId;
use sqlx::PgConnection;

use super::address_class::AddressClass;
use super::text::ConsentText;
use super::view::{ConsentSource, is_given_to, text_for};
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_person};
use crate::session_view::{SessionView, Viewer, state_at, view};
use crate::submit::note_creation;

/// What a person agrees to on the page.
#[derive(Debug, Clone)]
pub struct GivenConsent {
    /// The words that were shown, by their SHA-256 in hexadecimal.
    pub text_sha256: String,
    /// Their language.
    pub locale: String,
    /// That a machine compares faces was agreed to, by an act of its own.
    pub biometric: bool,
    /// What kind of address it comes from.
    pub address: Option<AddressClass>,
}

/// A consent was not taken.
#[derive(Debug, thiserror::Error)]
pub enum GiveConsentError {
    /// The token is unknown: 401.
    #[error("take a consent: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("take a consent: there is no session of that id")]
    NotFound,
    /// The session takes no photographs now: 409 `session_not_open`.
    #[error("take a consent: the session is not open")]
    SessionNotOpen,
    /// The words are not those of today: 409 `consent_text_changed`.
    #[error("take a consent: these are not the words that are asked about")]
    TextChanged,
    /// The comparison of faces was not agreed to: 422 `biometric_consent_missing`.
    #[error("take a consent: it leaves out the comparison of faces")]
    BiometricMissing,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Takes what the person agrees to, before anything is captured. Repeating the call answers the same.
/// Audited.
///
/// # Errors
/// When the token is refused, the session is not open, or the words are not those of today.
pub async fn give_consent(
    app: &App,
    token: &SessionToken,
    session: SessionId,
    given: &GivenConsent,
) -> Result<SessionView, GiveConsentError> {
    let row = row_for_person(app, token, session).await?;
    let now = app.now();
    if !state_at(&row, now).is_open() {
        return Err(GiveConsentError::SessionNotOpen);
    }
    let text = text_for(app, &row)?;
    if text.text_sha256 != given.text_sha256 || text.locale != given.locale {
        return Err(GiveConsentError::TextChanged);
    }
    if !given.biometric {
        return Err(GiveConsentError::BiometricMissing);
    }
    if !is_given_to(&row, &text) {
        keep(app, &row, &text, given, now).await?;
        metrics::counter!("credence_consents_given_total").increment(1);
    }
    let row = row_for_person(app, token, session).await?;
    Ok(view(app, &row, Viewer::Person)?)
}

async fn keep(
    app: &App,
    row: &SessionRow,
    text: &ConsentText,
    given: &GivenConsent,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let address_class = given.address.map(AddressClass::as_str);
    let consent = ConsentRow {
        obtained_by: ConsentSource::Page.as_str().to_owned(),
        text_version: text.text_sha256.clone(),
        locale: Some(text.locale.to_owned()),
        biometric: given.biometric,
        duplicate_search: text.duplicate_search,
        address_class: address_class.map(str::to_owned),
        given_at: now,
        kept_images_days: Some(text.kept.images_days),
        kept_fields_days: Some(text.kept.fields_days),
    };
    let lines: Vec<_> = text
        .lines
        .iter()
        .map(|line| serde_json::json!({ "key": line.key, "text": line.text }))
        .collect();
    let mut transaction = app.pool.begin().await?;
    let connection = &mut *transaction;
    let key = (row.tenant, row.id);
    if !credence_storage::insert_consent(&mut *connection, key, &consent, now).await? {
        // The same call came twice at the same time, or the session was erased meanwhile.
        return Ok(());
    }
    let name = (text.text_sha256.as_str(), text.locale);
    credence_storage::insert_consent_text(&mut *connection, row.tenant, name, &lines.into(), now)
        .await?;
    note(connection, row, &consent, now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn note(
    connection: &mut PgConnection,
    row: &SessionRow,
    consent: &ConsentRow,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if row.consent.is_none() && row.attempts == 0 {
        note_creation(&mut *connection, row, now).await?;
    }
    let locale = consent.locale.as_deref().unwrap_or_default();
    let act = Act::new(row.tenant, Actor::Person, "consent_given")
        .about(row.id)
        .with("text_sha256", &consent.text_version)
        .with("locale", locale)
        .with("biometric", consent.biometric)
        .with("duplicate_search", consent.duplicate_search)
        .with(
            "address_class",
            consent.address_class.as_deref().unwrap_or("unknown"),
        );
    append(connection, act, now).await
}

impl From<ReadSessionError> for GiveConsentError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}
