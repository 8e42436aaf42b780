//! The rules of issuers, on a regular licence with one thing wrong at a time and on published
//! barcodes.

use std::collections::BTreeMap;
use std::fs;

use credence_documents::aamva::parse;
use credence_documents::aamva::rules::{Outcome, RuleOutcome, check};
use credence_types::CalendarDate;
use proptest::prelude::*;

use crate::aamva_text::{ELEMENTS_2016, licence};
use crate::corpus::beside_the_repository;

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 1).unwrap()
}

/// Ways to spoil the regular licence, and the rules that notice.
type Spoiled = (&'static [&'static str], &'static [&'static str]);

/// The outcomes for California's regular licence with these elements instead of its own.
fn outcomes(elements: &[&str]) -> Vec<RuleOutcome> {
    outcomes_of("636014", "ZC", elements)
}

fn outcomes_of(iin: &str, subfile: &str, elements: &[&str]) -> Vec<RuleOutcome> {
    let kept: Vec<&str> = ELEMENTS_2016
        .iter()
        .filter(|usual| !elements.iter().any(|own| own[..3] == usual[..3]))
        .chain(elements)
        .copied()
        .collect();
    let own = [format!("{subfile}AY")];
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let text = licence(iin, 9, "DL", &kept, Some((subfile, &own)));
    check(&parse(text.as_bytes()).unwrap(), today())
}

fn broken(outcomes: &[RuleOutcome]) -> Vec<&'static str> {
    outcomes
        .iter()
        .filter(|outcome| matches!(outcome.outcome, Outcome::Broken(_)))
        .map(|outcome| outcome.rule)
        .collect()
}

#[test]
fn a_regular_licence_keeps_every_rule() {
    // The regular licence is drawn with a term of eight years; California gives five.
    let outcomes = outcomes(&["DBA07012026", "DAQD1394765", "DAU064 IN"]);
    assert_eq!(broken(&outcomes), [""; 0]);
    let held = outcomes
        .iter()
        .filter(|outcome| outcome.outcome == Outcome::Held)
        .count();
    assert!(held >= 22, "only {held} rules apply");
}

#[test]
fn each_thing_wrong_breaks_its_rule() {
    let cases: &[Spoiled] = &[
        (
            &["DBD06301989"],
            &[
                "issued_after_birth",
                "old_enough_when_issued",
                "term_possible",
            ],
        ),
        (&["DBA02142021"], &["expires_after_issue"]),
        (&["DBD12012026", "DBA07012029"], &["issued_by_today"]),
        (&["DBA07012041"], &["term_possible", "term_of_issuer"]),
        (&["DBA07012029"], &["term_of_issuer"]),
        (&["DBB07012009", "DBD02142021"], &["old_enough_when_issued"]),
        (&["DBA10012025"], &["expires_by_birthday"]),
        (&["DDJ07022011"], &["coming_of_age_dates"]),
        (
            &["DBD02142015", "DBA07012019", "DDB08292014"],
            &["edition_known_when_issued"],
        ),
        (
            &["DDB08292027"],
            &["revision_by_today", "revision_before_issue"],
        ),
        (&["DDB08292022"], &["revision_before_issue"]),
        (&["DDB08291999"], &["revision_since_standard"]),
        (&["DCGCAN"], &["country_is_issuers"]),
        (&["DAJNV", "DAK891090000"], &["address_in_issuing_state"]),
        (
            &["DAK102230000"],
            &["postal_code_region", "postal_code_in_state"],
        ),
        (&["DAK971230000"], &["postal_code_in_state"]),
        (
            &["DAQ12345678"],
            &["number_is_of_issuer", "number_is_no_filler"],
        ),
        (&["DAQD7777777"], &["number_is_no_filler"]),
        (&["DCF"], &["discriminator_present"]),
        (&["DCK00000000"], &["inventory_number_filled"]),
        (&["DAU100 IN"], &["height_plausible"]),
        (&["DAW030"], &["weight_plausible"]),
        (&["DCACLASSY"], &["class_plausible"]),
    ];
    for (elements, expected) in cases {
        let regular = ["DBA07012025", "DAQD1394765"];
        let elements: Vec<&str> = regular
            .iter()
            .filter(|usual| !elements.iter().any(|own| own[..3] == usual[..3]))
            .chain(*elements)
            .copied()
            .collect();
        let outcomes = outcomes(&elements);
        let found = broken(&outcomes);
        for rule in *expected {
            assert!(
                found.contains(rule),
                "{elements:?}: {rule} not in {found:?}"
            );
        }
        let is_hint = |rule| outcomes.iter().any(|one| one.rule == rule && one.is_hint);
        for rule in found {
            assert!(
                expected.contains(&rule) || is_hint(rule),
                "{elements:?}: {rule}"
            );
        }
    }
    let foreign = outcomes_of("636014", "ZN", &["DBA07012025", "DAQD1394765"]);
    assert_eq!(broken(&foreign), ["jurisdiction_subfile_of_issuer"]);
    let nobody = outcomes_of("636099", "ZC", &["DBA07012025", "DAQD1394765"]);
    assert_eq!(broken(&nobody), ["issuer_known"]);
}

