//! Telling integrators' services of events (Standard Webhooks 1.0.0): their endpoints, and the
//! deliveries, each one job in the queue until it has arrived or was given up.

mod address;
mod change_endpoint;
mod create_endpoint;
mod delete_endpoint;
mod deliver;
mod endpoint;
mod error;
mod job;
mod list_deliveries;
mod message;
mod overdue;
mod read_endpoints;
mod reply;
mod resend;
mod rotate_secret;
mod schedule;
mod secret;
mod sender;
mod settle;
mod signature;
mod test_endpoint;
mod turns;

pub use change_endpoint::{WebhookEndpointChange, change_webhook_endpoint};
pub use create_endpoint::{CreatedWebhookEndpoint, NewWebhookEndpoint, create_webhook_endpoint};
pub use delete_endpoint::delete_webhook_endpoint;
pub use endpoint::{DisabledReason, WebhookEndpoint};
pub use error::WebhookError;
pub use list_deliveries::{
    DeliveryStatus, WebhookDelivery, WebhookDeliveryFilter, WebhookDeliveryPage,
    list_webhook_deliveries,
};
pub use read_endpoints::{list_webhook_endpoints, webhook_endpoint};
pub use reply::DeliveryCode;
pub use resend::resend_webhook_delivery;
pub use rotate_secret::{RotatedSecret, SecretRotation, rotate_webhook_secret};
pub use secret::SignatureScheme;
pub use sender::{WebhookOptions, WebhookSender};
pub use test_endpoint::test_webhook_endpoint;

pub(crate) use deliver::deliver;
pub(crate) use job::{WEBHOOK, queue_deliveries, queue_deliveries_or_leave};
pub(crate) use overdue::queue_overdue;
