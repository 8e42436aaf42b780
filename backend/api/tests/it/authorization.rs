//! Every operation of the OpenAPI document, as nobody, with every wrong credential, in the wrong
//! role and as the other tenant.

use credence_app::{RetentionPolicy, Role, Scope};
use credence_trust::Policy;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Api, Call, Integrator, OTHER, Reviewer, Session, TENANT};

/// Who may call an operation. A new operation has to be listed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Everyone,
    Key(Scope),
    Token,
    KeyOrToken(Scope),
    /// Any role.
    Console,
}

fn access(operation: &str) -> Access {
    match operation {
        "read_openapi"
        | "read_signing_keys"
        | "first_administrator"
        | "sign_in"
        | "sign_out"
        | "read_logo" => Access::Everyone,
        "create_session"
        | "create_session_token"
        | "cancel_session"
        | "erase_session"
        | "verify" => Access::Key(Scope::SessionsWrite),
        "list_sessions" | "read_erasure" => Access::Key(Scope::SessionsRead),
        "list_session_images" | "read_session_image" => Access::Key(Scope::ImagesRead),
        "create_key" | "list_keys" | "revoke_key" => Access::Key(Scope::Admin),
        "read_branding"
        | "change_branding"
        | "change_branding_logo"
        | "delete_branding_logo"
        | "read_consent_settings"
        | "change_consent_settings" => Access::Key(Scope::Admin),
        "read_retention" | "set_retention" | "plan_retention" | "hold_session"
        | "release_session" => Access::Key(Scope::Admin),
        "list_policies" | "read_policy" | "create_policy" | "activate_policy"
        | "back_test_policy" => Access::Key(Scope::Admin),
        "read_result" | "read_signed_result" => Access::Key(Scope::ResultsRead),
        "list_events" => Access::Key(Scope::SessionsRead),
        "create_webhook_endpoint"
        | "list_webhook_endpoints"
        | "read_webhook_endpoint"
        | "update_webhook_endpoint"
        | "delete_webhook_endpoint"
        | "rotate_webhook_secret"
        | "test_webhook_endpoint"
        | "list_webhook_deliveries"
        | "resend_webhook_delivery" => Access::Key(Scope::WebhooksWrite),
        "submit"
        | "give_names"
        | "create_challenge"
        | "create_continuation"
        | "give_consent"
        | "decline_consent" => Access::Token,
        "read_session" | "follow_session" => Access::KeyOrToken(Scope::SessionsRead),
        "read_me" | "list_cases" | "list_notices" | "read_case" | "read_case_image"
        | "decide_case" => Access::Console,
        unlisted => panic!("list {unlisted} and say who may call it"),
    }
}

/// What the document says.
fn documented(operation: &Value) -> Access {
    let requirements = operation["security"].as_array().unwrap();
    let scope = |requirement: &Value| {
        let name = requirement["integrator_key"][0].as_str()?;
        Some(Scope::parse(name).unwrap())
    };
    let key = requirements.iter().find_map(scope);
    let has = |name: &str| {
        requirements
            .iter()
            .any(|requirement| requirement.get(name).is_some())
    };
    match (key, has("session_token"), has("console_login")) {
        (None, false, false) => Access::Everyone,
        (Some(scope), false, false) => Access::Key(scope),
        (None, true, false) => Access::Token,
        (Some(scope), true, false) => Access::KeyOrToken(scope),
        (None, false, true) => Access::Console,
        other => panic!("unexpected: {other:?}"),
    }
}

struct Operation {
    id: String,
    method: String,
    path: String,
    access: Access,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            assert_eq!(documented(operation), access(&id), "{id}");
            let access = access(&id);
            all.push(Operation {
                id,
                method: method.to_uppercase(),
                path: path.clone(),
                access,
            });
        }
    }
    assert_eq!(all.len(), 60);
    all
}

