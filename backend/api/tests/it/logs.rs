use credence_app::Role;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Api, Integrator, Reviewer, Session, TENANT, log};

const CANARY: &str = "CANARY-6f1e";

/// Everything that could carry a secret or a person's data does, in good calls and in refused ones;
/// none of it may be in the log.
#[sqlx::test(migrations = "../../migrations")]
async fn nothing_of_a_person_and_no_secret_is_logged(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = sessions(&api, &integrator).await;
    let cookie = console(&api, &session).await;
    let lost = format!("/{CANARY}?token={CANARY}");
    api.get(&lost)
        .header("referer", CANARY)
        .header("user-agent", CANARY)
        .send()
        .await;
    api.get("/v1/console/me")
        .header("cookie", &format!("credence={CANARY}"))
        .send()
        .await;
    api.get(&session.path(&format!("/{CANARY}")))
        .bearer(CANARY)
        .send()
        .await;
    let events = api
        .get(&session.path("/events"))
        .bearer(&session.token)
        .open()
        .await;
    drop(events);
    api.pool.close().await;
    api.get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await
        .expect(503);

    let text = log().text();
    let secret = |text: &str| text[text.len() - 30..].to_owned();
    for secret in [
        CANARY.to_owned(),
        secret(&integrator.key),
        secret(&session.token),
        secret(&cookie),
    ] {
        let line = text.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "{line:?}");
    }
    // It was the log, and the failure is in it with its cause.
    assert!(text.contains(r#""path":"/v1/sessions/{id}""#));
    assert!(text.contains("a request failed"));
}

async fn sessions(api: &Api, integrator: &Integrator) -> Session {
    let create = || api.post("/v1/sessions").bearer(&integrator.key);
    let body = json!({ "reference": CANARY });
    create()
        .header("idempotency-key", CANARY)
        .json(&body)
        .send()
        .await
        .expect(201);
    create()
        .json(&json!({ CANARY: CANARY }))
        .send()
        .await
        .expect(422);
    create()
        .json(&json!({ "reference": CANARY.repeat(30) }))
        .send()
        .await
        .expect(422);
    create()
        .json(&json!({ "locale": CANARY.repeat(9) }))
        .send()
        .await
        .expect(422);
    create().raw_json(CANARY).send().await.expect(400);
    let session = integrator.create_session(api).await;
    let submit = |body| {
        api.post(&session.path("/submission"))
            .bearer(&session.token)
            .json(&body)
    };
    submit(json!({ "request_id": CANARY }))
        .send()
        .await
        .expect(422);
    submit(json!({ "request_id": Uuid::from_u128(9) }))
        .send()
        .await
        .expect(202);
    api.get(&session.path("/result"))
        .bearer(&integrator.key)
        .send()
        .await
        .expect(409);
    session
}

/// Signs in; returns the cookie.
async fn console(api: &Api, session: &Session) -> String {
    let email = format!("{CANARY}@example.test");
    let mut body = Reviewer::joining(api, TENANT, Role::Administrator, &email).await;
    body["name"] = json!(CANARY);
    body["password"] = json!(format!("{CANARY}-password"));
    let join = |body| {
        api.post("/v1/console/first-administrator")
            .same_origin()
            .json(body)
    };
    let answer = join(&body).send().await;
    answer.expect(201);
    join(&body).send().await.expect(401);
    let sign_in = json!({ "email": email, "password": CANARY });
    api.post("/v1/console/sign-in")
        .same_origin()
        .json(&sign_in)
        .send()
        .await
        .expect(401);
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let reviewer = Reviewer {
        cookie: cookie.clone(),
    };
    let case = format!("/v1/console/cases/{}", session.id);
    reviewer.get(api, &case).send().await.expect(200);
    let decision = json!({ "decision": "approve", "reason": CANARY });
    let call = reviewer
        .post(api, &format!("{case}/decision"))
        .json(&decision);
    call.send().await.expect(409);
    reviewer
        .get(api, &format!("/v1/console/cases?state={CANARY}"))
        .send()
        .await
        .expect(422);
    cookie
}
