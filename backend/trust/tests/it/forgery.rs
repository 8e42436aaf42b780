use chrono::DateTime;
use credence_trust::{
    CheckCode, CheckOutcome, CheckRule, DecidedBy, Decision, DecisionOutcome, Evidence,
    ForgeryFinding, Policy, decide,
};
use credence_types::CaptureStep;

use crate::evidence::flawless;

const SIGNALS: [&str; 5] = [
    "splice",
    "screen_pattern",
    "photocopy",
    "zone_font",
    "barcode_density",
];
const RULES: [CheckRule; 5] = [
    CheckRule::RejectWhenFailed,
    CheckRule::ReviewWhenFailed,
    CheckRule::RetakeWhenFailed,
    CheckRule::Informational,
    CheckRule::Off,
];

fn with_signals(signals: Option<Vec<ForgeryFinding>>) -> Evidence {
    Evidence {
        forgery_signals: signals,
        ..flawless()
    }
}

fn finding(image: CaptureStep, signal: &str, is_raised: bool) -> ForgeryFinding {
    ForgeryFinding {
        image,
        signal: signal.to_owned(),
        is_raised,
    }
}

fn signal_check(decision: &Decision) -> Option<(CheckOutcome, String)> {
    let checks = &decision.checks;
    let is_it = |check: &&credence_trust::Check| check.code == CheckCode::ForgerySignals;
    let check = checks.iter().find(is_it)?;
    Some((check.outcome, check.reason.clone()))
}

#[test]
fn no_policy_and_no_combination_of_signals_rejects_or_asks_again_or_tells_the_person() {
    for raised in 1_u32..1 << SIGNALS.len() {
        let signals = SIGNALS
            .iter()
            .enumerate()
            .map(|(place, signal)| finding(CaptureStep::Front, signal, raised & (1 << place) != 0));
        let evidence = with_signals(Some(signals.collect()));
        for rule in RULES {
            let mut policy = Policy::default();
            policy.checks.insert(CheckCode::ForgerySignals, rule);
            let decision = decide(&evidence, &policy);
            let expected = match rule {
                CheckRule::RejectWhenFailed
                | CheckRule::ReviewWhenFailed
                | CheckRule::RetakeWhenFailed => DecisionOutcome::NeedsReview,
                CheckRule::Informational | CheckRule::Off => DecisionOutcome::Approved,
            };
            assert_eq!(decision.outcome, expected, "{raised:b} {rule:?}");
            let summary =
                decision.summary(decision.outcome, DateTime::UNIX_EPOCH, DecidedBy::Policy);
            let told = serde_json::to_string(&summary).unwrap();
            assert!(!told.contains("forgery") && !told.contains("failed"));
            assert!(SIGNALS.iter().all(|signal| !told.contains(signal)));
        }
    }
}

#[test]
fn raised_signals_are_named_with_their_picture_once() {
    let signals = vec![
        finding(CaptureStep::Front, "splice", false),
        finding(CaptureStep::Front, "zone_font", true),
        finding(CaptureStep::Back, "barcode_density", true),
        finding(CaptureStep::Front, "zone_font", true),
    ];
    let decision = decide(&with_signals(Some(signals)), &Policy::default());
    let reason =
        "Signals of forgery, none of them proof: barcode_density (back), zone_font (front).";
    assert_eq!(
        signal_check(&decision),
        Some((CheckOutcome::Failed, reason.to_owned()))
    );
    assert_eq!(
        decision.failed_checks().collect::<Vec<_>>(),
        [CheckCode::ForgerySignals]
    );
}

#[test]
fn assessed_and_not_raised_passes_nothing_assessed_is_unavailable_and_no_reader_does_not_apply() {
    let calm = vec![finding(CaptureStep::Front, "splice", false)];
    for (signals, outcome, decided) in [
        (Some(calm), CheckOutcome::Passed, DecisionOutcome::Approved),
        (
            Some(Vec::new()),
            CheckOutcome::Unavailable,
            DecisionOutcome::NeedsReview,
        ),
        (None, CheckOutcome::NotApplicable, DecisionOutcome::Approved),
    ] {
        let decision = decide(&with_signals(signals), &Policy::default());
        assert_eq!(signal_check(&decision).map(|(own, _)| own), Some(outcome));
        assert_eq!(decision.outcome, decided);
    }
}
