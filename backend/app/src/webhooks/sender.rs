use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_outbound::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use credence_outbound::{BuildError, Method, OutboundClient, OutboundOptions, Request, Trust, Url};

use crate::webhooks::address::allowed_address;
use crate::webhooks::message::Message;
use crate::webhooks::reply::{DeliveryCode, Reply};
use crate::webhooks::turns::Turns;

/// What an operator sets for webhooks.
#[derive(Debug, Clone)]
pub struct WebhookOptions {
    /// Endpoints may lie on the machine itself or in its network, and be reached without TLS. For
    /// development: with it an integrator can call whatever this machine can.
    pub allow_private_addresses: bool,
    /// For a whole call, from resolving the name to the head of the answer.
    pub timeout: Duration,
}

impl Default for WebhookOptions {
    fn default() -> Self {
        Self {
            allow_private_addresses: false,
            timeout: Duration::from_secs(15),
        }
    }
}

/// Sends webhooks: the one way out to addresses that integrators chose.
#[derive(Debug)]
pub struct WebhookSender {
    client: OutboundClient,
    pub(crate) turns: Turns,
}

impl WebhookSender {
    /// Builds a sender.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn build(options: &WebhookOptions) -> Result<Self, BuildError> {
        Ok(Self {
            client: client_of(options)?,
            turns: Turns::default(),
        })
    }

    /// The address, if it is one to send to.
    pub(crate) fn allowed_address(&self, text: &str) -> Option<Url> {
        allowed_address(&self.client, text)
    }

    /// Sends a message once. The address is judged again: rules may have become stricter since it was
    /// saved.
    pub(crate) async fn send(&self, address: &str, message: Message, now: DateTime<Utc>) -> Reply {
        let request = self.allowed_address(address).and_then(|url| {
            let mut request = Request::new(Method::POST, url);
            *request.headers_mut() = headers(&message)?;
            *request.body_mut() = Some(message.body.into());
            Some(request)
        });
        let Some(request) = request else {
            return Reply::without_status(DeliveryCode::Unreachable);
        };
        match self.client.send_unread(request).await {
            Ok(head) => Reply::of(&head, now),
            Err(error) => Reply::without_status(DeliveryCode::of_error(&error)),
        }
    }
}

pub(crate) fn client_of(options: &WebhookOptions) -> Result<OutboundClient, BuildError> {
    OutboundClient::build(OutboundOptions {
        connect_timeout: options.timeout,
        read_timeout: options.timeout,
        total_timeout: options.timeout,
        response_limit_bytes: 0,
        allow_private_addresses: options.allow_private_addresses,
        user_agent: concat!("credence-webhooks/", env!("CARGO_PKG_VERSION")).to_owned(),
        trust: Trust::System(Vec::new()),
    })
}

fn headers(message: &Message) -> Option<HeaderMap> {
    let json = HeaderValue::from_static("application/json");
    Some(HeaderMap::from_iter([
        (CONTENT_TYPE, json),
        (
            HeaderName::from_static("webhook-id"),
            HeaderValue::from_str(&message.id).ok()?,
        ),
        (
            HeaderName::from_static("webhook-timestamp"),
            HeaderValue::from(message.timestamp_seconds),
        ),
        (
            HeaderName::from_static("webhook-signature"),
            HeaderValue::from_str(&message.signatures).ok()?,
        ),
    ]))
}
