use std::collections::BTreeSet;

use chrono::DateTime;
use credence_trust::{
    AuthorityRecord, Check, CheckCode, CheckOutcome, CheckRule, DecidedBy, Decision,
    DecisionOutcome, Evidence, FieldFinding, Policy, decide,
};
use credence_types::{DocumentType, FieldAgreement, FieldSource};

use crate::evidence::{flawless, score};

const KEYS: [&str; 5] = ["family_name", "first_name", "dob", "id", "expires"];
const AGREEMENTS: [FieldAgreement; 4] = [
    FieldAgreement::Agrees,
    FieldAgreement::Differs,
    FieldAgreement::SingleSource,
    FieldAgreement::Unreadable,
];

fn field(key: &str, agreement: FieldAgreement, sources: &[FieldSource]) -> FieldFinding {
    FieldFinding {
        key: key.to_owned(),
        agreement,
        sources: sources.iter().copied().collect::<BTreeSet<_>>(),
    }
}

/// Printed text and barcode agree on everything.
fn agreeing() -> Vec<FieldFinding> {
    let sources = [FieldSource::Barcode, FieldSource::Printed];
    KEYS.map(|key| field(key, FieldAgreement::Agrees, &sources))
        .to_vec()
}

fn with(key: &str, agreement: FieldAgreement) -> Vec<FieldFinding> {
    let mut fields = agreeing();
    for field in fields.iter_mut().filter(|field| field.key == key) {
        field.agreement = agreement;
    }
    fields
}

fn decided(fields: Vec<FieldFinding>) -> Decision {
    let evidence = Evidence {
        document_fields: Some(fields),
        ..flawless()
    };
    decide(&evidence, &Policy::default())
}

fn check(decision: &Decision) -> &Check {
    let is_it = |check: &&Check| check.code == CheckCode::FieldsConsistent;
    decision.checks.iter().find(is_it).unwrap()
}

#[test]
fn two_sources_that_agree_pass_and_approve() {
    let decision = decided(agreeing());
    assert_eq!(check(&decision).outcome, CheckOutcome::Passed);
    assert_eq!(
        check(&decision).reason,
        "The print and another source agree on family_name, first_name, dob, id, expires."
    );
    assert_eq!(decision.outcome, DecisionOutcome::Approved);
}

#[test]
fn a_difference_goes_to_a_reviewer_with_key_and_sources_and_the_person_learns_neither() {
    let sources = [FieldSource::Mrz, FieldSource::Printed];
    let mut fields = with("dob", FieldAgreement::Differs);
    fields.retain(|field| field.key != "family_name");
    fields.push(field("family_name", FieldAgreement::Differs, &sources));
    let decision = decided(fields);
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
    assert_eq!(
        check(&decision).reason,
        "The sources differ: family_name: printed differs from mrz; dob: printed differs from barcode."
    );
    let summary = decision.summary(decision.outcome, DateTime::UNIX_EPOCH, DecidedBy::Policy);
    let told = serde_json::to_string(&summary).unwrap();
    assert!(told.contains("We could not confirm the details on your document."));
    for secret in ["family_name", "dob", "printed", "differ"] {
        assert!(!told.contains(secret), "{secret}");
    }
}

#[test]
fn three_sources_and_one_are_named_as_they_are() {
    let all = [FieldSource::Printed, FieldSource::Mrz, FieldSource::Barcode];
    let mut fields = vec![field("id", FieldAgreement::Differs, &all)];
    fields.push(field("gender", FieldAgreement::Differs, &all[..1]));
    assert_eq!(
        check(&decided(fields)).reason,
        "The sources differ: gender: its readings differ; id: printed, mrz, barcode differ."
    );
}

#[test]
fn every_deciding_field_fails_alone_and_no_other_does() {
    for key in [
        "family_name",
        "first_name",
        "middle_name",
        "dob",
        "gender",
        "id",
        "issued",
        "expires",
        "issued_by",
    ] {
        let mut fields = agreeing();
        fields.push(field(key, FieldAgreement::Differs, &[FieldSource::Printed]));
        assert_eq!(
            check(&decided(fields)).outcome,
            CheckOutcome::Failed,
            "{key}"
        );
    }
    let mut fields = agreeing();
    fields.push(field("address", FieldAgreement::Differs, &[]));
    let decision = decided(fields);
    assert_eq!(check(&decision).outcome, CheckOutcome::Unavailable);
    assert_eq!(check(&decision).reason, "The sources differ on address.");
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
}

#[test]
fn a_zone_and_a_barcode_without_the_print_agree_on_nothing() {
    let sources = [FieldSource::Barcode, FieldSource::Mrz];
    let fields = KEYS.map(|key| field(key, FieldAgreement::Agrees, &sources));
    let decision = decided(fields.to_vec());
    assert_eq!(check(&decision).outcome, CheckOutcome::Unavailable);
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
}

