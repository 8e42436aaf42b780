//! Published barcodes of real layouts: each parses, and its fields are what its elements say.

use std::collections::BTreeMap;
use std::fs;

use credence_documents::aamva::{AamvaDocument, parse};
use credence_documents::{FieldKey, aamva};

use crate::corpus::{beside_the_repository, manifest};

#[test]
fn every_published_barcode_parses_as_its_elements_say() {
    let Some(folder) = beside_the_repository("aamva") else {
        return;
    };
    let expected: BTreeMap<String, String> = manifest("aamva/").into_iter().collect();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let document = parse(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let warnings: Vec<String> = document.warnings.iter().map(ToString::to_string).collect();
        println!(
            "{name}: {} fields; {}",
            document.fields.len(),
            warnings.join(", ")
        );
        assert!(document.header.issuer.is_some(), "{name}: issuer");
        for key in [
            FieldKey::Id,
            FieldKey::FullName,
            FieldKey::DateOfBirth,
            FieldKey::Expires,
        ] {
            assert!(
                document.fields.get(key).is_some(),
                "{name}: {key} is missing"
            );
        }
        assert!(
            !warnings.contains(&"stray_text".to_owned()),
            "{name}: stray text"
        );
        for (element, value) in lines_of(&bytes) {
            check_element(&name, &document, &element, &value);
        }
        for pair in pairs(expected.get(&name).map(String::as_str).unwrap_or_default()) {
            check_element(&name, &document, pair.0, pair.1);
        }
    }
}

/// An independent, naive reading: every line that begins with a name, without the first one.
fn lines_of(bytes: &[u8]) -> Vec<(String, String)> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    text.split(['\n', '\r'])
        .skip(3)
        .filter(|line| line.starts_with("DA") || line.starts_with("DB") || line.starts_with("DC"))
        .filter_map(|line| Some((line.get(..3)?.to_owned(), line.get(3..)?.trim().to_owned())))
        .collect()
}

/// `DAQ=123 DCS=ROE` of the manifest.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text.match_indices('=').map(|(at, _)| at - 3).collect();
    let ends = starts.iter().skip(1).map(|at| at - 1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(at, end)| (&text[*at..*at + 3], text[*at + 4..end].trim()))
        .collect()
}

fn check_element(file: &str, document: &AamvaDocument, element: &str, value: &str) {
    let raw = document
        .element(element)
        .unwrap_or_else(|| panic!("{file}: {element} is missing"));
    let glued_terminator = value.ends_with("MZIZIC457");
    if !glued_terminator {
        assert_eq!(raw.expose(), value, "{file}: {element}");
    }
    let field = |key| {
        document
            .fields
            .text(key)
            .map(|text| text.expose().clone())
            .unwrap_or_default()
    };
    match element {
        "DAQ" => assert_eq!(field(FieldKey::Id), value, "{file}"),
        "DCS" => assert_eq!(field(FieldKey::FamilyName), value, "{file}"),
        "DAC" => assert_eq!(field(FieldKey::FirstName), value, "{file}"),
        "DAI" => assert_eq!(field(FieldKey::City), value, "{file}"),
        "DAJ" => assert_eq!(field(FieldKey::State), value, "{file}"),
        "DAG" => assert!(field(FieldKey::Address).starts_with(value), "{file}"),
        "DBB" => assert_eq!(
            digits(&field(FieldKey::DateOfBirth)),
            year_first(value),
            "{file}"
        ),
        "DBA" => assert_eq!(
            digits(&field(FieldKey::Expires)),
            year_first(value),
            "{file}"
        ),
        "DBD" => assert_eq!(
            digits(&field(FieldKey::Issued)),
            year_first(value),
            "{file}"
        ),
        "DBC" => {
            let word = if ["1", "M"].contains(&value) {
                "Male"
            } else {
                "Female"
            };
            assert_eq!(field(FieldKey::Gender), word, "{file}");
        }
        "DAU" => assert!(
            !field(FieldKey::Height).is_empty(),
            "{file}: height of {value}"
        ),
        _ => {}
    }
}

fn digits(date: &str) -> String {
    date.replace('-', "")
}

fn year_first(value: &str) -> String {
    if value.starts_with("19") || value.starts_with("20") {
        return value.to_owned();
    }
    format!("{}{}", &value[4..], &value[..4])
}

#[test]
fn the_published_issuers_are_known() {
    let Some(folder) = beside_the_repository("aamva") else {
        return;
    };
    for path in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let document = aamva::parse(&fs::read(&path).unwrap()).unwrap();
        let abbreviation = document.header.issuer.unwrap().abbreviation;
        assert!(
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(abbreviation)
        );
    }
}
