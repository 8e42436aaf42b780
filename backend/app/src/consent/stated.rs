use chrono::{DateTime, TimeDelta, Utc};
use credence_storage::{ConsentRow, SessionRow};
use credence_types::ApiKeyId;
use sqlx::PgConnection;

use super::view::ConsentSource;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;

/// Clocks differ.
const MOST_AHEAD: TimeDelta = TimeDelta::minutes(5);

/// A consent that an integrator obtained itself and answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedConsent {
    text_version: String,
    given_at: DateTime<Utc>,
}

/// A statement was refused: 422 `invalid_consent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentStatementError {
    /// The name of the text is empty, too long or has another character than a code's.
    #[error("read a consent: the text's version is not 1 to 100 letters, digits or one of . _ : -")]
    TextVersion,
    /// It was not given yet.
    #[error("read a consent: it lies in the future")]
    GivenAt,
}

impl StatedConsent {
    /// A consent to the integrator's text of that version, given at that instant. The version is 1 to 100 of
    /// `A-Za-z0-9._:-`: it goes into the audit log, which holds codes and ids for good and nobody's words.
    ///
    /// # Errors
    /// When the version is malformed or the instant lies in the future at `now`.
    pub fn new(
        text_version: String,
        given_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Self, ConsentStatementError> {
        let is_code =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-');
        if !(1..=100).contains(&text_version.len()) || !text_version.bytes().all(is_code) {
            return Err(ConsentStatementError::TextVersion);
        }
        if given_at > now + MOST_AHEAD {
            return Err(ConsentStatementError::GivenAt);
        }
        Ok(Self {
            text_version,
            given_at,
        })
    }
}

/// Keeps what an integrator states, as part of the caller's transaction. Audited.
pub(crate) async fn record_stated(
    connection: &mut PgConnection,
    row: &SessionRow,
    stated: &StatedConsent,
    by: ApiKeyId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let consent = ConsentRow {
        obtained_by: ConsentSource::Integrator.as_str().to_owned(),
        text_version: stated.text_version.clone(),
        locale: None,
        biometric: true,
        duplicate_search: row.duplicate_search_consented,
        address_class: None,
        given_at: stated.given_at,
        kept_images_days: None,
        kept_fields_days: None,
    };
    let key = (row.tenant, row.id);
    if !credence_storage::insert_consent(&mut *connection, key, &consent, now).await? {
        return Ok(());
    }
    let act = Act::new(row.tenant, Actor::Integrator(by), "consent_stated")
        .about(row.id)
        .with("text_version", &stated.text_version)
        .with("given_at", stated.given_at.to_rfc3339());
    append(connection, act, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_names_its_text_and_lies_in_the_past() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let state = |version: &str, minutes| {
            StatedConsent::new(version.to_owned(), now + TimeDelta::minutes(minutes), now)
        };
        assert!(state("terms-7", -1).is_ok() && state("https:AZaz09._-", 5).is_ok());
        assert_eq!(state("terms-7", 6), Err(ConsentStatementError::GivenAt));
        assert!(state(&"x".repeat(100), 0).is_ok());
        for version in [
            "",
            "a\nb",
            "terms 7",
            "é",
            "ada@example.org",
            &"x".repeat(101),
        ] {
            assert_eq!(state(version, 0), Err(ConsentStatementError::TextVersion));
        }
    }
}
