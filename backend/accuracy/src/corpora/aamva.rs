use std::path::Path;

use credence_documents::FieldKey;
use credence_documents::aamva::{AamvaDocument, parse};
use credence_testkit::aamva::{
    AamvaOptions, AamvaVersion, Header, Irregularity, LicenceChoices, LicenceRecord, compose_aamva,
};

use super::manifest::{entries, read};
use crate::clock::measured;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::report::Section;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// Texts of barcodes: drawn ones of every edition with every damage, and published ones.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let floor = Floor {
        exact: Some(Least::Percent(100.0)),
        ..Floor::default()
    };
    let samples = for_each(1, plan.pick(2000, 10_000), |number| Ok(drawn(number)))?;
    let mut rows = vec![Row::of("drawn texts", &samples, Some(floor))];
    if let Some(data) = &plan.data {
        let entries = entries(data, "aamva/")?;
        let samples = for_each(1, entries.len() as u64, |number| {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            let entry = entries.get(index).ok_or(AccuracyError::Manifest)?;
            published(&entry.path, &entry.expected)
        })?;
        rows.push(Row::of("published texts", &samples, Some(floor)));
    }
    Ok(Section {
        title: "AAMVA texts",
        note: "exact: number, names, birth and expiry; editions 1 to 10, both date orders, lost \
               control characters, wrong offsets",
        rows,
        worst: Vec::new(),
        pictures: Vec::new(),
    })
}

fn damages() -> [Vec<Irregularity>; 16] {
    use Irregularity as I;
    [
        vec![],
        vec![I::LostCarriageReturns],
        vec![I::LostRecordSeparator],
        vec![I::LostComplianceIndicator],
        vec![I::ShiftedOffsets(2)],
        vec![I::ShiftedOffsets(-2)],
        vec![I::ShiftedLengths(7)],
        vec![I::MissingEntryCount],
        vec![I::MissingTypeCode],
        vec![I::ForeignDateOrder],
        vec![I::BarSeparators],
        vec![I::EmptyRecords],
        vec![I::LineFeedBeforeEnd],
        vec![I::TrailingFill],
        vec![I::LostCarriageReturns, I::LostRecordSeparator],
        vec![I::ShiftedOffsets(2), I::ForeignDateOrder],
    ]
}

fn drawn(number: u64) -> Sample {
    let damages = damages();
    let at = |count: usize, step: u64| {
        usize::try_from(number / step).map_or(0, |number| number % count.max(1))
    };
    let versions = AamvaVersion::ALL;
    let version = versions.get(at(versions.len(), 1)).copied();
    let options = AamvaOptions {
        version: version.unwrap_or(AamvaOptions::default().version),
        header: if number.is_multiple_of(3) {
            Header::LegacyAamva
        } else {
            Header::Ansi
        },
        has_jurisdiction_subfile: number.is_multiple_of(2),
        irregularities: damages
            .get(at(damages.len(), 10))
            .cloned()
            .unwrap_or_default(),
    };
    let record = LicenceRecord::draw(number, &LicenceChoices::default());
    let text = compose_aamva(&record, &options).bytes;
    let (document, milliseconds) = measured(|| parse(&text));
    let is_exact = document
        .as_ref()
        .is_ok_and(|document| is_record(document, &record, options.version));
    Sample::new(is_exact, document.is_ok(), milliseconds)
}

fn field(document: &AamvaDocument, key: FieldKey) -> String {
    let text = document.fields.text(key);
    text.map(credence_types::Redacted::into_inner)
        .unwrap_or_default()
}

fn is_record(document: &AamvaDocument, record: &LicenceRecord, version: AamvaVersion) -> bool {
    // The first edition cuts the whole name at 35 characters, so a long one cannot be right.
    let whole_name = document
        .element("DAA")
        .map_or(0, |name| name.expose().len());
    let is_cut = version.number() == 1 && whole_name >= 34;
    let mut expected = vec![
        (FieldKey::Id, record.number.clone()),
        (FieldKey::DateOfBirth, record.person.birth_date.to_string()),
        (FieldKey::Expires, record.validity.expires.to_string()),
    ];
    if !is_cut {
        let middle = record.middle_names.clone().unwrap_or_default();
        expected.extend([
            (FieldKey::FamilyName, record.family_name.clone()),
            (FieldKey::FirstName, record.first_name.clone()),
            (FieldKey::MiddleName, middle),
        ]);
    }
    expected
        .iter()
        .all(|(key, value)| field(document, *key) == *value)
}

fn published(path: &Path, expected: &str) -> Result<Sample, AccuracyError> {
    let text = read(path)?;
    let (document, milliseconds) = measured(|| parse(&text));
    let is_exact = document.as_ref().is_ok_and(|document| {
        elements(expected).iter().all(|(name, value)| match *name {
            "DAQ" => field(document, FieldKey::Id) == *value,
            "DCS" => field(document, FieldKey::FamilyName) == *value,
            "DAC" => field(document, FieldKey::FirstName) == *value,
            "DBB" => is_date(&field(document, FieldKey::DateOfBirth), value),
            "DBA" => is_date(&field(document, FieldKey::Expires), value),
            _ => true,
        })
    });
    Ok(Sample::new(is_exact, document.is_ok(), milliseconds))
}

/// Whether `1974-08-12` is what `08121974` or `19740812` says.
fn is_date(read: &str, written: &str) -> bool {
    let digits = read.replace('-', "");
    let swapped: String = digits
        .chars()
        .skip(4)
        .chain(digits.chars().take(4))
        .collect();
    !digits.is_empty() && (digits == written || swapped == written)
}

/// `DAQ=123 DCS=DE ROE` as pairs; a value ends where the next element begins.
fn elements(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text
        .match_indices('=')
        .filter_map(|(at, _)| at.checked_sub(3))
        .collect();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            Some((
                text.get(*start..start + 3)?,
                text.get(start + 4..end)?.trim(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_apart() {
        let pairs = elements("DAQ=12-4 DCS=DE LA CRUZ DBB=19930204");
        assert_eq!(
            pairs,
            [("DAQ", "12-4"), ("DCS", "DE LA CRUZ"), ("DBB", "19930204")]
        );
    }

    #[test]
    fn both_date_orders_count() {
        assert!(is_date("1993-02-04", "19930204") && is_date("1993-02-04", "02041993"));
        assert!(!is_date("", "") && !is_date("1993-02-04", "19930205"));
    }

    #[test]
    fn drawn_texts_are_read() {
        assert!((0..200).all(|number| drawn(number).is_exact));
    }
}
