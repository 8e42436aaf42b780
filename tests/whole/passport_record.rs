//! A drawn British specimen passport, all the way through the worker, our DCS client and simulator.

use std::fs;

use credence_tests::{Person, Photographs, Stack};
use serde_json::{Value, json};

use crate::photographs::{drawn_passport, drawn_passport_with_covered_names};

/// Scripted numbers of the simulator (`credence dcs-simulator numbers`).
const VALID: &str = "899000000";
const INVALID: &str = "899000001";
const OUTAGE: &str = "899000002";
const BAD_SIGNATURE: &str = "899000011";

async fn hand_in(person: &Person, photographs: &Photographs) -> Value {
    let request_id = person.upload(photographs).await;
    person.submit(&request_id).await.unwrap();
    person.wait_until_settled().await
}

fn record_check(session: &Value) -> &Value {
    let checks = session["summary"]["checks"].as_array().unwrap();
    checks
        .iter()
        .find(|check| check["code"] == "authority.passport_record")
        .unwrap()
}

#[tokio::test]
async fn the_three_answers_change_the_decision() {
    let stack = Stack::start().await;
    let integrator = stack.integrator();
    let cases = [
        (
            VALID,
            "passed",
            json!({"strength": 4, "validity": 2, "contra_indicators": []}),
        ),
        (OUTAGE, "unavailable", Value::Null),
        (BAD_SIGNATURE, "unavailable", Value::Null),
    ];
    for (seed, (number, outcome, assurance)) in (70..).zip(cases) {
        let drawn = drawn_passport(seed, number, "Specimen", &["Anna"]);
        let person = integrator.create_session(number).await;
        let settled = hand_in(&person, &drawn.photographs).await;
        assert_eq!(settled["state"], "needs_review", "{settled}");
        let check = record_check(&settled);
        assert_eq!(check["outcome"], outcome, "{number}: {settled}");
        let result = integrator.result(&person.id).await;
        assert_eq!(
            result["decision"]["assurance"], assurance,
            "{number}: {result}"
        );
    }
    let log = stack.read_log();
    assert!(log.contains("failed its integrity checks"), "{log}");
    assert!(
        !log.contains("SPECIMEN") && !log.contains(VALID),
        "no detail is in the log"
    );
    let received = stack
        .command()
        .args(["dcs-simulator", "received"])
        .output()
        .unwrap();
    let received = String::from_utf8(received.stdout).unwrap();
    assert!(
        received.contains("••••••000") && !received.contains(VALID),
        "{received}"
    );
}

#[tokio::test]
async fn a_person_may_correct_the_spelling_once_and_an_invalid_passport_fails() {
    let stack = Stack::start().await;
    let integrator = stack.integrator();
    let drawn = drawn_passport_with_covered_names(80, INVALID, "Specimen", &["Anna"]);
    let person = integrator.create_session("invalid").await;
    let settled = hand_in(&person, &drawn.photographs).await;
    assert_eq!(settled["state"], "retake", "{settled}");
    assert_eq!(settled["retake"]["step"], "name");
    let refused = person.give_names("Sp3cimen", "Anna").await.unwrap_err();
    assert!(
        refused.starts_with("422") && refused.contains("surname"),
        "{refused}"
    );

    person.give_names("Specimen", "Anna").await.unwrap();
    let settled = person.wait_until_settled().await;
    assert_eq!(settled["state"], "needs_review", "{settled}");
    assert_eq!(record_check(&settled)["outcome"], "failed");
    let result = integrator.result(&person.id).await;
    assert_eq!(
        result["decision"]["assurance"],
        json!({"strength": 4, "validity": 0, "contra_indicators": ["D02"]})
    );
    let again = person.give_names("Speci-Men", "Anna").await.unwrap_err();
    assert!(
        again.starts_with("409") && again.contains("name_not_asked"),
        "{again}"
    );

    let reviewer = stack.first_administrator().await;
    let case = reviewer
        .get(&format!("/v1/console/cases/{}", person.id))
        .await;
    let history = case["history"].to_string();
    assert!(
        history.contains("dcs_request_sent") && history.contains("dcs_response_received"),
        "{history}"
    );
}

#[tokio::test]
async fn a_registered_person_is_found_by_a_spelling_that_the_zone_leaves_open() {
    let stack = Stack::start().await;
    let drawn = drawn_passport(90, "512345678", "O'Connor", &["Anna-Maria"]);
    let register = stack.data().join("people.csv");
    let line = format!(
        "number,surname,forenames,date_of_birth,expiry_date,status\n\
         512345678,O'CONNOR,ANNA-MARIA,{},{},valid\n",
        drawn.date_of_birth, drawn.expiry_date
    );
    fs::write(&register, line).unwrap();
    let imported = stack
        .command()
        .args(["dcs-simulator", "import"])
        .arg(&register)
        .status();
    assert!(imported.unwrap().success());

    let person = stack.integrator().create_session("registered").await;
    let settled = hand_in(&person, &drawn.photographs).await;
    assert_eq!(record_check(&settled)["outcome"], "passed", "{settled}");
}
