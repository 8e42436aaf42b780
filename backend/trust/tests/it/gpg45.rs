use credence_trust::gpg45::IdentityProfile as P;
use credence_trust::gpg45::{
    ConfidenceLevel, EvidenceNeed, EvidenceScore, Gpg45, IdentityProfile, IdentityScores, Withheld,
};
use credence_trust::{AuthorityRecord, Evidence, Policy, decide};
use credence_types::{CaptureSigns, DocumentType, FaceComparison, FaceStatus};
use serde_json::json;

use crate::evidence::flawless;

const PASSPORT: DocumentType = DocumentType::Passport;
const LICENCE: DocumentType = DocumentType::DriverLicenseOrId;

fn scored(kind: DocumentType, strength: u8, validity: u8) -> EvidenceScore {
    EvidenceScore {
        document_type: kind,
        strength,
        validity,
    }
}

fn scores(evidence: &[EvidenceScore], [activity, fraud, verification]: [u8; 3]) -> IdentityScores {
    IdentityScores {
        evidence: evidence.to_vec(),
        activity,
        fraud,
        verification,
    }
}

#[test]
fn the_ten_golden_vectors() {
    let record = scored(PASSPORT, 4, 2);
    let licence = scored(LICENCE, 3, 2);
    let chip = scored(PASSPORT, 4, 3);
    let vectors: [(&[EvidenceScore], [u8; 3], &[IdentityProfile]); 10] = [
        (&[record], [0, 0, 0], &[]),
        (&[record], [0, 0, 3], &[P::L1B]),
        (&[record], [0, 1, 3], &[P::L1A, P::L1B, P::M1A]),
        (
            &[record, licence],
            [1, 1, 3],
            &[P::L1A, P::L1B, P::M1A, P::M2B, P::M2C],
        ),
        (
            &[record, licence],
            [1, 2, 3],
            &[P::L1A, P::L1B, P::M1A, P::M1B, P::M2B, P::M2C, P::H2B],
        ),
        (&[licence], [0, 0, 3], &[P::L1B]),
        (&[licence], [1, 2, 3], &[P::L1A, P::L1B, P::M1B]),
        (&[chip], [0, 0, 3], &[P::L1B, P::M1C]),
        (
            &[chip],
            [0, 1, 3],
            &[P::L1A, P::L1B, P::M1A, P::M1C, P::H1A],
        ),
        (&[scored(PASSPORT, 4, 0)], [1, 2, 3], &[]),
    ];
    for (evidence, others, wanted) in vectors {
        let met = scores(evidence, others).profiles_met();
        assert_eq!(met, wanted, "{evidence:?} {others:?}");
    }
}

#[test]
fn there_are_32_profiles_named_as_in_the_guidance() {
    assert_eq!(P::ALL.len(), 32);
    for profile in P::ALL {
        assert_eq!(json!(profile), json!(profile.as_str()));
    }
    let of = |level| P::ALL.iter().filter(|own| own.level() == level).count();
    assert_eq!(ConfidenceLevel::ALL.map(of), [6, 8, 9, 9]);
}

#[test]
fn the_order_of_the_evidence_does_not_matter_and_one_kind_counts_once() {
    let [record, licence] = [scored(PASSPORT, 4, 2), scored(LICENCE, 3, 2)];
    let one = scores(&[record, licence], [0, 2, 3]);
    let other = scores(&[licence, record], [0, 2, 3]);
    assert_eq!(one.profiles_met(), other.profiles_met());
    assert!(one.profiles_met().contains(&P::H2B));
    let twice = scores(&[record, record], [0, 2, 3]);
    assert!(!twice.profiles_met().contains(&P::H2B));
    // The better of two checks of one document counts.
    let read_and_asked = scores(&[scored(PASSPORT, 4, 1), record], [0, 1, 3]);
    assert!(read_and_asked.profiles_met().contains(&P::M1A));
}

#[test]
fn what_the_next_levels_lack_is_told() {
    let confirmed = scores(&[scored(PASSPORT, 4, 2)], [0, 0, 3]);
    let missing = confirmed.missing();
    let profiles: Vec<_> = missing.iter().map(|own| (own.level, own.profile)).collect();
    assert_eq!(
        profiles,
        [
            (ConfidenceLevel::Medium, P::M1A),
            (ConfidenceLevel::High, P::H1A),
            (ConfidenceLevel::VeryHigh, P::V1B),
        ]
    );
    assert_eq!(missing[0].fraud, Some(1));
    assert_eq!((missing[0].activity, missing[0].verification), (None, None));
    assert!(missing[0].evidence.is_empty());
    let chip = EvidenceNeed {
        strength: 4,
        validity: 3,
    };
    assert_eq!(missing[1].evidence, [chip]);
    assert_eq!((missing[1].fraud, missing[1].verification), (Some(1), None));
    let nothing = scores(&[], [0, 0, 0]).missing();
    assert_eq!(nothing.len(), 4);
    let all = scores(&[scored(PASSPORT, 4, 4), scored(LICENCE, 4, 4)], [3, 3, 4]);
    assert!(all.missing().is_empty());
}

