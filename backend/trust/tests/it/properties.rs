use chrono::DateTime;
use credence_trust::{
    AuthorityRecord, CheckCode, CheckOutcome, CheckRule, DecidedBy, Decision, DecisionOutcome,
    DuplicateSearch, Evidence, FieldFinding, ForgeryFinding, HeadTurnFinding, ImageReuse, Policy,
    Reading, Score, decide,
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
    ) -> FaceComparison {
        FaceComparison {
            distance: Some(f64::from(thousandths) / 1000.0),
            calibrated,
            capture: CaptureSigns { screen_pattern, ..CaptureSigns::default() },
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
    prop::collection::vec(field, 0..6)
}

fn any_signals() -> impl Strategy<Value = Vec<ForgeryFinding>> {
    let signal = any::<bool>().prop_map(|is_raised| ForgeryFinding {
        image: CaptureStep::Front,
        signal: "splice".to_owned(),
        is_raised,
    });
    prop::collection::vec(signal, 0..3)
}

prop_compose! {
    fn any_evidence()(
        reading in any_reading(),
        document_type in option::of(select(DocumentType::ALL.to_vec())),
        country in option::of(select(vec!["GBR", "USA", "D"])),
        expires_year in option::of(2020_i32..2035),
        flags in prop::array::uniform5(option::of(any::<bool>())),
        scores in prop::array::uniform5(any_score()),
        face_comparison in option::of(any_comparison()),
        head_turn in option::of(select(vec![
            HeadTurnFinding::Passed, HeadTurnFinding::NotRecorded, HeadTurnFinding::OtherPerson,
        ])),
        image_reuse in option::of(select(vec![
            ImageReuse::None, ImageReuse::SameBytes, ImageReuse::NearCopy,
        ])),
        duplicate_search in option::of(select(vec![
            DuplicateSearch::NoneNear, DuplicateSearch::Candidates, DuplicateSearch::NotPossible,
        ])),
        (document_fields, forgery_signals) in (option::of(any_fields()), option::of(any_signals())),
        authority in option::of(select(vec![
            AuthorityRecord::Valid,
            AuthorityRecord::Invalid,
            AuthorityRecord::Unavailable { code: "outage".to_owned() },
        ])),
    ) -> Evidence {
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
            face_comparison, head_turn, image_reuse, duplicate_search,
            document_fields, forgery_signals,
            authority,
            authority_is_simulated: reported_expired == Some(true),
        }
    }
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let rules = vec![
        CheckRule::RejectWhenFailed,
        CheckRule::ReviewWhenFailed,
        CheckRule::RetakeWhenFailed,
        CheckRule::Informational,
        CheckRule::Off,
    ];
    prop::collection::vec(select(rules), CheckCode::ALL.len()).prop_map(|rules| Policy {
        checks: CheckCode::ALL.into_iter().zip(rules).collect(),
        ..Policy::default()
    })
}

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
        if let Some(date) = &evidence.expires_on {
            prop_assert!(!texts.contains(&date.expose().to_string()));
        }
    }
}
