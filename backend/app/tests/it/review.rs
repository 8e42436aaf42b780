use credence_app::{
    CaseError, CaseFilter, CheckCode, DecideCaseError, DecidedBy, DecisionOutcome, Review,
    ReviewDecision, SessionState, case, case_image, decide_case, list_cases, work_due,
};
use credence_types::{CaptureStep, ImageId, Redacted, SessionId};
use sqlx::PgPool;

use crate::documents::{PICTURE, SURNAME, barcode_only, flawless};
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT};

fn review(decision: ReviewDecision, reason: &str) -> Review {
    Review {
        decision,
        reason: Redacted::new(reason.to_owned()),
        faces: None,
    }
}

fn honest() -> Script {
    Script::Verified(Box::new(barcode_only()))
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_shows_what_a_reviewer_needs_and_every_look_is_noted(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let mut expired = barcode_only();
    expired.document_check.is_document_expired = Some(true);
    let person = house.verified(Script::Verified(Box::new(expired))).await;
    let opened = case(&house.app, &reviewer, person.session).await.unwrap();
    assert_eq!(opened.line.failed_checks, [CheckCode::DocumentInDate]);
    let surname = opened
        .fields
        .iter()
        .find(|field| field.key == "family_name")
        .unwrap();
    assert_eq!(surname.value.expose(), SURNAME);
    let steps: Vec<_> = opened
        .images
        .iter()
        .map(|image| image.kind.as_str())
        .collect();
    assert_eq!(steps, ["front", "back"]);
    assert!(opened.images[0].byte_length > PICTURE.len() as u64);

    let image = case_image(&house.app, &reviewer, person.session, opened.images[1].id)
        .await
        .unwrap();
    assert_eq!(image.media_type, "image/jpeg");
    assert!(image.bytes.expose().starts_with(PICTURE));
    let actions = house.actions(person.session).await;
    assert_eq!(actions[4..], ["case_opened", "image_opened"]);
    let again = case(&house.app, &reviewer, person.session).await.unwrap();
    let look = again
        .history
        .iter()
        .find(|line| line.action == "image_opened")
        .unwrap();
    assert_eq!(look.actor_name.as_deref(), Some("Ada Reviewer"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_is_decided_once_with_a_reason(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let person = house.verified(honest()).await;
    let decide =
        |decision, why| decide_case(&house.app, &reviewer, person.session, review(decision, why));
    let long = "x".repeat(2001);
    for why in ["no", "  a  ", &long] {
        let error = decide(ReviewDecision::Approve, why).await;
        assert!(matches!(error, Err(DecideCaseError::ReasonLength)));
    }
    let decided = decide(ReviewDecision::Approve, "Compared by eye")
        .await
        .unwrap();
    assert_eq!(decided.line.state, SessionState::Approved);
    let last = decided.history.last().unwrap();
    assert_eq!(last.action, "case_decided");
    assert_eq!(last.reason.as_ref().unwrap().expose(), "Compared by eye");
    for decision in [ReviewDecision::Approve, ReviewDecision::Reject] {
        let error = decide(decision, "Again").await;
        assert!(matches!(error, Err(DecideCaseError::AlreadyDecided)));
    }
    let view = house.view(&person).await;
    let summary = view.summary.unwrap();
    assert_eq!(summary.decision, DecisionOutcome::Approved);
    assert_eq!(summary.decided_by, DecidedBy::Reviewer);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_reviewers_at_once_make_one_decision(pool: PgPool) {
    let house = House::build(&pool).await;
    let one = house.reviewer(TENANT, "ada@example.org").await;
    let two = house.reviewer(TENANT, "bea@example.org").await;
    let person = house.verified(honest()).await;
    let (approve, reject) = tokio::join!(
        decide_case(
            &house.app,
            &one,
            person.session,
            review(ReviewDecision::Approve, "Yes")
        ),
        decide_case(
            &house.app,
            &two,
            person.session,
            review(ReviewDecision::Reject, "No, no")
        ),
    );
    assert_eq!(u8::from(approve.is_ok()) + u8::from(reject.is_ok()), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reviewer_who_asks_again_grants_another_attempt(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let person = house.person().await;
    for _ in 0..5 {
        house.submit(&person, Script::Error("OCRError")).await;
        work_due(&house.app).await.unwrap();
    }
    house.clock.advance(chrono::TimeDelta::days(3));
    let again = ReviewDecision::Retake(CaptureStep::Face);
    decide_case(
        &house.app,
        &reviewer,
        person.session,
        review(again, "Too dark"),
    )
    .await
    .unwrap();
    let view = house.view(&person).await;
    assert_eq!((view.state, view.attempts_left), (SessionState::Retake, 1));
    let retake = view.retake.unwrap();
    assert_eq!(
        (retake.step, retake.code.as_str()),
        (CaptureStep::Face.into(), "reviewer_asked")
    );
    assert!(view.capture.is_some());
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    work_due(&house.app).await.unwrap();
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::Approved);
    assert_eq!(view.summary.unwrap().decided_by, DecidedBy::Policy);
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_decides_on_pictures_that_they_have_not_seen(pool: PgPool) {
    let house = House::build(&pool).await;
    let slow = house.reviewer(TENANT, "ada@example.org").await;
    let quick = house.reviewer(TENANT, "bea@example.org").await;
    let person = house.verified(honest()).await;
    let decide = |who, decision| {
        decide_case(
            &house.app,
            who,
            person.session,
            review(decision, "Looks right"),
        )
    };
    case(&house.app, &slow, person.session).await.unwrap();
    let again = ReviewDecision::Retake(CaptureStep::Face);
    decide(&quick, again).await.unwrap();
    house.submit(&person, honest()).await;
    work_due(&house.app).await.unwrap();
    for reviewer in [&slow, &quick] {
        let error = decide(reviewer, ReviewDecision::Approve).await;
        assert!(matches!(error, Err(DecideCaseError::Changed)));
    }
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    case(&house.app, &slow, person.session).await.unwrap();
    decide(&slow, ReviewDecision::Approve).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_open_or_foreign_case_is_not_decided(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let stranger = house.reviewer(OTHER, "eve@example.org").await;
    let open = house.person().await;
    let approve = ReviewDecision::Approve;
    let error = decide_case(&house.app, &reviewer, open.session, review(approve, "Yes")).await;
    assert!(matches!(error, Err(DecideCaseError::AlreadyDecided)));
    let person = house.verified(honest()).await;
    let seen = case(&house.app, &reviewer, person.session).await.unwrap();
    let error = decide_case(
        &house.app,
        &stranger,
        person.session,
        review(approve, "Yes"),
    )
    .await;
    assert!(matches!(error, Err(DecideCaseError::NotFound)));
    let error = case(&house.app, &stranger, person.session).await;
    assert!(matches!(error, Err(CaseError::NotFound)));
    let image = seen.images[0].id;
    for (who, session, image) in [
        (&stranger, person.session, image),
        (&reviewer, open.session, image),
        (
            &reviewer,
            person.session,
            ImageId::from_uuid(uuid::Uuid::new_v4()),
        ),
        (&reviewer, SessionId::from_uuid(uuid::Uuid::new_v4()), image),
    ] {
        let error = case_image(&house.app, who, session, image).await;
        assert!(matches!(error, Err(CaseError::NotFound)));
    }
    let page = list_cases(&house.app, &stranger, &CaseFilter::default())
        .await
        .unwrap();
    assert!(page.cases.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn cases_are_paged_and_filtered(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let mut made = vec![house.verified(honest()).await.session];
    for _ in 0..3 {
        house.clock.advance(chrono::TimeDelta::seconds(1));
        made.push(house.person().await.session);
    }
    made.reverse();
    let mut filter = CaseFilter {
        limit: Some(2),
        ..CaseFilter::default()
    };
    let first = list_cases(&house.app, &reviewer, &filter).await.unwrap();
    filter.cursor = first.next_cursor;
    let second = list_cases(&house.app, &reviewer, &filter).await.unwrap();
    assert_eq!(second.next_cursor, None);
    let listed: Vec<_> = first
        .cases
        .iter()
        .chain(&second.cases)
        .map(|case| case.id)
        .collect();
    assert_eq!(listed, made);
    let filter = CaseFilter {
        state: Some(SessionState::NeedsReview),
        ..CaseFilter::default()
    };
    let waiting = list_cases(&house.app, &reviewer, &filter)
        .await
        .unwrap()
        .cases;
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        waiting[0].document_type,
        Some(credence_types::DocumentType::DriverLicenseOrId)
    );
}
