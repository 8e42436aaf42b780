use std::path::Path;

use chrono::Months;
use credence_documents::mrz::parse;
use credence_documents::printed::{
    DocumentLayout, PrintedField, fold, foldings, lay_out, printed_forms,
};
use credence_documents::{DocumentFields, FieldKey, FieldValue};
use credence_engine::{Examination, FieldAgreement};
use credence_testkit::person::reference_day;
use credence_types::{CalendarDate, DocumentType, FieldSource};
use credence_vision::decode;
use credence_vision::printed::PrintedPage;

use super::without_print::WITHOUT_PRINT;
use super::worst::in_one;
use crate::clock::measured;
use crate::corpora::manifest::{Entry, entries, read};
use crate::engine::examined;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::reader::read_print;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// What is looked for, and the percent that must be found. Capitals of a third of these pictures are
/// less than nine pixels high.
const WANTED: [(&str, FieldKey, f64); 3] = [
    ("document number", FieldKey::Id, 85.0),
    ("surname", FieldKey::FamilyName, 85.0),
    ("birth date", FieldKey::DateOfBirth, 80.0),
];
/// Percent of the pictures of which a wrong reading is called a difference: one of thirty.
const MOST_MISREAD: f64 = 4.0;

/// The rows of the real pictures and what was not found.
pub(super) fn measure(data: &Path) -> Result<(Vec<Row>, Vec<String>), AccuracyError> {
    let entries: Vec<Entry> = entries(data, "mrz/")?
        .into_iter()
        .filter(|entry| WANTED.iter().any(|(_, key, _)| is_printed(entry, *key)))
        .collect();
    let found = for_each(1, entries.len() as u64, |number| {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let entry = entries.get(index).ok_or(AccuracyError::Manifest)?;
        look(entry)
    })?;
    let mut rows = Vec::new();
    for (index, (name, _, least)) in WANTED.iter().enumerate() {
        let samples: Vec<Sample> = found.iter().filter_map(|own| own.sample(index)).collect();
        let floor = Floor {
            exact: Some(Least::Percent(*least)),
            misread_percent: MOST_MISREAD,
            ..Floor::default()
        };
        let row = format!("real pictures: {name}");
        rows.push(if index == 0 {
            Row::of(row, &samples, Some(floor))
        } else {
            Row::part(row, &samples, floor)
        });
    }
    let pairs = entries.iter().zip(&found);
    let missing = pairs.filter_map(|(entry, found)| missing(entry, found));
    Ok((rows, missing.collect()))
}

/// What was not found of a picture, or is said to differ, and what was read.
fn missing(entry: &Entry, found: &Found) -> Option<String> {
    let named = |which: Looked| {
        let values = WANTED.iter().zip(&found.values);
        let names = values.filter(|(_, value)| **value == Some(which));
        names.map(|((name, ..), _)| *name).collect::<Vec<_>>()
    };
    let (missed, differing) = (named(Looked::Missed), named(Looked::Differs));
    if missed.is_empty() && differing.is_empty() {
        return None;
    }
    let file = entry.path.file_name().unwrap_or_default();
    Some(format!(
        "{}: not found {}; differing {}; zone {}; read: {}",
        file.to_string_lossy(),
        missed.join(", "),
        differing.join(", "),
        entry.expected,
        found.lines
    ))
}

/// Whether the picture can show it.
fn is_printed(entry: &Entry, key: FieldKey) -> bool {
    let file = entry.path.file_name().unwrap_or_default();
    !WITHOUT_PRINT
        .iter()
        .any(|(name, keys, _)| file == *name && keys.contains(&key))
}

/// What looking for a value came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looked {
    Found,
    Missed,
    /// The service says that the print says otherwise.
    Differs,
}

/// Each of [`WANTED`]; none where the zone does not state it or the print does not show it.
struct Found {
    values: [Option<Looked>; 3],
    lines: String,
    milliseconds: f64,
}

impl Found {
    fn sample(&self, index: usize) -> Option<Sample> {
        let looked = (*self.values.get(index)?)?;
        Some(Sample {
            is_misread: looked == Looked::Differs,
            ..Sample::new(
                looked == Looked::Found,
                looked != Looked::Missed,
                self.milliseconds,
            )
        })
    }
}

fn look(entry: &Entry) -> Result<Found, AccuracyError> {
    let file = read(&entry.path)?;
    let picture = decode(&file)?;
    let lines = entry.expected.replace('|', "\n");
    let zone = parse(&lines, reference_day()).map_err(|_zone| AccuracyError::Manifest)?;
    let (page, milliseconds) = measured(|| read_print(&picture));
    // The zone tells the service where the print is.
    let examination = examined(DocumentType::Passport, file, None).ok();
    let laid = lay_out(
        &page.prints(),
        DocumentLayout::TravelDocument,
        reference_day(),
    );
    Ok(Found {
        values: WANTED.map(|(_, key, _)| {
            let is_told = is_printed(entry, key);
            let is_found = is_told.then(|| is_found(&page, &laid, &zone.fields, key))??;
            Some(match (is_found, agreement(examination.as_ref(), key)) {
                (_, Some(FieldAgreement::Differs)) => Looked::Differs,
                (true, _) | (_, Some(FieldAgreement::Agrees)) => Looked::Found,
                (false, _) => Looked::Missed,
            })
        }),
        lines: in_one(&page.prints()),
        milliseconds,
    })
}

/// What the service says of the value of the zone beside the print.
fn agreement(examination: Option<&Examination>, key: FieldKey) -> Option<FieldAgreement> {
    let mut fields = examination?.fields.iter();
    let field = fields.find(|field| field.key == key)?;
    Some(field.agreement)
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
        (FieldValue::Date(printed), stated @ FieldValue::Date(_)) => {
            centuries(stated).contains(&FieldValue::Date(*printed))
        }
        _ => false,
    }
}

/// A zone holds two digits of a year: a birth date also a hundred years before the likelier one.
fn centuries(stated: &FieldValue) -> Vec<FieldValue> {
    let mut all = vec![stated.clone()];
    if let FieldValue::Date(date) = stated {
        let earlier = date.as_naive().checked_sub_months(Months::new(1200));
        all.extend(earlier.map(|day| FieldValue::Date(CalendarDate::from_naive(day))));
    }
    all
}

fn is_seen(page: &PrintedPage, key: FieldKey, stated: &FieldValue) -> bool {
    centuries(stated)
        .iter()
        .flat_map(|value| printed_forms(key, value, FieldSource::Mrz))
        .flat_map(|form| foldings(&form))
        .filter_map(|text| page.look_for(&text))
        .any(|sighting| sighting.is_seen())
}
