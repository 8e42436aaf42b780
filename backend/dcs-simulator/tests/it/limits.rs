use chrono::TimeDelta;
use credence_dcs_protocol::CheckResult;
use credence_dcs_simulator::{NewClient, WindowLimit, enrol_client};
use sqlx::PgPool;

use crate::support::forge::message;
use crate::support::{Answer, Party, Simulator, WORLD, request};

/// Limit, remaining and reset, as the answer says.
fn allowance(answer: &Answer) -> [&str; 3] {
    [
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
    ]
    .map(|name| answer.header(name))
}

async fn enrol_second(simulator: &Simulator, quota: Option<u32>) {
    let new = NewClient {
        name: "Second",
        signing: &WORLD.second_signing.certificate(),
        encryption: &WORLD.second_encryption.certificate(),
        quota,
    };
    enrol_client(&simulator.pool, &simulator.clock, new)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn fifty_requests_in_ten_seconds_are_enough_of_all(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    // Even one that cannot be opened counts.
    assert_eq!(simulator.post("x").await.status, 400);
    simulator.clock.advance(TimeDelta::milliseconds(2_500));
    for _ in 0..49 {
        assert_eq!(simulator.post(&message()).await.status, 200);
    }
    let status = simulator.status().await;
    assert_eq!(
        status.text(),
        r#"{"available":false,"message":"Limit exceeded","scheduledOutages":[]}"#
    );
    let answer = simulator.post(&message()).await;
    assert_eq!((answer.status, answer.code()), (503, "total_limit"));
    assert_eq!(answer.header("retry-after"), "8");
    // Such a flood is not put down.
    assert_eq!(simulator.received().await.len(), 50);
    simulator.clock.advance(TimeDelta::milliseconds(7_500));
    assert!(simulator.status().await.text().contains("true"));
    assert_eq!(simulator.post(&message()).await.status, 200);
    assert_eq!(simulator.post(&message()).await.status, 503);
}

#[sqlx::test(migrations = "../../migrations")]
async fn clients_share_three_hundred_a_minute(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let answer = simulator.post(&message()).await;
    assert_eq!(allowance(&answer), ["300", "299", "60"]);
    enrol_second(&simulator, None).await;
    simulator.clock.advance(TimeDelta::seconds(20));
    let answer = simulator.post(&message()).await;
    assert_eq!(allowance(&answer), ["150", "148", "40"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_client_beyond_its_limit_waits_and_others_do_not(pool: PgPool) {
    let simulator = Simulator::start_with(pool, |config| {
        config.client_limit = Some(WindowLimit {
            requests: 2,
            window: TimeDelta::seconds(60),
        });
    })
    .await;
    enrol_second(&simulator, None).await;
    assert_eq!(
        allowance(&simulator.post(&message()).await),
        ["2", "1", "60"]
    );
    assert_eq!(
        allowance(&simulator.post(&message()).await),
        ["2", "0", "60"]
    );
    let answer = simulator.post(&message()).await;
    assert_eq!((answer.status, answer.code()), (429, "client_limit"));
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(allowance(&answer), ["2", "0", "60"]);
    assert_eq!(simulator.received().await[0].outcome, "client_limit");
    let second = Party::second();
    let answer = simulator.post(&second.seal(&request("899000000"))).await;
    assert_eq!(second.result(&answer.body), CheckResult::Valid);
    simulator.clock.advance(TimeDelta::seconds(60));
    assert_eq!(simulator.post(&message()).await.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_quota_is_used_up_by_valid_requests_alone(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    enrol_second(&simulator, Some(2)).await;
    let second = Party::second();
    let check = async |number: &str| simulator.post(&second.seal(&request(number))).await;
    let quota = |answer: &Answer| {
        ["dcs-quota-limit", "dcs-quota-remaining"].map(|name| answer.header(name).to_owned())
    };
    assert_eq!(check("not a number").await.status, 200);
    assert_eq!(quota(&check("899000000").await), ["2", "1"]);
    assert_eq!(quota(&check("899000007").await), ["2", "0"]);
    let answer = check("899000000").await;
    assert_eq!((answer.status, answer.code()), (403, "quota_used_up"));
    assert_eq!(quota(&answer), ["2", "0"]);
    // Without a quota, nothing is said of one.
    assert_eq!(quota(&simulator.post(&message()).await), ["", ""]);
    enrol_second(&simulator, Some(3)).await;
    assert_eq!(quota(&check("899000000").await), ["3", "0"]);
}
