use chrono::TimeDelta;
use credence_dcs_simulator::purge;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Simulator, now, request};

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_kept_identifies_nobody(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let mut sent = request("824159121");
    sent["surname"] = json!("Canarysurname");
    sent["forenames"] = json!(["Canaryforename", "Ann"]);
    sent["dateOfBirth"] = json!("1961-06-16");
    sent["expiryDate"] = json!("2031-12-30");
    simulator.check(&sent).await;
    simulator.check(&request("42")).await;
    let received = simulator.received().await;
    assert_eq!(received[0].number.as_deref(), Some("••••••042"));
    let one = &received[1];
    assert_eq!(one.received_at, now());
    assert_eq!(one.client.as_deref(), Some("Credence"));
    assert_eq!(
        one.correlation_id.unwrap().to_string(),
        sent["correlationId"]
    );
    assert_eq!(one.request_id.unwrap().to_string(), sent["requestId"]);
    assert_eq!(one.number.as_deref(), Some("••••••121"));
    assert_eq!(
        (one.surname_length, one.forenames_length),
        (Some(13), Some(18))
    );
    assert_eq!((one.http_status, one.outcome.as_str()), (200, "invalid"));
    let tables = [
        "dcs.received",
        "dcs.passport",
        "dcs.client",
        "dcs.outage",
        "dcs.client_certificate",
    ];
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select t::text from {table} as t"
        )))
        .fetch_all(&simulator.pool)
        .await
        .unwrap();
        for canary in ["Canary", "824159", "1961-06-16", "2031-12"] {
            assert!(!rows.concat().contains(canary), "{table} {canary}");
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn old_rows_and_too_many_rows_go(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    sqlx::query(
        "insert into dcs.received (id, received_at, http_status, outcome)
         select gen_random_uuid(), $1::timestamptz - make_interval(mins => n), 200, 'valid'
         from generate_series(1, 15500) as n",
    )
    .bind(now())
    .execute(&simulator.pool)
    .await
    .unwrap();
    assert_eq!(purge(&simulator.state).await.unwrap(), 5_500);
    assert_eq!(purge(&simulator.state).await.unwrap(), 0);
    // Of the rest, 100 minutes' worth are not yet 30 days old then.
    simulator
        .clock
        .advance(TimeDelta::days(30) - TimeDelta::minutes(100));
    assert_eq!(purge(&simulator.state).await.unwrap(), 9_900);
    assert_eq!(simulator.received().await.len(), 100);
}