#[test]
fn canadian_postal_codes_belong_to_provinces() {
    let province = [
        "DAJON",
        "DCGCAN",
        "DBD20210214",
        "DBB19890701",
        "DBA20250701",
        "DDB20170829",
    ];
    let of = |code| {
        let elements: Vec<&str> = province.into_iter().chain([code]).collect();
        broken(&outcomes_of("636012", "ZO", &elements))
    };
    assert!(!of("DAKK1A 0B1").contains(&"postal_code_region"));
    assert!(of("DAKV1A 0B1").contains(&"postal_code_region"));
}

#[test]
fn what_is_not_there_breaks_nothing() {
    let text = "@\n\u{1e}\rANSI 636014090001DL00310010DLDAQD1\r";
    let outcomes = check(&parse(text.as_bytes()).unwrap(), today());
    let hard = outcomes
        .iter()
        .filter(|outcome| !outcome.is_hint && outcome.outcome != Outcome::NotApplicable);
    assert_eq!(hard.count(), 0);
}

#[test]
fn every_rule_has_its_own_name() {
    let outcomes = outcomes(&[]);
    let names: std::collections::BTreeSet<_> = outcomes.iter().map(|one| one.rule).collect();
    assert_eq!(names.len(), outcomes.len());
}

#[test]
fn published_barcodes_break_no_rule_but_hints() {
    let Some(folder) = beside_the_repository("aamva") else {
        return;
    };
    let (mut hints, mut files, mut held) = (BTreeMap::<_, u32>::new(), 0, 0);
    for path in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = parse(&fs::read(&path).unwrap()).unwrap();
        files += 1;
        for outcome in check(&document, today()) {
            match outcome.outcome {
                Outcome::Broken(reason) if outcome.is_hint => {
                    println!("{name}: {}", outcome.rule);
                    assert!(!reason.is_empty());
                    *hints.entry(outcome.rule).or_default() += 1;
                }
                Outcome::Broken(reason) => panic!("{name}: {}: {reason}", outcome.rule),
                Outcome::Held => held += 1,
                Outcome::NotApplicable => {}
            }
        }
    }
    println!("{files} barcodes, {held} rules kept, hints broken: {hints:?}");
}

proptest! {
    #[test]
    fn no_content_makes_a_rule_panic(values in prop::collection::vec("[A-Z0-9 é'-]{0,12}", 30)) {
        let elements: Vec<String> = ELEMENTS_2016
            .iter()
            .zip(&values)
            .map(|(usual, value)| format!("{}{value}", &usual[..3]))
            .collect();
        let elements: Vec<&str> = elements.iter().map(String::as_str).collect();
        let text = licence("636014", 9, "DL", &elements, None);
        if let Ok(document) = parse(text.as_bytes()) {
            prop_assert!(check(&document, today()).len() > 25);
        }
    }
}
