use chrono::TimeDelta;
use credence_app::Role;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Api, EMAIL, Integrator, OTHER, PASSWORD, Reviewer, TENANT};

const JOIN: &str = "/v1/console/first-administrator";

#[sqlx::test(migrations = "../../migrations")]
async fn an_invitation_lets_one_person_in(pool: PgPool) {
    let api = Api::start(pool).await;
    let body = Reviewer::joining(&api, TENANT, Role::Administrator, "Ann@Example.test").await;
    let answer = api.post(JOIN).same_origin().json(&body).send().await;
    let me = answer.expect(201);
    let wanted =
        json!({ "name": "Ann", "email": EMAIL, "role": "administrator", "tenant_name": "One" });
    assert_eq!(me, wanted);
    let again = api.post(JOIN).same_origin().json(&body).send().await;
    again.expect_problem(401, "invitation_refused");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let answer = api
        .get("/v1/console/me")
        .header("cookie", cookie)
        .send()
        .await;
    assert_eq!(answer.expect(200), wanted);
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_is_refused_can_use_the_invitation_again(pool: PgPool) {
    let api = Api::start(pool).await;
    Reviewer::join(&api, TENANT, Role::Reviewer, "taken@example.test").await;
    let good = Reviewer::joining(&api, TENANT, Role::Administrator, EMAIL).await;
    for (field, value, status, code) in [
        ("invitation", "CANARY".to_owned(), 401, "invitation_refused"),
        ("invitation", "A".repeat(64), 401, "invitation_refused"),
        ("name", String::new(), 422, "invalid_name"),
        ("name", "a".repeat(201), 422, "invalid_name"),
        ("name", "A\0nn".to_owned(), 422, "invalid_name"),
        ("email", "CANARY".to_owned(), 422, "invalid_email"),
        ("password", "short".to_owned(), 422, "invalid_password"),
        ("password", "a".repeat(1_001), 422, "invalid_password"),
        ("email", "taken@example.test".to_owned(), 409, "email_taken"),
    ] {
        let mut body = good.clone();
        body[field] = json!(value);
        let answer = api.post(JOIN).same_origin().json(&body).send().await;
        answer.expect_problem(status, code);
        assert!(!answer.text().contains("CANARY"));
        assert_eq!(answer.header("set-cookie"), "");
    }
    api.post(JOIN)
        .same_origin()
        .json(&good)
        .send()
        .await
        .expect(201);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_invitation_lapses(pool: PgPool) {
    let api = Api::start(pool).await;
    let body = Reviewer::joining(&api, TENANT, Role::Administrator, EMAIL).await;
    api.clock.advance(TimeDelta::days(8));
    let answer = api.post(JOIN).same_origin().json(&body).send().await;
    answer.expect_problem(401, "invitation_refused");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_wrong_address_and_a_wrong_password_look_the_same(pool: PgPool) {
    let api = Api::start(pool).await;
    Reviewer::first(&api, TENANT).await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("no\0body@example.test", PASSWORD),
        (EMAIL, "a wrong password"),
        ("nobody@example.test", PASSWORD),
    ] {
        let call = api.post("/v1/console/sign-in").same_origin();
        let call = call.header("x-request-id", "the-same-1");
        let answer = call
            .json(&json!({ "email": email, "password": password }))
            .send()
            .await;
        answer.expect_problem(401, "sign_in_refused");
        assert_eq!(answer.header("set-cookie"), "");
        answers.push(answer.body);
    }
    assert_eq!(answers[0], answers[1]);
    let body = json!({ "email": " ANN@example.test", "password": PASSWORD });
    let answer = api
        .post("/v1/console/sign-in")
        .same_origin()
        .json(&body)
        .send()
        .await;
    assert_eq!(answer.expect(200)["email"], EMAIL);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_login_lapses(pool: PgPool) {
    let api = Api::start(pool).await;
    let reviewer = Reviewer::first(&api, TENANT).await;
    api.clock.advance(TimeDelta::hours(11));
    reviewer
        .get(&api, "/v1/console/me")
        .send()
        .await
        .expect(200);
    api.clock.advance(TimeDelta::hours(2));
    let answer = reviewer.get(&api, "/v1/console/me").send().await;
    answer.expect_problem(401, "invalid_credential");
}

#[sqlx::test(migrations = "../../migrations")]
async fn cases_are_listed_by_page_and_state_and_tenant(pool: PgPool) {
    let api = Api::start(pool).await;
    let reviewer = Reviewer::first(&api, TENANT).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, integrator.create_session(&api).await.id);
        api.clock.advance(TimeDelta::seconds(1));
    }
    let foreign = Integrator::new(&api, OTHER)
        .await
        .create_session(&api)
        .await
        .id;
    let page = reviewer
        .get(&api, "/v1/console/cases?limit=2")
        .send()
        .await
        .expect(200);
    let listed = |page: &serde_json::Value| -> Vec<String> {
        let cases = page["cases"].as_array().unwrap();
        cases
            .iter()
            .map(|case| case["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(listed(&page), ids[..2]);
    let case = &page["cases"][0];
    assert_eq!(case["reference"], "order-7");
    assert_eq!(
        (&case["state"], &case["attempts"]),
        (&json!("created"), &json!(0))
    );
    assert_eq!(
        (&case["document_type"], &case["failed_checks"]),
        (&json!(null), &json!([]))
    );
    let cursor = page["next_cursor"].as_str().unwrap();
    let path = format!("/v1/console/cases?limit=2&cursor={cursor}");
    let page = reviewer.get(&api, &path).send().await.expect(200);
    assert_eq!(
        (listed(&page), &page["next_cursor"]),
        (ids[2..].to_vec(), &json!(null))
    );
    let approved = reviewer
        .get(&api, "/v1/console/cases?state=approved")
        .send()
        .await
        .expect(200);
    assert!(listed(&approved).is_empty());
    let all = reviewer
        .get(&api, "/v1/console/cases?state=created")
        .send()
        .await
        .expect(200);
    assert!(!listed(&all).contains(&foreign));
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "state=CANARY",
        "cursor=1",
        "unknown=1",
        "limit=1&limit=2",
    ] {
        let answer = reviewer
            .get(&api, &format!("/v1/console/cases?{query}"))
            .send()
            .await;
        answer.expect_problem(422, "invalid_query");
        assert!(!answer.text().contains("CANARY"));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_sites_page_can_change_nothing(pool: PgPool) {
    let api = Api::start(pool).await;
    let reviewer = Reviewer::first(&api, TENANT).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    let decision = format!("/v1/console/cases/{}/decision", session.id);
    for path in [
        JOIN,
        "/v1/console/sign-in",
        "/v1/console/sign-out",
        decision.as_str(),
    ] {
        for lines in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "http://localhost:8080"),
            ],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://evil.example")],
            &[("origin", "null")],
        ] {
            let mut call = api
                .post(path)
                .header("cookie", &reviewer.cookie)
                .json(&json!({}));
            for (name, value) in lines {
                call = call.header(name, value);
            }
            call.send().await.expect_problem(403, "cross_site_request");
        }
    }
    // The login survived all that, and our own page can still sign out, with Origin alone too.
    let origin = ("origin", "http://localhost:8080");
    let call = api
        .post("/v1/console/sign-out")
        .header("cookie", &reviewer.cookie);
    assert_eq!(call.header(origin.0, origin.1).send().await.status, 204);
}
