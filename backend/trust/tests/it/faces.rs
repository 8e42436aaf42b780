use chrono::DateTime;
use credence_trust::{
    CheckCode, CheckOutcome, CheckRule, DecidedBy, Decision, DecisionOutcome, DuplicateSearch,
    Evidence, HeadTurnFinding, ImageReuse, Policy, Score, decide,
};
use credence_types::{CaptureSigns, FaceComparison, FaceStatus};

use crate::evidence::{flawless, score};

const STATUSES: [FaceStatus; 8] = [
    FaceStatus::Consistent,
    FaceStatus::Review,
    FaceStatus::Mismatch,
    FaceStatus::NoFace,
    FaceStatus::SeveralFaces,
    FaceStatus::LowQuality,
    FaceStatus::NoModel,
    FaceStatus::Error,
];
const RULES: [CheckRule; 5] = [
    CheckRule::RejectWhenFailed,
    CheckRule::ReviewWhenFailed,
    CheckRule::RetakeWhenFailed,
    CheckRule::Informational,
    CheckRule::Off,
];

/// Flawless but for the comparison; nothing speaks against the capture.
fn compared(status: FaceStatus, calibrated: bool) -> Evidence {
    let comparison = FaceComparison {
        calibrated,
        distance: Some(0.31),
        capture: CaptureSigns {
            screen_pattern: Some(false),
            ..CaptureSigns::default()
        },
        ..FaceComparison::without_distance(status)
    };
    Evidence {
        face_comparison: Some(comparison),
        ..flawless()
    }
}

fn face_check(decision: &Decision) -> Option<CheckOutcome> {
    outcome_of(decision, CheckCode::FaceMatch)
}

fn outcome_of(decision: &Decision, code: CheckCode) -> Option<CheckOutcome> {
    let check = decision.checks.iter().find(|check| check.code == code);
    check.map(|check| check.outcome)
}

#[test]
fn no_policy_lets_a_model_that_is_not_calibrated_approve_or_reject_on_the_face() {
    let mut tried = 0;
    for status in STATUSES {
        for rule in RULES {
            for threshold in 0..=100 {
                for is_conformant in [false, true] {
                    for told in [None, score(0), score(69), score(100)] {
                        let mut policy = Policy::default();
                        policy.checks.insert(CheckCode::FaceMatch, rule);
                        policy.thresholds.face = Score::try_from(threshold).unwrap();
                        policy.is_presentation_attack_detection_conformant = is_conformant;
                        let mut evidence = compared(status, false);
                        evidence.face_match = told;
                        let decision = decide(&evidence, &policy);
                        assert_ne!(face_check(&decision), Some(CheckOutcome::Passed));
                        assert_ne!(decision.outcome, DecisionOutcome::Rejected);
                        if rule.is_required() {
                            assert_ne!(decision.outcome, DecisionOutcome::Approved);
                        }
                        assert!(decision.verification.unwrap_or(0) <= 1);
                        tried += 1;
                    }
                }
            }
        }
    }
    assert_eq!(tried, 8 * 5 * 101 * 2 * 4);
}

#[test]
fn a_calibrated_model_passes_what_is_consistent_and_fails_what_differs() {
    let decided = |status| decide(&compared(status, true), &Policy::default());
    let consistent = decided(FaceStatus::Consistent);
    assert_eq!(face_check(&consistent), Some(CheckOutcome::Passed));
    assert_eq!(consistent.outcome, DecisionOutcome::Approved);
    let mismatch = decided(FaceStatus::Mismatch);
    assert_eq!(face_check(&mismatch), Some(CheckOutcome::Failed));
    let mut strict = Policy::default();
    strict
        .checks
        .insert(CheckCode::FaceMatch, CheckRule::RejectWhenFailed);
    let mismatch = decide(&compared(FaceStatus::Mismatch, true), &strict);
    assert_eq!(mismatch.outcome, DecisionOutcome::NeedsReview);
    for status in STATUSES {
        if !matches!(status, FaceStatus::Consistent | FaceStatus::Mismatch) {
            let decision = decided(status);
            assert_eq!(face_check(&decision), Some(CheckOutcome::Unavailable));
            assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
        }
    }
}

