use credence_trust::{CheckCode, CheckOutcome, CheckRule, DecisionOutcome, Policy, decide};
use credence_types::CaptureStep;

use crate::evidence::{flawless, score};

fn decided(rule: CheckRule, face: Option<u8>) -> DecisionOutcome {
    let mut policy = Policy::default();
    policy.checks.insert(CheckCode::FaceMatch, rule);
    let mut evidence = flawless();
    evidence.face_match = face.and_then(score);
    decide(&evidence, &policy).outcome
}

#[test]
fn every_rule_with_every_outcome() {
    use CheckRule::{Informational, Off, RejectWhenFailed, RetakeWhenFailed, ReviewWhenFailed};
    use DecisionOutcome::{Approved, NeedsReview, Rejected, Retake};
    let passed = Some(90);
    let failed = Some(10);
    let unavailable = None;
    for (rule, [when_passed, when_failed, when_unavailable]) in [
        (RejectWhenFailed, [Approved, Rejected, NeedsReview]),
        (ReviewWhenFailed, [Approved, NeedsReview, NeedsReview]),
        (RetakeWhenFailed, [Approved, Retake, NeedsReview]),
        (Informational, [Approved, Approved, Approved]),
        (Off, [Approved, Approved, Approved]),
    ] {
        assert_eq!(decided(rule, passed), when_passed, "{rule:?} passed");
        assert_eq!(decided(rule, failed), when_failed, "{rule:?} failed");
        assert_eq!(
            decided(rule, unavailable),
            when_unavailable,
            "{rule:?} unavailable"
        );
    }
}

#[test]
fn a_rejection_weighs_more_than_a_retake_and_a_retake_more_than_a_review() {
    let mut policy = Policy::default();
    policy
        .checks
        .insert(CheckCode::FaceMatch, CheckRule::RetakeWhenFailed);
    policy
        .checks
        .insert(CheckCode::DocumentConfidence, CheckRule::RejectWhenFailed);
    let mut evidence = flawless();
    evidence.face_match = score(1);
    evidence.liveness = None;
    let decision = decide(&evidence, &policy);
    assert_eq!(decision.outcome, DecisionOutcome::Retake);
    let retake = decision.retake.unwrap();
    assert_eq!(
        (retake.step, retake.code.as_str()),
        (CaptureStep::Face, "face_match")
    );
    evidence.document_confidence = score(1);
    let decision = decide(&evidence, &policy);
    assert_eq!(decision.outcome, DecisionOutcome::Rejected);
    assert_eq!(decision.retake, None);
}

#[test]
fn a_check_that_is_off_is_not_reported() {
    let mut policy = Policy::default();
    policy.checks.insert(CheckCode::FaceMatch, CheckRule::Off);
    let decision = decide(&flawless(), &policy);
    assert!(
        decision
            .checks
            .iter()
            .all(|check| check.code != CheckCode::FaceMatch)
    );
}

#[test]
fn a_policy_that_requires_nothing_approves_nobody() {
    let mut policy = Policy::default();
    for code in CheckCode::ALL {
        policy.checks.insert(code, CheckRule::Informational);
    }
    let decision = decide(&flawless(), &policy);
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
    assert!(
        decision
            .checks
            .iter()
            .any(|check| check.outcome == CheckOutcome::Passed)
    );
}
