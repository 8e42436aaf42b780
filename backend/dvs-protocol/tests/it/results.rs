use chrono::DateTime;
use credence_dvs_protocol::{
    CreatedRequest, Document, DocumentKey, ErrorCode, Failure, FieldConfidences, ImageContent,
    RequestBlock, RequestContent, RequestResult, RequestStatus, ResultV3, ResultV4, SideReading,
    VerificationContent, from_json,
};
use credence_types::{
    AccountId, CaptureStep, DocumentField, DocumentType, FaceComparison, FaceStatus,
    FaceThresholds, FieldAgreement, FieldSighting, FieldSource, ForgeryReading, ReaderModel,
    Redacted, RequestId,
};
use uuid::Uuid;

fn request_id() -> RequestId {
    RequestId::from_uuid(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001))
}

/// A drawn licence whose barcode was read; no text and no face were looked at.
fn content() -> VerificationContent {
    let mut content = VerificationContent {
        request_id: Some(request_id()),
        document_type: Some(DocumentType::DriverLicenseOrId),
        capture_method: Some("120".to_owned()),
        ..VerificationContent::default()
    };
    content.document.set(DocumentKey::FamilyName, "DRAWN");
    content.document.set(DocumentKey::Dob, "1990-01-31");
    content.document.set(DocumentKey::Iin, "636000");
    content.confidences.set(DocumentKey::FamilyName, 100);
    content.machine_readable = Some(SideReading {
        document: content.document.clone(),
        confidences: content.confidences.clone(),
    });
    content.document_check.is_pdf417_success = Some(true);
    content.document_check.is_document_expired = Some(false);
    content
}

fn request_block() -> RequestBlock {
    RequestBlock {
        id: Some(request_id()),
        account_id: Some(AccountId::from_uuid(Uuid::from_u128(2))),
        document_type: Some(DocumentType::DriverLicenseOrId),
        status: Some(RequestStatus::Success),
        created: DateTime::from_timestamp(1_700_000_000, 0),
        content: Some(RequestContent {
            front_image: None,
            back_or_second_image: Some(ImageContent::new(b"back".to_vec())),
            face_image: None,
            track_string: Some(Redacted::new("QAo=".to_owned())),
        }),
        ..RequestBlock::default()
    }
}

#[test]
fn version_3_is_written_with_every_key() {
    insta::assert_json_snapshot!(ResultV3::new(&content(), Some(request_block())));
}

#[test]
fn version_4_is_written_with_every_key() {
    insta::assert_json_snapshot!(ResultV4::new(&content(), None, None));
}

#[test]
fn our_result_comes_back_from_version_3_whole() {
    let json = serde_json::to_vec(&ResultV3::new(&content(), Some(request_block()))).unwrap();
    let read: ResultV3 = from_json(&json).unwrap();
    assert_eq!(read.request(), Some(&request_block()));
    assert_eq!(read.into_content(), content());
}

#[test]
fn our_result_comes_back_from_version_4_but_for_what_it_lacks() {
    let images = request_block().content;
    let json = serde_json::to_vec(&ResultV4::new(
        &content(),
        Some(request_block()),
        images.clone(),
    ))
    .unwrap();
    let read: ResultV4 = from_json(&json).unwrap();
    assert_eq!(read.images(), images.as_ref());
    let mut expected = content();
    expected.capture_method = None;
    expected.machine_readable = None;
    assert_eq!(read.into_content(), expected);
}

#[test]
fn the_stored_form_comes_back_whole() {
    let json = serde_json::to_vec(&content()).unwrap();
    assert_eq!(
        serde_json::from_slice::<VerificationContent>(&json).unwrap(),
        content()
    );
}