impl Operation {
    /// A call with a body that the operation takes.
    fn on(&self, api: &Api, session: &Session) -> Call {
        let image = Uuid::from_u128(5).to_string();
        let webhook = api.webhook();
        let key = Uuid::from_u128(7).to_string();
        let id = match self.path.split('/').nth(2) {
            Some("webhook-endpoints") => &webhook.endpoint,
            Some("webhook-deliveries") => &webhook.delivery,
            Some("keys") => &key,
            _ => &session.id,
        };
        let path = self
            .path
            .replace("{id}", id)
            .replace("{image_id}", &image)
            .replace("{version}", POLICY)
            .replace("{tenant_id}", &TENANT.to_string())
            .replace("{sha256}", &"00".repeat(32));
        let call = api.call(&self.method, &path).same_origin();
        match self.id.as_str() {
            "create_session" | "rotate_webhook_secret" | "update_webhook_endpoint" => {
                call.json(&json!({}))
            }
            "create_webhook_endpoint" => call.json(&json!({ "url": "https://hooks.example.org/" })),
            "create_key" => call.json(&json!({ "name": "Till", "scopes": ["admin"] })),
            "create_policy" => call.raw_json(policy("another")),
            "set_retention" => call.json(&json!({ "policy": RetentionPolicy::default() })),
            "hold_session" => call.json(&json!({ "reason": "dispute" })),
            "verify" => call
                .header("prefer", "wait=0")
                .json(&json!({ "request_id": Uuid::from_u128(6) })),
            "submit" => call.json(&json!({ "request_id": Uuid::from_u128(6) })),
            "give_consent" => call.json(&json!({
                "text_sha256": "00".repeat(32), "locale": "en", "biometric": true,
            })),
            "change_branding" => call.json(&json!({ "version": 0 })),
            "change_branding_logo" => call.header("content-type", "image/png").body("logo"),
            "change_consent_settings" => call.json(&json!({ "verify_needs_consent": false })),
            "give_names" => call.json(&json!({ "surname": "Watson", "forenames": "Mary" })),
            "decide_case" => call.json(&json!({ "decision": "approve", "reason": "all is well" })),
            _ => call,
        }
    }

    fn is_about_one_thing(&self) -> bool {
        self.path.contains("{id}") || self.path.contains("{version}")
    }

    #[track_caller]
    fn assert_status(&self, answer: u16, wanted: u16, who: &str) {
        assert_eq!(answer, wanted, "{} as {who}", self.id);
    }
}

const POLICY: &str = "ours";

/// A sound policy of that version.
fn policy(version: &str) -> Vec<u8> {
    let policy = Policy {
        version: version.to_owned(),
        ..Policy::default()
    };
    serde_json::to_vec(&policy).unwrap()
}

/// The tenant's policy that the calls are about.
async fn make_policy(api: &Api) {
    let administrator = Integrator::with_scopes(api, TENANT, &[Scope::Admin]).await;
    let call = api.post("/v1/policies").bearer(&administrator.key);
    call.raw_json(policy(POLICY)).send().await.expect(201);
}

