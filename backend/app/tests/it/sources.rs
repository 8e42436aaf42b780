//! What the sources of a document say of each other, and signals of forgery.

use credence_app::{CheckCode, CheckOutcome, SessionResult, SessionState, case, result};
use credence_dvs_protocol::VerificationContent;
use credence_types::{FieldAgreement, FieldSource, ForgeryReading, Redacted};
use sqlx::PgPool;

use crate::documents::{SURNAME, cross_checked, flawless};
use crate::dvs::Script;
use crate::house::{House, Person, TENANT};

/// The person, where their session stands, and the full result.
async fn verified(
    house: &House,
    content: VerificationContent,
) -> (Person, SessionState, SessionResult) {
    let person = house.verified(Script::Verified(Box::new(content))).await;
    let state = house.view(&person).await.state;
    let result = result(&house.app, &house.integrator, person.session).await;
    (person, state, result.unwrap())
}

fn check(result: &SessionResult, code: CheckCode) -> (CheckOutcome, &str) {
    let checks = &result.decision.checks;
    let check = checks.iter().find(|check| check.code == code).unwrap();
    (check.outcome, &check.reason)
}

/// The print says another surname than the barcode.
fn contradictory() -> VerificationContent {
    let mut content = cross_checked();
    let fields = content.document_fields.as_mut().unwrap();
    let name = fields.iter_mut().find(|field| field.key == "familyName");
    let name = name.unwrap();
    name.agreement = FieldAgreement::Differs;
    name.sightings[1].value = Redacted::new("ZELDASSEN".to_owned());
    content
}

fn raised(signal: &str) -> VerificationContent {
    let mut content = cross_checked();
    for reading in content.forgery_signals.iter_mut().flatten() {
        *reading = ForgeryReading {
            signal: signal.to_owned(),
            score: 3.5,
            is_raised: true,
            ..reading.clone()
        };
    }
    content
}

#[sqlx::test(migrations = "../../migrations")]
async fn sources_that_agree_approve_and_every_sighting_is_in_the_result(pool: PgPool) {
    let house = House::build(&pool).await;
    let (_, state, result) = verified(&house, cross_checked()).await;
    assert_eq!(state, SessionState::Approved);
    let (outcome, _) = check(&result, CheckCode::FieldsConsistent);
    assert_eq!(outcome, CheckOutcome::Passed);
    let (outcome, _) = check(&result, CheckCode::ForgerySignals);
    assert_eq!(outcome, CheckOutcome::Passed);
    let name = result
        .fields
        .iter()
        .flatten()
        .find(|field| field.key == "family_name");
    let name = name.unwrap();
    assert_eq!(name.agreement, Some(FieldAgreement::Agrees));
    let sources = [&name.sightings[0], &name.sightings[1]].map(|seen| seen.source);
    assert_eq!(sources, [FieldSource::Barcode, FieldSource::Printed]);
    assert!(name.sightings[1].corners.is_some());
    assert_eq!(result.forgery_signals.unwrap().len(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_contradiction_waits_for_a_reviewer_who_sees_both_values(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, state, result) = verified(&house, contradictory()).await;
    assert_eq!(state, SessionState::NeedsReview);
    assert_eq!(
        check(&result, CheckCode::FieldsConsistent),
        (
            CheckOutcome::Failed,
            "The sources differ: family_name: printed differs from barcode."
        )
    );
    let told = serde_json::to_string(&house.view(&person).await.summary).unwrap();
    assert!(!told.contains("printed") && !told.contains("family_name"));
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let opened = case(&house.app, &reviewer, person.session).await.unwrap();
    assert_eq!(opened.line.failed_checks, [CheckCode::FieldsConsistent]);
    let name = opened
        .fields
        .iter()
        .find(|field| field.key == "family_name");
    let values: Vec<_> = name
        .unwrap()
        .sightings
        .iter()
        .map(|own| own.value.expose().as_str())
        .collect();
    assert_eq!(values, [SURNAME, "ZELDASSEN"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_score_of_100_does_not_outweigh_sources_that_could_not_be_compared(pool: PgPool) {
    let house = House::build(&pool).await;
    let mut content = cross_checked();
    content.document_fields = Some(Vec::new());
    let (_, state, result) = verified(&house, content).await;
    assert_eq!(state, SessionState::NeedsReview);
    let (outcome, _) = check(&result, CheckCode::FieldsConsistent);
    assert_eq!(outcome, CheckOutcome::Unavailable);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reader_that_tells_neither_is_judged_as_before(pool: PgPool) {
    let house = House::build(&pool).await;
    let (_, state, result) = verified(&house, flawless()).await;
    assert_eq!(state, SessionState::Approved);
    assert_eq!(
        check(&result, CheckCode::FieldsConsistent),
        (
            CheckOutcome::Passed,
            "The agreement of the zones is 100; 70 is needed."
        )
    );
    let (outcome, _) = check(&result, CheckCode::ForgerySignals);
    assert_eq!(outcome, CheckOutcome::NotApplicable);
    assert!(result.forgery_signals.is_none());
    let is_bare = |field: &credence_app::Field| field.agreement.is_none();
    assert!(result.fields.iter().flatten().all(is_bare));
    let mut doubtful = flawless();
    let key = credence_dvs_protocol::DocumentKey::FirstName;
    doubtful.confidences.set(key, 20);
    let (_, state, _) = verified(&house, doubtful).await;
    assert_eq!(state, SessionState::NeedsReview);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_raised_signal_waits_for_a_reviewer_and_the_person_is_not_told(pool: PgPool) {
    let house = House::build(&pool).await;
    let (person, state, result) = verified(&house, raised("zone_font")).await;
    assert_eq!(state, SessionState::NeedsReview);
    assert_eq!(
        check(&result, CheckCode::ForgerySignals),
        (
            CheckOutcome::Failed,
            "Signals of forgery, none of them proof: zone_font (front)."
        )
    );
    let told = serde_json::to_string(&house.view(&person).await.summary).unwrap();
    for secret in ["forgery", "zone_font", "failed"] {
        assert!(!told.contains(secret), "{secret}");
    }
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let opened = case(&house.app, &reviewer, person.session).await.unwrap();
    let signals = opened.forgery_signals.unwrap();
    assert_eq!((signals[0].score, signals[0].is_raised), (3.5, true));
}
