use std::time::Duration;

use credence_dcs_protocol::{
    CheckResult, JsonError, MESSAGE_LIMIT_BYTES, OpenError, ResponseError,
};
use credence_dcs_simulator::{SCRIPTED_NUMBERS, SimulatorConfig};
use sqlx::PgPool;

use crate::support::{Party, Simulator, request};

fn outage() -> CheckResult {
    CheckResult::Error(vec!["Unplanned outage".to_owned()])
}

/// The answer's result where its envelope is good.
async fn result(simulator: &Simulator, number: &str) -> CheckResult {
    simulator.result(&request(number)).await
}

#[sqlx::test(migrations = "../../migrations")]
async fn scripted_results_are_given(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    assert_eq!(result(&simulator, "899000000").await, CheckResult::Valid);
    assert_eq!(result(&simulator, "899000001").await, CheckResult::Invalid);
    assert_eq!(result(&simulator, "899000002").await, outage());
    let CheckResult::Error(messages) = result(&simulator, "899000003").await else {
        panic!("no error");
    };
    assert!(
        messages
            .iter()
            .all(|message| message.starts_with("validation: "))
    );
    let answer = simulator.number("899000000").await;
    assert_eq!(answer.header("content-type"), "application/jose");
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    let response = simulator.party.response(&answer.body).unwrap();
    let sent = request("899000000");
    assert_eq!(
        response.correlation_id,
        sent["correlationId"].as_str().unwrap()
    );
    assert_eq!(response.request_id, sent["requestId"].as_str().unwrap());
}

#[sqlx::test(migrations = "../../migrations")]
async fn scripted_statuses_are_plain_http(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for (number, status, code, retry_after) in [
        ("899000004", 403, "quota_used_up", ""),
        ("899000005", 429, "scripted", "1"),
        ("899000006", 503, "scripted", "1"),
        ("899000007", 500, "scripted", ""),
        ("899000008", 502, "scripted", ""),
        ("899000026", 400, "decryption_failed", ""),
    ] {
        let answer = simulator.number(number).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.code(), code);
        assert_eq!(answer.header("retry-after"), retry_after, "{number}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn scripted_envelopes_are_wrong_in_one_way_each(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for (number, error) in [
        ("899000011", OpenError::Signature),
        ("899000012", OpenError::Signature),
        ("899000013", OpenError::UnknownSigner),
        ("899000014", OpenError::UnknownSigner),
        ("899000015", OpenError::UnknownRecipient),
        ("899000021", OpenError::Form),
        ("899000022", OpenError::TooLong),
        ("899000029", OpenError::Form),
    ] {
        let answer = simulator.number(number).await;
        assert_eq!(answer.status, 200, "{number}");
        assert_eq!(answer.header("content-type"), "application/jose");
        assert_eq!(
            simulator.party.open(&answer.body).err(),
            Some(error),
            "{number}"
        );
    }
    let knowing = Party::enrolled().knowing_expired();
    let expired = simulator.number("899000014").await;
    let error = knowing.open(&expired.body).err();
    assert_eq!(error, Some(OpenError::SignerNotValid));
    let oversized = simulator.number("899000022").await;
    assert!(oversized.body.len() > MESSAGE_LIMIT_BYTES);
    // The wrong inner signature is wrong inside alone: the outer one is what a client sees first.
    let header = |answer: &crate::support::Answer| {
        let text = answer.text().split('.').next().unwrap().to_owned();
        String::from_utf8(crate::support::forge::decode(&text)).unwrap()
    };
    assert!(header(&simulator.number("899000000").await).contains("x5t#S256"));
    let bare = simulator.number("899000028").await;
    assert_eq!(header(&bare), r#"{"alg":"RS256"}"#);
    assert_eq!(simulator.party.result(&bare.body), CheckResult::Valid);
}

#[sqlx::test(migrations = "../../migrations")]
async fn scripted_payloads_are_wrong_in_a_good_envelope(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let sent = request("899000000");
    for (number, same_session, same_request) in [
        ("899000016", false, true),
        ("899000017", true, false),
        ("899000018", false, false),
    ] {
        let answer = simulator.number(number).await;
        let response = simulator.party.response(&answer.body).unwrap();
        assert_eq!(response.result, CheckResult::Valid);
        let is_same = (
            sent["correlationId"] == response.correlation_id,
            sent["requestId"] == response.request_id,
        );
        assert_eq!(is_same, (same_session, same_request), "{number}");
    }
    for (number, error) in [
        ("899000019", ResponseError::Contradiction),
        ("899000020", ResponseError::Json(JsonError::DuplicateKey)),
        ("899000027", ResponseError::Contradiction),
    ] {
        let answer = simulator.number(number).await;
        assert_eq!(
            simulator.party.response(&answer.body),
            Err(error),
            "{number}"
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_replay_is_the_last_good_answer_to_the_byte(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let first = simulator.number("899000001").await;
    simulator.number("899000013").await;
    let replay = simulator.number("899000018").await;
    assert_eq!(replay.body, first.body);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_fails_once_is_valid_afterwards_in_the_same_session_alone(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let mut other = request("899000000");
    for number in ["899000023", "899000025"] {
        let expected = if number == "899000023" { 429 } else { 503 };
        assert_eq!(simulator.number(number).await.status, expected);
        assert_eq!(result(&simulator, number).await, CheckResult::Valid);
        other["passportNumber"] = number.into();
        other["correlationId"] = "00000000-0000-4000-8000-000000000001".into();
        assert_eq!(simulator.check(&other).await.status, expected);
    }
    assert_eq!(result(&simulator, "899000024").await, outage());
    assert_eq!(result(&simulator, "899000024").await, CheckResult::Valid);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_cut_off_has_less_than_it_announces(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let answer = simulator.number("899000010").await;
    assert_eq!(answer.status, 200);
    let announced: usize = answer.header("content-length").parse().unwrap();
    assert_eq!(answer.body.len(), announced / 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_slow_answer_outlasts_a_client_and_comes_in_the_end(pool: PgPool) {
    let slow = |wait| move |config: &mut SimulatorConfig| config.slow_answer = wait;
    let simulator = Simulator::start_with(pool.clone(), slow(Duration::from_secs(20))).await;
    // Less than the answer takes, and far more than any other does.
    let patience = Duration::from_secs(1);
    let waiting = tokio::time::timeout(patience, simulator.number("899000009"));
    assert!(waiting.await.is_err());
    let simulator = Simulator::start_with(pool, slow(Duration::from_millis(1))).await;
    assert_eq!(result(&simulator, "899000009").await, CheckResult::Valid);
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_scripted_number_is_put_down_by_its_name(pool: PgPool) {
    let simulator = Simulator::start_with(pool, |config| {
        config.slow_answer = Duration::ZERO;
    })
    .await;
    for scripted in SCRIPTED_NUMBERS {
        simulator.number(scripted.number).await;
    }
    let received = simulator.received().await;
    let put_down = received.iter().rev().map(|one| one.outcome.as_str());
    assert!(put_down.eq(SCRIPTED_NUMBERS.iter().map(|scripted| scripted.name)));
}
