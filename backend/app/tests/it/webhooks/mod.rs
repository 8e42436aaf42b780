//! Events, and telling integrators' services of them.

mod deliveries;
mod endpoints;
mod events;
mod receiver;
mod repeated;
mod signatures;
mod trouble;

use credence_app::{
    CreatedWebhookEndpoint, EventType, NewWebhookEndpoint, RotatedSecret, SecretRotation,
    SignatureScheme, WebhookDelivery, WebhookDeliveryFilter, create_webhook_endpoint,
    list_webhook_deliveries, rotate_webhook_secret, work_due,
};
use credence_types::WebhookEndpointId;

use self::receiver::Receiver;
use crate::house::House;

pub(crate) fn new_endpoint(url: &str) -> NewWebhookEndpoint {
    NewWebhookEndpoint {
        url: url.to_owned(),
        description: Some("the shop".to_owned()),
        event_types: Vec::new(),
        scheme: SignatureScheme::V1,
    }
}

impl House {
    pub(crate) async fn endpoint(&self, new: NewWebhookEndpoint) -> CreatedWebhookEndpoint {
        create_webhook_endpoint(&self.app, &self.integrator, new, None)
            .await
            .unwrap()
            .answer
    }

    pub(crate) async fn rotate(&self, endpoint: WebhookEndpointId) -> RotatedSecret {
        let rotation = SecretRotation::default();
        rotate_webhook_secret(&self.app, &self.integrator, endpoint, rotation, None)
            .await
            .unwrap()
            .answer
    }

    /// A receiver that hears of one type.
    pub(crate) async fn hearing(&self, event_type: EventType) -> (Receiver, WebhookEndpointId) {
        let receiver = Receiver::start().await;
        let new = NewWebhookEndpoint {
            event_types: vec![event_type],
            ..new_endpoint(&receiver.url)
        };
        let made = self.endpoint(new).await;
        (receiver, made.endpoint.id)
    }

    pub(crate) async fn deliveries(&self, endpoint: WebhookEndpointId) -> Vec<WebhookDelivery> {
        let all = WebhookDeliveryFilter::default();
        list_webhook_deliveries(&self.app, &self.integrator, endpoint, &all)
            .await
            .unwrap()
            .deliveries
    }

    pub(crate) async fn only_delivery(&self, endpoint: WebhookEndpointId) -> WebhookDelivery {
        let mut all = self.deliveries(endpoint).await;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    pub(crate) async fn work(&self) -> usize {
        work_due(&self.app).await.unwrap()
    }
}
