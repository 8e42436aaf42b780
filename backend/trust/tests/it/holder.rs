//! The checks of issuer, portrait, age, reuse and tries.

use std::collections::BTreeSet;

use chrono::DateTime;
use credence_trust::CheckCode as C;
use credence_trust::CheckOutcome::{Failed, NotApplicable, Passed, Unavailable};
use credence_trust::{
    Check, CheckCode, CheckRule, DecidedBy, DecisionOutcome, DocumentReuse, Evidence, FieldFinding,
    Policy, Reason, decide,
};
use credence_types::{DocumentType, FieldAgreement, FieldSource, Redacted};

use crate::evidence::{day, flawless};

fn check_of(code: CheckCode, evidence: &Evidence, policy: &Policy) -> Check {
    let decision = decide(evidence, policy);
    let mut checks = decision.checks.into_iter();
    checks.find(|check| check.code == code).unwrap()
}

fn from_country(country: Option<&str>) -> Evidence {
    Evidence {
        issuing_country: country.map(|code| code.parse().unwrap()),
        ..flawless()
    }
}

fn field(key: &str, agreement: FieldAgreement) -> FieldFinding {
    FieldFinding {
        key: key.to_owned(),
        agreement,
        sources: BTreeSet::from([FieldSource::Printed, FieldSource::Barcode]),
    }
}

#[test]
fn a_list_of_countries_decides_and_no_list_does_not_apply() {
    let countries = |accepted: &[&str], refused: &[&str]| {
        let parsed = |codes: &[&str]| codes.iter().map(|code| code.parse().unwrap()).collect();
        Policy {
            accepted_countries: parsed(accepted),
            refused_countries: parsed(refused),
            ..Policy::default()
        }
    };
    for (accepted, refused, issuer, wanted) in [
        (&[][..], &[][..], Some("USA"), NotApplicable),
        (&[], &[], None, NotApplicable),
        (&["USA", "GBR"], &[], Some("USA"), Passed),
        (&["GBR"], &[], Some("USA"), Failed),
        (&["GBR"], &[], Some("GB"), Passed),
        (&["DEU"], &[], Some("D"), Passed),
        (&["GBR"], &[], None, Unavailable),
        (&[], &["USA"], Some("USA"), Failed),
        (&[], &["DEU"], Some("D"), Failed),
        (&[], &["GBR"], Some("USA"), Passed),
        (&[], &["GBR"], None, Unavailable),
    ] {
        let policy = countries(accepted, refused);
        let check = check_of(C::CountryAccepted, &from_country(issuer), &policy);
        assert_eq!(check.outcome, wanted, "{accepted:?} {refused:?} {issuer:?}");
        assert!(!check.reason.contains("USA"));
    }
    let disputed = Evidence {
        document_fields: Some(vec![field("abbr3_country", FieldAgreement::Differs)]),
        ..flawless()
    };
    let check = check_of(C::CountryAccepted, &disputed, &countries(&["USA"], &[]));
    assert_eq!(check.outcome, Unavailable);
}

#[test]
fn an_issuer_is_consistent_only_where_the_print_and_another_source_name_it() {
    let issuer = |fields| {
        let evidence = Evidence {
            document_fields: fields,
            ..flawless()
        };
        check_of(C::IssuerConsistent, &evidence, &Policy::default())
    };
    assert_eq!(issuer(None).outcome, NotApplicable);
    assert_eq!(issuer(Some(vec![])).outcome, Unavailable);
    let of = |agreement| issuer(Some(vec![field("issued_by", agreement)]));
    assert_eq!(of(FieldAgreement::Agrees).outcome, Passed);
    assert_eq!(of(FieldAgreement::SingleSource).outcome, Unavailable);
    assert_eq!(of(FieldAgreement::Unreadable).outcome, Unavailable);
    let differing = of(FieldAgreement::Differs);
    assert_eq!(differing.outcome, Failed);
    assert_eq!(
        differing.reason,
        "The sources name different issuers: issued_by: printed differs from barcode."
    );
    assert!(!differing.message.contains("issue"));
}

#[test]
fn a_portrait_is_present_missing_or_not_looked_for() {
    let portrait = |found, kind| {
        let evidence = Evidence {
            portrait_found: found,
            document_type: Some(kind),
            ..flawless()
        };
        check_of(C::PortraitPresent, &evidence, &Policy::default()).outcome
    };
    assert_eq!(portrait(Some(true), DocumentType::Passport), Passed);
    assert_eq!(portrait(Some(false), DocumentType::Passport), Failed);
    assert_eq!(portrait(None, DocumentType::Passport), Unavailable);
    assert_eq!(portrait(None, DocumentType::Barcode), NotApplicable);
}