#[test]
fn a_missing_model_is_said_and_is_no_pass() {
    let decision = decide(&compared(FaceStatus::NoModel, false), &Policy::default());
    let check = decision
        .checks
        .iter()
        .find(|c| c.code == CheckCode::FaceMatch);
    let check = check.unwrap();
    assert_eq!(check.outcome, CheckOutcome::Unavailable);
    assert_eq!(
        check.reason,
        "No face model is installed: the faces were not compared."
    );
    assert_eq!(decision.verification, None);
}

#[test]
fn verification_3_needs_calibration_and_conformity() {
    let verified = |calibrated, is_conformant| {
        let policy = Policy {
            is_presentation_attack_detection_conformant: is_conformant,
            ..Policy::default()
        };
        decide(&compared(FaceStatus::Consistent, calibrated), &policy).verification
    };
    assert_eq!(verified(true, true), Some(3));
    assert_eq!(verified(true, false), Some(1));
    assert_eq!(verified(false, true), Some(1));
    assert_eq!(verified(false, false), Some(1));
}

#[test]
fn our_reader_s_silence_about_attacks_is_not_evaluated() {
    let mut evidence = compared(FaceStatus::Consistent, true);
    evidence.liveness = None;
    let decision = decide(&evidence, &Policy::default());
    let outcome = outcome_of(&decision, CheckCode::PresentationAttack);
    assert_eq!(outcome, Some(CheckOutcome::Unavailable));
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
}

#[test]
fn each_sign_sends_to_a_reviewer_and_is_not_told_to_the_person() {
    let signs: [fn(&mut Evidence); 4] = [
        |evidence| evidence.head_turn = Some(HeadTurnFinding::WrongOrder),
        |evidence| evidence.image_reuse = Some(ImageReuse::NearCopy),
        |evidence| evidence.duplicate_search = Some(DuplicateSearch::Candidates),
        |evidence| {
            let comparison = evidence.face_comparison.as_mut().unwrap();
            comparison.capture.screen_pattern = Some(true);
        },
    ];
    for sign in signs {
        let mut evidence = compared(FaceStatus::Consistent, true);
        assert_eq!(
            decide(&evidence, &Policy::default()).outcome,
            DecisionOutcome::Approved
        );
        sign(&mut evidence);
        let decision = decide(&evidence, &Policy::default());
        assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
        let failed: Vec<CheckCode> = decision.failed_checks().collect();
        assert!(failed.len() == 1 && failed.iter().all(|code| code.is_sign()));
        let summary = decision.summary(decision.outcome, DateTime::UNIX_EPOCH, DecidedBy::Policy);
        assert!(summary.checks.iter().all(|check| !check.code.is_sign()));
        assert!(
            summary
                .checks
                .iter()
                .all(|check| check.outcome != CheckOutcome::Failed)
        );
    }
}

#[test]
fn a_source_that_is_no_camera_is_reported_and_decides_nothing() {
    let mut evidence = compared(FaceStatus::Consistent, true);
    let comparison = evidence.face_comparison.as_mut().unwrap();
    comparison.capture.source = vec!["virtual_camera".to_owned()];
    let decision = decide(&evidence, &Policy::default());
    let outcome = outcome_of(&decision, CheckCode::CaptureSource);
    assert_eq!(outcome, Some(CheckOutcome::Failed));
    assert_eq!(decision.outcome, DecisionOutcome::Approved);
}

#[test]
fn a_head_turn_that_was_not_recorded_is_unavailable() {
    for finding in [HeadTurnFinding::NotRecorded, HeadTurnFinding::FaceLost] {
        let mut evidence = compared(FaceStatus::Consistent, true);
        evidence.head_turn = Some(finding);
        let decision = decide(&evidence, &Policy::default());
        let outcome = outcome_of(&decision, CheckCode::HeadTurn);
        assert_eq!(outcome, Some(CheckOutcome::Unavailable));
    }
}
