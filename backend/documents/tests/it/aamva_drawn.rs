//! Barcodes by an independent writer: random holders of every issuer, every edition, every damage
//! that it knows.

use credence_documents::FieldKey;
use credence_documents::aamva::{AamvaDocument, parse};
use credence_testkit::aamva::{
    AamvaOptions, AamvaVersion, Header, Irregularity, LicenceChoices, LicenceRecord, compose_aamva,
    issuers,
};

#[test]
fn every_issuer_and_edition_reads_back() {
    for (seed, issuer) in (0..).zip(issuers()) {
        let choices = LicenceChoices {
            issuer: Some(issuer.code),
            ..LicenceChoices::default()
        };
        for version in AamvaVersion::ALL {
            let record = LicenceRecord::draw(seed, &choices);
            let barcode = compose_aamva(
                &record,
                &AamvaOptions {
                    version,
                    ..AamvaOptions::default()
                },
            );
            let document = parse(&barcode.bytes).unwrap();
            check(&record, &document, version);
            let place = format!("{} {version:?}", issuer.code);
            assert_eq!(document.warnings, [], "{place}");
            assert_eq!(
                document.header.issuer.unwrap().abbreviation,
                issuer.code,
                "{place}"
            );
            for (id, value) in &barcode.elements {
                assert_eq!(
                    document.element(id).unwrap().expose(),
                    value.trim(),
                    "{place} {id}"
                );
            }
        }
    }
}

#[test]
fn every_damage_reads_back() {
    let damages = [
        vec![Irregularity::LostCarriageReturns],
        vec![Irregularity::LostRecordSeparator],
        vec![Irregularity::LostComplianceIndicator],
        vec![Irregularity::ShiftedOffsets(2)],
        vec![Irregularity::ShiftedOffsets(-2)],
        vec![Irregularity::ShiftedLengths(7)],
        vec![Irregularity::MissingEntryCount],
        vec![Irregularity::MissingTypeCode],
        vec![Irregularity::ForeignDateOrder],
        vec![Irregularity::BarSeparators],
        vec![Irregularity::EmptyRecords],
        vec![Irregularity::LineFeedBeforeEnd],
        vec![Irregularity::TrailingFill],
        vec![
            Irregularity::LostCarriageReturns,
            Irregularity::LostRecordSeparator,
        ],
        vec![
            Irregularity::MissingTypeCode,
            Irregularity::LostCarriageReturns,
        ],
        vec![
            Irregularity::ShiftedOffsets(2),
            Irregularity::ForeignDateOrder,
        ],
    ];
    for (seed, irregularities) in (0..).zip(damages.iter().cycle().take(320)) {
        for version in AamvaVersion::ALL {
            let header = if seed % 3 == 0 {
                Header::LegacyAamva
            } else {
                Header::Ansi
            };
            let record = LicenceRecord::draw(seed, &LicenceChoices::default());
            let options = AamvaOptions {
                version,
                header,
                irregularities: irregularities.clone(),
                has_jurisdiction_subfile: seed % 2 == 0,
            };
            let document = parse(&compose_aamva(&record, &options).bytes)
                .unwrap_or_else(|error| panic!("{error}: {options:?}"));
            check(&record, &document, version);
        }
    }
}

#[test]
fn missing_elements_are_listed() {
    let record = LicenceRecord::draw(5, &LicenceChoices::default());
    let irregularities = vec![Irregularity::MissingElements(vec!["DAU", "DBD", "DCS"])];
    let options = AamvaOptions {
        irregularities,
        ..AamvaOptions::default()
    };
    let document = parse(&compose_aamva(&record, &options).bytes).unwrap();
    let missing: Vec<&str> = document
        .missing_mandatory
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(missing, ["DAU", "DBD", "DCS"]);
    assert_eq!(document.fields.get(FieldKey::Issued), None);
}

fn check(record: &LicenceRecord, document: &AamvaDocument, version: AamvaVersion) {
    let field = |key| {
        document
            .fields
            .text(key)
            .map(|text| text.expose().clone())
            .unwrap_or_default()
    };
    let place = format!("{version:?}: {:?}", document.warnings);
    assert_eq!(field(FieldKey::Id), record.number, "{place}");
    assert_eq!(
        field(FieldKey::DateOfBirth),
        record.person.birth_date.to_string(),
        "{place}"
    );
    assert_eq!(
        field(FieldKey::Issued),
        record.validity.issued.to_string(),
        "{place}"
    );
    assert_eq!(
        field(FieldKey::Expires),
        record.validity.expires.to_string(),
        "{place}"
    );
    assert_eq!(field(FieldKey::IdType), record.kind.subfile(), "{place}");
    assert_eq!(field(FieldKey::State), record.address.region, "{place}");
    // The 2000 edition cuts the whole name at 35 characters.
    let is_cut = version.number() == 1 && document.element("DAA").unwrap().expose().len() >= 34;
    if !is_cut {
        assert_eq!(field(FieldKey::FamilyName), record.family_name, "{place}");
        assert_eq!(field(FieldKey::FirstName), record.first_name, "{place}");
        assert_eq!(
            field(FieldKey::MiddleName),
            record.middle_names.clone().unwrap_or_default(),
            "{place}"
        );
        assert_eq!(
            field(FieldKey::Suffix),
            record.suffix.unwrap_or_default(),
            "{place}"
        );
    }
}
