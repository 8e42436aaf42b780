//! The barcode's text: header arithmetic, versions, and each irregularity.
#![cfg(test)]

use credence_testkit::aamva::{
    AamvaOptions, AamvaVersion, Header, Irregularity, LicenceChoices, LicenceKind, LicenceRecord,
    compose_aamva,
};

fn record(issuer: &'static str) -> LicenceRecord {
    let choices = LicenceChoices {
        issuer: Some(issuer),
        ..LicenceChoices::default()
    };
    LicenceRecord::draw(42, &choices)
}

/// Follows the header as a strict reader does; returns the subfiles it points at.
fn follow_offsets(text: &str, header_length: usize) -> Vec<String> {
    let entries: usize = text[header_length - 2..header_length].parse().unwrap();
    (0..entries)
        .map(|entry| {
            let at = header_length + entry * 10;
            let offset: usize = text[at + 2..at + 6].parse().unwrap();
            let length: usize = text[at + 6..at + 10].parse().unwrap();
            let body = &text[offset..offset + length];
            assert_eq!(&body[..2], &text[at..at + 2], "the body repeats its type");
            assert!(body.ends_with('\r'));
            body.to_owned()
        })
        .collect()
}

#[test]
fn offsets_and_lengths_hold_in_every_version() {
    for seed in 0..40 {
        for version in AamvaVersion::ALL {
            let record = LicenceRecord::draw(seed, &LicenceChoices::default());
            let options = AamvaOptions {
                version,
                ..AamvaOptions::default()
            };
            let barcode = compose_aamva(&record, &options);
            let text = String::from_utf8(barcode.bytes.clone()).unwrap();
            assert!(text.starts_with("@\n\u{1e}\rANSI "));
            let header_length = if version.number() == 1 { 19 } else { 21 };
            let bodies = follow_offsets(&text, header_length);
            assert_eq!(bodies.len(), 2);
            let end: usize = header_length + 20 + bodies.iter().map(String::len).sum::<usize>();
            assert_eq!(text.len(), end);
            let written: Vec<String> = bodies
                .iter()
                .flat_map(|body| body[2..].trim_end_matches('\r').split('\n'))
                .map(str::to_owned)
                .collect();
            let truth: Vec<String> = barcode
                .elements
                .iter()
                .map(|(id, value)| format!("{id}{value}"))
                .collect();
            assert_eq!(written, truth);
        }
    }
}

#[test]
fn the_date_order_follows_version_and_country() {
    let date = |issuer, version| {
        let options = AamvaOptions {
            version: AamvaVersion::new(version).unwrap(),
            ..AamvaOptions::default()
        };
        let record = record(issuer);
        let written = compose_aamva(&record, &options)
            .element("DBA")
            .unwrap()
            .to_owned();
        (written, record.validity.expires.to_string())
    };
    let (written, truth) = date("VA", 10);
    assert_eq!(
        written,
        format!("{}{}{}", &truth[5..7], &truth[8..10], &truth[..4])
    );
    for (issuer, version) in [("VA", 1), ("ON", 10)] {
        let (written, truth) = date(issuer, version);
        assert_eq!(written, truth.replace('-', ""));
    }
}

#[test]
fn mandatory_elements_are_there_from_version_4() {
    let barcode = compose_aamva(&record("CA"), &AamvaOptions::default());
    for id in [
        "DCA", "DCB", "DCD", "DBA", "DCS", "DAC", "DAD", "DBD", "DBB", "DBC", "DAY", "DAU", "DAG",
        "DAI", "DAJ", "DAK", "DAQ", "DCF", "DCG", "DDE", "DDF", "DDG",
    ] {
        assert!(barcode.element(id).is_some(), "{id}");
    }
    assert_eq!(barcode.element("DAK").unwrap().len(), 11);
}

#[test]
fn identity_cards_and_the_legacy_tag_are_written() {
    let choices = LicenceChoices {
        issuer: Some("MD"),
        kind: Some(LicenceKind::IdentityCard),
        ..LicenceChoices::default()
    };
    let options = AamvaOptions {
        version: AamvaVersion::new(1).unwrap(),
        header: Header::LegacyAamva,
        has_jurisdiction_subfile: false,
        ..AamvaOptions::default()
    };
    let barcode = compose_aamva(&LicenceRecord::draw(1, &choices), &options);
    let text = String::from_utf8(barcode.bytes).unwrap();
    assert!(text.contains("AAMVA6360030101ID0029"), "{text}");
    assert_eq!(barcode.subfiles, ["ID"]);
}

#[test]
fn irregular_texts_differ_as_asked() {
    let with = |irregularity| {
        let options = AamvaOptions {
            irregularities: vec![irregularity],
            ..AamvaOptions::default()
        };
        let barcode = compose_aamva(&record("IL"), &options);
        (String::from_utf8(barcode.bytes.clone()).unwrap(), barcode)
    };
    assert!(!with(Irregularity::LostCarriageReturns).0.contains('\r'));
    assert!(!with(Irregularity::LostRecordSeparator).0.contains('\u{1e}'));
    assert!(
        with(Irregularity::LostComplianceIndicator)
            .0
            .starts_with("\n\u{1e}\rANSI ")
    );
    assert!(with(Irregularity::ShiftedOffsets(2)).0.contains("DL0043"));
    assert!(
        with(Irregularity::MissingEntryCount)
            .0
            .contains("6360351001DL0039")
    );
    assert!(!with(Irregularity::MissingTypeCode).0.contains("DLDAQ"));
    assert!(with(Irregularity::BarSeparators).0.contains("|DBA"));
    assert!(with(Irregularity::EmptyRecords).0.contains("\n\nDBA"));
    assert!(with(Irregularity::LineFeedBeforeEnd).0.ends_with("\n\r"));
    assert!(
        with(Irregularity::TrailingFill)
            .0
            .ends_with("\r                        ")
    );
    let (_, barcode) = with(Irregularity::MissingElements(vec!["DCS", "DBA"]));
    assert_eq!(
        (barcode.element("DCS"), barcode.element("DBA")),
        (None, None)
    );
    let (_, barcode) = with(Irregularity::ForeignDateOrder);
    let truth = record("IL").validity.expires.to_string().replace('-', "");
    assert_eq!(barcode.element("DBA"), Some(truth.as_str()));
}
