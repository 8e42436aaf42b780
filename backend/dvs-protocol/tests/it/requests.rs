use std::borrow::Cow;

use credence_dvs_protocol::{
    Dialect, ErrorCode, OutgoingRequest, OverriddenSettings, RequestError, TrackString,
    VerificationRequest,
};
use credence_types::DocumentType;

fn parse(body: &str) -> VerificationRequest<'_> {
    VerificationRequest::parse(body.as_bytes()).unwrap()
}

fn property_errors(body: &str) -> Vec<String> {
    match VerificationRequest::parse(body.as_bytes()) {
        Err(RequestError::Invalid(errors)) => errors.into_keys().collect(),
        other => panic!("{other:?}"),
    }
}

/// As the vendor's library 3.10.0 writes version 3 (dvs-wire section 1.10).
const V3: &str = r#"{"frontImageBase64":"aW1hZ2U=","backOrSecondImageBase64":"YmFjaw==",
    "faceImageBase64":"ZmFjZQ==","documentType":1,"frontMultiImagesBase64":"",
    "faceMultiImagesBase64":"","trackString":"QAo=.Y29sdW1ucw==","captureMethod":"120",
    "userAgent":"Browser/1.0","frontEndMetadata":"{\"version\":\"3.10.0\"}","verifyFace":true}"#;

/// The same in version 4.
const V4: &str = r#"{"frontImageBase64":"aW1hZ2U=","backOrSecondImageBase64":"YmFjaw==",
    "faceImageBase64":"ZmFjZQ==","documentType":1,"frontMultiImagesBase64":"",
    "faceMultiImagesBase64":"","trackString":{"data":"QAo=","barcodeParams":"Y29sdW1ucw=="},
    "metadata":{"captureMethod":"120","frontEndMetadata":"{\"version\":\"3.10.0\"}",
    "userAgent":"Browser/1.0"}}"#;

#[test]
fn both_versions_of_the_capture_library_give_the_same_request() {
    let (v3, v4) = (parse(V3), parse(V4));
    assert_eq!(v3.images, v4.images);
    assert_eq!(v3.images.front.unwrap().decode(100).unwrap(), b"image");
    assert_eq!(v3.parameters.verify_face, Some(true));
    assert_eq!(v4.parameters.verify_face, None);
    let mut same = v4.parameters;
    same.verify_face = Some(true);
    assert_eq!(v3.parameters, same);
    assert_eq!(same.capture_method.as_deref(), Some("120"));
    assert_eq!(
        same.front_end_metadata.unwrap().expose(),
        r#"{"version":"3.10.0"}"#
    );
}

#[test]
fn a_passport_of_the_capture_library_has_no_back_and_no_barcode_parameters() {
    let request = parse(
        r#"{"documentType":2,"frontImageBase64":"aW1hZ2U=","backOrSecondImageBase64":"",
            "faceImageBase64":"ZmFjZQ==","trackString":{"data":"UDxVVE8="}}"#,
    );
    assert_eq!(request.parameters.document_type, DocumentType::Passport);
    assert!(request.images.back_or_second.is_none());
    assert_eq!(
        request.parameters.track_string.unwrap().barcode_parameters,
        None
    );
}

#[test]
fn keys_in_any_case_and_the_types_seen_in_the_field_are_accepted() {
    let request = parse(
        r#"{"DocumentType":"Passport Card","FRONTIMAGEBASE64":null,"trackString":"",
            "OverriddenSettings":{"IsOCREnabled":false,"isCrossMatchRequired":"true","new":[]},
            "metadata":{"CaptureMethod":0},"ssn":null,"unknown":{"deep":[1]}}"#,
    );
    assert_eq!(request.parameters.document_type, DocumentType::PassportCard);
    assert_eq!(request.parameters.capture_method.as_deref(), Some("0"));
    assert_eq!(request.parameters.track_string, None);
    assert_eq!(request.parameters.settings.is_ocr_enabled, Some(false));
    assert_eq!(
        request.parameters.settings.is_cross_match_required,
        Some(true)
    );
    assert!(request.images.front.is_none());

    let odd = parse(
        r#"{"documentType":"2","captureMethod":"nullnull","metadata":"text","overriddenSettings":""}"#,
    );
    assert_eq!(odd.parameters.capture_method.as_deref(), Some("nullnull"));
    assert_eq!(odd.parameters.settings, OverriddenSettings::default());
}

