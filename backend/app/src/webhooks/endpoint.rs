use chrono::{DateTime, Utc};
use credence_storage::WebhookEndpointRow;
use credence_types::WebhookEndpointId;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::events::EventType;
use crate::fault::Fault;
use crate::webhooks::WebhookError;
use crate::webhooks::secret::{SignatureScheme, public_key_text};

/// An address that is told of events.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WebhookEndpoint {
    /// The endpoint.
    pub id: WebhookEndpointId,
    /// Where.
    pub url: String,
    /// The integrator's own words for it.
    pub description: Option<String>,
    /// What it listens to; empty is everything.
    pub event_types: Vec<EventType>,
    /// How deliveries are signed.
    pub scheme: SignatureScheme,
    /// What verifies a signature, with [`SignatureScheme::V1a`]: `whpk_…`.
    pub public_key: Option<String>,
    /// Until when the secret before the last rotation signs too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its settings last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when and why nothing is sent.
    pub disabled: Option<(DateTime<Utc>, DisabledReason)>,
    /// The first failure since the last success.
    pub failing_since: Option<DateTime<Utc>>,
}

/// Why nothing is sent to an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DisabledReason {
    /// The integrator switched it off.
    Integrator,
    /// It answered 410.
    Gone,
    /// Nothing but failure came for five days.
    Failing,
}

impl DisabledReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Integrator, Self::Gone, Self::Failing];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Integrator => "integrator",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// What it means, for the reference.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Integrator => "You switched it off.",
            Self::Gone => "It answered 410: it wants no more.",
            Self::Failing => "Nothing but failure came from it for five days.",
        }
    }

    fn parse(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == name)
            .ok_or(Fault::Corrupt("why a webhook endpoint is disabled"))
    }
}

impl WebhookEndpoint {
    pub(crate) fn of(row: &WebhookEndpointRow, now: DateTime<Utc>) -> Result<Self, Fault> {
        let event_type = |name: &String| {
            EventType::parse(name).ok_or(Fault::Corrupt("a webhook endpoint's event type"))
        };
        let reason = row.disabled_reason.as_deref();
        let reason = reason.map(DisabledReason::parse).transpose()?;
        Ok(Self {
            id: row.id,
            url: row.url.clone(),
            description: row.description.clone(),
            event_types: row
                .event_types
                .iter()
                .map(event_type)
                .collect::<Result<_, _>>()?,
            scheme: SignatureScheme::parse(&row.signature)?,
            public_key: row.public_key.as_deref().map(public_key_text),
            old_secret_until: row.old_secret_until.filter(|until| *until > now),
            created_at: row.created_at,
            updated_at: row.updated_at,
            disabled: row.disabled_at.zip(reason),
            failing_since: row.failing_since,
        })
    }
}

/// An address to send to, as it is stored.
pub(crate) fn checked_url(app: &App, text: &str) -> Result<String, WebhookError> {
    let url = app.webhooks.allowed_address(text);
    url.map(String::from).ok_or(WebhookError::AddressRefused)
}

/// An integrator's own words.
pub(crate) fn checked_description(text: String) -> Result<String, WebhookError> {
    if text.chars().count() > 200 || text.contains(char::is_control) {
        return Err(WebhookError::DescriptionMalformed);
    }
    Ok(text)
}

/// The names of types, each once.
pub(crate) fn names_of(types: &[EventType]) -> Vec<String> {
    let wanted = EventType::ALL.into_iter().filter(|one| types.contains(one));
    wanted.map(|one| one.as_str().to_owned()).collect()
}
