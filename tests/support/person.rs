use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::integrator::expect;

/// A verification takes about a second. One that a crash cut off waits until the lease of its job
/// is over, a minute.
const SETTLED_WITHIN: Duration = Duration::from_secs(150);

/// What the person photographs.
#[derive(Debug, Clone, Default)]
pub struct Photographs {
    /// The side with the portrait.
    pub front: Option<Vec<u8>>,
    /// The side with the barcode.
    pub back: Option<Vec<u8>>,
    /// The selfie.
    pub face: Option<Vec<u8>>,
    /// What a page read from the barcode itself, in base64; empty when it read nothing.
    pub track_string: String,
    /// Whether the front is a passport's page rather than a licence.
    pub is_passport: bool,
}

/// The person's page: it holds the session's token and, from the session, the DVS public key.
#[derive(Debug, Clone)]
pub struct Person {
    http: Client,
    url: String,
    /// The session.
    pub id: String,
    /// The session's token.
    pub token: String,
    /// The link to the hosted page.
    pub link: String,
}

impl Person {
    pub(crate) fn new(http: Client, url: String, id: String, token: String, link: String) -> Self {
        Self {
            http,
            url,
            id,
            token,
            link,
        }
    }

    /// The session as the page sees it.
    ///
    /// # Panics
    /// When the session is refused.
    pub async fn session(&self) -> Value {
        let url = format!("{}/v1/sessions/{}", self.url, self.id);
        expect(
            self.http
                .get(url)
                .bearer_auth(&self.token)
                .send()
                .await
                .unwrap(),
            200,
        )
        .await
    }

    /// Agrees to what the session asks, as the page does before anything is captured; returns the
    /// session as it then is. Where nothing is asked, it does nothing.
    ///
    /// # Panics
    /// When the agreement is refused.
    pub async fn agree(&self) -> Value {
        let session = self.session().await;
        let asked = &session["consent_asked"];
        if asked.is_null() {
            return session;
        }
        let given = json!({
            "text_sha256": asked["text_sha256"], "locale": asked["locale"], "biometric": true,
        });
        let url = format!("{}/v1/sessions/{}/consent", self.url, self.id);
        let call = self.http.post(url).bearer_auth(&self.token).json(&given);
        expect(call.send().await.unwrap(), 200).await
    }

    /// Uploads the photographs to the DVS server with the public key; returns the request's id.
    ///
    /// # Panics
    /// When the DVS server refuses them.
    pub async fn upload(&self, photographs: &Photographs) -> String {
        self.try_upload(photographs).await.unwrap()
    }

    /// As [`Person::upload`], for photographs that may be refused.
    ///
    /// # Errors
    /// With the answer of the DVS server.
    ///
    /// # Panics
    /// When the DVS server cannot be reached.
    pub async fn try_upload(&self, photographs: &Photographs) -> Result<String, String> {
        let session = self.agree().await;
        let capture = &session["capture"];
        let base64 = |image: &Option<Vec<u8>>| match image {
            Some(bytes) => base64_simd::STANDARD.encode_to_string(bytes),
            None => String::new(),
        };
        let body = json!({
            "documentType": if photographs.is_passport { 2 } else { 1 },
            "frontImageBase64": base64(&photographs.front),
            "backOrSecondImageBase64": base64(&photographs.back),
            "faceImageBase64": base64(&photographs.face),
            "trackString": photographs.track_string,
            "captureMethod": "000",
            "verifyFace": photographs.face.is_some(),
        });
        let url = format!(
            "{}/api/v3/Request",
            capture["dvs_url"].as_str().unwrap().trim_end_matches('/')
        );
        let key = capture["public_key"].as_str().unwrap();
        let response = self
            .http
            .post(url)
            .bearer_auth(key)
            .json(&body)
            .send()
            .await
            .unwrap();
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        let created = answer["requestId"].as_str().filter(|_| status.is_success());
        created
            .map(str::to_owned)
            .ok_or_else(|| format!("{status}: {answer}"))
    }

    /// Hands the request's id to the backend; an error when the backend could not be reached.
    ///
    /// # Errors
    /// When the connection broke or the answer was not 202, with what was said.
    pub async fn submit(&self, request_id: &str) -> Result<Value, String> {
        let url = format!("{}/v1/sessions/{}/submission", self.url, self.id);
        let body = json!({ "request_id": request_id });
        let sent = self
            .http
            .post(url)
            .bearer_auth(&self.token)
            .json(&body)
            .send()
            .await;
        let response = sent.map_err(|error| error.to_string())?;
        if response.status().as_u16() != 202 {
            return Err(format!(
                "{}: {}",
                response.status(),
                response.text().await.unwrap_or_default()
            ));
        }
        response.json().await.map_err(|error| error.to_string())
    }

    /// Writes the name as the passport prints it.
    ///
    /// # Errors
    /// With the refusal.
    ///
    /// # Panics
    /// When the service cannot be reached.
    pub async fn give_names(&self, surname: &str, forenames: &str) -> Result<Value, String> {
        let url = format!("{}/v1/sessions/{}/names", self.url, self.id);
        let body = json!({"surname": surname, "forenames": forenames});
        let call = self.http.post(url).bearer_auth(&self.token).json(&body);
        let answer = call.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        if status.is_success() {
            Ok(serde_json::from_str(&text).unwrap())
        } else {
            Err(format!("{status} {text}"))
        }
    }

    /// Comes back by a code, as the person's own page has it, and writes to a human: letters and spaces.
    ///
    /// # Panics
    /// When any of it is refused.
    pub async fn ask_for_a_human(&self, words: &str) {
        let url = format!("{}/v1/sessions/{}/continuation", self.url, self.id);
        let call = self.http.post(url).bearer_auth(&self.token);
        let told = expect(call.send().await.unwrap(), 201).await;
        let form = format!("code={}", told["code"].as_str().unwrap());
        let entered = self.send_form("/mine/", "", form).await;
        let cookie = entered.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap_or_default();
        let form = format!("text={}", words.replace(' ', "+"));
        self.send_form("/mine/human", cookie, form).await;
    }

    async fn send_form(&self, path: &str, cookie: &str, form: String) -> Response {
        let call = Client::builder().redirect(Policy::none()).build().unwrap();
        let call = call
            .post(format!("{}{path}", self.url))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", cookie)
            .body(form);
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 303, "{path}");
        answer
    }

    /// Waits until the session is neither submitted nor processing.
    ///
    /// # Panics
    /// When that takes too long.
    pub async fn wait_until_settled(&self) -> Value {
        let started = Instant::now();
        loop {
            let session = self.session().await;
            if !["submitted", "processing"].contains(&session["state"].as_str().unwrap()) {
                return session;
            }
            assert!(started.elapsed() < SETTLED_WITHIN, "still {session}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
