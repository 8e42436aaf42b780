use super::field::Anchor;
use super::found::Found;
use super::label::Label;
use super::label_words::Meaning;
use super::line::DocumentLayout;
use super::page_labels::{Page, Place};
use super::town::town;
use super::value::{Content, Fit, fit, trim};
use crate::FieldKey;

/// More labels than a document has.
const LABEL_LIMIT: usize = 300;

/// The values of all labels. Those beside their label are taken first, so that none of them is
/// mistaken for what stands below another.
pub(super) fn labelled(page: &mut Page<'_>, layout: DocumentLayout) -> Vec<Found> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for label in page.labels().into_iter().take(LABEL_LIMIT) {
        let place = page
            .behind(&label)
            .filter(|_| !page.may_be_label(&label, layout));
        if !take_value(
            page,
            &label,
            place.into_iter().collect(),
            layout,
            &mut found,
        ) {
            open.push(label);
        }
    }
    for label in open {
        let places = page.places(&label, layout);
        take_value(page, &label, places, layout, &mut found);
    }
    found.retain(|value| !is_noise(page, value));
    found.extend(family_name_above(page, &found));
    found
}

/// Certainty of a character below which what a `1` stands before is rather a pattern or a picture.
const NOISE: f32 = 0.4;

/// Whether a family name by number alone is hardly readable. The numeral is easily seen in what is no
/// print at all.
fn is_noise(page: &Page<'_>, value: &Found) -> bool {
    let row = page.rows.get(value.place.0);
    value.key == FieldKey::FamilyName
        && value.anchor == Anchor::Number
        && row.is_some_and(|row| row.confidence(&value.place.1) < NOISE)
}

/// The line straight above given names that are known by their number, when no family name is: its
/// own number was too small to be read.
fn family_name_above(page: &mut Page<'_>, found: &[Found]) -> Option<Found> {
    let is_known = |key| found.iter().find(|value| value.key == key);
    let given = is_known(FieldKey::FirstName).filter(|given| given.anchor == Anchor::Number)?;
    if is_known(FieldKey::FamilyName).is_some() || is_known(FieldKey::FullName).is_some() {
        return None;
    }
    let above = page.line_above(given.place.0)?;
    let row = page.rows.get(above)?;
    let whole = 0..row.text.len();
    if page.free(above) != [whole.clone()] {
        return None;
    }
    let fit = fit(Meaning::Field(FieldKey::FamilyName), row, whole)
        .into_iter()
        .next()?;
    let place = (above, fit.characters);
    page.take(place.clone());
    Some(Found {
        key: FieldKey::FamilyName,
        content: fit.content,
        place,
        ..given.clone()
    })
}

fn take_value(
    page: &mut Page<'_>,
    label: &Label,
    places: Vec<Place>,
    layout: DocumentLayout,
    found: &mut Vec<Found>,
) -> bool {
    if label.meaning == Meaning::Heading {
        return true;
    }
    for (row, characters) in places {
        let Some(on) = page.rows.get(row) else {
            continue;
        };
        if label.meaning == Meaning::Other {
            page.take((row, characters));
            return true;
        }
        let fits = fit(label.meaning, on, characters);
        if !fits.is_empty() {
            for fit in fits {
                take_fit(page, label, row, fit, layout, found);
            }
            return true;
        }
    }
    false
}

fn take_fit(
    page: &mut Page<'_>,
    label: &Label,
    row: usize,
    fit: Fit,
    layout: DocumentLayout,
    found: &mut Vec<Found>,
) {
    let place = (row, fit.characters);
    page.take(place.clone());
    let value = Found {
        key: fit.key,
        content: fit.content,
        place,
        more: Vec::new(),
        anchor: label.anchor,
        is_some_name: label.meaning == Meaning::Name,
        label_length: label.characters.len(),
    };
    if value.key == FieldKey::Address && layout == DocumentLayout::NorthAmericanCard {
        take_american_address(page, value, found);
    } else {
        let value = continued(page, value);
        found.extend(parted_at_comma(page, value));
    }
}

/// How many more lines a value of that key may have, and how far below each other, in heights of
/// capitals. A family name by its number goes on nowhere: the given names stand just below.
fn most_lines(value: &Found) -> (usize, f32) {
    use FieldKey as K;
    let key = value.key;
    if key == K::Address {
        (3, 1.1)
    } else if key == K::FullName {
        (2, 0.7)
    } else if key == K::FirstName || key == K::FamilyName && value.anchor == Anchor::Label {
        (1, 0.7)
    } else if matches!(key, K::PlaceOfBirth | K::IssuedBy) {
        (1, 0.6)
    } else {
        (0, 0.0)
    }
}

