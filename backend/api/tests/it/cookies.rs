use credence_app::Role;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Api, EMAIL, PASSWORD, Reviewer, Settings, TENANT};

#[sqlx::test(migrations = "../../migrations")]
async fn over_https_the_cookie_is_bound_to_the_host(pool: PgPool) {
    let settings = Settings {
        public_url: "https://id.example.test",
        ..Settings::default()
    };
    let api = Api::start_with(pool, settings).await;
    let body = Reviewer::joining(&api, TENANT, Role::Administrator, EMAIL).await;
    let call = api
        .post("/v1/console/first-administrator")
        .same_origin()
        .json(&body);
    let answer = call.send().await;
    answer.expect(201);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-credence="), "{cookie}");
    let flags: Vec<_> = cookie.split("; ").skip(1).collect();
    assert_eq!(
        flags,
        [
            "Path=/",
            "HttpOnly",
            "SameSite=Strict",
            "Max-Age=43200",
            "Secure"
        ]
    );
    let value = cookie.split(';').next().unwrap();
    api.get("/v1/console/me")
        .header("cookie", value)
        .send()
        .await
        .expect(200);
    // The name without the prefix could have been set by a sibling host or over plain HTTP.
    let bare = value.strip_prefix("__Host-").unwrap();
    let answer = api
        .get("/v1/console/me")
        .header("cookie", bare)
        .send()
        .await;
    answer.expect_problem(401, "invalid_credential");
}

#[sqlx::test(migrations = "../../migrations")]
async fn over_http_the_cookie_is_out_of_reach_of_scripts_all_the_same(pool: PgPool) {
    let api = Api::start(pool).await;
    Reviewer::first(&api, TENANT).await;
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    let answer = api
        .post("/v1/console/sign-in")
        .same_origin()
        .json(&body)
        .send()
        .await;
    let flags: Vec<_> = answer.header("set-cookie").split("; ").skip(1).collect();
    assert_eq!(
        flags,
        ["Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn each_sign_in_is_a_login_of_its_own(pool: PgPool) {
    let api = Api::start(pool).await;
    let first = Reviewer::first(&api, TENANT).await;
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    let call = first.post(&api, "/v1/console/sign-in").json(&body);
    let second = call
        .send()
        .await
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert_ne!(first.cookie, second);
}

#[sqlx::test(migrations = "../../migrations")]
async fn signing_out_ends_the_login_on_the_server(pool: PgPool) {
    let api = Api::start(pool).await;
    let reviewer = Reviewer::first(&api, TENANT).await;
    let answer = reviewer.post(&api, "/v1/console/sign-out").send().await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").starts_with("credence=; Path=/"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let answer = reviewer.get(&api, "/v1/console/me").send().await;
    answer.expect_problem(401, "invalid_credential");
    assert_eq!(
        reviewer
            .post(&api, "/v1/console/sign-out")
            .send()
            .await
            .status,
        204
    );
    assert_eq!(
        api.post("/v1/console/sign-out")
            .same_origin()
            .send()
            .await
            .status,
        204
    );
}