#[test]
fn no_policy_rejects_for_what_print_was_read_as() {
    let mut policy = Policy::default();
    for code in [CheckCode::FieldsConsistent, CheckCode::DocumentConfidence] {
        policy.checks.insert(code, CheckRule::RejectWhenFailed);
    }
    let evidence = Evidence {
        document_fields: Some(with("dob", FieldAgreement::Differs)),
        document_confidence: score(20),
        ..flawless()
    };
    assert_eq!(
        decide(&evidence, &policy).outcome,
        DecisionOutcome::NeedsReview
    );
    let vendors = Evidence {
        document_fields: None,
        ..evidence
    };
    assert_eq!(decide(&vendors, &policy).outcome, DecisionOutcome::Rejected);
}

#[test]
fn every_combination_passes_only_by_name_date_and_number_or_expiry() {
    let combinations = AGREEMENTS.len().pow(u32::try_from(KEYS.len()).unwrap());
    for combination in 0..combinations {
        let sources = [FieldSource::Mrz, FieldSource::Printed];
        let mut rest = combination;
        let mut of = std::collections::BTreeMap::new();
        for key in KEYS {
            of.insert(key, AGREEMENTS[rest % AGREEMENTS.len()]);
            rest /= AGREEMENTS.len();
        }
        let fields = of.iter().map(|(key, own)| field(key, *own, &sources));
        let agrees = |key| of[key] == FieldAgreement::Agrees;
        let expected = if of.values().any(|own| *own == FieldAgreement::Differs) {
            CheckOutcome::Failed
        } else if agrees("family_name")
            && of["first_name"] != FieldAgreement::Unreadable
            && agrees("dob")
            && (agrees("id") || agrees("expires"))
        {
            CheckOutcome::Passed
        } else {
            CheckOutcome::Unavailable
        };
        let decision = decided(fields.collect());
        assert_eq!(check(&decision).outcome, expected, "{of:?}");
        assert_ne!(decision.outcome, DecisionOutcome::Rejected);
    }
}

#[test]
fn silence_is_unavailable_whatever_the_score_says() {
    let evidence = Evidence {
        document_fields: Some(Vec::new()),
        field_agreement: score(100),
        ..flawless()
    };
    let decision = decide(&evidence, &Policy::default());
    assert_eq!(check(&decision).outcome, CheckOutcome::Unavailable);
    assert_eq!(
        check(&decision).reason,
        "The print could not be compared with another source on family_name, dob, id or expires."
    );
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
}

#[test]
fn agreement_with_one_source_alone_is_none_and_a_second_finding_does_not_hide_the_first() {
    let mut alone = agreeing();
    for field in &mut alone {
        field.sources = BTreeSet::from([FieldSource::Barcode]);
    }
    assert_eq!(check(&decided(alone)).outcome, CheckOutcome::Unavailable);
    let mut twice = agreeing();
    twice.push(field("dob", FieldAgreement::Unreadable, &[]));
    assert_eq!(check(&decided(twice)).outcome, CheckOutcome::Unavailable);
    let mut twice = agreeing();
    twice.push(field("dob", FieldAgreement::Differs, &[]));
    assert_eq!(check(&decided(twice)).outcome, CheckOutcome::Failed);
}

#[test]
fn a_document_without_a_first_name_can_pass() {
    let mut fields = agreeing();
    fields.retain(|field| field.key != "first_name");
    assert_eq!(check(&decided(fields)).outcome, CheckOutcome::Passed);
}

#[test]
fn a_reader_without_fields_is_judged_by_its_score_as_before() {
    let evidence = Evidence {
        field_agreement: score(69),
        ..flawless()
    };
    let decision = decide(&evidence, &Policy::default());
    assert_eq!(
        check(&decision).reason,
        "The agreement of the zones is 69; 70 is needed."
    );
}

#[test]
fn a_contradiction_withholds_the_scores_of_a_valid_record_and_agreement_adds_none() {
    let scores = |record, fields| {
        let evidence = Evidence {
            document_type: Some(DocumentType::Passport),
            authority: Some(record),
            document_fields: Some(fields),
            ..flawless()
        };
        let decision = decide(&evidence, &Policy::default());
        decision.assurance.map(|scores| scores.validity)
    };
    let differing = with("family_name", FieldAgreement::Differs);
    assert_eq!(scores(AuthorityRecord::Valid, agreeing()), Some(2));
    assert_eq!(scores(AuthorityRecord::Valid, Vec::new()), Some(2));
    assert_eq!(scores(AuthorityRecord::Valid, differing.clone()), None);
    assert_eq!(scores(AuthorityRecord::Invalid, differing), Some(0));
}
