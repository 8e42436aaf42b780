use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Api, Integrator, OTHER, Session, TENANT};

async fn view(api: &Api, session: &Session) -> Value {
    let call = api.get(&session.path("")).bearer(&session.token);
    call.send().await.expect(200)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_agrees_to_the_words_they_are_shown(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_undecided_session(&api).await;
    let before = view(&api, &session).await;
    assert_eq!(
        (&before["capture"], &before["consent"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(before["organisation"]["name"], "One");
    let asked = &before["consent_asked"];
    assert_eq!(asked["locale"], "en");
    assert_eq!(asked["lines"][0]["key"], "purpose");
    let submit = || {
        let call = api
            .post(&session.path("/submission"))
            .bearer(&session.token);
        call.json(&json!({ "request_id": Uuid::from_u128(77) }))
            .send()
    };
    submit().await.expect_problem(409, "consent_required");
    let give = |body: Value| {
        let call = api.post(&session.path("/consent")).bearer(&session.token);
        call.json(&body).send()
    };
    let (hash, biometric) = (asked["text_sha256"].clone(), true);
    let half = give(json!({ "text_sha256": hash, "locale": "en", "biometric": false })).await;
    half.expect_problem(422, "biometric_consent_missing");
    let given = give(json!({ "text_sha256": hash, "locale": "en", "biometric": biometric })).await;
    let given = given.expect(200);
    assert_eq!(given["consent"]["obtained_by"], "page");
    assert_eq!(given["consent"]["address_class"], "public_v4");
    assert!(given["capture"].is_object() && given.get("consent_asked").is_none());
    let theirs = api
        .get(&session.path(""))
        .bearer(&integrator.key)
        .send()
        .await
        .expect(200);
    assert_eq!(theirs["consent"]["text_version"], hash);
    assert!(theirs.get("organisation").is_none() && theirs.get("consent_asked").is_none());
    let other_words = json!({ "text_sha256": "00".repeat(32), "locale": "en", "biometric": true });
    give(other_words)
        .await
        .expect_problem(409, "consent_text_changed");
    submit().await.expect(202);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_who_declines_ends_the_session(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_undecided_session(&api).await;
    let call = || {
        api.post(&session.path("/decline"))
            .bearer(&session.token)
            .send()
    };
    let declined = call().await.expect(200);
    assert_eq!(
        (&declined["state"], &declined["cancel_code"]),
        (&json!("cancelled"), &json!("consent_declined"))
    );
    call().await.expect(200);
    let given = json!({ "text_sha256": "00".repeat(32), "locale": "en", "biometric": true });
    let late = api.post(&session.path("/consent")).bearer(&session.token);
    let late = late.json(&given).send().await;
    late.expect_problem(409, "session_not_open");
}

#[sqlx::test(migrations = "../../migrations")]
async fn services_state_the_consent_until_the_tenant_lifts_the_duty(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let verify = async |consent: Value| {
        let session = integrator.create_undecided_session(&api).await;
        let mut body = json!({ "request_id": Uuid::new_v4() });
        if !consent.is_null() {
            body["consent"] = consent;
        }
        let call = api.post(&session.path("/verify")).bearer(&integrator.key);
        call.header("prefer", "wait=0").json(&body).send().await
    };
    let refused = verify(Value::Null).await;
    refused.expect_problem(409, "consent_required");
    let detail = refused.expect(409)["detail"].clone();
    for member in ["`consent`", "`obtained_by`", "`text_version`", "`given_at`"] {
        assert!(detail.as_str().unwrap().contains(member), "{detail}");
    }
    let at = "2027-01-15T07:00:00Z";
    let stated = json!({ "text_version": "t7", "given_at": at, "obtained_by": "integrator" });
    let taken = verify(stated).await.expect(202);
    assert_eq!(taken["consent"]["obtained_by"], "integrator");
    assert_eq!(taken["consent"]["given_at"], at);
    let later = json!({ "text_version": "t7", "given_at": "2027-01-16T07:00:00Z", "obtained_by": "integrator" });
    verify(later).await.expect_problem(422, "invalid_consent");
    let words =
        json!({ "text_version": "Ada Lovelace", "given_at": at, "obtained_by": "integrator" });
    verify(words).await.expect_problem(422, "invalid_consent");
    let set = api.call("PUT", "/v1/consent").bearer(&integrator.key);
    let set = set
        .json(&json!({ "verify_needs_consent": false }))
        .send()
        .await
        .expect(200);
    assert_eq!(set["verify_needs_consent"], false);
    assert_eq!(set["texts"].as_array().unwrap().len(), 1);
    verify(Value::Null).await.expect(202);
    let other = Integrator::new(&api, OTHER).await;
    let theirs = api
        .get("/v1/consent")
        .bearer(&other.key)
        .send()
        .await
        .expect(200);
    assert_eq!(theirs["verify_needs_consent"], true);
}
