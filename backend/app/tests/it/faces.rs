//! The selfie beside the portrait, and people who come twice.

use chrono::TimeDelta;
use credence_app::{
    CheckCode, CheckOutcome, DecideCaseError, FaceLabel, FaceVerdict, IntegratorKey, NewSession,
    Review, ReviewDecision, SessionState, case, decide_case, face_labels, result, sweep, work_due,
};
use credence_dvs_protocol::VerificationContent;
use credence_types::{
    CaptureSigns, FaceBand, FaceComparison, FaceMetric, FaceStatus, FaceThresholds, Redacted,
    SessionId,
};
use sqlx::PgPool;

use crate::documents::{PICTURE_BASE64, flawless};
use crate::dvs::Script;
use crate::house::{House, OTHER, Person, TENANT, integrator_of};

/// Flawless, with a comparison by our own reader and the portrait it cut out.
fn compared(status: FaceStatus, calibrated: bool) -> VerificationContent {
    let comparison = FaceComparison {
        distance: Some(0.31),
        band: Some(FaceBand::Consistent),
        metric: Some(FaceMetric::Euclidean),
        model_id: Some("a model".to_owned()),
        model_sha256: Some("ab12".to_owned()),
        thresholds: Some(FaceThresholds {
            consistent: 0.4,
            mismatch: 0.6,
        }),
        calibrated,
        capture: CaptureSigns {
            screen_pattern: Some(false),
            ..CaptureSigns::default()
        },
        ..FaceComparison::without_distance(status)
    };
    let mut content = flawless();
    content.face_comparison = Some(comparison);
    content.crops.face_photo_from_document = Some(Redacted::new(PICTURE_BASE64.to_owned()));
    content
}

