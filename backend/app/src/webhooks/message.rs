use chrono::{DateTime, Utc};
use credence_storage::WebhookDeliveryRow;
use serde::Serialize;

use crate::fault::Fault;
use crate::webhooks::secret::SigningKey;
use crate::webhooks::signature::signatures;

/// The body (Standard Webhooks 1.0.0): what happened, when, and ids to ask for the rest with.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    timestamp: DateTime<Utc>,
    data: &'a serde_json::Value,
}

/// What is sent, signed for one attempt.
pub(crate) struct Message {
    /// The event's id: the same at each attempt, so that a receiver can tell a repetition.
    pub(crate) id: String,
    pub(crate) timestamp_seconds: i64,
    pub(crate) signatures: String,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn signed(
        delivery: &WebhookDeliveryRow,
        keys: &[SigningKey],
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let body = Body {
            r#type: &delivery.event_type,
            timestamp: delivery.event_at,
            data: &delivery.payload,
        };
        let body = serde_json::to_vec(&body).map_err(|_| Fault::Corrupt("an event"))?;
        let id = delivery.event.to_string();
        let timestamp_seconds = now.timestamp();
        Ok(Self {
            signatures: signatures(keys, &id, timestamp_seconds, &body),
            id,
            timestamp_seconds,
            body,
        })
    }
}
