use chrono::{DateTime, Utc};
use credence_dcs_protocol::{PassportDetails, ReceivedRequest};
use sqlx::PgPool;
use uuid::Uuid;

use crate::store::received::{self, NewReceived, ReceivedRow};

/// A request that the simulator received, as far as it is kept: nothing identifies the passport.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// When.
    pub received_at: DateTime<Utc>,
    /// From which client, once that is known.
    pub client: Option<String>,
    /// The session, where it is a UUID.
    pub correlation_id: Option<Uuid>,
    /// The attempt, where it is a UUID.
    pub request_id: Option<Uuid>,
    /// The passport number's last three digits behind dots, where the request was valid.
    pub number: Option<String>,
    /// Letters of the surname.
    pub surname_length: Option<u8>,
    /// Letters of the forenames.
    pub forenames_length: Option<u8>,
    /// The answer's HTTP status.
    pub http_status: u16,
    /// A stable word for what became of it: `valid`, `invalid`, `bad_signature`, …
    pub outcome: String,
}

/// What was received could not be listed.
#[derive(Debug, thiserror::Error)]
#[error("list the requests that the simulator received")]
pub struct ReceivedError(#[from] sqlx::Error);

/// The newest requests, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_received(pool: &PgPool, limit: u16) -> Result<Vec<Received>, ReceivedError> {
    let rows = received::list_received(pool, i64::from(limit)).await?;
    Ok(rows.into_iter().map(Received::from).collect())
}

impl From<ReceivedRow> for Received {
    fn from(row: ReceivedRow) -> Self {
        let length = |length: Option<i16>| length.and_then(|length| u8::try_from(length).ok());
        Self {
            received_at: row.received_at,
            client: row.client,
            correlation_id: row.correlation_id,
            request_id: row.request_id,
            number: row.number_ending.map(|ending| format!("••••••{ending}")),
            surname_length: length(row.surname_length),
            forenames_length: length(row.forenames_length),
            http_status: u16::try_from(row.http_status).unwrap_or(0),
            outcome: row.outcome,
        }
    }
}

impl NewReceived {
    /// Takes the ids that are ids; anything else could be anything.
    pub(crate) fn note_ids(&mut self, request: &ReceivedRequest) {
        self.correlation_id = Uuid::try_parse(request.correlation_id()).ok();
        self.request_id = Uuid::try_parse(request.request_id()).ok();
    }

    /// Takes what does not identify anybody.
    pub(crate) fn note_details(&mut self, details: &PassportDetails) {
        let number = nine_digits(details.number.expose());
        let length = |text: &str| i16::try_from(text.chars().count()).ok();
        self.number_ending = number.get(6..).map(str::to_owned);
        self.surname_length = length(details.surname.expose());
        self.forenames_length = length(&details.forenames.expose().join(" "));
    }
}

/// A passport's number with its leading zeros.
pub(crate) fn nine_digits(number: &str) -> String {
    format!("{number:0>9}")
}
