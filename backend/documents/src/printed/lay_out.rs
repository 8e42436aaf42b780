use credence_types::{CalendarDate, Redacted};

use super::dates::dates_among;
use super::field::{Anchor, PrintedField};
use super::found::{Found, one_of_each, settle_names};
use super::label::{Label, word_labels};
use super::labelled::labelled;
use super::line::{DocumentLayout, PrintLine};
use super::number::{european_numbers, number_labels};
use super::page::{Row, has_zone, rows};
use super::page_labels::{Page, Place};
use super::patterns::patterns;
use super::settle::Settler;
use super::value::Content;
use crate::{FieldKey, FieldValue};

/// Fewest labels in the codes of North American cards by which one is known.
const FEWEST_CODES: usize = 3;

/// Fewest numbers by which a European licence is known.
const FEWEST_NUMBERS: usize = 4;

/// Finds the fields among lines of print, each key at most once. `today` decides centuries and
/// what lies ahead. Looks at the first [`super::LINE_LIMIT`] lines and
/// [`super::CHARACTER_LIMIT`] characters of each.
#[must_use]
pub fn lay_out(
    lines: &[PrintLine],
    layout: DocumentLayout,
    today: CalendarDate,
) -> Vec<PrintedField> {
    let rows = rows(lines);
    let words: Vec<Label> = rows
        .iter()
        .enumerate()
        .flat_map(|(place, row)| word_labels(place, row))
        .collect();
    let layout = told_layout(layout, lines, &rows, &words);
    let numbers = number_labels(&rows, &words, layout);
    let mut page = Page::new(&rows, words.into_iter().chain(numbers).collect());
    let mut found = one_of_each(labelled(&mut page, layout));
    settle_names(&mut found);
    if layout == DocumentLayout::NorthAmericanCard {
        patterns(&mut page, &mut found);
    }
    let mut fields = settled(&page, one_of_each(found), layout, today);
    fields.sort_by_key(|field| (field.line, field.characters.start));
    fields
}

/// The kind of document, told by its print where nothing else is known.
fn told_layout(
    layout: DocumentLayout,
    lines: &[PrintLine],
    rows: &[Row],
    words: &[Label],
) -> DocumentLayout {
    if layout != DocumentLayout::Any {
        layout
    } else if has_zone(lines) {
        DocumentLayout::TravelDocument
    } else if words.iter().filter(|label| label.is_code).count() >= FEWEST_CODES {
        DocumentLayout::NorthAmericanCard
    } else if european_numbers(rows) >= FEWEST_NUMBERS {
        DocumentLayout::DrivingLicence
    } else {
        DocumentLayout::Any
    }
}

/// The fields with their dates, and the dates that have no label.
fn settled(
    page: &Page<'_>,
    found: Vec<Found>,
    layout: DocumentLayout,
    today: CalendarDate,
) -> Vec<PrintedField> {
    let all: Vec<_> = page
        .rows
        .iter()
        .flat_map(|row| dates_among(&row.text))
        .collect();
    let settler = Settler::new(&all, with_dots(page, layout), today);
    let mut fields: Vec<PrintedField> = found
        .into_iter()
        .filter_map(|value| {
            let stated = match &value.content {
                Content::Text(text) => FieldValue::Text(text.clone()),
                Content::Date(date) => FieldValue::Date(settler.day(value.key, date)?),
            };
            field(
                page,
                value.key,
                stated,
                value.place,
                value.more,
                value.anchor,
            )
        })
        .collect();
    fields.extend(dates_by_order(page, &settler, &fields));
    fields
}

/// Whoever prints dates with full stops puts the day first.
fn with_dots(page: &Page<'_>, layout: DocumentLayout) -> DocumentLayout {
    let has_dots = |row: &Row| {
        dates_among(&row.text)
            .iter()
            .any(|date| row.slice(&date.characters).contains(&'.'))
    };
    if layout == DocumentLayout::Any && page.rows.iter().any(has_dots) {
        DocumentLayout::TravelDocument
    } else {
        layout
    }
}

fn field(
    page: &Page<'_>,
    key: FieldKey,
    value: FieldValue,
    (row, characters): Place,
    more: Vec<Place>,
    anchor: Anchor,
) -> Option<PrintedField> {
    let own = page.rows.get(row)?;
    let mut confidence = own.confidence(&characters);
    let mut more_lines = Vec::new();
    for (row, characters) in more {
        let own = page.rows.get(row)?;
        confidence = confidence.min(own.confidence(&characters));
        more_lines.push((own.line, characters));
    }
    Some(PrintedField {
        key,
        value: Redacted::new(value),
        line: own.line,
        characters,
        more_lines,
        anchor,
        confidence,
    })
}

/// Birth, issue and expiry among the dates without a label. A date that cannot be settled leaves
/// open which the others are.
fn dates_by_order(
    page: &Page<'_>,
    settler: &Settler,
    fields: &[PrintedField],
) -> Vec<PrintedField> {
    let keys = [FieldKey::DateOfBirth, FieldKey::Issued, FieldKey::Expires];
    let known = keys.map(|key| {
        fields
            .iter()
            .find(|field| field.key == key)
            .and_then(|field| match field.value.expose() {
                FieldValue::Date(day) => Some(*day),
                FieldValue::Text(_) => None,
            })
    });
    let mut unlabelled: Vec<(CalendarDate, Place)> = Vec::new();
    for (place, row) in page.rows.iter().enumerate() {
        for chunk in page.free(place) {
            for date in dates_among(row.slice(&chunk))
                .iter()
                .filter(|date| !date.is_compact)
            {
                let Some(day) = settler.any_day(date) else {
                    return Vec::new();
                };
                let start = chunk.start + date.characters.start;
                let end = chunk.start + date.characters.end;
                unlabelled.push((day, (place, start..end)));
            }
        }
    }
    let days: Vec<CalendarDate> = unlabelled.iter().map(|(day, _)| *day).collect();
    let told = settler.by_order(known, &days);
    keys.iter()
        .zip(told)
        .filter_map(|(key, day)| {
            let (day, place) = unlabelled.iter().find(|(other, _)| Some(*other) == day)?;
            field(
                page,
                *key,
                FieldValue::Date(*day),
                place.clone(),
                Vec::new(),
                Anchor::Pattern,
            )
        })
        .collect()
}
