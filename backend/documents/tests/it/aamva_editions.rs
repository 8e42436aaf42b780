//! One barcode of each edition.

use credence_documents::FieldKey;
use credence_documents::aamva::{AamvaDocument, AamvaFlags, CardKind, Truncation, parse};

use crate::aamva_text::{ELEMENTS_2016, licence, regular};

fn field(document: &AamvaDocument, key: FieldKey) -> String {
    document
        .fields
        .text(key)
        .map(|text| text.expose().clone())
        .unwrap_or_default()
}

fn warnings(document: &AamvaDocument) -> Vec<String> {
    document.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_regular_licence_has_every_field_and_no_warning() {
    let document = parse(regular().as_bytes()).unwrap();
    assert_eq!(warnings(&document), [""; 0]);
    assert_eq!(document.missing_mandatory, []);
    assert_eq!(document.kind, CardKind::DriverLicense);
    let expected = [
        (FieldKey::Abbr3Country, "USA"),
        (FieldKey::AbbrCountry, "US"),
        (FieldKey::Address, "123 NORTH STATE STREET APT 4"),
        (FieldKey::CardRevisionDate, "2017-08-29"),
        (FieldKey::City, "ANYTOWN"),
        (FieldKey::Class, "C"),
        (FieldKey::Country, "United States of America"),
        (FieldKey::DateOfBirth, "1989-07-01"),
        (FieldKey::EndorsementsCode, "NONE"),
        (FieldKey::Expires, "2029-07-01"),
        (FieldKey::Eyes, "HAZ"),
        (FieldKey::FamilyName, "SAMPLE"),
        (FieldKey::FirstName, "JANICE"),
        (FieldKey::FullName, "JANICE MARIE SAMPLE III"),
        (FieldKey::Gender, "Female"),
        (FieldKey::Hair, "BRO"),
        (FieldKey::Height, "064 IN"),
        (FieldKey::Id, "D1234567"),
        (FieldKey::IdType, "DL"),
        (FieldKey::Iin, "636014"),
        (FieldKey::Issued, "2021-02-14"),
        (FieldKey::IssuedBy, "California"),
        (FieldKey::MiddleName, "MARIE"),
        (FieldKey::RestrictionCode, "B"),
        (FieldKey::State, "CA"),
        (FieldKey::Suffix, "III"),
        (FieldKey::Weight, "131 LB"),
        (FieldKey::Zip, "90223"),
    ];
    let found: Vec<(FieldKey, String)> = document
        .fields
        .iter()
        .map(|(key, value)| (key, value.expose().to_string()))
        .collect();
    assert_eq!(found, expected.map(|(key, value)| (key, value.to_owned())));
    let flags = AamvaFlags {
        is_real_id: Some(true),
        is_limited_duration: Some(false),
        is_donor: Some(true),
        ..AamvaFlags::default()
    };
    assert_eq!(document.flags, flags);
    assert_eq!(document.truncation.middle, Some(Truncation::Truncated));
    assert_eq!(document.truncation.family, Some(Truncation::Whole));
    assert_eq!(document.element("ZCA").unwrap().expose(), "Y");
}

#[test]
fn the_2000_edition_reads() {
    let elements = [
        "DAQT12345",
        "DAASAMPLE,JANICE,MARIE,JR",
        "DAG60 STATE ST",
        "DAIWETHERSFIELD",
        "DAJCT",
        "DAK061091896",
        "DARD",
        "DASB",
        "DAT",
        "DBA20290101",
        "DBB19890101",
        "DBC2",
        "DBD20210223",
        "DAU506",
        "DAYBLU",
        "DBHY",
    ];
    let document = parse(licence("636006", 1, "DL", &elements, None).as_bytes()).unwrap();
    assert_eq!(warnings(&document), [""; 0]);
    assert_eq!(document.missing_mandatory, []);
    assert_eq!(
        field(&document, FieldKey::FullName),
        "JANICE MARIE SAMPLE JR"
    );
    assert_eq!(field(&document, FieldKey::Height), "066 IN");
    assert_eq!(field(&document, FieldKey::Class), "D");
    assert_eq!(field(&document, FieldKey::Zip), "06109-1896");
    assert_eq!(document.flags.is_donor, Some(true));
}

#[test]
fn the_2003_and_2005_editions_read() {
    let elements = [
        "DCAA",
        "DCBNONE",
        "DCDNONE",
        "DBA02012029",
        "DCSSAMPLE",
        "DCTJANICE,MARIE ANN",
        "DCUPH.D.",
        "DBD07012021",
        "DBB07011957",
        "DBC1",
        "DAYBLU",
        "DAU170 cm",
        "DCE3",
        "DAG123 NORTH STATE ST.",
        "DAIANYTOWN",
        "DAJGA",
        "DAK303340000",
        "DAQ100000001",
        "DCFX1",
        "DCGUSA",
        "DCHA",
    ];
    for version in [2, 3] {
        let document = parse(licence("636055", version, "DL", &elements, None).as_bytes()).unwrap();
        assert_eq!(warnings(&document), [""; 0]);
        assert_eq!(document.missing_mandatory, []);
        assert_eq!(field(&document, FieldKey::MiddleName), "MARIE ANN");
        assert_eq!(field(&document, FieldKey::Weight), "60-70 KG");
        assert_eq!(field(&document, FieldKey::Height), "170 CM");
        assert_eq!(document.flags.is_commercial, Some(true));
    }
}

#[test]
fn every_edition_since_2009_reads() {
    for version in 4..=12 {
        let document =
            parse(licence("636014", version, "DL", &ELEMENTS_2016, None).as_bytes()).unwrap();
        assert_eq!(warnings(&document), [""; 0]);
        assert_eq!(document.header.version, Some(version));
        assert_eq!(document.missing_mandatory, []);
    }
}

#[test]
fn the_2025_edition_states_more() {
    let added = ["DDL1", "DDM1", "DDN1", "DDO0", "DDP0", "DEZ?"];
    let elements = [ELEMENTS_2016.as_slice(), added.as_slice()].concat();
    let document = parse(licence("636014", 11, "DL", &elements, None).as_bytes()).unwrap();
    assert_eq!(document.flags.is_veteran, Some(true));
    assert_eq!(document.flags.is_commercial, Some(true));
    assert_eq!(document.flags.is_non_domiciled, Some(true));
    assert_eq!(document.flags.is_enhanced, Some(false));
    assert_eq!(document.flags.is_permit, Some(false));
    assert_eq!(warnings(&document), ["element_unknown DEZ"]);
}

#[test]
fn an_edition_before_the_standard_reads() {
    let elements = ["DAQT1", "DAASAMPLE,JANICE", "DBB19890101", "DBA20290101"];
    let document = parse(licence("636003", 0, "DL", &elements, None).as_bytes()).unwrap();
    assert_eq!(document.missing_mandatory, []);
    assert_eq!(field(&document, FieldKey::DateOfBirth), "1989-01-01");
}

#[test]
fn an_identity_card_needs_no_driving_privileges() {
    let elements: Vec<&str> = ELEMENTS_2016
        .into_iter()
        .filter(|element| !["DCA", "DCB", "DCD"].contains(&&element[..3]))
        .collect();
    let document =
        parse(licence("636018", 9, "ID", &elements, Some(("ZI", &["ZIA"]))).as_bytes()).unwrap();
    assert_eq!(document.kind, CardKind::IdentityCard);
    assert_eq!(field(&document, FieldKey::IdType), "ID");
    assert_eq!(document.missing_mandatory, []);
    assert_eq!(warnings(&document), [""; 0]);
    let enhanced = parse(licence("636045", 9, "EN", &ELEMENTS_2016, None).as_bytes()).unwrap();
    assert_eq!(enhanced.flags.is_enhanced, Some(true));
}

#[test]
fn a_canadian_licence_reads() {
    let elements = [
        "DCSMOTORIST",
        "DACMARIE",
        "DADNONE",
        "DBB19930204",
        "DBA20290108",
        "DBD20240108",
        "DBCF",
        "DAU155 CM",
        "DAX050",
        "DAYBROWN",
        "DAG123 RUE DE L'ÉRABLE",
        "DAIMONTRÉAL",
        "DAJQC",
        "DAKH2X 1Y4",
        "DAQM1234-040293-05",
        "DCGCAN",
        "DCA5",
        "DCBNONE",
        "DCDNONE",
        "DCFX",
        "DDEN",
        "DDFN",
        "DDGN",
    ];
    let text = licence("604428", 8, "DL", &elements, None);
    let latin_1: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let document = parse(&latin_1).unwrap();
    assert_eq!(document.missing_mandatory, []);
    assert_eq!(field(&document, FieldKey::Abbr3Country), "CAN");
    assert_eq!(field(&document, FieldKey::IssuedBy), "Quebec");
    assert_eq!(field(&document, FieldKey::City), "MONTRÉAL");
    assert_eq!(field(&document, FieldKey::Zip), "H2X 1Y4");
    assert_eq!(field(&document, FieldKey::Weight), "050 KG");
    assert_eq!(field(&document, FieldKey::DateOfBirth), "1993-02-04");
}

#[test]
fn mandatory_elements_that_are_absent_are_listed() {
    let kept = ELEMENTS_2016
        .into_iter()
        .filter(|element| !element.starts_with("DCF"));
    let elements: Vec<&str> = kept.filter(|element| !element.starts_with("DDG")).collect();
    let document = parse(licence("636014", 9, "DL", &elements, None).as_bytes()).unwrap();
    let missing: Vec<&str> = document
        .missing_mandatory
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(missing, ["DCF", "DDG"]);
}

#[test]
fn nothing_of_the_holder_is_printed() {
    let document = parse(regular().as_bytes()).unwrap();
    let printed = format!("{document:?}");
    for value in ["SAMPLE", "JANICE", "D1234567", "1989", "ANYTOWN", "90223"] {
        assert!(!printed.contains(value), "{value}");
    }
}
