use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::Person;

/// The integrator's backend: it holds the key and makes sessions.
#[derive(Debug, Clone)]
pub struct Integrator {
    http: Client,
    url: String,
    key: String,
}

impl Integrator {
    pub(crate) fn new(url: String, key: String) -> Self {
        Self {
            http: Client::new(),
            url,
            key,
        }
    }

    /// Creates a session and returns the person that it is for.
    ///
    /// # Panics
    /// When the session is refused.
    pub async fn create_session(&self, reference: &str) -> Person {
        self.created(self.creation(reference).send().await.unwrap())
            .await
    }

    fn creation(&self, reference: &str) -> RequestBuilder {
        self.http
            .post(format!("{}/v1/sessions", self.url))
            .bearer_auth(&self.key)
            .json(&json!({ "reference": reference }))
    }

    async fn created(&self, response: Response) -> Person {
        let session = expect(response, 201).await;
        let text = |field: &str| session[field].as_str().unwrap().to_owned();
        Person::new(
            self.http.clone(),
            self.url.clone(),
            text("id"),
            text("token"),
            text("url"),
        )
    }

    /// As [`Self::create_session`], under an idempotency key.
    ///
    /// # Panics
    /// When the session is refused.
    pub async fn create_session_once(&self, reference: &str, key: &str) -> Person {
        let call = self.creation(reference).header("idempotency-key", key);
        self.created(call.send().await.unwrap()).await
    }

    /// The session as the integrator sees it.
    ///
    /// # Panics
    /// When the session is refused.
    pub async fn session(&self, id: &str) -> Value {
        expect(self.get(&format!("/v1/sessions/{id}")).await, 200).await
    }

    /// The full result.
    ///
    /// # Panics
    /// When the result is refused.
    pub async fn result(&self, id: &str) -> Value {
        expect(self.get(&format!("/v1/sessions/{id}/result")).await, 200).await
    }

    /// Erases the session.
    ///
    /// # Panics
    /// When the erasure is refused.
    pub async fn erase(&self, id: &str) -> Value {
        let url = format!("{}/v1/sessions/{id}", self.url);
        let response = self.http.delete(url).bearer_auth(&self.key).send().await;
        expect(response.unwrap(), 200).await
    }

    /// Gives the tenant's pages a look.
    ///
    /// # Panics
    /// When the branding is refused.
    pub async fn brand(&self, branding: &Value) {
        let url = format!("{}/v1/branding", self.url);
        let call = self.http.put(url).bearer_auth(&self.key).json(branding);
        expect(call.send().await.unwrap(), 200).await;
    }

    /// Has every event told to `url` from now on.
    ///
    /// # Panics
    /// When the endpoint is refused.
    pub async fn create_webhook_endpoint(&self, url: &str) {
        let response = self
            .http
            .post(format!("{}/v1/webhook-endpoints", self.url))
            .bearer_auth(&self.key)
            .json(&json!({ "url": url }))
            .send()
            .await
            .unwrap();
        expect(response, 201).await;
    }

    async fn get(&self, path: &str) -> Response {
        self.http
            .get(format!("{}{path}", self.url))
            .bearer_auth(&self.key)
            .send()
            .await
            .unwrap()
    }
}

/// The body of an answer with the expected status.
pub(crate) async fn expect(response: Response, status: u16) -> Value {
    let (found, url) = (response.status().as_u16(), response.url().path().to_owned());
    let text = response.text().await.unwrap();
    assert_eq!(found, status, "{url}: {text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}
