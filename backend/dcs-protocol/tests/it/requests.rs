use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_protocol::{
    CheckRequest, JsonError, Passport, PassportDetails, ReceivedRequest, Rules, TEST_PASSPORTS,
};
use serde_json::{Value, json};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

fn right() -> Value {
    json!({
        "correlationId": "6d5f2a5e-0c1c-4b5e-9f6d-1f6a1a0f6b11",
        "requestId": "0b5a7a55-3d5a-4c5c-8d3f-9d9c6a5b7c22",
        "timestamp": "2026-11-27T11:59:30.000Z",
        "passportNumber": "123456789",
        "surname": "O'Brien-Smith",
        "forenames": ["Anna Maria", "J."],
        "dateOfBirth": "1990-02-28",
        "expiryDate": "2025-05-27"
    })
}

fn rules() -> Rules {
    Rules {
        timestamp_age: Some(TimeDelta::minutes(5)),
        ..Rules::at(now())
    }
}

fn messages(request: &Value) -> Vec<String> {
    let received = ReceivedRequest::from_json(request.to_string().as_bytes()).unwrap();
    match received.validate(&rules()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

const UUID: &str = "must be in universally unique identifier (UUID) format";
const EMPTY: &str = "must not be empty";
const NUMBER: &str = "must be a numeric string between 1 and 899999999";
const LENGTH: &str = "length must be between 1 and 30 characters";
const CHARACTERS: &str =
    "must only contain the characters: a-z, A-Z, space, hyphen, full stop and apostrophe";
const DATE: &str = "must be in the format YYYY-MM-DD";
const TIMESTAMP: &str =
    "must be in ISO 8601 format YYYY-MM-DD'T'hh:mm:ss.SSSZ. For example, 2020-01-01T12:30:00.000Z";
const NOT_RECENT: &str = "is not recent enough";

#[test]
fn a_right_request_is_accepted_with_every_allowed_spelling() {
    for (field, value) in [
        ("timestamp", json!("2026-11-27T11:59:30.666+0000")),
        ("timestamp", json!("2026-11-27T12:59:30.45+01:00")),
        ("passportNumber", json!("1")),
        ("passportNumber", json!("899999999")),
        ("passportNumber", json!("012345678")),
        ("surname", json!("O\u{2019}Brien")),
        ("surname", json!("a".repeat(30))),
        ("forenames", json!(["a".repeat(14), "b".repeat(15)])),
        (
            "correlationId",
            json!("6D5F2A5E-0C1C-4B5E-9F6D-1F6A1A0F6B11"),
        ),
        ("expiryDate", json!("2025-05-27")),
        ("dateOfBirth", json!("2026-11-27")),
        ("clientId", json!("an older client's field")),
    ] {
        let mut request = right();
        request[field] = value;
        assert_eq!(messages(&request), Vec::<String>::new(), "{field}");
    }
}

#[test]
fn every_rule_has_its_own_message() {
    let cases = [
        ("correlationId", json!("not-a-valid-uuid"), UUID),
        (
            "correlationId",
            json!("6d5f2a5e0c1c4b5e9f6d1f6a1a0f6b11"),
            UUID,
        ),
        (
            "correlationId",
            json!("{6d5f2a5e-0c1c-4b5e-9f6d-1f6a1a0f6b11}"),
            UUID,
        ),
        ("requestId", json!(7), UUID),
        ("requestId", json!(""), EMPTY),
        ("timestamp", json!("yesterday"), TIMESTAMP),
        ("timestamp", json!(1_583_065_800), TIMESTAMP),
        ("timestamp", json!("2026-11-27T11:54:59.000Z"), NOT_RECENT),
        ("timestamp", json!("2026-11-27T12:05:01.000Z"), NOT_RECENT),
        ("passportNumber", json!("0"), NUMBER),
        ("passportNumber", json!("900000000"), NUMBER),
        ("passportNumber", json!("1234567890"), NUMBER),
        ("passportNumber", json!("12345678a"), NUMBER),
        ("passportNumber", json!("+12345678"), NUMBER),
        ("passportNumber", json!(123_456_789), NUMBER),
        ("passportNumber", Value::Null, EMPTY),
        ("surname", json!("a".repeat(31)), LENGTH),
        ("surname", json!("Müller"), CHARACTERS),
        ("surname", json!("Smith2"), CHARACTERS),
        ("surname", json!(["Smith"]), CHARACTERS),
        ("surname", json!(""), EMPTY),
        ("forenames", json!([]), EMPTY),
        ("forenames", json!(["Anna", ""]), EMPTY),
        ("forenames", json!("Anna"), CHARACTERS),
        ("forenames", json!(["Anna", 1]), CHARACTERS),
        ("forenames", json!(["a".repeat(15), "b".repeat(15)]), LENGTH),
        ("dateOfBirth", json!("1990-2-28"), DATE),
        ("dateOfBirth", json!("1990-02-30"), DATE),
        ("dateOfBirth", json!("28-02-1990"), DATE),
        ("dateOfBirth", json!("+990-02-28"), DATE),
        (
            "dateOfBirth",
            json!("2026-11-28"),
            "must not be in the future",
        ),
        (
            "expiryDate",
            json!("2025-05-26"),
            "must not be more than 18 months in the past",
        ),
        ("expiryDate", json!(true), DATE),
    ];
    for (field, value, message) in cases {
        let mut request = right();
        request[field] = value.clone();
        assert_eq!(
            messages(&request),
            [format!("validation: {field}: {message}")],
            "{value}"
        );
    }
}

#[test]
fn every_field_is_mandatory_and_every_error_is_told() {
    let fields = [
        "correlationId",
        "requestId",
        "timestamp",
        "passportNumber",
        "surname",
        "forenames",
        "dateOfBirth",
        "expiryDate",
    ];
    let expected: Vec<String> = fields
        .iter()
        .map(|field| format!("validation: {field}: {EMPTY}"))
        .collect();
    assert_eq!(messages(&json!({})), expected);
    for field in fields {
        let mut request = right();
        request.as_object_mut().unwrap().remove(field);
        assert_eq!(
            messages(&request),
            [format!("validation: {field}: {EMPTY}")]
        );
    }
}

#[test]
fn what_is_no_request_is_told_from_a_wrong_one() {
    for (text, error) in [
        ("", JsonError::Syntax),
        ("nonsense", JsonError::Syntax),
        ("{\"surname\":\"a\"", JsonError::Syntax),
        ("[]", JsonError::Form),
        ("\"text\"", JsonError::Form),
        ("null", JsonError::Form),
        (r#"{"surname":"a","surname":"b"}"#, JsonError::DuplicateKey),
        (r#"{"unknown":1,"unknown":1}"#, JsonError::DuplicateKey),
    ] {
        assert_eq!(
            ReceivedRequest::from_json(text.as_bytes()).err(),
            Some(error),
            "{text}"
        );
    }
}

#[test]
fn invalid_ids_are_kept_for_the_answer() {
    let text = br#"{"requestId":"not-a-valid-uuid","correlationId":5}"#;
    let received = ReceivedRequest::from_json(text).unwrap();
    assert_eq!(
        (received.request_id(), received.correlation_id()),
        ("not-a-valid-uuid", "")
    );
}

#[test]
fn the_published_test_passports_need_their_exemption() {
    for test in TEST_PASSPORTS {
        let request = CheckRequest {
            correlation_id: Uuid::from_u128(1),
            request_id: Uuid::from_u128(2),
            timestamp: now(),
            passport: test.passport().unwrap(),
        };
        let received = ReceivedRequest::from_json(&request.to_json()).unwrap();
        assert_eq!(received.validate(&rules()).unwrap_err().len(), 1);
        let exempt = Rules {
            exempt_from_expiry: vec![test.number.to_owned()],
            ..rules()
        };
        assert_eq!(received.validate(&exempt).unwrap(), request);
    }
}

#[test]
fn a_request_is_written_as_the_guidance_shows_it() {
    let received = ReceivedRequest::from_json(right().to_string().as_bytes()).unwrap();
    let request = received.validate(&rules()).unwrap();
    let written: Value = serde_json::from_slice(&request.to_json()).unwrap();
    assert_eq!(written, right());
    let printed = format!("{request:?} {received:?}");
    for personal in ["O'Brien", "123456789", "1990", "Anna"] {
        assert!(!printed.contains(personal), "{printed}");
    }
}

#[test]
fn our_own_details_are_held_to_the_services_rules() {
    let details = |surname: &str, number: &str| PassportDetails {
        number: number.to_owned().into(),
        surname: surname.to_owned().into(),
        forenames: vec!["Anna".to_owned()].into(),
        date_of_birth: "1990-02-28"
            .parse::<credence_types::CalendarDate>()
            .unwrap()
            .into(),
        expiry_date: "2030-02-28"
            .parse::<credence_types::CalendarDate>()
            .unwrap()
            .into(),
    };
    assert!(Passport::new(details("Smith", "123456789"), now()).is_ok());
    let errors = Passport::new(details("Sm1th", "9"), now()).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        format!("validation: surname: {CHARACTERS}")
    );
    assert_eq!(
        Passport::new(details("", "AB"), now()).unwrap_err().len(),
        2
    );
}
