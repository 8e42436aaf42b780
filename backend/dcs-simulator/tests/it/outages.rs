use chrono::TimeDelta;
use credence_dcs_protocol::CheckResult;
use credence_dcs_simulator::{NewOutage, OutageError, start_outage, stop_outages};
use sqlx::PgPool;

use crate::support::{Simulator, now, request};

const UP: &str = r#"{"available":true,"scheduledOutages":[]}"#;

fn outage(message: &str) -> NewOutage {
    NewOutage {
        message: message.to_owned(),
        starts_at: None,
        ends_at: None,
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_outage_is_told_and_answers_every_check_until_it_is_stopped(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let (pool, clock) = (&simulator.pool, &simulator.clock);
    start_outage(pool, clock, outage("Unplanned outage"))
        .await
        .unwrap();
    let answer = simulator.status().await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.text(),
        r#"{"available":false,"message":"Unplanned outage","scheduledOutages":[]}"#
    );
    let down = CheckResult::Error(vec!["Unplanned outage".to_owned()]);
    for number in ["899000000", "899000007", "123456789"] {
        assert_eq!(simulator.result(&request(number)).await, down);
    }
    // What is wrong is said all the same.
    let wrong = simulator.result(&request("0")).await;
    assert_ne!(wrong, down);
    assert_eq!(stop_outages(pool, clock).await.unwrap(), 1);
    assert_eq!(stop_outages(pool, clock).await.unwrap(), 0);
    assert_eq!(simulator.status().await.text(), UP);
    assert_eq!(
        simulator.result(&request("899000000")).await,
        CheckResult::Valid
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_scheduled_outage_is_announced_begins_and_ends(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let new = NewOutage {
        starts_at: Some(now() + TimeDelta::hours(1)),
        ends_at: Some(now() + TimeDelta::hours(2)),
        ..outage("Planned outage")
    };
    start_outage(&simulator.pool, &simulator.clock, new)
        .await
        .unwrap();
    assert_eq!(
        simulator.status().await.text(),
        r#"{"available":true,"scheduledOutages":[{"start":"2026-11-27T11:00:00.000Z","end":"2026-11-27T12:00:00.000Z","message":"Planned outage"}]}"#
    );
    simulator.clock.advance(TimeDelta::hours(1));
    assert_eq!(
        simulator.status().await.text(),
        r#"{"available":false,"message":"Planned outage","scheduledOutages":[]}"#
    );
    simulator.clock.advance(TimeDelta::hours(1));
    assert_eq!(simulator.status().await.text(), UP);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_outage_is_refused(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let start = async |new| {
        start_outage(&simulator.pool, &simulator.clock, new)
            .await
            .unwrap_err()
    };
    assert!(matches!(start(outage("")).await, OutageError::Message));
    assert!(matches!(
        start(outage(&"x".repeat(201))).await,
        OutageError::Message
    ));
    let ended = NewOutage {
        ends_at: Some(now()),
        ..outage("x")
    };
    assert!(matches!(start(ended).await, OutageError::Order));
    assert_eq!(simulator.status().await.text(), UP);
}
