use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, OTHER, TENANT};

async fn change(api: &Api, integrator: &Integrator, body: Value) -> Answer {
    let call = api.call("PUT", "/v1/branding").bearer(&integrator.key);
    call.json(&body).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_branding_is_seen_by_the_tenants_own_people(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let wanted = json!({
        "version": 0, "display_name": "Example Bank",
        "accent": { "light": "#0d5c55", "dark": "#7ccfc2" },
        "support_contact": "help@bank.example",
        "privacy_notice_url": "https://bank.example/privacy",
        "return_url": "https://bank.example/welcome",
    });
    let made = change(&api, &integrator, wanted.clone()).await.expect(200);
    assert_eq!(
        (&made["version"], &made["logo_path"]),
        (&json!(1), &Value::Null)
    );
    change(&api, &integrator, wanted)
        .await
        .expect_problem(409, "branding_changed");
    let session = integrator.create_session(&api).await;
    let seen = api
        .get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await
        .expect(200);
    let organisation = &seen["organisation"];
    assert_eq!(organisation["name"], "Example Bank");
    assert_eq!(organisation["accent"]["dark"], "#7ccfc2");
    let other = Integrator::new(&api, OTHER).await;
    let theirs = api
        .get("/v1/branding")
        .bearer(&other.key)
        .send()
        .await
        .expect(200);
    assert_eq!(
        (&theirs["version"], &theirs["display_name"]),
        (&json!(0), &Value::Null)
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_refusal_names_the_member_and_the_contrast(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let yellow = json!({ "version": 0, "accent": { "light": "#ffd400", "dark": "#ffd400" } });
    let refused = change(&api, &integrator, yellow).await;
    refused.expect_problem(422, "invalid_branding");
    let body = refused.expect(422);
    assert_eq!(body["errors"][0]["pointer"], "#/accent/light");
    assert!(
        body["detail"]
            .as_str()
            .unwrap()
            .contains(":1; text needs 4.50:1"),
        "{body}"
    );
    for (member, value) in [
        ("return_url", "http://bank.example/"),
        ("privacy_notice_url", "javascript:alert(1)"),
        ("support_contact", "call us"),
        ("display_name", ""),
    ] {
        let body = json!({ "version": 0, member: value });
        let refused = change(&api, &integrator, body).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("#/{member}"));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_logo_is_coded_anew_and_served_under_its_hash(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let put = |media_type: &'static str, body: &'static str| {
        let call = api.call("PUT", "/v1/branding/logo").bearer(&integrator.key);
        call.header("content-type", media_type).body(body).send()
    };
    put("image/svg+xml", "<svg/>")
        .await
        .expect_problem(415, "unsupported_media_type");
    put("image/png", "no picture")
        .await
        .expect_problem(422, "invalid_logo");
    let with = put("image/png", "logo").await.expect(200);
    let path = with["logo_path"].as_str().unwrap();
    let logo = api.get(path).send().await;
    logo.expect(200);
    assert_eq!(logo.text(), "coded anew");
    assert_eq!(logo.header("content-type"), "image/png");
    assert_eq!(logo.header("x-content-type-options"), "nosniff");
    assert!(logo.header("cache-control").contains("immutable"));
    let elsewhere = path.replace(&TENANT.to_string(), &OTHER.to_string());
    api.get(&elsewhere)
        .send()
        .await
        .expect_problem(404, "not_found");
    let call = api
        .call("DELETE", "/v1/branding/logo")
        .bearer(&integrator.key);
    assert_eq!(call.send().await.expect(200)["logo_path"], Value::Null);
    api.get(path).send().await.expect_problem(404, "not_found");
}
