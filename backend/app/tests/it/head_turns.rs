//! Head turns: asked for, recorded, judged.

use chrono::TimeDelta;
use credence_app::{
    Challenge, CheckCode, CheckOutcome, CreateChallengeError, HeadTurnFinding, SessionState,
    create_challenge, result, work_due,
};
use credence_types::{
    CaptureSigns, FaceBand, FaceComparison, FaceStatus, HeadTurn, HeadTurnFrame, TurnDirection,
};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, Person};

async fn house(pool: &PgPool) -> House {
    House::configured(pool, |config| config.is_head_turn_asked = true).await
}

/// What the reader measures of somebody who turns as asked.
fn recorded(challenge: &Challenge) -> HeadTurn {
    let turned = |turn: &TurnDirection| match turn {
        TurnDirection::Left => [-0.4, 0.0],
        TurnDirection::Right => [0.4, 0.0],
    };
    let yaws = std::iter::once(0.0).chain(challenge.turns.iter().flat_map(turned));
    let frames = yaws.zip(1..).map(|(yaw, place)| HeadTurnFrame {
        at_milliseconds: place * 900,
        yaw: Some(yaw),
        distance: Some(0.2),
        band: Some(FaceBand::Consistent),
    });
    HeadTurn {
        nonce: challenge.nonce.clone(),
        frames: frames.collect(),
    }
}

async fn verified(house: &House, person: &Person, head_turn: Option<HeadTurn>) {
    let mut content = flawless();
    content.face_comparison = Some(FaceComparison {
        calibrated: true,
        capture: CaptureSigns {
            screen_pattern: Some(false),
            head_turn,
            ..CaptureSigns::default()
        },
        ..FaceComparison::without_distance(FaceStatus::Consistent)
    });
    house
        .submit(person, Script::Verified(Box::new(content)))
        .await;
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
}

async fn finding(house: &House, person: &Person) -> (HeadTurnFinding, CheckOutcome) {
    let result = result(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    let checks = &result.decision.checks;
    let check = checks
        .iter()
        .find(|c| c.code == CheckCode::HeadTurn)
        .unwrap();
    (result.face.unwrap().head_turn.unwrap(), check.outcome)
}

#[sqlx::test(migrations = "../../migrations")]
async fn turns_made_as_asked_pass_and_the_session_is_approved(pool: PgPool) {
    let house = house(&pool).await;
    let person = house.person().await;
    assert!(
        house
            .view(&person)
            .await
            .capture
            .unwrap()
            .is_head_turn_asked
    );
    let challenge = create_challenge(&house.app, &person.token, person.session)
        .await
        .unwrap();
    assert!((2..=3).contains(&challenge.turns.len()) && challenge.nonce.len() == 32);
    house.clock.advance(TimeDelta::seconds(30));
    verified(&house, &person, Some(recorded(&challenge))).await;
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    let passed = (HeadTurnFinding::Passed, CheckOutcome::Passed);
    assert_eq!(finding(&house, &person).await, passed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_recording_of_another_session_or_too_late_fails(pool: PgPool) {
    let house = house(&pool).await;
    let (first, thief, late) = (
        house.person().await,
        house.person().await,
        house.person().await,
    );
    let challenge = create_challenge(&house.app, &first.token, first.session)
        .await
        .unwrap();
    create_challenge(&house.app, &thief.token, thief.session)
        .await
        .unwrap();
    let own = create_challenge(&house.app, &late.token, late.session)
        .await
        .unwrap();
    house.clock.advance(TimeDelta::seconds(30));
    verified(&house, &thief, Some(recorded(&challenge))).await;
    let wrong = (HeadTurnFinding::WrongNonce, CheckOutcome::Failed);
    assert_eq!(finding(&house, &thief).await, wrong);
    house.clock.advance(TimeDelta::minutes(10));
    verified(&house, &late, Some(recorded(&own))).await;
    let expired = (HeadTurnFinding::Expired, CheckOutcome::Failed);
    assert_eq!(finding(&house, &late).await, expired);
    assert_eq!(house.view(&late).await.state, SessionState::NeedsReview);
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_leaves_them_out_goes_to_a_reviewer(pool: PgPool) {
    let house = house(&pool).await;
    let person = house.person().await;
    verified(&house, &person, None).await;
    let left_out = (HeadTurnFinding::NotRecorded, CheckOutcome::Unavailable);
    assert_eq!(finding(&house, &person).await, left_out);
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
}

#[sqlx::test(migrations = "../../migrations")]
async fn there_are_none_where_they_are_not_asked_for_and_not_many(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let refused = create_challenge(&house.app, &person.token, person.session).await;
    assert!(matches!(refused, Err(CreateChallengeError::NotAvailable)));
    let house = self::house(&pool).await;
    let (person, other) = (house.person().await, house.person().await);
    let stolen = create_challenge(&house.app, &other.token, person.session).await;
    assert!(matches!(stolen, Err(CreateChallengeError::NotFound)));
    for _ in 0..10 {
        create_challenge(&house.app, &person.token, person.session)
            .await
            .unwrap();
    }
    let refused = create_challenge(&house.app, &person.token, person.session).await;
    assert!(matches!(refused, Err(CreateChallengeError::NotAvailable)));
    verified(&house, &other, None).await;
    let closed = create_challenge(&house.app, &other.token, other.session).await;
    assert!(matches!(closed, Err(CreateChallengeError::NotAvailable)));
}
