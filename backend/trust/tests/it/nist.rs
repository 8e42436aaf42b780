use credence_trust::nist::RequirementCode as R;
use credence_trust::nist::RequirementStatus::{Met, NotAssessed, NotMet};
use credence_trust::nist::{EvidenceStrength, RequirementCode, RequirementStatus};
use credence_trust::{AuthorityRecord, Evidence, Policy, decide};
use credence_types::{DocumentType, FaceComparison, FaceStatus, Redacted};
use serde_json::json;

use crate::evidence::{day, flawless};

type Change = fn(&mut Evidence);

fn status(code: RequirementCode, policy: &Policy, change: Change) -> RequirementStatus {
    let mut evidence = flawless();
    change(&mut evidence);
    let nist = decide(&evidence, policy).nist.unwrap();
    let own = nist.requirements.iter().find(|own| own.code == code);
    own.unwrap().status
}

fn compared(evidence: &mut Evidence, calibrated: bool, false_match_rate: Option<f64>) {
    evidence.face_comparison = Some(FaceComparison {
        calibrated,
        false_match_rate,
        ..FaceComparison::without_distance(FaceStatus::Consistent)
    });
}

/// Requirement, change to the flawless licence, status.
const TABLE: &[(RequirementCode, Change, RequirementStatus)] = &[
    (R::EvidenceInDate, |_| (), Met),
    (
        R::EvidenceInDate,
        |e| e.reported_expired = Some(true),
        NotMet,
    ),
    (R::EvidenceHasPortrait, |_| (), Met),
    (
        R::EvidenceHasPortrait,
        |e| e.portrait_found = Some(false),
        NotMet,
    ),
    (
        R::EvidenceHasPortrait,
        |e| e.portrait_found = None,
        NotAssessed,
    ),
    (R::PrintComparedWithMachineReadable, |_| (), Met),
    (
        R::PrintComparedWithMachineReadable,
        |e| e.field_agreement = None,
        NotAssessed,
    ),
    (R::DocumentCapturedLive, |_| (), NotAssessed),
    (
        R::DocumentCapturedLive,
        |e| compared(e, true, None),
        NotAssessed,
    ),
    (
        R::DocumentCapturedLive,
        |e| {
            compared(e, true, None);
            let comparison = e.face_comparison.as_mut().unwrap();
            comparison.capture.source = vec!["virtual_camera".to_owned()];
        },
        NotMet,
    ),
    (R::DocumentAuthenticated, |_| (), NotAssessed),
    (
        R::DocumentAuthenticated,
        |e| e.tampering = Some(true),
        NotMet,
    ),
    (R::ChipSignatureVerified, |_| (), NotAssessed),
    (R::DetailsValidatedWithAuthority, |_| (), NotAssessed),
    (
        R::DetailsValidatedWithAuthority,
        |e| e.authority = Some(AuthorityRecord::Valid),
        Met,
    ),
    (
        R::DetailsValidatedWithAuthority,
        |e| {
            e.authority = Some(AuthorityRecord::Valid);
            e.authority_is_simulated = true;
        },
        NotAssessed,
    ),
    (
        R::DetailsValidatedWithAuthority,
        |e| e.authority = Some(AuthorityRecord::Invalid),
        NotMet,
    ),
    (R::VerifiedByBiometric, |_| (), Met),
    (
        R::VerifiedByBiometric,
        |e| compared(e, false, None),
        NotAssessed,
    ),
    (R::FalseMatchRateMeasured, |_| (), NotAssessed),
    (
        R::FalseMatchRateMeasured,
        |e| compared(e, true, Some(0.0001)),
        Met,
    ),
    (
        R::FalseMatchRateMeasured,
        |e| compared(e, true, Some(0.001)),
        NotMet,
    ),
    (
        R::FalseMatchRateMeasured,
        |e| compared(e, false, Some(0.0)),
        NotAssessed,
    ),
    (R::PresentationAttackDetectionEvaluated, |_| (), NotAssessed),
    (
        R::PresentationAttackDetectionEvaluated,
        |e| compared(e, true, None),
        NotMet,
    ),
];

#[test]
fn each_requirement_is_met_not_met_or_not_assessed() {
    for (row, (code, change, wanted)) in TABLE.iter().enumerate() {
        let own = status(*code, &Policy::default(), *change);
        assert_eq!(own, *wanted, "row {row}: {code:?}");
    }
}

#[test]
fn the_operator_answers_for_inspection_and_attack_detection() {
    let policy = Policy {
        is_presentation_attack_detection_conformant: true,
        is_document_inspection_conformant: true,
        ..Policy::default()
    };
    let met = |code| status(code, &policy, |_| ());
    assert_eq!(met(R::PresentationAttackDetectionEvaluated), Met);
    assert_eq!(met(R::DocumentAuthenticated), Met);
}

#[test]
fn a_photographed_passport_is_strong_and_what_does_not_count_has_no_strength() {
    let strength = |change: Change| {
        let mut evidence = flawless();
        evidence.document_type = Some(DocumentType::Passport);
        change(&mut evidence);
        decide(&evidence, &Policy::default()).nist.unwrap().strength
    };
    let strong = Some(EvidenceStrength::Strong);
    let fair = Some(EvidenceStrength::Fair);
    let table: &[(Change, Option<EvidenceStrength>)] = &[
        (|_| (), strong),
        (|e| e.portrait_found = Some(false), fair),
        (
            |e| e.document_type = Some(DocumentType::DriverLicenseOrId),
            fair,
        ),
        (
            |e| {
                e.document_type = Some(DocumentType::DriverLicenseOrId);
                e.is_real_id = Some(true);
            },
            strong,
        ),
        (
            |e| e.document_type = Some(DocumentType::PassportCard),
            strong,
        ),
        (
            |e| {
                e.document_type = Some(DocumentType::PassportCard);
                e.issuing_country = Some("FRA".parse().unwrap());
            },
            fair,
        ),
        (|e| e.document_type = Some(DocumentType::Barcode), None),
        (|e| e.document_type = None, None),
        (
            |e| e.expires_on = Some(Redacted::new(day("2026-01-01"))),
            None,
        ),
        (|e| e.tampering = Some(true), None),
        (|e| e.authority = Some(AuthorityRecord::Invalid), None),
    ];
    for (row, (change, wanted)) in table.iter().enumerate() {
        assert_eq!(strength(*change), *wanted, "row {row}");
    }
}

#[test]
fn no_level_is_claimed() {
    let decision = decide(&flawless(), &Policy::default());
    let told = json!(decision).to_string().to_lowercase();
    assert!(!told.contains("ial1") && !told.contains("ial2"));
    for code in R::ALL {
        assert_eq!(json!(code), json!(code.as_str()));
    }
}