async fn state(house: &House, content: VerificationContent) -> (SessionState, Person) {
    let person = house.verified(Script::Verified(Box::new(content))).await;
    (house.view(&person).await.state, person)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_score_that_reads_as_a_match_does_not_outweigh_the_comparison(pool: PgPool) {
    let house = House::build(&pool).await;
    let (calibrated, _) = state(&house, compared(FaceStatus::Consistent, true)).await;
    assert_eq!(calibrated, SessionState::Approved);
    let content = compared(FaceStatus::Consistent, false);
    assert_eq!(content.face_match.confidence, Some(91));
    let (uncalibrated, person) = state(&house, content).await;
    assert_eq!(uncalibrated, SessionState::NeedsReview);
    let result = result(&house.app, &house.integrator, person.session).await;
    let result = result.unwrap();
    assert_eq!(result.decision.verification, Some(1));
    let face = result.face.unwrap();
    assert_eq!(face.comparison.distance, Some(0.31));
    assert_eq!(face.comparison.status, FaceStatus::Consistent);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_reviewer_gets_the_portrait_beside_what_was_sent(pool: PgPool) {
    let house = House::build(&pool).await;
    let (_, person) = state(&house, compared(FaceStatus::Review, false)).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let opened = case(&house.app, &reviewer, person.session).await.unwrap();
    let kinds: Vec<_> = opened.images.iter().map(|i| i.kind.as_str()).collect();
    assert_eq!(kinds, ["front", "back", "face", "portrait"]);
    assert_eq!(opened.face.unwrap().comparison.status, FaceStatus::Review);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_missing_model_is_told_to_the_person_as_not_compared(pool: PgPool) {
    let house = House::build(&pool).await;
    let (state, person) = state(&house, compared(FaceStatus::NoModel, false)).await;
    assert_eq!(state, SessionState::NeedsReview);
    let summary = house.view(&person).await.summary.unwrap();
    let check = summary
        .checks
        .iter()
        .find(|c| c.code == CheckCode::FaceMatch);
    let check = check.unwrap();
    assert_eq!(check.outcome, CheckOutcome::Unavailable);
    assert!(check.message.contains("not compared with the portrait"));
    assert!(check.message.contains("installed"));
}

/// A consented session of that key, verified with that template.
pub(crate) async fn seen(house: &House, key: &IntegratorKey, template: [f32; 2]) -> SessionId {
    let new = NewSession {
        duplicate_search_consented: true,
        ..NewSession::default()
    };
    let person = house.person_by(key, new).await;
    verified_with(house, &person, template).await;
    person.session
}

async fn verified_with(house: &House, person: &Person, template: [f32; 2]) {
    let bytes: Vec<u8> = template
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    let mut content = compared(FaceStatus::Consistent, true);
    let base64 = base64_simd::STANDARD.encode_to_string(bytes);
    content.face_template = Some(Redacted::new(base64));
    house
        .submit(person, Script::Verified(Box::new(content)))
        .await;
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
}

async fn duplicates(house: &House, session: SessionId) -> (Option<CheckOutcome>, Vec<SessionId>) {
    let email = format!("{session}@example.org");
    let reviewer = house.reviewer(TENANT, &email).await;
    let opened = case(&house.app, &reviewer, session).await.unwrap();
    let checks = opened.decision.unwrap().checks;
    let check = checks.iter().find(|c| c.code == CheckCode::DuplicatePerson);
    (check.map(|check| check.outcome), opened.duplicates)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_who_comes_twice_goes_to_a_reviewer(pool: PgPool) {
    let house = House::build_searching(&pool).await;
    let first = seen(&house, &house.key, [1.0, 0.0]).await;
    let stranger = seen(&house, &house.key, [0.0, 1.0]).await;
    let again = seen(&house, &house.key, [1.0, 0.1]).await;
    let passed = (Some(CheckOutcome::Passed), Vec::new());
    assert_eq!(duplicates(&house, first).await, passed);
    assert_eq!(duplicates(&house, stranger).await, passed);
    let failed = (Some(CheckOutcome::Failed), vec![first]);
    assert_eq!(duplicates(&house, again).await, failed);
    let (other_key, _) = integrator_of(&house.app, OTHER).await;
    seen(&house, &other_key, [1.0, 0.0]).await;
    house.clock.advance(TimeDelta::days(7));
    assert_eq!(sweep(&house.app).await.unwrap().templates, 4);
    let later = seen(&house, &house.key, [1.0, 0.0]).await;
    assert_eq!(duplicates(&house, later).await, passed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenant_s_faces_are_never_found(pool: PgPool) {
    let house = House::build_searching(&pool).await;
    let (other_key, _) = integrator_of(&house.app, OTHER).await;
    seen(&house, &other_key, [1.0, 0.0]).await;
    let ours = seen(&house, &house.key, [1.0, 0.0]).await;
    let passed = (Some(CheckOutcome::Passed), Vec::new());
    assert_eq!(duplicates(&house, ours).await, passed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_is_searched_for_without_consent_or_setting(pool: PgPool) {
    let not_searched = (Some(CheckOutcome::NotApplicable), Vec::new());
    let house = House::build_searching(&pool).await;
    seen(&house, &house.key, [1.0, 0.0]).await;
    let unasked = house.person().await;
    verified_with(&house, &unasked, [1.0, 0.0]).await;
    assert_eq!(duplicates(&house, unasked.session).await, not_searched);
    let house = House::build(&pool).await;
    let consented = seen(&house, &house.key, [1.0, 0.0]).await;
    assert_eq!(duplicates(&house, consented).await, not_searched);
    let kept: i64 = sqlx::query_scalar("select count(*) from credence.face_template")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(kept, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_a_reviewer_sees_becomes_a_figure_without_the_case(pool: PgPool) {
    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let decide = async |content, group: Option<&str>| {
        let (_, person) = state(&house, content).await;
        case(&house.app, &reviewer, person.session).await.unwrap();
        let review = Review {
            decision: ReviewDecision::Approve,
            reason: Redacted::new("Compared by eye".to_owned()),
            faces: Some(FaceVerdict {
                is_same: true,
                group: group.map(str::to_owned),
            }),
        };
        decide_case(&house.app, &reviewer, person.session, review).await
    };
    let consistent = || compared(FaceStatus::Consistent, false);
    decide(consistent(), Some("over 60")).await.unwrap();
    let label = FaceLabel {
        model_sha256: "ab12".to_owned(),
        distance: 0.31,
        is_same: true,
        document_country: Some("USA".to_owned()),
        group: Some("over 60".to_owned()),
    };
    assert_eq!(face_labels(&house.app, TENANT).await.unwrap(), [label]);
    assert!(face_labels(&house.app, OTHER).await.unwrap().is_empty());
    for group in ["", "a\nb", &"x".repeat(41)] {
        let refused = decide(consistent(), Some(group)).await;
        assert!(matches!(refused, Err(DecideCaseError::GroupMalformed)));
    }
    let mut nothing = compared(FaceStatus::NoModel, false);
    nothing.face_comparison.as_mut().unwrap().distance = None;
    let refused = decide(nothing, None).await;
    assert!(matches!(refused, Err(DecideCaseError::NothingCompared)));
    assert_eq!(face_labels(&house.app, TENANT).await.unwrap().len(), 1);
}

/// How the check for reused pictures came out, for a session with a selfie of that look.
async fn reuse(house: &House, look: &str) -> CheckOutcome {
    let mut content = compared(FaceStatus::Consistent, true);
    let comparison = content.face_comparison.as_mut().unwrap();
    comparison.capture.selfie_hash = Some(look.to_owned());
    let (_, person) = state(house, content).await;
    let result = result(&house.app, &house.integrator, person.session).await;
    let checks = result.unwrap().decision.checks;
    let check = checks.iter().find(|c| c.code == CheckCode::ImageReuse);
    check.unwrap().outcome
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_file_in_another_session_is_noticed(pool: PgPool) {
    let house = House::build(&pool).await;
    house.dvs.give_same_pictures();
    let look = |digit: &str| digit.repeat(64);
    assert_eq!(reuse(&house, &look("0")).await, CheckOutcome::Passed);
    assert_eq!(reuse(&house, &look("f")).await, CheckOutcome::Failed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_near_copy_of_a_selfie_is_noticed(pool: PgPool) {
    let house = House::build(&pool).await;
    let (first, far) = ("0".repeat(64), "6".repeat(64));
    let near = format!("{}{}", "f".repeat(6), "0".repeat(58));
    assert_eq!(reuse(&house, &first).await, CheckOutcome::Passed);
    assert_eq!(reuse(&house, &far).await, CheckOutcome::Passed);
    assert_eq!(reuse(&house, &near).await, CheckOutcome::Failed);
    let looks: Vec<String> =
        sqlx::query_scalar("select look::text from credence.image_mark where step = 'face'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert!(looks.len() == 3 && !looks.contains(&"0".repeat(256)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_poor_selfie_is_asked_for_again_until_the_attempts_are_used(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    for attempt in 1..=5 {
        let mut content = compared(FaceStatus::LowQuality, true);
        let comparison = content.face_comparison.as_mut().unwrap();
        comparison.warnings = vec!["selfie_too_dark".to_owned()];
        house
            .submit(&person, Script::Verified(Box::new(content)))
            .await;
        assert_eq!(work_due(&house.app).await.unwrap(), 1);
        let view = house.view(&person).await;
        if attempt == 5 {
            assert_eq!(view.state, SessionState::NeedsReview);
            continue;
        }
        assert_eq!(view.state, SessionState::Retake);
        let retake = view.retake.unwrap();
        assert_eq!(
            (retake.step.as_str(), retake.code.as_str()),
            ("face", "selfie_too_dark")
        );
        assert!(retake.message.contains("more light"));
    }
}
