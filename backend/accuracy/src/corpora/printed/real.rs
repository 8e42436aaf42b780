use std::path::Path;

use credence_documents::mrz::parse;
use credence_documents::printed::{
    DocumentLayout, FieldOrigin, PrintedField, fold, foldings, lay_out, printed_forms,
};
use credence_documents::{DocumentFields, FieldKey, FieldValue};
use credence_testkit::person::reference_day;
use credence_vision::decode;
use credence_vision::printed::PrintedPage;

use super::without_print::WITHOUT_PRINT;
use crate::clock::measured;
use crate::corpora::manifest::{Entry, entries, read};
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::reader::read_print;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// What is looked for, and the percent that must be found.
const WANTED: [(&str, FieldKey, f64); 3] = [
    ("document number", FieldKey::Id, 85.0),
    ("surname", FieldKey::FamilyName, 85.0),
    ("birth date", FieldKey::DateOfBirth, 80.0),
];
/// From here on a text counts as seen.
const SEEN: f32 = 0.5;

/// The rows of the real pictures and what was not found.
pub(super) fn measure(data: &Path) -> Result<(Vec<Row>, Vec<String>), AccuracyError> {
    let entries: Vec<Entry> = entries(data, "mrz/")?
        .into_iter()
        .filter(|entry| !is_without_print(entry))
        .collect();
    let found = for_each(1, entries.len() as u64, |number| {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let entry = entries.get(index).ok_or(AccuracyError::Manifest)?;
        look(entry)
    })?;
    let mut rows = Vec::new();
    let mut missing = Vec::new();
    for (index, (name, _, least)) in WANTED.iter().enumerate() {
        let samples: Vec<Sample> = found
            .iter()
            .filter_map(|found| {
                Some(Sample::new(
                    (*found.values.get(index)?)?,
                    true,
                    found.milliseconds,
                ))
            })
            .map(|sample| Sample {
                is_accepted: sample.is_exact,
                is_misread: false,
                ..sample
            })
            .collect();
        let floor = Floor {
            exact: Some(Least::Percent(*least)),
            ..Floor::default()
        };
        let row = format!("real pictures: {name}");
        rows.push(if index == 0 {
            Row::of(row, &samples, Some(floor))
        } else {
            Row::part(row, &samples, floor)
        });
    }
    for (entry, found) in entries.iter().zip(&found) {
        for ((name, ..), value) in WANTED.iter().zip(&found.values) {
            if *value == Some(false) {
                let file = entry.path.file_name().unwrap_or_default();
                missing.push(format!("{}: {name} not found", file.to_string_lossy()));
            }
        }
    }
    Ok((rows, missing))
}

fn is_without_print(entry: &Entry) -> bool {
    let file = entry.path.file_name().unwrap_or_default();
    WITHOUT_PRINT.iter().any(|(name, _)| file == *name)
}

/// Whether each of [`WANTED`] was found; none where the zone does not state it.
struct Found {
    values: [Option<bool>; 3],
    milliseconds: f64,
}

fn look(entry: &Entry) -> Result<Found, AccuracyError> {
    let picture = decode(&read(&entry.path)?)?;
    let lines = entry.expected.replace('|', "\n");
    let zone = parse(&lines, reference_day()).map_err(|_zone| AccuracyError::Manifest)?;
    let (page, milliseconds) = measured(|| read_print(&picture));
    let laid = lay_out(
        &page.prints(),
        DocumentLayout::TravelDocument,
        reference_day(),
    );
    Ok(Found {
        values: WANTED.map(|(_, key, _)| is_found(&page, &laid, &zone.fields, key)),
        milliseconds,
    })
}

fn is_found(
    page: &PrintedPage,
    laid: &[PrintedField],
    zone: &DocumentFields,
    key: FieldKey,
) -> Option<bool> {
    let value = zone.get(key)?.expose();
    let is_laid_out = laid
        .iter()
        .any(|field| field.key == key && is_same(field.value.expose(), value));
    Some(is_laid_out || is_seen(page, key, value))
}

fn is_same(printed: &FieldValue, stated: &FieldValue) -> bool {
    match (printed, stated) {
        (FieldValue::Text(printed), FieldValue::Text(stated)) => {
            let bare = |text: &str| text.replace(' ', "");
            let stated = bare(&fold(stated));
            foldings(printed).iter().any(|text| bare(text) == stated)
        }
        (printed, stated) => printed == stated,
    }
}

fn is_seen(page: &PrintedPage, key: FieldKey, value: &FieldValue) -> bool {
    printed_forms(key, value, FieldOrigin::Mrz)
        .iter()
        .flat_map(|form| foldings(form))
        .any(|text| {
            page.look_for(&text)
                .is_some_and(|sighting| sighting.likelihood >= SEEN)
        })
}
