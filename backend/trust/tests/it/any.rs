//! Evidence and policies of every kind.

use std::collections::BTreeSet;

use credence_trust::{
    AuthorityRecord, CheckCode, CheckRule, DocumentReuse, DuplicateSearch, Evidence, FieldFinding,
    ForgeryFinding, HeadTurnFinding, ImageReuse, Policy, Reading, Score,
};
use credence_types::{
    CalendarDate, CaptureSigns, CaptureStep, DocumentType, FaceComparison, FaceStatus,
    FieldAgreement, FieldSource, Redacted,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn any_score() -> impl Strategy<Value = Option<Score>> {
    option::of((0_u8..=100).prop_map(|value| Score::try_from(value).unwrap()))
}

fn any_reading() -> impl Strategy<Value = Reading> {
    prop_oneof![
        4 => Just(Reading::Read),
        1 => Just(Reading::Unreadable { code: "OCRError".to_owned() }),
        1 => Just(Reading::NotRead { code: "dvs_unreachable".to_owned() }),
    ]
}

prop_compose! {
    fn any_comparison()(
        status in select(vec![
            FaceStatus::Consistent, FaceStatus::Review, FaceStatus::Mismatch, FaceStatus::NoFace,
            FaceStatus::SeveralFaces, FaceStatus::LowQuality, FaceStatus::NoModel,
            FaceStatus::Error,
        ]),
        thousandths in 0_u16..2000,
        calibrated in any::<bool>(),
        screen_pattern in option::of(any::<bool>()),
        source in prop::collection::vec(Just("virtual_camera".to_owned()), 0..2),
    ) -> FaceComparison {
        FaceComparison {
            distance: Some(f64::from(thousandths) / 1000.0),
            calibrated,
            capture: CaptureSigns { screen_pattern, source, ..CaptureSigns::default() },
            ..FaceComparison::without_distance(status)
        }
    }
}

fn any_fields() -> impl Strategy<Value = Vec<FieldFinding>> {
    let keys = select(vec![
        "family_name",
        "first_name",
        "dob",
        "id",
        "expires",
        "issued_by",
        "address",
    ]);
    let agreements = select(vec![
        FieldAgreement::Agrees,
        FieldAgreement::Differs,
        FieldAgreement::SingleSource,
        FieldAgreement::Unreadable,
    ]);
    let sources = prop::collection::btree_set(
        select(vec![
            FieldSource::Printed,
            FieldSource::Mrz,
            FieldSource::Barcode,
        ]),
        0..3,
    );
    let field = (keys, agreements, sources).prop_map(|(key, agreement, sources)| FieldFinding {
        key: key.to_owned(),
        agreement,
        sources,
    });
    let both = BTreeSet::from([FieldSource::Printed, FieldSource::Mrz]);
    let agreeing = ["family_name", "dob", "id", "issued_by"].map(|key| FieldFinding {
        key: key.to_owned(),
        agreement: FieldAgreement::Agrees,
        sources: both.clone(),
    });
    prop_oneof![
        4 => prop::collection::vec(field, 0..6),
        1 => Just(agreeing.to_vec()),
    ]
}

fn any_signals() -> impl Strategy<Value = Vec<ForgeryFinding>> {
    let signal = any::<bool>().prop_map(|is_raised| ForgeryFinding {
        image: CaptureStep::Front,
        signal: "splice".to_owned(),
        is_raised,
    });
    prop::collection::vec(signal, 0..3)
}

const HEAD_TURNS: [HeadTurnFinding; 8] = [
    HeadTurnFinding::Passed,
    HeadTurnFinding::NotRecorded,
    HeadTurnFinding::WrongNonce,
    HeadTurnFinding::Expired,
    HeadTurnFinding::WrongOrder,
    HeadTurnFinding::WrongPace,
    HeadTurnFinding::OtherPerson,
    HeadTurnFinding::FaceLost,
];

/// One code of each meaning.
const SILENCES: [&str; 11] = [
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

fn any_record() -> impl Strategy<Value = AuthorityRecord> {
    prop_oneof![
        1 => Just(AuthorityRecord::Valid),
        1 => Just(AuthorityRecord::Invalid),
        2 => select(SILENCES.to_vec())
            .prop_map(|code| AuthorityRecord::Unavailable { code: code.to_owned() }),
    ]
}

type Holder = (
    Option<DocumentReuse>,
    Option<u32>,
    Option<i32>,
    Option<bool>,
    Option<bool>,
);

fn any_holder() -> impl Strategy<Value = Holder> {
    let reuse = vec![
        DocumentReuse::FirstSeen,
        DocumentReuse::SameHolder,
        DocumentReuse::OtherHolder,
    ];
    (
        option::of(select(reuse)),
        option::of(1_u32..7),
        option::of(1890_i32..2030),
        option::of(any::<bool>()),
        option::of(any::<bool>()),
    )
}

prop_compose! {
    pub(crate) fn any_evidence()(
        reading in any_reading(),
        document_type in option::of(select(DocumentType::ALL.to_vec())),
        country in option::of(select(vec!["GBR", "USA", "D"])),
        expires_year in option::of(2020_i32..2035),
        flags in prop::array::uniform5(option::of(any::<bool>())),
        scores in prop::array::uniform5(any_score()),
        face_comparison in option::of(any_comparison()),
        head_turn in option::of(select(HEAD_TURNS.to_vec())),
        image_reuse in option::of(select(vec![
            ImageReuse::None, ImageReuse::SameBytes, ImageReuse::NearCopy,
        ])),
        duplicate_search in option::of(select(vec![
            DuplicateSearch::NoneNear, DuplicateSearch::Candidates, DuplicateSearch::NotPossible,
        ])),
        (document_fields, forgery_signals) in (option::of(any_fields()), option::of(any_signals())),
        authority in option::of(any_record()),
        (document_reuse, attempts, born_year, portrait_found, is_real_id) in any_holder(),
    ) -> Evidence {
        let born_on = born_year
            .map(|year| Redacted::new(CalendarDate::new(year, 11, 22).unwrap()));
        let [reported_expired, reported_void, barcode_valid, mrz_valid, tampering] = flags;
        let [field_agreement, document_confidence, face_match, liveness, image_quality] = scores;
        Evidence {
            assessed_on: CalendarDate::new(2026, 11, 22).unwrap(),
            reading,
            document_type,
            issuing_country: country.map(|code| code.parse().unwrap()),
            expires_on: expires_year
                .map(|year| Redacted::new(CalendarDate::new(year, 11, 22).unwrap())),
            reported_expired, reported_void, barcode_valid, mrz_valid, tampering,
            field_agreement, document_confidence, face_match, liveness, image_quality,
            born_on, portrait_found, is_real_id, document_reuse, attempts,
            face_comparison, head_turn, image_reuse, duplicate_search,
            document_fields, forgery_signals,
            authority,
            authority_is_simulated: reported_expired == Some(true),
        }
    }
}

pub(crate) fn any_policy() -> impl Strategy<Value = Policy> {
    let rules = vec![
        CheckRule::RejectWhenFailed,
        CheckRule::ReviewWhenFailed,
        CheckRule::RetakeWhenFailed,
        CheckRule::Informational,
        CheckRule::Off,
    ];
    let countries = || prop::collection::btree_set(select(vec!["GBR", "USA", "DEU"]), 0..2);
    let asked = (
        prop::collection::vec(select(rules), CheckCode::ALL.len()),
        (countries(), countries()),
        option::of(1_u8..60),
        any::<bool>(),
        any::<bool>(),
    );
    asked.prop_map(
        |(rules, (accepted, refused), minimum_age, attacks, inspection)| {
            let parsed = |codes: BTreeSet<&str>| {
                let codes = codes.into_iter();
                codes.map(|code| code.parse().unwrap()).collect()
            };
            Policy {
                checks: CheckCode::ALL.into_iter().zip(rules).collect(),
                accepted_countries: parsed(accepted),
                refused_countries: parsed(refused),
                minimum_age,
                is_presentation_attack_detection_conformant: attacks,
                is_document_inspection_conformant: inspection,
                ..Policy::default()
            }
        },
    )
}
