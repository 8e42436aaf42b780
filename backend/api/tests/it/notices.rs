use chrono::TimeDelta;
use credence_app::Role;
use credence_types::Clock;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Api, EMAIL, Reviewer, TENANT};

#[sqlx::test(migrations = "../../migrations")]
async fn the_console_is_told_which_certificates_expire(pool: PgPool) {
    let api = Api::start(pool.clone()).await;
    let reviewer = Reviewer::join(&api, TENANT, Role::Administrator, EMAIL).await;
    let notices = reviewer.get(&api, "/v1/console/notices").send().await;
    assert_eq!(notices.expect(200), json!({ "expiring_certificates": [] }));
    for (thumbprint, days) in [("a", 27), ("b", 29), ("c", -1)] {
        sqlx::query("insert into credence.dcs_certificate values ($1, 'our key', 'CN=Us', $2, $2)")
            .bind(thumbprint)
            .bind(api.clock.now() + TimeDelta::days(days))
            .execute(&pool)
            .await
            .unwrap();
    }
    let notices = reviewer
        .get(&api, "/v1/console/notices")
        .send()
        .await
        .expect(200);
    let days = |index: usize| notices["expiring_certificates"][index]["days_left"].clone();
    assert_eq!(
        (days(0), days(1), days(2)),
        (json!(-1), json!(27), json!(null))
    );
    let other = Reviewer::join(&api, TENANT, Role::Reviewer, "reviewer@example.test").await;
    let none = other
        .get(&api, "/v1/console/notices")
        .send()
        .await
        .expect(200);
    assert_eq!(none, json!({ "expiring_certificates": [] }));
}
