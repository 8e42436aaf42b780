use std::collections::BTreeSet;

use credence_trust::{
    AuthorityRecord, Check, CheckCode, CheckOutcome, CheckRule, ContraIndicator, Decision,
    DecisionOutcome, Evidence, EvidenceScores, Policy, decide,
};
use credence_types::DocumentType;
use serde_json::json;

use crate::evidence::flawless;

/// A British passport on which every other check passes.
fn passport(authority: Option<AuthorityRecord>) -> Evidence {
    Evidence {
        document_type: Some(DocumentType::Passport),
        issuing_country: Some("GBR".parse().unwrap()),
        barcode_valid: None,
        mrz_valid: Some(true),
        authority,
        ..flawless()
    }
}

fn unavailable(code: &str) -> Option<AuthorityRecord> {
    Some(AuthorityRecord::Unavailable {
        code: code.to_owned(),
    })
}

fn record_check(decision: &Decision) -> &Check {
    let is_record = |check: &&Check| check.code == CheckCode::PassportRecord;
    decision.checks.iter().find(is_record).unwrap()
}

#[test]
fn a_valid_record_approves_with_strength_4_and_validity_2() {
    let decision = decide(&passport(Some(AuthorityRecord::Valid)), &Policy::default());
    assert_eq!(decision.outcome, DecisionOutcome::Approved);
    let scores = EvidenceScores {
        strength: 4,
        validity: 2,
        contra_indicators: vec![],
    };
    assert_eq!(decision.assurance, Some(scores));
}

#[test]
fn an_invalid_record_is_a_review_or_a_rejection_by_policy_with_d02() {
    let evidence = passport(Some(AuthorityRecord::Invalid));
    let mut policy = Policy::default();
    let decision = decide(&evidence, &policy);
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
    let scores = EvidenceScores {
        strength: 4,
        validity: 0,
        contra_indicators: vec![ContraIndicator::D02],
    };
    assert_eq!(decision.assurance, Some(scores));
    policy
        .checks
        .insert(CheckCode::PassportRecord, CheckRule::RejectWhenFailed);
    assert_eq!(
        decide(&evidence, &policy).outcome,
        DecisionOutcome::Rejected
    );
}

#[test]
fn without_an_answer_there_is_a_review_and_no_score_however_strict_the_policy() {
    let mut policy = Policy::default();
    for rule in [CheckRule::ReviewWhenFailed, CheckRule::RejectWhenFailed] {
        policy.checks.insert(CheckCode::PassportRecord, rule);
        for authority in [None, unavailable("outage"), unavailable("not_opened")] {
            let decision = decide(&passport(authority), &policy);
            assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
            assert_eq!(decision.assurance, None);
        }
    }
}

#[test]
fn each_kind_of_silence_has_its_own_reason_and_names_its_code() {
    let kinds = [
        "outage",
        "circuit_open",
        "quota_used_up",
        "rate_limited",
        "not_opened",
        "timeout",
        "certificate_not_valid",
        "details_unread",
        "details_refused",
        "document_doubtful",
        "something_new",
    ];
    let reason = |code: &&str| {
        let decision = decide(&passport(unavailable(code)), &Policy::default());
        let check = record_check(&decision);
        assert_eq!(check.outcome, CheckOutcome::Unavailable);
        check
            .reason
            .strip_suffix(&format!(" ({code})"))
            .unwrap()
            .to_owned()
    };
    let reasons: BTreeSet<String> = kinds.iter().map(reason).collect();
    assert_eq!(reasons.len(), kinds.len());
}

#[test]
fn the_check_and_the_scores_are_written_as_the_api_promises() {
    let decision = decide(
        &passport(Some(AuthorityRecord::Invalid)),
        &Policy::default(),
    );
    assert_eq!(
        CheckCode::PassportRecord.as_str(),
        "authority.passport_record"
    );
    for code in CheckCode::ALL {
        assert_eq!(json!(code), json!(code.as_str()));
    }
    assert_eq!(
        json!(decision.assurance),
        json!({ "strength": 4, "validity": 0, "contra_indicators": ["D02"] })
    );
    for record in [
        (json!("valid"), AuthorityRecord::Valid),
        (
            json!({ "unavailable": { "code": "outage" } }),
            unavailable("outage").unwrap(),
        ),
    ] {
        assert_eq!(json!(record.1), record.0);
        assert_eq!(
            serde_json::from_value::<AuthorityRecord>(record.0).unwrap(),
            record.1
        );
    }
}

#[test]
fn what_was_stored_before_there_was_an_authority_to_ask_still_reads() {
    let decision: Decision = serde_json::from_value(json!({
        "outcome": "needs_review",
        "checks": [{ "code": "authority_record", "outcome": "unavailable", "reason": "", "message": "" }],
        "retake": null,
        "policy_version": "2026-11-22.1",
    }))
    .unwrap();
    assert_eq!(decision.assurance, None);
    assert_eq!(record_check(&decision).outcome, CheckOutcome::Unavailable);
    assert!(json!(decision).get("assurance").is_none());
    let rule: Policy = serde_json::from_value({
        let mut policy = json!(Policy::default());
        policy["checks"] = json!({ "authority_record": "reject_when_failed" });
        policy
    })
    .unwrap();
    assert_eq!(
        rule.rule(CheckCode::PassportRecord),
        CheckRule::RejectWhenFailed
    );
}
