use std::ops::Range;

use super::field::Anchor;
use super::found::Found;
use super::label_words::Meaning;
use super::labelled::push_town;
use super::page::Row;
use super::page_labels::Page;
use super::town::town;
use super::value::{Content, fit, trim};
use crate::FieldKey;

/// Values of North American cards that show by their form what they are: the town of an address
/// with the street above it, height and weight. Only for keys that have no value yet.
pub(super) fn patterns(page: &mut Page<'_>, found: &mut Vec<Found>) {
    for row in 0..page.rows.len() {
        for chunk in page.free(row) {
            if !has(found, FieldKey::City) {
                take_town(page, row, &chunk, found);
            }
            for (key, read) in [
                (
                    FieldKey::Height,
                    height as fn(&Row, &Range<usize>) -> Option<Range<usize>>,
                ),
                (FieldKey::Weight, weight),
            ] {
                if !has(found, key)
                    && let Some(characters) = page.rows.get(row).and_then(|row| read(row, &chunk))
                {
                    push(page, key, row, characters, found);
                }
            }
        }
    }
    names_above_street(page, found);
}

/// The two lines straight above the street, the lower one the given names (AAMVA card design
/// standard, annex A), where no given name has a label or a number that could be read. A family name
/// that has one stands in the upper line.
fn names_above_street(page: &mut Page<'_>, found: &mut Vec<Found>) {
    let is_name = |value: &Found| {
        value.is_some_name || matches!(value.key, FieldKey::FirstName | FieldKey::FullName)
    };
    let street = found.iter().find(|value| value.key == FieldKey::Address);
    let Some(street) = street.map(|street| street.place.0) else {
        return;
    };
    if found.iter().any(is_name) {
        return;
    }
    let Some(given) = name_line(page, street, FieldKey::FirstName) else {
        return;
    };
    let known = found
        .iter()
        .find(|value| value.key == FieldKey::FamilyName)
        .map(|family| family.place.0);
    let names = match known {
        Some(family) if page.line_above(given.place.0) == Some(family) => vec![given],
        Some(_) => Vec::new(),
        None => name_line(page, given.place.0, FieldKey::FamilyName)
            .map_or_else(Vec::new, |family| vec![given, family]),
    };
    for name in &names {
        page.take(name.place.clone());
    }
    found.extend(names);
}

/// The line straight above a row, if all of it is free and may be a name.
fn name_line(page: &Page<'_>, below: usize, key: FieldKey) -> Option<Found> {
    let above = page.line_above(below)?;
    let row = page.rows.get(above)?;
    let whole = 0..row.text.len();
    if page.free(above) != [whole.clone()] {
        return None;
    }
    let fit = fit(Meaning::Field(key), row, whole).into_iter().next()?;
    Some(Found {
        key,
        content: fit.content,
        place: (above, fit.characters),
        more: Vec::new(),
        anchor: Anchor::Pattern,
        is_some_name: false,
        label_length: 0,
    })
}

fn has(found: &[Found], key: FieldKey) -> bool {
    found.iter().any(|value| value.key == key)
}

fn push(
    page: &mut Page<'_>,
    key: FieldKey,
    row: usize,
    characters: Range<usize>,
    found: &mut Vec<Found>,
) {
    let Some(on) = page.rows.get(row) else {
        return;
    };
    found.push(Found {
        key,
        content: Content::Text(on.words(&characters)),
        place: (row, characters.clone()),
        more: Vec::new(),
        anchor: Anchor::Pattern,
        is_some_name: false,
        label_length: 0,
    });
    page.take((row, characters));
}

fn take_town(page: &mut Page<'_>, row: usize, chunk: &Range<usize>, found: &mut Vec<Found>) {
    let Some(town) = page.rows.get(row).and_then(|row| town(row, chunk)) else {
        return;
    };
    let street = if town.before.is_empty() {
        street_above(page, row)
    } else {
        Some((row, town.before.clone()))
    };
    push_town(page, row, &town, Anchor::Pattern, found);
    if let (Some((row, characters)), false) = (street, has(found, FieldKey::Address)) {
        push(page, FieldKey::Address, row, characters, found);
    }
}

/// The line above a town, when it looks like a street: letters and a house number, no label.
fn street_above(page: &Page<'_>, row: usize) -> Option<(usize, Range<usize>)> {
    let above = page.line_above(row)?;
    let own = page.rows.get(above)?;
    let whole = 0..own.text.len();
    let characters = trim(own, whole.clone());
    let text = own.slice(&characters);
    let is_street = text.iter().any(char::is_ascii_digit)
        && text.iter().filter(|c| c.is_alphabetic()).count() >= 3
        && super::dates::dates_among(text).is_empty();
    (page.free(above) == [whole] && is_street).then_some((above, characters))
}

/// `5'-06"`
fn height(row: &Row, chunk: &Range<usize>) -> Option<Range<usize>> {
    let text = row.slice(chunk);
    let mark = text.iter().position(|c| matches!(c, '\'' | '’' | '′'))?;
    let feet = mark.checked_sub(1).and_then(|place| text.get(place))?;
    let is_alone = mark
        .checked_sub(2)
        .and_then(|place| text.get(place))
        .is_none_or(|c| !c.is_alphanumeric());
    let mut end = mark + 1;
    while text.get(end).is_some_and(|c| matches!(c, '-' | ' ')) && end < mark + 3 {
        end += 1;
    }
    let digits = text
        .iter()
        .skip(end)
        .take_while(|c| c.is_ascii_digit())
        .count();
    let is_height = matches!(feet, '3'..='8') && is_alone && matches!(digits, 1 | 2);
    end += digits;
    end += usize::from(text.get(end).is_some_and(|c| matches!(c, '"' | '”' | '″')));
    is_height.then_some(chunk.start + mark - 1..chunk.start + end)
}

/// `160 lb`
fn weight(row: &Row, chunk: &Range<usize>) -> Option<Range<usize>> {
    let text = row.slice(chunk);
    let digits = text.iter().position(char::is_ascii_digit)?;
    let count = text
        .iter()
        .skip(digits)
        .take_while(|c| c.is_ascii_digit())
        .count();
    let rest: String = text.iter().skip(digits + count).collect();
    let unit = rest.trim_start();
    let word: String = unit.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_unit = ["LB", "LBS", "KG"]
        .iter()
        .any(|unit| word.eq_ignore_ascii_case(unit));
    let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
    let end = digits + count + blanks + word.chars().count();
    (is_unit && matches!(count, 2 | 3) && blanks < 3)
        .then_some(chunk.start + digits..chunk.start + end)
}