/// The value with its further lines.
fn continued(page: &mut Page<'_>, mut value: Found) -> Found {
    let (most, gap) = most_lines(&value);
    let meaning = Meaning::Field(value.key);
    let mut last = value.place.clone();
    for _ in 0..most {
        if !ends_its_row(page, &last) {
            break;
        }
        let Some(below) = page.line_below(&last, gap) else {
            break;
        };
        let Some(row) = page.rows.get(below.0) else {
            break;
        };
        let Some(fit) = fit(meaning, row, below.1).into_iter().next() else {
            break;
        };
        last = (below.0, fit.characters);
        page.take(last.clone());
        if let (Content::Text(text), Content::Text(next)) = (&mut value.content, fit.content) {
            text.push(' ');
            text.push_str(&next);
        }
        value.more.push(last.clone());
    }
    value
}

/// A family name that ends its line with a comma goes before the given names in the next line.
fn parted_at_comma(page: &Page<'_>, mut value: Found) -> Vec<Found> {
    let (row, characters) = value.place.clone();
    let is_family = matches!(value.key, FieldKey::FamilyName | FieldKey::FullName);
    let (Some(own), Some(next)) = (page.rows.get(row), value.more.first().cloned()) else {
        return vec![value];
    };
    if !is_family || own.text.get(characters.end) != Some(&',') {
        return vec![value];
    }
    let words = |(row, characters): &Place| page.rows.get(*row).map(|row| row.words(characters));
    let more = value.more.split_off(1);
    let texts: Vec<String> = std::iter::once(&next)
        .chain(&more)
        .filter_map(words)
        .collect();
    let given = Found {
        key: FieldKey::FirstName,
        content: Content::Text(texts.join(" ")),
        place: next,
        more,
        anchor: value.anchor,
        is_some_name: false,
        label_length: value.label_length,
    };
    let family = Found {
        key: FieldKey::FamilyName,
        content: Content::Text(own.words(&characters)),
        more: Vec::new(),
        is_some_name: false,
        ..value
    };
    vec![family, given]
}

fn ends_its_row(page: &Page<'_>, (row, characters): &Place) -> bool {
    page.rows.get(*row).is_some_and(|row| {
        row.slice(&(characters.end..row.text.len()))
            .iter()
            .all(|c| !c.is_alphanumeric())
    })
}

/// A street with its town, which is in the same line or the last of the lines below.
fn take_american_address(page: &mut Page<'_>, value: Found, found: &mut Vec<Found>) {
    let (row, characters) = value.place.clone();
    let Some(own) = page.rows.get(row) else {
        return;
    };
    if let Some(town) = town(own, &characters) {
        push_town(page, row, &town, value.anchor, found);
        if !town.before.is_empty() {
            let content = Content::Text(own.words(&town.before));
            found.push(Found {
                content,
                place: (row, town.before),
                ..value
            });
        }
        return;
    }
    let mut street = value;
    let mut last = street.place.clone();
    for _ in 0..3 {
        let Some(below) = page.line_below(&last, 1.1) else {
            break;
        };
        let Some(row) = page.rows.get(below.0) else {
            break;
        };
        last = (below.0, trim(row, below.1));
        if let Some(town) = town(row, &last.1) {
            push_town(page, last.0, &town, street.anchor, found);
            break;
        }
        if let Content::Text(text) = &mut street.content {
            text.push(' ');
            text.push_str(&row.words(&last.1));
        }
        page.take(last.clone());
        street.more.push(last.clone());
    }
    found.push(street);
}

/// City, state and postal code of a town.
pub(super) fn push_town(
    page: &mut Page<'_>,
    row: usize,
    town: &super::town::Town,
    anchor: Anchor,
    found: &mut Vec<Found>,
) {
    let Some(on) = page.rows.get(row) else {
        return;
    };
    for (key, characters) in [
        (FieldKey::City, &town.city),
        (FieldKey::State, &town.state),
        (FieldKey::Zip, &town.postal_code),
    ] {
        found.push(Found {
            key,
            content: Content::Text(on.words(characters)),
            place: (row, characters.clone()),
            more: Vec::new(),
            anchor,
            is_some_name: false,
            label_length: 0,
        });
        page.take((row, characters.clone()));
    }
}
