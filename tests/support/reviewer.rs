use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::integrator::expect;

/// The e-mail address of the administrator that the tests make.
const EMAIL: &str = "first@example.test";
/// That administrator's password.
const PASSWORD: &str = "a long enough password";

/// Somebody signed in to the console.
#[derive(Debug, Clone)]
pub struct Reviewer {
    http: Client,
    url: String,
    cookie: String,
}

impl Reviewer {
    pub(crate) async fn by_invitation(url: String, invitation: &str) -> Self {
        let body = json!({ "invitation": invitation, "name": "First", "email": EMAIL, "password": PASSWORD });
        Self::enter(url, "/v1/console/first-administrator", body, 201).await
    }

    /// Signs in with the first administrator's password.
    pub async fn sign_in(url: String) -> Self {
        Self::enter(
            url,
            "/v1/console/sign-in",
            json!({ "email": EMAIL, "password": PASSWORD }),
            200,
        )
        .await
    }

    async fn enter(url: String, path: &str, body: Value, status: u16) -> Self {
        let http = Client::new();
        let request = http
            .post(format!("{url}{path}"))
            .header("origin", &url)
            .json(&body);
        let response = request.send().await.unwrap();
        let cookie = response
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok());
        let cookie = cookie
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .to_owned();
        expect(response, status).await;
        Self { http, url, cookie }
    }

    /// What a browser sends to stay signed in: the `Cookie` header.
    #[must_use]
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A path of the console's API.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn get(&self, path: &str) -> Value {
        expect(self.send(self.http.get(self.at(path))).await, 200).await
    }

    /// The status and the JSON of a path of the console's API, whatever it answers.
    ///
    /// # Panics
    /// When the service cannot be reached.
    pub async fn try_get(&self, path: &str) -> (u16, Value) {
        let response = self.send(self.http.get(self.at(path))).await;
        (
            response.status().as_u16(),
            response.json().await.unwrap_or(Value::Null),
        )
    }

    /// The bytes behind a path of the console's API.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let response = self.send(self.http.get(self.at(path))).await;
        assert_eq!(response.status().as_u16(), 200, "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    /// Decides a case; the answer's status and body.
    ///
    /// # Panics
    /// When the service cannot be reached.
    pub async fn decide(&self, case: &str, decision: &str, reason: &str) -> (u16, Value) {
        let body = json!({ "decision": decision, "reason": reason });
        let request = self
            .http
            .post(self.at(&format!("/v1/console/cases/{case}/decision")))
            .json(&body);
        let response = self.send(request).await;
        (
            response.status().as_u16(),
            response.json().await.unwrap_or(Value::Null),
        )
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    async fn send(&self, request: RequestBuilder) -> Response {
        request
            .header("cookie", &self.cookie)
            .header("origin", &self.url)
            .send()
            .await
            .unwrap()
    }
}
