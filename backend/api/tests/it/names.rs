//! The name as the passport prints it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Api, Integrator, Session, TENANT};

async fn give(api: &Api, session: &Session, body: &Value) -> Answer {
    let call = api.post(&session.path("/names")).bearer(&session.token);
    call.json(body).send().await
}

fn names(surname: &str, forenames: &str) -> Value {
    json!({ "surname": surname, "forenames": forenames })
}

/// A session that asks for a name, as a worker leaves it after an invalid answer.
async fn asked(api: &Api) -> Session {
    let session = Integrator::new(api, TENANT).await.create_session(api).await;
    let request = Uuid::new_v4();
    let call = api
        .post(&session.path("/submission"))
        .bearer(&session.token);
    call.json(&json!({ "request_id": request }))
        .send()
        .await
        .expect(202);
    sqlx::query("delete from credence.job")
        .execute(&api.pool)
        .await
        .unwrap();
    let changed = sqlx::query(
        "update credence.session
         set state = 'retake', retake_step = 'name', retake_code = 'name_spelling',
             version = version + 1
         where id = $1",
    )
    .bind(session.id.parse::<Uuid>().unwrap())
    .execute(&api.pool)
    .await
    .unwrap();
    assert_eq!(changed.rows_affected(), 1);
    session
}

async fn jobs(api: &Api) -> i64 {
    sqlx::query_scalar("select count(*) from credence.job")
        .fetch_one(&api.pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_name_is_taken_once_and_the_same_again_answers_the_same(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = asked(&api).await;
    let view = api
        .get(&session.path(""))
        .bearer(&session.token)
        .send()
        .await
        .expect(200);
    assert_eq!(view["retake"]["step"], "name");
    assert_eq!(view["retake"]["code"], "name_spelling");
    let taken = give(&api, &session, &names("O'Connor-Smith", "Mary Jane")).await;
    let taken = taken.expect(202);
    assert_eq!(
        (&taken["state"], &taken["retake"], &taken["attempts_left"]),
        (&json!("submitted"), &Value::Null, &json!(4))
    );
    let again = give(&api, &session, &names(" O'Connor-Smith", "Mary  Jane ")).await;
    assert_eq!(again.expect(202), taken);
    assert_eq!(jobs(&api).await, 1);
    let other = give(&api, &session, &names("Watson", "Mary")).await;
    other.expect_problem(409, "name_not_asked");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_that_asks_for_no_name_or_whose_time_is_over_takes_none(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let fresh = integrator.create_session(&api).await;
    let answer = give(&api, &fresh, &names("Watson", "Mary")).await;
    answer.expect_problem(409, "name_not_asked");
    let session = asked(&api).await;
    api.clock.advance(TimeDelta::hours(23));
    let session = integrator.new_token(&api, &session).await;
    api.clock.advance(TimeDelta::hours(2));
    let answer = give(&api, &session, &names("Watson", "Mary")).await;
    answer.expect_problem(409, "name_not_asked");
    assert_eq!(jobs(&api).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_name_that_no_passport_prints_is_refused_field_by_field(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = asked(&api).await;
    let answer = give(&api, &session, &names("CANARY9", "")).await;
    answer.expect_problem(422, "invalid_names");
    let body = answer.expect(422);
    assert_eq!(
        body["errors"],
        json!([
            {
                "pointer": "#/surname",
                "detail": "must only contain the characters: a-z, A-Z, space, hyphen, full stop and apostrophe",
            },
            { "pointer": "#/forenames", "detail": "must not be empty" },
        ])
    );
    assert!(!answer.text().contains("CANARY"));
    for (body, place) in [
        (json!({ "surname": "Watson" }), "#/forenames"),
        (
            json!({ "surname": "Watson", "forenames": ["Mary"] }),
            "#/forenames",
        ),
        (
            json!({ "surname": "Watson", "forenames": "Mary", "CANARY": 1 }),
            "#",
        ),
    ] {
        let answer = give(&api, &session, &body).await;
        answer.expect_problem(422, "invalid_body");
        assert!(!answer.text().contains("CANARY"));
        assert_eq!(answer.expect(422)["errors"][0]["pointer"], place);
    }
    give(&api, &session, &names("Watson", "Mary"))
        .await
        .expect(202);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_name_lies_sealed_and_is_in_no_log(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = asked(&api).await;
    give(&api, &session, &names("Canarysson", "Canarina"))
        .await
        .expect(202);
    for table in ["session", "audit", "job", "submission"] {
        let sql = match table {
            "session" => "select coalesce(string_agg(t::text, ''), '') from credence.session t",
            "audit" => "select coalesce(string_agg(t::text, ''), '') from credence.audit t",
            "job" => "select coalesce(string_agg(t::text, ''), '') from credence.job t",
            _ => "select coalesce(string_agg(t::text, ''), '') from credence.submission t",
        };
        let text: String = sqlx::query_scalar(sql).fetch_one(&api.pool).await.unwrap();
        assert!(!text.is_empty() && !text.contains("Canar"), "{table}");
        assert!(!text.contains(&hex::encode("Canarysson")), "{table}");
    }
}
