use chrono::DateTime;
use credence_trust::nist::{EvidenceStrength, RequirementCode, RequirementStatus};
use credence_trust::{
    AuthorityRecord, CheckCode, CheckOutcome, DecidedBy, Decision, DecisionOutcome, Evidence,
    FieldFinding, MessageCode, Policy, decide,
};
use credence_types::{FaceComparison, FaceStatus, FieldAgreement};
use proptest::prelude::*;

use crate::any::{any_evidence, any_policy};

fn required(decision: &Decision, policy: &Policy) -> Vec<CheckOutcome> {
    let checks = decision.checks.iter();
    checks
        .filter(|check| policy.rule(check.code).is_required())
        .map(|check| check.outcome)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn approval_needs_every_required_check(evidence in any_evidence(), policy in any_policy()) {
        let decision = decide(&evidence, &policy);
        let required = required(&decision, &policy);
        if required.iter().any(|o| matches!(o, CheckOutcome::Unavailable | CheckOutcome::Failed)) {
            prop_assert_ne!(decision.outcome, DecisionOutcome::Approved);
        }
        if decision.outcome == DecisionOutcome::Approved {
            prop_assert!(required.contains(&CheckOutcome::Passed));
        }
        prop_assert_eq!(decision.outcome == DecisionOutcome::Retake, decision.retake.is_some());
    }

    #[test]
    fn only_an_answer_earns_scores_and_only_a_valid_record_passes(
        evidence in any_evidence(), policy in any_policy(),
    ) {
        let decision = decide(&evidence, &policy);
        let record = evidence.authority.as_ref();
        let is_valid = record == Some(&AuthorityRecord::Valid);
        let is_answered = is_valid || record == Some(&AuthorityRecord::Invalid);
        let decides = |field: &FieldFinding| field.key != "address";
        let is_contradictory = evidence.document_fields.iter().flatten()
            .any(|field| decides(field) && field.agreement == FieldAgreement::Differs);
        let is_withheld = is_valid && is_contradictory;
        prop_assert_eq!(decision.assurance.is_some(), is_answered && !is_withheld);
        for check in decision.checks.iter().filter(|c| c.code == CheckCode::PassportRecord) {
            prop_assert_eq!(check.outcome == CheckOutcome::Passed, is_valid);
        }
        let validity = decision.assurance.map_or(0, |scores| scores.validity);
        prop_assert_eq!(validity, if is_valid && !is_withheld { 2 } else { 0 });
    }

    #[test]
    fn a_signal_rejects_nobody_whom_the_rest_would_not(
        evidence in any_evidence(), policy in any_policy(),
    ) {
        let without = Evidence { forgery_signals: None, ..evidence.clone() };
        let outcomes = [&evidence, &without].map(|evidence| decide(evidence, &policy).outcome);
        let is_sent_away = |outcome| {
            matches!(outcome, DecisionOutcome::Rejected | DecisionOutcome::Retake)
        };
        prop_assert_eq!(is_sent_away(outcomes[0]), is_sent_away(outcomes[1]));
    }

    #[test]
    fn a_replay_gives_the_same_bytes(evidence in any_evidence(), policy in any_policy()) {
        let first = serde_json::to_vec(&decide(&evidence, &policy)).unwrap();
        let stored: Evidence =
            serde_json::from_slice(&serde_json::to_vec(&evidence).unwrap()).unwrap();
        let stored_policy: Policy =
            serde_json::from_slice(&serde_json::to_vec(&policy).unwrap()).unwrap();
        prop_assert_eq!(&first, &serde_json::to_vec(&decide(&stored, &stored_policy)).unwrap());
        let decision: Decision = serde_json::from_slice(&first).unwrap();
        prop_assert_eq!(decision, decide(&evidence, &policy));
    }

    #[test]
    fn no_text_holds_the_date(evidence in any_evidence(), policy in any_policy()) {
        let decision = decide(&evidence, &policy);
        let summary =
            decision.summary(decision.outcome, DateTime::UNIX_EPOCH, DecidedBy::Policy);
        let texts = serde_json::to_string(&(&decision.checks, &summary)).unwrap();
        for date in [&evidence.expires_on, &evidence.born_on].into_iter().flatten() {
            prop_assert!(!texts.contains(&date.expose().to_string()));
        }
        let assurance = serde_json::to_string(&(&decision.gpg45, &decision.nist)).unwrap();
        for date in [&evidence.expires_on, &evidence.born_on].into_iter().flatten() {
            prop_assert!(!assurance.contains(&date.expose().to_string()));
        }
    }

    #[test]
    fn every_check_gives_a_reason_of_its_own_and_a_sentence_no_finer_than_its_code(
        evidence in any_evidence(), policy in any_policy(),
    ) {
        for check in &decide(&evidence, &policy).checks {
            let reason = check.reason_code.unwrap();
            prop_assert_eq!((reason.check(), reason.outcome()), (check.code, check.outcome));
            let mut rest = check.reason.as_str();
            for part in reason.sentence().split("{}") {
                let at = rest.find(part);
                prop_assert!(at.is_some(), "{}", check.reason);
                rest = &rest[at.unwrap() + part.len()..];
            }
            let message = check.message_code.unwrap();
            prop_assert_eq!(message.sentence(), check.message.as_str());
            if check.outcome == CheckOutcome::Unavailable {
                prop_assert!(message != MessageCode::FaceMatches);
            }
        }
    }

    #[test]
    fn scores_are_never_better_than_what_they_rest_on(
        evidence in any_evidence(), policy in any_policy(),
    ) {
        let decision = decide(&evidence, &policy);
        let gpg45 = decision.gpg45.unwrap();
        let record = evidence.authority.as_ref();
        for score in &gpg45.evidence {
            prop_assert!(score.validity <= 2);
            prop_assert!(score.strength < 4 || evidence.issuing_country.is_some());
            if record == Some(&AuthorityRecord::Invalid) {
                prop_assert_eq!(score.validity, 0);
            }
            if record.is_none() && !policy.is_document_inspection_conformant {
                prop_assert!(score.validity <= 1);
            }
        }
        prop_assert_eq!(gpg45.evidence.is_empty(), gpg45.withheld.is_some());
        if gpg45.withheld.is_some() {
            prop_assert!(gpg45.profiles.is_empty() && gpg45.missing.is_empty());
        }
        if let Some(AuthorityRecord::Unavailable { .. }) = record {
            prop_assert!(gpg45.withheld.is_some());
        }
        let is_proven = |face: &FaceComparison| {
            face.calibrated && face.status == FaceStatus::Consistent
        };
        let is_proven = evidence.face_comparison.as_ref().is_some_and(is_proven)
            && policy.is_presentation_attack_detection_conformant;
        let most = if is_proven { 3 } else { 1 };
        prop_assert!(gpg45.verification <= most);
        if gpg45.verification > 1 {
            prop_assert!(evidence.tampering != Some(true));
        }
        prop_assert_eq!((gpg45.activity, gpg45.fraud), (0, 0));
    }

    #[test]
    fn nothing_is_superior_and_what_nobody_looked_at_is_not_met(
        evidence in any_evidence(), policy in any_policy(),
    ) {
        let nist = decide(&evidence, &policy).nist.unwrap();
        prop_assert!(nist.strength != Some(EvidenceStrength::Superior));
        let codes: Vec<_> = nist.requirements.iter().map(|own| own.code).collect();
        prop_assert_eq!(codes, RequirementCode::ALL);
        let is_met = |code| nist.requirements.iter()
            .any(|own| own.code == code && own.status == RequirementStatus::Met);
        prop_assert!(!is_met(RequirementCode::ChipSignatureVerified));
        prop_assert!(!is_met(RequirementCode::DocumentCapturedLive));
        if is_met(RequirementCode::DetailsValidatedWithAuthority) {
            prop_assert_eq!(evidence.authority.as_ref(), Some(&AuthorityRecord::Valid));
            prop_assert!(!evidence.authority_is_simulated);
        }
        if is_met(RequirementCode::VerifiedByBiometric) {
            prop_assert!(evidence.face_comparison.as_ref().is_none_or(|face| face.calibrated));
        }
        if is_met(RequirementCode::EvidenceHasPortrait) {
            prop_assert_eq!(evidence.portrait_found, Some(true));
        }
    }
}