#[test]
fn every_unusable_property_is_named_without_its_value() {
    assert_eq!(property_errors("{}"), ["documentType"]);
    assert_eq!(property_errors(r#"{"documentType":4}"#), ["documentType"]);
    let body = format!(
        r#"{{"documentType":"VIN","frontImageBase64":5,"faceImageBase64":["x"],
            "trackString":[1],"userAgent":"{}"}}"#,
        "x".repeat(5_000)
    );
    assert_eq!(
        property_errors(&body),
        [
            "documentType",
            "faceImageBase64",
            "frontImageBase64",
            "trackString",
            "userAgent"
        ]
    );
}

#[test]
fn what_is_no_json_object_of_unique_keys_is_malformed_and_not_quoted() {
    for body in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "\"SECRET\"".to_owned(),
        r#"{"documentType":1"#.to_owned(),
        r#"{"documentType":1} SECRET"#.to_owned(),
        r#"{"ssn":"SECRET","SSN":"SECRET","documentType":1}"#.to_owned(),
        r#"{"metadata":{"userAgent":"SECRET","useragent":"SECRET"},"documentType":1}"#.to_owned(),
        format!(
            r#"{{"documentType":1,"overriddenSettings":{}"#,
            "{\"a\":".repeat(200_000)
        ),
        format!(r#"{{"documentType":{}"#, "[".repeat(200_000)),
    ] {
        let error = VerificationRequest::parse(body.as_bytes()).unwrap_err();
        assert!(matches!(error, RequestError::Malformed { .. }), "{error}");
        let answer = error.to_body("t-1");
        assert_eq!(answer.code, ErrorCode::ValidationError);
        assert!(!format!("{error} {error:?} {answer:?}").contains("SECRET"));
    }
    assert!(VerificationRequest::parse(b"{\"documentType\":1,\"ssn\":\"\xff\"}").is_err());
}

#[test]
fn printing_a_request_shows_no_personal_data() {
    let request = parse(
        r#"{"documentType":1,"ssn":"SECRET","trackString":"SECRET.SECRET","frontImageBase64":"SECRET"}"#,
    );
    assert!(!format!("{request:?}").contains("SECRET"));
}

#[test]
fn an_outgoing_request_reads_back_in_both_versions() {
    let track = TrackString::from_v3_text("QAo=.Y29sdW1ucw==");
    let settings = OverriddenSettings {
        is_ocr_enabled: Some(true),
        ..Default::default()
    };
    let outgoing = OutgoingRequest {
        document_type: Some(DocumentType::DriverLicenseOrId),
        front_image: Some(b"image"),
        back_or_second_image: Some(b"back"),
        face_image: Some(b"face"),
        track_string: Some(&track),
        capture_method: Some("120"),
        user_agent: Some("Browser/1.0"),
        settings: Some(&settings),
    };
    for dialect in [Dialect::V3, Dialect::V4] {
        let body = outgoing.to_json(dialect).unwrap();
        insta::assert_snapshot!(
            format!("outgoing_{dialect:?}"),
            Cow::from(String::from_utf8(body.clone()).unwrap())
        );
        let request = VerificationRequest::parse(&body).unwrap();
        assert_eq!(
            request.images.back_or_second.unwrap().decode(10).unwrap(),
            b"back"
        );
        assert_eq!(request.parameters.track_string.as_ref(), Some(&track));
        assert_eq!(request.parameters.settings, settings);
    }
}

#[test]
fn the_frames_of_a_head_turn_are_kept_and_a_video_is_not() {
    let frames = |value: &str| {
        let body = format!(r#"{{"documentType":1,"faceMultiImagesBase64":{value}}}"#);
        let parameters = parse(&body).parameters;
        let texts = parameters.face_frames.iter();
        texts
            .map(|frame| frame.expose().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(frames(r#"["b25l","",7,"dHdv"]"#), ["b25l", "dHdv"]);
    for none in [r#""GkXfo59C""#, "null", "{}", "[]", "true", "3"] {
        assert!(frames(none).is_empty(), "{none}");
    }
}

#[test]
fn too_many_or_too_large_frames_are_not_kept() {
    let many = vec![r#""b25l""#; 13].join(",");
    let large = format!(r#""{}""#, "A".repeat(300_000));
    for frames in [many, large] {
        let body = format!(r#"{{"documentType":1,"faceMultiImagesBase64":[{frames}]}}"#);
        assert!(parse(&body).parameters.face_frames.is_empty());
    }
}