#[test]
fn an_age_is_reached_on_the_birthday_and_never_guessed() {
    let of_age = Policy {
        minimum_age: Some(18),
        ..Policy::default()
    };
    let aged = |born: Option<&str>| {
        let evidence = Evidence {
            born_on: born.map(|date| Redacted::new(day(date))),
            ..flawless()
        };
        check_of(C::HolderAge, &evidence, &of_age)
    };
    for (born, reason) in [
        (Some("2008-11-22"), Reason::AgeReached),
        (Some("2008-11-23"), Reason::AgeNotReached),
        (Some("1950-01-01"), Reason::AgeReached),
        (Some("2026-11-23"), Reason::BirthDateDoubtful),
        (Some("1899-01-01"), Reason::BirthDateDoubtful),
        (None, Reason::BirthDateUnknown),
    ] {
        let check = aged(born);
        assert_eq!(check.reason_code, Some(reason), "{born:?}");
        assert!(!check.reason.contains(char::is_numeric));
        assert!(!check.message.contains(char::is_numeric));
    }
    let disputed = Evidence {
        document_fields: Some(vec![field("dob", FieldAgreement::Differs)]),
        ..flawless()
    };
    let check = check_of(C::HolderAge, &disputed, &of_age);
    assert_eq!(check.reason_code, Some(Reason::BirthDateDoubtful));
    let unasked = check_of(C::HolderAge, &flawless(), &Policy::default());
    assert_eq!(unasked.outcome, NotApplicable);
}

#[test]
fn who_is_too_young_goes_to_a_reviewer_or_is_rejected_by_policy() {
    let child = Evidence {
        born_on: Some(Redacted::new(day("2015-01-01"))),
        ..flawless()
    };
    let mut policy = Policy {
        minimum_age: Some(18),
        ..Policy::default()
    };
    assert_eq!(
        decide(&child, &policy).outcome,
        DecisionOutcome::NeedsReview
    );
    let rule = CheckRule::RejectWhenFailed;
    policy.checks.insert(C::HolderAge, rule);
    assert_eq!(decide(&child, &policy).outcome, DecisionOutcome::Rejected);
    assert_eq!(
        decide(&flawless(), &policy).outcome,
        DecisionOutcome::Approved
    );
}

#[test]
fn a_document_of_another_holder_is_a_sign_that_the_person_is_not_told_of() {
    for (reuse, outcome, decided) in [
        (
            Some(DocumentReuse::FirstSeen),
            Passed,
            DecisionOutcome::Approved,
        ),
        (
            Some(DocumentReuse::SameHolder),
            Passed,
            DecisionOutcome::Approved,
        ),
        (
            Some(DocumentReuse::OtherHolder),
            Failed,
            DecisionOutcome::NeedsReview,
        ),
        (None, Unavailable, DecisionOutcome::NeedsReview),
    ] {
        let evidence = Evidence {
            document_reuse: reuse,
            ..flawless()
        };
        let decision = decide(&evidence, &Policy::default());
        let check = check_of(C::DocumentReuse, &evidence, &Policy::default());
        assert_eq!((check.outcome, decision.outcome), (outcome, decided));
        let summary = decision.summary(decided, DateTime::UNIX_EPOCH, DecidedBy::Policy);
        assert!(
            summary
                .checks
                .iter()
                .all(|own| own.code != C::DocumentReuse)
        );
        let mut policy = Policy::default();
        policy
            .checks
            .insert(C::DocumentReuse, CheckRule::RejectWhenFailed);
        assert_ne!(
            decide(&evidence, &policy).outcome,
            DecisionOutcome::Rejected
        );
    }
    let no_document = Evidence {
        document_type: Some(DocumentType::FaceOnly),
        document_reuse: None,
        ..flawless()
    };
    let check = check_of(C::DocumentReuse, &no_document, &Policy::default());
    assert_eq!(check.outcome, NotApplicable);
}

#[test]
fn more_tries_than_usual_are_reported_and_decide_nothing_by_default() {
    for (attempts, wanted) in [
        (Some(1), Passed),
        (Some(3), Passed),
        (Some(4), Failed),
        (None, Unavailable),
    ] {
        let evidence = Evidence {
            attempts,
            ..flawless()
        };
        let check = check_of(C::Attempts, &evidence, &Policy::default());
        assert_eq!(check.outcome, wanted);
        let decision = decide(&evidence, &Policy::default());
        assert_eq!(decision.outcome, DecisionOutcome::Approved);
        let mut strict = Policy::default();
        strict
            .checks
            .insert(C::Attempts, CheckRule::ReviewWhenFailed);
        let is_approved = decide(&evidence, &strict).outcome == DecisionOutcome::Approved;
        assert_eq!(is_approved, wanted == Passed);
    }
}
