use credence_trust::CheckCode as C;
use credence_trust::CheckOutcome::{Failed, NotApplicable, Passed, Unavailable};
use credence_trust::{
    AuthorityRecord, CheckCode, CheckOutcome, DecisionOutcome, Evidence, Policy, Reading, decide,
};
use credence_types::{DocumentType, Redacted};

use crate::evidence::{day, flawless, score};

type Change = fn(&mut Evidence);

fn outcome_of(code: CheckCode, change: Change) -> CheckOutcome {
    let mut evidence = flawless();
    change(&mut evidence);
    let decision = decide(&evidence, &Policy::default());
    let check = decision.checks.iter().find(|check| check.code == code);
    check.unwrap().outcome
}

#[test]
fn a_flawless_licence_is_approved() {
    let decision = decide(&flawless(), &Policy::default());
    assert_eq!(decision.outcome, DecisionOutcome::Approved);
    assert_eq!(decision.failed_checks().count(), 0);
    let order: Vec<CheckCode> = decision.checks.iter().map(|check| check.code).collect();
    assert_eq!(order, CheckCode::ALL);
}

#[test]
fn nothing_known_is_a_review_and_nothing_passed() {
    let reading = Reading::NotRead {
        code: "dvs_unreachable".to_owned(),
    };
    let evidence = Evidence::nothing_known(day("2026-11-22"), reading);
    let decision = decide(&evidence, &Policy::default());
    assert_eq!(decision.outcome, DecisionOutcome::NeedsReview);
    let outcomes: Vec<_> = decision.checks.iter().map(|check| check.outcome).collect();
    // What was never asked for does not apply; all else could not be looked at.
    for (code, outcome) in CheckCode::ALL.into_iter().zip(outcomes) {
        let is_of_other_sessions = [C::ImageReuse, C::DocumentReuse, C::Attempts].contains(&code);
        let is_of_policy = [C::CountryAccepted, C::HolderAge].contains(&code);
        let is_asked = is_of_other_sessions || (!code.is_sign() && !is_of_policy);
        let expected = if is_asked {
            CheckOutcome::Unavailable
        } else {
            CheckOutcome::NotApplicable
        };
        assert_eq!(outcome, expected, "{code:?}");
    }
}