async fn status(call: Call) -> u16 {
    // An event stream would not end.
    call.open().await.status().as_u16()
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_gets_in(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    for operation in operations() {
        let answer = status(operation.on(&api, &session)).await;
        if operation.access == Access::Everyone {
            assert_ne!(answer, 401, "{}", operation.id);
        } else {
            let answer: Answer = operation.on(&api, &session).send().await;
            answer.expect_problem(401, "invalid_credential");
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_credential_of_another_kind_is_none(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let cookie = Reviewer::first(&api, TENANT).await.cookie;
    let login = cookie.split_once('=').unwrap().1.to_owned();
    let unknown = |prefix: &str, text: &str| {
        // The right form and length, with a secret that was never given out.
        let cut = text.len() - 8;
        assert!(text.starts_with(prefix));
        format!("{}AAAAAAAA", &text[..cut])
    };
    let keys = [
        unknown("sk_", &integrator.key),
        format!("{}x", integrator.key),
    ];
    let tokens = [unknown("eyJ", &session.token), session.token.to_uppercase()];
    let others = [
        "pk_00000000-0000-4000-8000-000000000001".to_owned(),
        "sk_00000000-0000-4000-8000-000000000001".to_owned(),
        "ik_".to_owned(),
        "st_".to_owned(),
        login,
    ];
    for operation in operations()
        .iter()
        .filter(|operation| operation.access != Access::Everyone)
    {
        let (key_is_right, token_is_right) = match operation.access {
            Access::Key(_) => (true, false),
            Access::Token => (false, true),
            Access::KeyOrToken(_) => (true, true),
            Access::Console | Access::Everyone => (false, false),
        };
        let mut wrong: Vec<&String> = keys.iter().chain(&tokens).chain(&others).collect();
        if !key_is_right {
            wrong.push(&integrator.key);
        }
        if !token_is_right {
            wrong.push(&session.token);
        }
        for credential in wrong {
            let answer = status(operation.on(&api, &session).bearer(credential)).await;
            operation.assert_status(answer, 401, credential);
        }
        if operation.access != Access::Console {
            let answer = status(operation.on(&api, &session).header("cookie", &cookie)).await;
            operation.assert_status(answer, 401, "somebody at the console");
            let basic = operation
                .on(&api, &session)
                .header("authorization", "Basic YTpi");
            operation.assert_status(status(basic).await, 401, "basic");
        }
        let planted = format!("credence={}", "A".repeat(64));
        let answer = status(operation.on(&api, &session).header("cookie", &planted)).await;
        operation.assert_status(answer, 401, "an unknown login");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_without_the_scope_is_refused(pool: PgPool) {
    let api = Api::start(pool).await;
    make_policy(&api).await;
    let integrator = Integrator::new(&api, TENANT).await;
    // Of every scope a key that has no other.
    let mut keys = Vec::new();
    for scope in Scope::ALL {
        let only = Integrator::with_scopes(&api, TENANT, &[scope]).await;
        keys.push((scope, only.key));
    }
    for operation in operations() {
        let (Access::Key(needed) | Access::KeyOrToken(needed)) = operation.access else {
            continue;
        };
        // One that nobody has cancelled or erased yet.
        let session = integrator.create_session(&api).await;
        if needed == Scope::WebhooksWrite {
            // Deleting one is among them.
            api.make_webhook(TENANT).await;
        }
        for (scope, key) in &keys {
            let call = operation.on(&api, &session).bearer(key);
            if *scope != needed {
                call.send().await.expect_problem(403, "scope_missing");
                continue;
            }
            let answer = status(call).await;
            // There is no such key, image or erasure.
            let absent = ["revoke_key", "read_session_image", "read_erasure"];
            let is_absent = absent.contains(&operation.id.as_str());
            let refused: &[u16] = if operation.id == "back_test_policy" {
                // It needs two scopes more.
                &[401, 404]
            } else if is_absent {
                &[401, 403]
            } else {
                &[401, 403, 404]
            };
            assert!(!refused.contains(&answer), "{}: {answer}", operation.id);
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_another_tenants_is_not_there(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    make_policy(&api).await;
    let stranger = Integrator::with_scopes(&api, OTHER, &Scope::ALL).await;
    let strangers_session = stranger.create_session(&api).await;
    let reviewer = Reviewer::first(&api, OTHER).await;
    api.make_webhook(TENANT).await;
    for operation in operations()
        .iter()
        .filter(|operation| operation.is_about_one_thing())
    {
        let call = || operation.on(&api, &session);
        if matches!(operation.access, Access::Key(_) | Access::KeyOrToken(_)) {
            let answer = call().bearer(&stranger.key).send().await;
            answer.expect_problem(404, "not_found");
        }
        if matches!(operation.access, Access::Token | Access::KeyOrToken(_)) {
            let answer = call().bearer(&strangers_session.token).send().await;
            answer.expect_problem(404, "not_found");
        }
        if operation.access == Access::Console {
            let answer = call().header("cookie", &reviewer.cookie).send().await;
            answer.expect_problem(404, "not_found");
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_token_is_for_one_session_only(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let other = integrator.create_session(&api).await;
    for operation in operations() {
        let session = integrator.create_session(&api).await;
        if matches!(operation.access, Access::Token | Access::KeyOrToken(_)) {
            let answer = operation
                .on(&api, &session)
                .bearer(&other.token)
                .send()
                .await;
            answer.expect_problem(404, "not_found");
            let answer = status(operation.on(&api, &session).bearer(&session.token)).await;
            // Its own session is found; it just asks for neither name nor head turns, and for consent
            // to other words.
            let wanted: &[u16] = match operation.id.as_str() {
                "give_names" | "create_challenge" | "give_consent" => &[409],
                _ => &[200, 201, 202],
            };
            assert!(wanted.contains(&answer), "{}: {answer}", operation.id);
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn both_roles_may_review(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    for (role, email) in [
        (Role::Administrator, "a@example.test"),
        (Role::Reviewer, "r@example.test"),
    ] {
        let reviewer = Reviewer::join(&api, TENANT, role, email).await;
        for operation in operations()
            .iter()
            .filter(|one| one.access == Access::Console)
        {
            let answer = operation
                .on(&api, &session)
                .header("cookie", &reviewer.cookie)
                .send()
                .await;
            let wanted = match operation.id.as_str() {
                // There is no such image, and the case does not wait for a decision.
                "read_case_image" => 404,
                "decide_case" => 409,
                _ => 200,
            };
            operation.assert_status(answer.status, wanted, email);
        }
    }
}
