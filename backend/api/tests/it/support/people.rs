use credence_app::{Role, Scope};
use credence_types::TenantId;
use serde_json::{Value, json};

use super::{Answer, Api, Call};

pub(crate) const EMAIL: &str = "ann@example.test";
pub(crate) const PASSWORD: &str = "a long enough password";

/// An integrator's service with a key.
pub(crate) struct Integrator {
    pub(crate) key: String,
}

/// A session, with what its person's page holds.
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Session {
    /// The session's address in the API.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/v1/sessions/{}{rest}", self.id)
    }

    /// Agrees to what the session asks.
    pub(crate) async fn agree(&self, api: &Api) -> Answer {
        let call = api.get(&self.path("")).bearer(&self.token);
        let asked = call.send().await.expect(200)["consent_asked"].clone();
        let given = json!({
            "text_sha256": asked["text_sha256"], "locale": asked["locale"], "biometric": true,
        });
        let call = api.post(&self.path("/consent")).bearer(&self.token);
        call.json(&given).send().await
    }
}

impl Integrator {
    /// With every scope.
    pub(crate) async fn new(api: &Api, tenant: TenantId) -> Self {
        Self::with_scopes(api, tenant, &Scope::ALL).await
    }

    pub(crate) async fn with_scopes(api: &Api, tenant: TenantId, scopes: &[Scope]) -> Self {
        let made = credence_app::create_integrator_key(&api.app, tenant, "Shop", scopes).await;
        Self {
            key: made.unwrap().1.into_inner(),
        }
    }

    /// A session whose person has agreed.
    pub(crate) async fn create_session(&self, api: &Api) -> Session {
        let session = self.create_undecided_session(api).await;
        session.agree(api).await.expect(200);
        session
    }

    pub(crate) async fn create_undecided_session(&self, api: &Api) -> Session {
        let call = api.post("/v1/sessions").bearer(&self.key);
        let body = call
            .json(&json!({ "reference": "order-7" }))
            .send()
            .await
            .expect(201);
        let text = |field: &str| body[field].as_str().unwrap().to_owned();
        Session {
            id: text("id"),
            token: text("token"),
        }
    }
}

impl Integrator {
    /// The same session with a new token: the one before ends.
    pub(crate) async fn new_token(&self, api: &Api, session: &Session) -> Session {
        let call = api.post(&session.path("/token")).bearer(&self.key);
        let body = call.send().await.expect(201);
        Session {
            id: session.id.clone(),
            token: body["token"].as_str().unwrap().to_owned(),
        }
    }
}

/// Somebody signed in to the console.
pub(crate) struct Reviewer {
    /// `name=value`, as the browser sends it back.
    pub(crate) cookie: String,
}

impl Reviewer {
    pub(crate) async fn first(api: &Api, tenant: TenantId) -> Self {
        Self::join(api, tenant, Role::Administrator, EMAIL).await
    }

    pub(crate) async fn join(api: &Api, tenant: TenantId, role: Role, email: &str) -> Self {
        let body = Self::joining(api, tenant, role, email).await;
        let call = api.post("/v1/console/first-administrator").same_origin();
        let answer = call.json(&body).send().await;
        answer.expect(201);
        Self {
            cookie: answer
                .header("set-cookie")
                .split(';')
                .next()
                .unwrap()
                .to_owned(),
        }
    }

    /// The body that takes a fresh invitation.
    pub(crate) async fn joining(api: &Api, tenant: TenantId, role: Role, email: &str) -> Value {
        let link = credence_app::create_invitation(&api.app, tenant, role)
            .await
            .unwrap();
        let invitation = link
            .expose()
            .fragment()
            .unwrap()
            .strip_prefix("invitation=")
            .unwrap();
        json!({ "invitation": invitation, "name": "Ann", "email": email, "password": PASSWORD })
    }

    pub(crate) fn get(&self, api: &Api, path: &str) -> Call {
        api.get(path).header("cookie", &self.cookie)
    }

    pub(crate) fn post(&self, api: &Api, path: &str) -> Call {
        api.post(path).header("cookie", &self.cookie).same_origin()
    }
}