/// Check, change to the flawless licence, outcome.
const TABLE: &[(C, Change, CheckOutcome)] = &[
    (C::DocumentReadable, |_| (), Passed),
    (
        C::DocumentReadable,
        |e| {
            e.reading = Reading::Unreadable {
                code: "OCRError".to_owned(),
            }
        },
        Failed,
    ),
    (
        C::DocumentReadable,
        |e| {
            e.reading = Reading::NotRead {
                code: "dvs_unreachable".to_owned(),
            }
        },
        Unavailable,
    ),
    (C::DocumentTypeAccepted, |_| (), Passed),
    (
        C::DocumentTypeAccepted,
        |e| e.document_type = Some(DocumentType::FaceOnly),
        Failed,
    ),
    (
        C::DocumentTypeAccepted,
        |e| e.document_type = None,
        Unavailable,
    ),
    // Valid through the last day.
    (
        C::DocumentInDate,
        |e| e.expires_on = Some(Redacted::new(day("2026-11-22"))),
        Passed,
    ),
    (
        C::DocumentInDate,
        |e| e.expires_on = Some(Redacted::new(day("2026-11-21"))),
        Failed,
    ),
    (
        C::DocumentInDate,
        |e| e.reported_expired = Some(true),
        Failed,
    ),
    (C::DocumentInDate, |e| e.reported_void = Some(true), Failed),
    (C::DocumentInDate, |e| e.reported_expired = None, Passed),
    (C::DocumentInDate, |e| e.expires_on = None, Passed),
    (
        C::DocumentInDate,
        |e| {
            e.expires_on = None;
            e.reported_expired = None;
        },
        Unavailable,
    ),
    (C::BarcodeStructure, |_| (), Passed),
    (
        C::BarcodeStructure,
        |e| e.barcode_valid = Some(false),
        Failed,
    ),
    (C::BarcodeStructure, |e| e.barcode_valid = None, Unavailable),
    (
        C::BarcodeStructure,
        |e| {
            e.barcode_valid = None;
            e.document_type = Some(DocumentType::Passport);
        },
        NotApplicable,
    ),
    (
        C::BarcodeStructure,
        |e| {
            e.barcode_valid = None;
            e.document_type = None;
        },
        Unavailable,
    ),
    (C::MrzCheckDigits, |_| (), NotApplicable),
    (C::MrzCheckDigits, |e| e.mrz_valid = Some(true), Passed),
    (C::MrzCheckDigits, |e| e.mrz_valid = Some(false), Failed),
    (
        C::MrzCheckDigits,
        |e| e.document_type = Some(DocumentType::Passport),
        Unavailable,
    ),
    (
        C::MrzCheckDigits,
        |e| e.document_type = Some(DocumentType::InternationalId),
        Unavailable,
    ),
    (
        C::FieldsConsistent,
        |e| e.field_agreement = score(70),
        Passed,
    ),
    (
        C::FieldsConsistent,
        |e| e.field_agreement = score(69),
        Failed,
    ),
    (
        C::FieldsConsistent,
        |e| e.field_agreement = None,
        Unavailable,
    ),
    (
        C::DocumentConfidence,
        |e| e.document_confidence = score(69),
        Failed,
    ),
    (
        C::DocumentConfidence,
        |e| e.document_confidence = None,
        Unavailable,
    ),
    (C::FaceMatch, |e| e.face_match = score(70), Passed),
    (C::FaceMatch, |e| e.face_match = score(69), Failed),
    (C::FaceMatch, |e| e.face_match = None, Unavailable),
    (C::PresentationAttack, |_| (), Passed),
    (C::PresentationAttack, |e| e.liveness = score(0), Failed),
    (C::PresentationAttack, |e| e.liveness = None, Unavailable),
    (C::PresentationAttack, |e| e.tampering = Some(true), Failed),
    (C::ImageQuality, |e| e.image_quality = score(50), Passed),
    (C::ImageQuality, |e| e.image_quality = score(49), Failed),
    (C::ImageQuality, |e| e.image_quality = None, Unavailable),
    (C::PassportRecord, |_| (), NotApplicable),
    (
        C::PassportRecord,
        |e| {
            e.document_type = Some(DocumentType::Passport);
            e.issuing_country = Some("GBR".parse().unwrap());
        },
        Unavailable,
    ),
    (
        C::PassportRecord,
        |e| {
            e.document_type = Some(DocumentType::Passport);
            e.issuing_country = Some("FRA".parse().unwrap());
        },
        NotApplicable,
    ),
    (
        C::PassportRecord,
        |e| {
            e.document_type = Some(DocumentType::Passport);
            e.issuing_country = None;
        },
        Unavailable,
    ),
    (
        C::PassportRecord,
        |e| e.authority = Some(AuthorityRecord::Valid),
        Passed,
    ),
    (
        C::PassportRecord,
        |e| e.authority = Some(AuthorityRecord::Invalid),
        Failed,
    ),
    (
        C::PassportRecord,
        |e| {
            e.authority = Some(AuthorityRecord::Unavailable {
                code: "outage".to_owned(),
            })
        },
        Unavailable,
    ),
];

#[test]
fn each_check_has_each_of_its_outcomes() {
    for (row, (code, change, wanted)) in TABLE.iter().enumerate() {
        assert_eq!(outcome_of(*code, *change), *wanted, "row {row}: {code:?}");
    }
}

#[test]
fn a_failed_informational_check_decides_nothing() {
    let mut evidence = flawless();
    evidence.image_quality = score(0);
    let decision = decide(&evidence, &Policy::default());
    assert_eq!(decision.outcome, DecisionOutcome::Approved);
    assert_eq!(
        decision.failed_checks().collect::<Vec<_>>(),
        [CheckCode::ImageQuality]
    );
}
