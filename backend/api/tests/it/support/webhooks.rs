use std::sync::Mutex;

use credence_app::Scope;
use credence_types::TenantId;
use serde_json::{Value, json};

use super::{Api, Integrator};

/// An endpoint and a delivery that are there.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) endpoint: String,
    pub(crate) delivery: String,
}

/// Ids of the right form, of nothing.
impl Default for Webhook {
    fn default() -> Self {
        let nothing = || uuid::Uuid::nil().to_string();
        Self {
            endpoint: nothing(),
            delivery: nothing(),
        }
    }
}

/// The one that was made last.
#[derive(Default)]
pub(crate) struct LastWebhook(Mutex<Webhook>);

impl Api {
    pub(crate) fn webhook(&self) -> Webhook {
        self.last_webhook.0.lock().unwrap().clone()
    }

    /// Makes an endpoint with a delivery.
    pub(crate) async fn make_webhook(&self, tenant: TenantId) -> Webhook {
        let integrator = Integrator::with_scopes(self, tenant, &[Scope::WebhooksWrite]).await;
        let call = |path: &str| self.post(path).bearer(&integrator.key);
        let made = call("/v1/webhook-endpoints")
            .json(&json!({ "url": "https://hooks.example.org/" }))
            .send()
            .await
            .expect(201);
        let id = |body: &Value| body["id"].as_str().unwrap().to_owned();
        let endpoint = id(&made);
        let tried = call(&format!("/v1/webhook-endpoints/{endpoint}/test"));
        let delivery = id(&tried.send().await.expect(202));
        let made = Webhook { endpoint, delivery };
        *self.last_webhook.0.lock().unwrap() = made.clone();
        made
    }
}