#[test]
fn other_servers_version_3_is_read_as_far_as_it_goes() {
    let json = br#"{"requestId":"not a uuid","documentType":"1","Document":null,
        "visual":{"document":{"firstName":"PRINTED","eyes":"BRO"},"confidence":{"firstName":80}},
        "MachineReadable":{"Document":{"firstName":"BARCODE"}},
        "documentVerificationResult":{"status":1,"totalConfidence":"82","verificationConfidence":null,
            "validationTests":[{"name":"DMVValidation","status":-1,"statusString":"Disabled"}]},
        "faceVerificationResult":{"confidence":91.4,"antiSpoofing":-1,"far":0.0001,"faceAnalytics":null},
        "brandNew":[{}]}"#;
    let content = from_json::<ResultV3>(json).unwrap().into_content();
    assert_eq!(content.request_id, None);
    assert_eq!(content.document_type, Some(DocumentType::DriverLicenseOrId));
    assert_eq!(
        content
            .document
            .get(DocumentKey::FirstName)
            .unwrap()
            .expose(),
        "BARCODE"
    );
    assert_eq!(
        content.document.get(DocumentKey::Eyes).unwrap().expose(),
        "BRO"
    );
    assert_eq!(content.document_check.confidence, Some(82));
    assert_eq!(content.face_match.confidence, Some(91));
    assert_eq!(content.anti_spoofing.confidence, None);
    assert_eq!(content.validation_tests[0].status, Some(-1));
}

#[test]
fn other_servers_version_4_is_read_as_far_as_it_goes() {
    let json = br#"{"document":{"id":"D1"},"documentVerificationResult":{"documentConfidence":82,
        "isMrzSuccess":null,"isDriversLicenseRealID":true},"faceMatchVerificationResult":
        {"falseAcceptanceRate":0.0,"faceMatchConfidence":0},"externalVerificationResults":
        [{"name":"DMV","values":[{"score":1}],"effect":0}],"authenticationResults":[{"x":1}],
        "requestData":null,"images":{}}"#;
    let content = from_json::<ResultV4>(json).unwrap().into_content();
    assert_eq!(content.document_check.confidence, Some(82));
    assert_eq!(
        content.document_check.is_drivers_license_real_id,
        Some(true)
    );
    assert_eq!(content.face_match.confidence, Some(0));
    assert_eq!(content.anti_spoofing.confidence, None);
    assert_eq!(content.external_verifications[0].effect, Some(0));
}

#[test]
fn a_failed_request_tells_why() {
    let result = RequestResult {
        verification_result: None,
        request: Some(RequestBlock {
            status: Some(RequestStatus::Failed),
            content: None,
            failure: Some(Failure {
                code: ErrorCode::Pdf417Error,
                message: "The barcode could not be read".to_owned(),
            }),
            ..request_block()
        }),
    };
    insta::assert_json_snapshot!(result);
    let json = serde_json::to_vec(&result).unwrap();
    assert_eq!(from_json::<RequestResult>(&json).unwrap(), result);
}

#[test]
fn the_answer_to_a_new_request_is_read_with_numbers_or_words() {
    let created = CreatedRequest {
        request_id: request_id(),
        document_type: Some(DocumentType::Passport),
        status: Some(RequestStatus::Pending),
    };
    insta::assert_json_snapshot!(created);
    let words = format!(
        r#"{{"RequestId":"{}","documentType":"Passport","status":"pending"}}"#,
        request_id()
    );
    assert_eq!(
        from_json::<CreatedRequest>(words.as_bytes()).unwrap(),
        created
    );
}

#[test]
fn printing_a_result_shows_no_personal_data() {
    let printed = format!("{:?} {:?}", content(), request_block());
    assert!(!printed.contains("DRAWN") && !printed.contains("QAo"));
    assert!(Document::default().is_empty() && FieldConfidences::default().is_empty());
}

#[test]
fn a_comparison_of_faces_comes_back_from_both_versions() {
    let comparison = FaceComparison {
        distance: Some(0.3127),
        thresholds: Some(FaceThresholds {
            consistent: 0.4,
            mismatch: 0.6,
        }),
        warnings: vec!["portrait_small".to_owned()],
        ..FaceComparison::without_distance(FaceStatus::Consistent)
    };
    let content = VerificationContent {
        face_comparison: Some(comparison.clone()),
        ..content()
    };
    let v3 = serde_json::to_vec(&ResultV3::new(&content, None)).unwrap();
    let v3: ResultV3 = from_json(&v3).unwrap();
    assert_eq!(v3.into_content().face_comparison, Some(comparison.clone()));
    let v4 = serde_json::to_vec(&ResultV4::new(&content, None, None)).unwrap();
    let v4: ResultV4 = from_json(&v4).unwrap();
    assert_eq!(v4.into_content().face_comparison, Some(comparison));
}

