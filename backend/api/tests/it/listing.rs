use chrono::TimeDelta;
use serde_json::Value;
use sqlx::PgPool;

use crate::support::{Answer, Api, Integrator, OTHER, TENANT};

async fn list(api: &Api, integrator: &Integrator, query: &str) -> Answer {
    let call = api.get(&format!("/v1/sessions?{query}"));
    call.bearer(&integrator.key).send().await
}

fn ids(page: &Value) -> Vec<String> {
    let sessions = page["sessions"].as_array().unwrap().iter();
    sessions
        .map(|session| session["id"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn sessions_are_listed_page_by_page_and_by_filter(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(integrator.create_session(&api).await.id);
        api.clock.advance(TimeDelta::minutes(1));
    }
    made.reverse();
    let first = list(&api, &integrator, "limit=2").await.expect(200);
    assert_eq!(ids(&first), made[..2]);
    assert_eq!(first["sessions"][0]["reference"], "order-7");
    let cursor = first["next_cursor"].as_str().unwrap();
    // Another limit is still the same list.
    let rest = list(&api, &integrator, &format!("limit=9&cursor={cursor}")).await;
    let rest = rest.expect(200);
    assert_eq!(ids(&rest), made[2..]);
    assert_eq!(rest["next_cursor"], Value::Null);
    let between = "created_after=2027-01-15T08:01:00Z&created_before=2027-01-15T08:03:00Z";
    let between = list(&api, &integrator, between).await.expect(200);
    assert_eq!(ids(&between), made[2..4]);
    for (query, count) in [
        ("reference=order-7", 5),
        ("reference=order-8", 0),
        ("state=created", 5),
        ("state=created&reference=order-7", 5),
        ("state=approved&reference=order-7", 0),
        ("state=cancelled", 0),
    ] {
        let page = list(&api, &integrator, query).await.expect(200);
        assert_eq!(ids(&page).len(), count, "{query}");
    }
    let stranger = Integrator::new(&api, OTHER).await;
    let none = list(&api, &stranger, "").await.expect(200);
    assert!(ids(&none).is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_cursor_is_good_for_its_own_list_only(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let stranger = Integrator::new(&api, OTHER).await;
    for _ in 0..2 {
        integrator.create_session(&api).await;
    }
    let page = list(&api, &integrator, "limit=1&state=created").await;
    let cursor = page.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    let good = format!("state=created&cursor={cursor}");
    list(&api, &integrator, &good).await.expect(200);
    list(&api, &stranger, &good)
        .await
        .expect_problem(422, "invalid_cursor");
    let flipped = if cursor.starts_with('A') { "B" } else { "A" };
    let tampered = format!("{flipped}{}", &cursor[1..]);
    for query in [
        format!("cursor={cursor}"),
        format!("state=approved&cursor={cursor}"),
        format!("state=created&reference=a&cursor={cursor}"),
        format!("state=created&cursor={tampered}"),
        format!("state=created&cursor={}", &cursor[1..]),
        "state=created&cursor=".to_owned(),
        "state=created&cursor=%00".to_owned(),
        "state=created&cursor=00000000-0000-7000-8000-000000000001".to_owned(),
    ] {
        let answer = list(&api, &integrator, &query).await;
        answer.expect_problem(422, "invalid_cursor");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_malformed_filter_is_refused_by_name(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let long = format!("reference={}", "a".repeat(201));
    for (query, code) in [
        ("limit=0", "invalid_query"),
        ("limit=101", "invalid_query"),
        ("limit=-1", "invalid_query"),
        ("state=CANARY", "invalid_query"),
        ("canary=1", "invalid_query"),
        ("state=created&state=created", "invalid_query"),
        ("created_after=yesterday", "invalid_query"),
        ("created_after=-9999-01-01T00:00:00Z", "invalid_query"),
        ("created_before=%2B99999-01-01T00:00:00Z", "invalid_query"),
        ("reference=%00", "invalid_reference"),
        (long.as_str(), "invalid_reference"),
    ] {
        let answer = list(&api, &integrator, query).await;
        answer.expect_problem(422, code);
        assert!(!answer.text().contains("CANARY"));
    }
}
