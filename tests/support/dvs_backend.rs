use reqwest::Client;
use serde_json::Value;

use crate::integrator::expect;

/// A backend that talks to the DVS server directly, with the secret key.
#[derive(Debug, Clone)]
pub struct DvsBackend {
    http: Client,
    url: String,
    key: String,
}

impl DvsBackend {
    pub(crate) fn new(url: String, key: String) -> Self {
        Self {
            http: Client::new(),
            url,
            key,
        }
    }

    /// Verifies a request.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn verify(&self, request_id: &str) -> Value {
        let url = format!("{}/api/v3/Verify/{request_id}", self.url);
        let sent = self.http.post(url).bearer_auth(&self.key).send();
        expect(sent.await.unwrap(), 200).await
    }
}
