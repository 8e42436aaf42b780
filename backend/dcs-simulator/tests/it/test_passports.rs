use credence_dcs_protocol::{CheckResult, TEST_PASSPORTS, TestPassport, TestResult};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Simulator, request};

fn published(passport: &TestPassport) -> Value {
    let mut request = request(passport.number);
    request["surname"] = json!(passport.surname);
    request["forenames"] = json!(passport.forenames);
    request["dateOfBirth"] = json!(passport.date_of_birth);
    request["expiryDate"] = json!(passport.expiry_date);
    request
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_published_passports_answer_as_published_although_they_expired(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for passport in &TEST_PASSPORTS {
        let expected = match passport.result {
            TestResult::Valid => CheckResult::Valid,
            TestResult::Invalid => CheckResult::Invalid,
            TestResult::UnplannedOutage => CheckResult::Error(vec!["Unplanned outage".to_owned()]),
        };
        let result = simulator.result(&published(passport)).await;
        assert_eq!(result, expected, "{}", passport.number);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn with_another_detail_a_published_passport_is_invalid(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for passport in &TEST_PASSPORTS {
        for (field, value) in [
            ("surname", json!("Adler")),
            ("forenames", json!(["Irene"])),
            ("dateOfBirth", json!("1932-02-26")),
            ("expiryDate", json!("2030-01-01")),
        ] {
            let mut request = published(passport);
            request[field] = value;
            let result = simulator.result(&request).await;
            assert_eq!(result, CheckResult::Invalid, "{} {field}", passport.number);
        }
    }
    // Nobody else's passport may have expired long ago.
    let mut request = published(&TEST_PASSPORTS[0]);
    request["passportNumber"] = json!("824159122");
    assert!(matches!(
        simulator.result(&request).await,
        CheckResult::Error(_)
    ));
}