#[test]
fn a_comparison_that_does_not_read_is_one_of_which_nothing_is_known() {
    let unknown = FaceComparison::default();
    for text in [
        r#"{"status":"certain"}"#,
        "3",
        r#"{"status":"consistent","distance":"x"}"#,
    ] {
        let v3 =
            format!(r#"{{"faceVerificationResult":{{"confidence":99,"faceComparison":{text}}}}}"#);
        let content = from_json::<ResultV3>(v3.as_bytes()).unwrap().into_content();
        assert_eq!(content.face_comparison.as_ref(), Some(&unknown), "{text}");
        let v4 = format!(r#"{{"faceComparison":{text}}}"#);
        let content = from_json::<ResultV4>(v4.as_bytes()).unwrap().into_content();
        assert_eq!(content.face_comparison.as_ref(), Some(&unknown), "{text}");
    }
}

fn document_fields() -> Vec<DocumentField> {
    let sighting = |source, image, confidence| FieldSighting {
        source,
        image,
        value: Redacted::new("DRAWN".to_owned()),
        confidence,
        corners: image.map(|_| [[1.5, 2.0], [30.0, 2.0], [30.0, 9.5], [1.5, 9.5]]),
    };
    vec![DocumentField {
        key: "familyName".to_owned(),
        value: Redacted::new("DRAWN".to_owned()),
        confidence: Some(98),
        agreement: FieldAgreement::Agrees,
        sightings: vec![
            sighting(FieldSource::Barcode, None, None),
            sighting(FieldSource::Printed, Some(CaptureStep::Front), Some(93)),
        ],
    }]
}

fn forgery_signals() -> Vec<ForgeryReading> {
    vec![ForgeryReading {
        image: CaptureStep::Back,
        signal: "barcode_density".to_owned(),
        score: 0.25,
        threshold: 1.0,
        is_raised: false,
        corners: None,
    }]
}

#[test]
fn fields_and_signals_come_back_from_both_versions() {
    let content = VerificationContent {
        document_fields: Some(document_fields()),
        forgery_signals: Some(forgery_signals()),
        reader_models: Some(vec![ReaderModel {
            name: "print-line".to_owned(),
            sha256: "0f".repeat(32),
        }]),
        ..content()
    };
    let v3 = ResultV3::new(&content, None);
    insta::assert_json_snapshot!(
        serde_json::to_value(&v3).unwrap()["documentVerificationResult"]["documentFields"]
    );
    insta::assert_json_snapshot!(
        serde_json::to_value(&v3).unwrap()["documentVerificationResult"]["forgerySignals"]
    );
    assert_eq!(
        serde_json::to_value(&v3).unwrap()["documentVerificationResult"]["readerModels"],
        serde_json::json!([{ "name": "print-line", "sha256": "0f".repeat(32) }])
    );
    let v3: ResultV3 = from_json(&serde_json::to_vec(&v3).unwrap()).unwrap();
    assert_eq!(v3.into_content(), content);
    let v4 = serde_json::to_vec(&ResultV4::new(&content, None, None)).unwrap();
    let v4 = from_json::<ResultV4>(&v4).unwrap().into_content();
    assert_eq!(v4.reader_models, content.reader_models);
    assert_eq!(v4.document_fields, content.document_fields);
    assert_eq!(v4.forgery_signals, content.forgery_signals);
}

#[test]
fn fields_and_signals_that_do_not_read_are_none_that_are_known() {
    for text in [r#"[{"key":1}]"#, "3", r#"[{"signal":"x","score":"high"}]"#] {
        let both = format!(r#"{{"documentFields":{text},"forgerySignals":{text}}}"#);
        let v3 = format!(r#"{{"documentVerificationResult":{both}}}"#);
        let contents = [
            from_json::<ResultV3>(v3.as_bytes()).unwrap().into_content(),
            from_json::<ResultV4>(both.as_bytes())
                .unwrap()
                .into_content(),
        ];
        for content in contents {
            assert_eq!(content.document_fields, Some(Vec::new()), "{text}");
            assert_eq!(content.forgery_signals, Some(Vec::new()), "{text}");
        }
    }
}