/// A British passport with a face by a calibrated model.
fn passport(authority: Option<AuthorityRecord>) -> Evidence {
    let comparison = FaceComparison {
        calibrated: true,
        distance: Some(0.31),
        capture: CaptureSigns {
            screen_pattern: Some(false),
            ..CaptureSigns::default()
        },
        ..FaceComparison::without_distance(FaceStatus::Consistent)
    };
    Evidence {
        document_type: Some(PASSPORT),
        issuing_country: Some("GBR".parse().unwrap()),
        barcode_valid: None,
        mrz_valid: Some(true),
        face_comparison: Some(comparison),
        authority,
        ..flawless()
    }
}

fn conformant() -> Policy {
    Policy {
        is_presentation_attack_detection_conformant: true,
        ..Policy::default()
    }
}

fn assessed(evidence: &Evidence, policy: &Policy) -> Gpg45 {
    decide(evidence, policy).gpg45.unwrap()
}

#[test]
fn a_valid_record_and_a_proven_face_meet_l1b() {
    let evidence = passport(Some(AuthorityRecord::Valid));
    let gpg45 = assessed(&evidence, &conformant());
    assert_eq!(gpg45.evidence, [scored(PASSPORT, 4, 2)]);
    assert_eq!((gpg45.verification, gpg45.profiles), (3, vec![P::L1B]));
    let unproven = assessed(&evidence, &Policy::default());
    assert_eq!(
        (unproven.verification, unproven.profiles),
        (1, vec![P::L1B])
    );
}

#[test]
fn an_invalid_record_is_worth_nothing_and_a_silent_or_simulated_one_withholds() {
    let invalid = assessed(&passport(Some(AuthorityRecord::Invalid)), &conformant());
    assert_eq!(invalid.evidence, [scored(PASSPORT, 4, 0)]);
    assert!(invalid.profiles.is_empty() && invalid.withheld.is_none());
    let silent = AuthorityRecord::Unavailable {
        code: "outage".to_owned(),
    };
    let withheld = |evidence: &Evidence| {
        let gpg45 = assessed(evidence, &conformant());
        assert!(gpg45.evidence.is_empty() && gpg45.profiles.is_empty());
        gpg45.withheld.unwrap()
    };
    let silent = passport(Some(silent));
    assert_eq!(withheld(&silent), Withheld::AuthorityUnavailable);
    let mut simulated = passport(Some(AuthorityRecord::Valid));
    simulated.authority_is_simulated = true;
    assert_eq!(withheld(&simulated), Withheld::AuthoritySimulated);
    let mut unknown = passport(None);
    unknown.document_type = None;
    assert_eq!(withheld(&unknown), Withheld::DocumentUnknown);
    unknown.document_type = Some(DocumentType::InternationalId);
    assert_eq!(withheld(&unknown), Withheld::StrengthUnknown);
    for why in Withheld::ALL {
        assert_eq!(json!(why), json!(why.as_str()));
    }
}

#[test]
fn pictures_alone_are_worth_1_and_2_only_by_the_operator_s_word() {
    let licence = |policy: &Policy, change: fn(&mut Evidence)| {
        let mut evidence = flawless();
        change(&mut evidence);
        assessed(&evidence, policy).evidence
    };
    let inspected = Policy {
        is_document_inspection_conformant: true,
        ..Policy::default()
    };
    let default = Policy::default();
    assert_eq!(licence(&default, |_| ()), [scored(LICENCE, 3, 1)]);
    assert_eq!(licence(&inspected, |_| ()), [scored(LICENCE, 3, 2)]);
    let faults: [fn(&mut Evidence); 5] = [
        |evidence| evidence.barcode_valid = Some(false),
        |evidence| evidence.barcode_valid = None,
        |evidence| evidence.tampering = Some(true),
        |evidence| evidence.reported_expired = Some(true),
        |evidence| {
            evidence.expires_on = None;
            evidence.reported_expired = None;
        },
    ];
    for fault in faults {
        assert_eq!(licence(&inspected, fault), [scored(LICENCE, 3, 0)]);
    }
    let unsure = |evidence: &mut Evidence| evidence.document_confidence = None;
    assert_eq!(licence(&inspected, unsure), [scored(LICENCE, 3, 1)]);
}

#[test]
fn only_a_british_passport_is_known_to_have_a_chip() {
    let mut french = passport(None);
    french.issuing_country = Some("FRA".parse().unwrap());
    let strength = |evidence| assessed(&evidence, &conformant()).evidence[0].strength;
    assert_eq!(strength(french), 3);
    assert_eq!(strength(passport(None)), 4);
}

#[test]
fn a_staged_photograph_verifies_nobody() {
    let mut staged = passport(Some(AuthorityRecord::Valid));
    staged.tampering = Some(true);
    let decision = decide(&staged, &conformant());
    assert_eq!(decision.verification, None);
    assert_eq!(decision.gpg45.unwrap().verification, 0);
}
