//! Drawn barcodes with every control character lost or doubled, one at a time and all at once, and
//! with headers that lie: number, names, birth and expiry stay right, whatever else is lost.

use credence_documents::FieldKey;
use credence_documents::aamva::{AamvaDocument, parse};
use credence_testkit::aamva::{
    AamvaOptions, AamvaVersion, LicenceChoices, LicenceRecord, compose_aamva,
};

const SEEDS: std::ops::Range<u64> = 0..24;
const CONTROLS: [u8; 3] = [b'\n', b'\r', 0x1e];

fn is_control(byte: u8) -> bool {
    CONTROLS.contains(&byte)
}

fn drawn() -> impl Iterator<Item = (LicenceRecord, AamvaVersion, Vec<u8>)> {
    SEEDS.flat_map(|seed| {
        AamvaVersion::ALL.map(|version| {
            let record = LicenceRecord::draw(seed, &LicenceChoices::default());
            let options = AamvaOptions {
                version,
                has_jurisdiction_subfile: seed % 3 != 0,
                ..AamvaOptions::default()
            };
            let barcode = compose_aamva(&record, &options);
            (record, version, barcode.bytes)
        })
    })
}

/// The key fields that differ from the record, by name.
fn wrong(record: &LicenceRecord, version: AamvaVersion, document: &AamvaDocument) -> Vec<String> {
    let text = |key| {
        document
            .fields
            .text(key)
            .map(|text| text.expose().clone())
            .unwrap_or_default()
    };
    let mut expected = vec![
        (FieldKey::Id, record.number.clone()),
        (FieldKey::DateOfBirth, record.person.birth_date.to_string()),
        (FieldKey::Expires, record.validity.expires.to_string()),
    ];
    // The 2000 edition cuts the whole name at 35 characters.
    let name = [&record.family_name, &record.first_name];
    let is_cut = version.number() == 1
        && name.iter().map(|part| part.len()).sum::<usize>()
            + record.middle_names.as_ref().map_or(0, |part| part.len())
            > 26;
    if !is_cut {
        expected.extend([
            (FieldKey::FamilyName, record.family_name.clone()),
            (FieldKey::FirstName, record.first_name.clone()),
            (
                FieldKey::MiddleName,
                record.middle_names.clone().unwrap_or_default(),
            ),
            (
                FieldKey::Suffix,
                record.suffix.unwrap_or_default().to_owned(),
            ),
        ]);
    }
    expected
        .into_iter()
        .filter(|(key, value)| text(*key) != *value)
        .map(|(key, value)| format!("{key}: {:?} for {value:?}", text(key)))
        .collect()
}

/// Parses each damaged text; prints and counts those with a wrong key field.
fn check(damage: &str, texts: impl Iterator<Item = (LicenceRecord, AamvaVersion, Vec<u8>)>) {
    let (mut count, mut failed) = (0, 0);
    for (record, version, bytes) in texts {
        count += 1;
        let document = parse(&bytes).unwrap_or_else(|error| panic!("{damage}: {error}"));
        let wrong = wrong(&record, version, &document);
        if !wrong.is_empty() {
            failed += 1;
            println!("{damage} {version:?}: {wrong:?} {:?}", document.warnings);
        }
    }
    println!("{damage}: {failed} of {count} wrong");
    assert_eq!(failed, 0, "{damage}");
}

fn everywhere(
    damage: &str,
    applies: impl Fn(u8) -> bool + Copy,
    replace: impl Fn(u8) -> Vec<u8> + Copy,
) {
    let texts = drawn().flat_map(|(record, version, bytes)| {
        let places: Vec<usize> = (0..bytes.len()).filter(|&at| applies(bytes[at])).collect();
        places.into_iter().map(move |at| {
            let mut damaged = bytes.clone();
            damaged.splice(at..=at, replace(bytes[at]));
            (record.clone(), version, damaged)
        })
    });
    check(damage, texts);
}

#[test]
fn each_control_character_lost() {
    everywhere("one lost", is_control, |_| vec![]);
}

#[test]
fn each_control_character_doubled() {
    everywhere("one doubled", is_control, |byte| vec![byte, byte]);
}

#[test]
fn each_control_character_turned_into_another() {
    everywhere("one turned", is_control, |byte| {
        vec![if byte == b'\r' { b'\n' } else { b'\r' }]
    });
}

#[test]
fn all_of_one_kind_lost_or_doubled() {
    for control in CONTROLS {
        let lost = drawn().map(|(record, version, mut bytes)| {
            bytes.retain(|byte| *byte != control);
            (record, version, bytes)
        });
        check(&format!("every {control:#04x} lost"), lost);
        let doubled = drawn().map(|(record, version, bytes)| {
            let times = |byte: u8| if byte == control { 2 } else { 1 };
            let bytes = bytes.iter().flat_map(|&b| std::iter::repeat_n(b, times(b)));
            (record, version, bytes.collect())
        });
        check(&format!("every {control:#04x} doubled"), doubled);
    }
}

#[test]
fn all_control_characters_lost() {
    let texts = drawn().map(|(record, version, mut bytes)| {
        bytes.retain(|byte| !is_control(*byte));
        (record, version, bytes)
    });
    check("all lost", texts);
}

#[test]
fn headers_that_lie() {
    // Behind the 21 bytes up to the number of entries (19 in the 2000 edition): kind, offset, length.
    let designator = |version: AamvaVersion| if version.number() == 1 { 19 } else { 21 };
    let lies: [(&str, std::ops::Range<usize>, &[u8]); 6] = [
        ("offset 0", 2..6, b"0000"),
        ("offset 9999", 2..6, b"9999"),
        ("offset into the middle", 2..6, b"0100"),
        ("length 0", 6..10, b"0000"),
        ("length 9999", 6..10, b"9999"),
        ("no numbers", 2..10, b""),
    ];
    for (lie, place, digits) in lies {
        let texts = drawn().map(|(record, version, mut bytes)| {
            let start = designator(version);
            bytes.splice(
                start + place.start..start + place.end,
                digits.iter().copied(),
            );
            (record, version, bytes)
        });
        check(lie, texts);
    }
}
