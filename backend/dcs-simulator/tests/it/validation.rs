use chrono::TimeDelta;
use credence_dcs_protocol::CheckResult;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Simulator, request};

const EMPTY: &str = "must not be empty";
const UUID: &str = "must be in universally unique identifier (UUID) format";
const TIMESTAMP: &str =
    "must be in ISO 8601 format YYYY-MM-DD'T'hh:mm:ss.SSSZ. For example, 2020-01-01T12:30:00.000Z";
const NUMBER: &str = "must be a numeric string between 1 and 899999999";
const LENGTH: &str = "length must be between 1 and 30 characters";
const CHARACTERS: &str =
    "must only contain the characters: a-z, A-Z, space, hyphen, full stop and apostrophe";
const DATE: &str = "must be in the format YYYY-MM-DD";

/// One field, what is sent in it, and the message.
fn cases() -> Vec<(&'static str, Value, &'static str)> {
    let long = "A".repeat(31);
    vec![
        ("correlationId", json!(null), EMPTY),
        ("correlationId", json!(""), EMPTY),
        ("correlationId", json!("not-a-valid-uuid"), UUID),
        (
            "requestId",
            json!("{6e0c8b0e-5a4a-4f7c-8f5c-1d9f3f0a7c22}"),
            UUID,
        ),
        ("requestId", json!("6e0c8b0e5a4a4f7c8f5c1d9f3f0a7c22"), UUID),
        ("requestId", json!(7), UUID),
        ("timestamp", json!(null), EMPTY),
        ("timestamp", json!("2026-11-27"), TIMESTAMP),
        ("timestamp", json!(1_795_000_000), TIMESTAMP),
        ("passportNumber", json!(""), EMPTY),
        ("passportNumber", json!(899_000_000), NUMBER),
        ("passportNumber", json!("0"), NUMBER),
        ("passportNumber", json!("900000000"), NUMBER),
        ("passportNumber", json!("1234567890"), NUMBER),
        ("passportNumber", json!("-1"), NUMBER),
        ("passportNumber", json!("12345678a"), NUMBER),
        ("passportNumber", json!("' or 1=1--"), NUMBER),
        ("surname", json!(""), EMPTY),
        ("surname", json!(long), LENGTH),
        ("surname", json!("Müller"), CHARACTERS),
        ("surname", json!("Any<body>"), CHARACTERS),
        ("surname", json!(["Anybody"]), CHARACTERS),
        ("surname", json!("Any\u{0}body"), CHARACTERS),
        ("forenames", json!([]), EMPTY),
        ("forenames", json!([""]), EMPTY),
        ("forenames", json!("Ann"), CHARACTERS),
        ("forenames", json!(["Ann", 7]), CHARACTERS),
        ("forenames", json!(["Ann2"]), CHARACTERS),
        ("forenames", json!(["A".repeat(15), "B".repeat(15)]), LENGTH),
        ("dateOfBirth", json!(null), EMPTY),
        ("dateOfBirth", json!("29/02/1980"), DATE),
        ("dateOfBirth", json!("1981-02-29"), DATE),
        ("dateOfBirth", json!("1980-2-9"), DATE),
        (
            "dateOfBirth",
            json!("2026-11-28"),
            "must not be in the future",
        ),
        ("expiryDate", json!({"year": 2030}), DATE),
        (
            "expiryDate",
            json!("2025-05-26"),
            "must not be more than 18 months in the past",
        ),
    ]
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_rule_answers_with_the_services_words(pool: PgPool) {
    let simulator = Simulator::start_with(pool, |config| config.total_limit.requests = 500).await;
    for (field, value, message) in cases() {
        let mut request = request("899000000");
        request[field] = value.clone();
        let expected = CheckResult::Error(vec![format!("validation: {field}: {message}")]);
        assert_eq!(
            simulator.result(&request).await,
            expected,
            "{field} {value}"
        );
    }
    let received = simulator.received().await;
    assert!(received.iter().all(|one| one.outcome == "validation"));
    assert!(received.iter().all(|one| one.http_status == 200));
    assert!(received.iter().all(|one| one.number.is_none()));
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_message_is_given_and_wrong_ids_come_back_as_they_were(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let answer = simulator
        .check(&json!({"correlationId": "not-a-valid-uuid", "requestId": "<b>é\"\\"}))
        .await;
    assert_eq!(answer.status, 200);
    let response = simulator.party.response(&answer.body).unwrap();
    assert_eq!(response.correlation_id, "not-a-valid-uuid");
    assert_eq!(response.request_id, "<b>é\"\\");
    let CheckResult::Error(messages) = response.result else {
        panic!("no error");
    };
    assert_eq!(messages.len(), 8, "{messages:?}");
    // What is no id is not put down.
    let received = &simulator.received().await[0];
    assert_eq!((received.correlation_id, received.request_id), (None, None));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_clients_that_worked_have_sent_is_taken(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for (field, value) in [
        ("timestamp", json!("2026-11-27T10:00:00.000+0000")),
        ("timestamp", json!("1997-07-16T19:20:30.45+01:00")),
        (
            "correlationId",
            json!("C7F5E9A6-0B6E-4A57-9D3B-0F6F6A2F9F11"),
        ),
        ("surname", json!("O\u{2019}Brien-Smith Jr.")),
        ("forenames", json!(["Ann Mary"])),
        ("expiryDate", json!("2025-05-27")),
        ("clientId", json!("as early drafts had it")),
    ] {
        let mut request = request("899000000");
        request[field] = value.clone();
        assert_eq!(
            simulator.result(&request).await,
            CheckResult::Valid,
            "{value}"
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_timestamp_may_be_given_an_age(pool: PgPool) {
    let simulator = Simulator::start_with(pool, |config| {
        config.timestamp_age = Some(TimeDelta::minutes(5));
    })
    .await;
    assert_eq!(
        simulator.result(&request("899000000")).await,
        CheckResult::Valid
    );
    simulator.clock.advance(TimeDelta::minutes(6));
    let late = "validation: timestamp: is not recent enough".to_owned();
    let result = simulator.result(&request("899000000")).await;
    assert_eq!(result, CheckResult::Error(vec![late]));
}
