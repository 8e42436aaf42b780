use chrono::TimeDelta;
use credence_app::{RetentionPolicy, Scope, sweep};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, TENANT};

fn policy(images: u32) -> Value {
    let mut policy = serde_json::to_value(RetentionPolicy::default()).unwrap();
    policy["expired"]["images_days"] = images.into();
    policy
}

async fn set(api: &Api, key: &str, body: &Value) -> Answer {
    let call = api.call("PUT", "/v1/retention").bearer(key);
    call.json(body).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn retention_is_read_set_and_confirmed(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::with_scopes(&api, TENANT, &Scope::ALL).await;
    let key = &integrator.key;
    let get = async |path: &str| api.get(path).bearer(key).send().await.expect(200);
    let kept = get("/v1/retention").await;
    assert_eq!(
        kept,
        json!({ "version": null, "is_installations": true, "since": null, "policy": policy(7) })
    );
    let session = integrator.create_session(&api).await;
    sweep(&api.app).await.unwrap();
    assert_eq!(get("/v1/retention").await["version"], 1);
    api.clock.advance(TimeDelta::days(1));
    sweep(&api.app).await.unwrap();
    api.clock.advance(TimeDelta::days(2));
    let seen = get(&session.path("")).await;
    assert_eq!(seen["state"], "expired");
    assert_eq!(
        (&seen["images_kept_until"], &seen["summary_kept_until"]),
        (
            &json!("2027-01-23T08:00:00Z"),
            &json!("2027-04-16T08:00:00Z")
        )
    );

    let stricter = policy(2);
    let plan = set(&api, key, &json!({ "policy": stricter }))
        .await
        .expect(202);
    assert_eq!(
        plan["due"],
        json!([{ "class": "images", "outcome": "expired", "count": 1,
                 "oldest": "2027-01-16T08:00:00Z" }])
    );
    assert_eq!(get("/v1/retention").await["version"], 1);
    let confirmed = json!({ "policy": stricter, "confirm": plan["confirmation"] });
    let kept = set(&api, key, &confirmed).await.expect(200);
    assert_eq!(
        (&kept["version"], &kept["is_installations"], &kept["policy"]),
        (&json!(2), &json!(false), &stricter)
    );
    assert_eq!(get("/v1/retention/plan").await["due"][0]["count"], 1);
    sweep(&api.app).await.unwrap();
    assert_eq!(get("/v1/retention/plan").await["due"], json!([]));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_wrong_retention_is_refused_where_it_is_wrong(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::with_scopes(&api, TENANT, &Scope::ALL).await;
    let answer = set(&api, &integrator.key, &json!({ "policy": policy(8) })).await;
    answer.expect_problem(422, "invalid_retention");
    let problem = answer.expect(422);
    assert_eq!(
        problem["errors"][0]["pointer"],
        "#/policy/expired/images_days"
    );
    let mut unknown = policy(7);
    unknown["templates_days"] = json!(1);
    for body in [
        json!({ "policy": unknown }),
        json!({ "policy": policy(7), "confirmed": 1 }),
    ] {
        let answer = set(&api, &integrator.key, &body).await;
        answer.expect_problem(422, "invalid_body");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_hold_is_put_on_and_taken_off(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::with_scopes(&api, TENANT, &Scope::ALL).await;
    let key = &integrator.key;
    let session = integrator.create_session(&api).await;
    let hold = api.call("PUT", &session.path("/hold")).bearer(key);
    let held = hold.json(&json!({ "reason": "dispute" })).send().await;
    assert_eq!(held.expect(200)["hold_reason"], "dispute");
    let mine = api
        .get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await;
    assert_eq!(mine.expect(200).get("hold_reason"), None);
    let erase = async || {
        let call = api.call("DELETE", &session.path("")).bearer(key);
        call.send().await
    };
    erase().await.expect_problem(409, "session_held");
    let unknown = api.call("PUT", &session.path("/hold")).bearer(key);
    let unknown = unknown.json(&json!({ "reason": "whim" })).send().await;
    unknown.expect_problem(422, "invalid_body");
    let release = api.call("DELETE", &session.path("/hold")).bearer(key);
    assert_eq!(release.send().await.expect(200).get("hold_reason"), None);
    erase().await.expect(200);
    let late = api.call("PUT", &session.path("/hold")).bearer(key);
    let late = late.json(&json!({ "reason": "dispute" })).send().await;
    late.expect_problem(410, "session_erased");
}
