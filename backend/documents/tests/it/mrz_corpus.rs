//! Published zones: specimens of real documents and ICAO's own vectors.

use std::fs;

use credence_documents::mrz::{CheckField, CheckOutcome, MrzDocument, parse};
use credence_types::CalendarDate;

use crate::corpus::{beside_the_repository, manifest};

fn today() -> CalendarDate {
    CalendarDate::new(2025, 6, 15).unwrap()
}

#[test]
fn every_published_specimen_parses() {
    let rows = manifest("mrz/");
    for (file, lines) in &rows {
        let document = parse(&lines.replace('|', "\n"), today())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        let flags: Vec<String> = document.flags.iter().map(ToString::to_string).collect();
        println!("{file}: {} {}", document.format.name(), flags.join(", "));
        assert!(!document.primary_name.expose().is_empty(), "{file}");
        assert!(!document.document_number.expose().is_empty(), "{file}");
        assert!(document.date_of_birth.expose().day().is_some(), "{file}");
    }
    for (file, lines) in rows.iter().filter(|(file, _)| is_said_to_be_valid(file)) {
        let document = parse(&lines.replace('|', "\n"), today()).unwrap();
        assert!(
            document.is_every_check_passed(),
            "{file}: {:?}",
            document.checks
        );
    }
}

/// Whether the manifest says of the file that all its check digits are valid.
fn is_said_to_be_valid(file: &str) -> bool {
    let path = beside_the_repository("manifest.tsv").unwrap();
    let text = fs::read_to_string(path).unwrap();
    let mut rows = text
        .lines()
        .filter(|line| line.starts_with(&format!("mrz/{file}\t")));
    rows.any(|line| line.contains("all check digits valid"))
}

#[test]
fn the_standards_vectors_hold() {
    let Some(path) = beside_the_repository("mrz/icao_vectors.tsv") else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    for row in text.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let lines = whole(columns[0], columns[1]);
        let document = parse(&lines, today()).unwrap_or_else(|error| panic!("{row}: {error}"));
        for expected in columns[2]
            .split([' ', ';'])
            .filter(|_| !columns[1].ends_with('|'))
        {
            check(&document, expected, row);
        }
        if columns[0].ends_with("long-number") {
            assert_eq!(document.document_number.expose(), "D23145890734", "{row}");
            assert_eq!(
                document.check(CheckField::DocumentNumber),
                Some(CheckOutcome::Passed)
            );
        }
    }
}

/// Some vectors have only one of the lines.
fn whole(format: &str, lines: &str) -> String {
    let length = if format == "TD2" { 36 } else { 44 };
    let filler = "<".repeat(length);
    match lines.split_once('|') {
        Some((name, "")) => format!("{name}\n{filler}"),
        _ if lines.starts_with("(data line)|") => {
            format!("P<UTO{}\n{}", &filler[5..], &lines[12..])
        }
        _ => lines.replace('|', "\n"),
    }
}

/// `num6`: the check digit of the number is 6, and right.
fn check(document: &MrzDocument, expected: &str, row: &str) {
    let field = match expected.get(..3) {
        Some("num") => CheckField::DocumentNumber,
        Some("dob") => CheckField::DateOfBirth,
        Some("exp") => CheckField::DateOfExpiry,
        Some("opt") => CheckField::OptionalData,
        Some("com") => CheckField::Composite,
        _ => return,
    };
    if expected.ends_with(|c: char| c.is_ascii_digit()) {
        assert_eq!(
            document.check(field),
            Some(CheckOutcome::Passed),
            "{expected}: {row}"
        );
    }
}
