use credence_app::{CheckCode, CheckOutcome, SessionState, result};
use credence_dvs_protocol::{DocumentKey, VerificationContent};
use credence_trust::{CheckRule, Policy};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::House;

fn with(key: DocumentKey, text: &str) -> VerificationContent {
    let mut content = flawless();
    content.document.set(key, text);
    content
}

async fn came_to(house: &House, content: VerificationContent) -> (SessionState, CheckOutcome) {
    let person = house.verified(Script::Verified(Box::new(content))).await;
    let view = house.view(&person).await;
    let told = view.summary.unwrap().checks;
    assert!(told.iter().all(|own| own.code != CheckCode::DocumentReuse));
    let result = result(&house.app, &house.integrator, person.session).await;
    let checks = result.unwrap().decision.checks;
    let check = checks.iter().find(|c| c.code == CheckCode::DocumentReuse);
    (view.state, check.unwrap().outcome)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_document_that_comes_again_with_another_holder_goes_to_a_reviewer(pool: PgPool) {
    let house = House::build(&pool).await;
    let approved = (SessionState::Approved, CheckOutcome::Passed);
    assert_eq!(came_to(&house, flawless()).await, approved);
    let again = with(DocumentKey::FamilyName, "Zeldasson");
    assert_eq!(came_to(&house, again).await, approved);
    let other_document = with(DocumentKey::Id, "OTHER7654321");
    assert_eq!(came_to(&house, other_document).await, approved);
    let noticed = (SessionState::NeedsReview, CheckOutcome::Failed);
    for other in [
        with(DocumentKey::FamilyName, "MILLER"),
        with(DocumentKey::Dob, "1991-04-01"),
    ] {
        assert_eq!(came_to(&house, other).await, noticed);
    }
    assert_eq!(house.count("document_mark").await, 5);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_document_that_was_not_read_for_certain_is_not_looked_up(pool: PgPool) {
    let house = House::build(&pool).await;
    let mut unsure = flawless();
    unsure.document_check.is_pdf417_success = None;
    let (_, outcome) = came_to(&house, unsure).await;
    assert_eq!(outcome, CheckOutcome::Unavailable);
    assert_eq!(house.count("document_mark").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_age_is_asked_of_the_birth_date_and_tries_are_counted(pool: PgPool) {
    let mut policy = Policy {
        minimum_age: Some(18),
        ..Policy::default()
    };
    let rule = CheckRule::RejectWhenFailed;
    policy.checks.insert(CheckCode::HolderAge, rule);
    let house = House::build_with(&pool, policy).await;
    let child = with(DocumentKey::Dob, "2020-04-01");
    let person = house.verified(Script::Verified(Box::new(child))).await;
    assert_eq!(house.view(&person).await.state, SessionState::Rejected);
    let result = result(&house.app, &house.integrator, person.session).await;
    let checks = result.unwrap().decision.checks;
    let of = |code| checks.iter().find(|own| own.code == code).unwrap();
    assert_eq!(of(CheckCode::HolderAge).outcome, CheckOutcome::Failed);
    assert_eq!(
        of(CheckCode::Attempts).reason,
        "The person needed 1 of the 3 tries that the policy takes for usual."
    );
}
