use credence_documents::printed::{DocumentLayout, PrintLine, PrintedField, lay_out};
use credence_documents::{FieldKey, FieldValue};
use credence_testkit::corpus::{PrintedDocument, PrintedPhoto};
use credence_testkit::person::reference_day;
use credence_types::CalendarDate;

use super::characters::plain;

/// What is asked of a document.
pub(super) const ASKED: [&str; 4] = ["name", "birth date", "number", "expiry"];

/// A value as the layout tells it, beside the true one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) is_right: bool,
    /// Whether anything was told.
    pub(super) is_told: bool,
    pub(super) printed: String,
    pub(super) read: String,
}

/// The values of [`ASKED`] in its order.
pub(super) fn told(drawn: &PrintedPhoto, lines: &[PrintLine]) -> [Told; 4] {
    let fields = lay_out(lines, layout(drawn.document), reference_day());
    let values = &drawn.values;
    [
        name(drawn, &fields),
        date(&fields, FieldKey::DateOfBirth, values.birth_date),
        number(&fields, &values.number),
        date(&fields, FieldKey::Expires, values.expires),
    ]
}

const fn layout(document: PrintedDocument) -> DocumentLayout {
    match document {
        PrintedDocument::PassportPage | PrintedDocument::CardFront | PrintedDocument::LargeCard => {
            DocumentLayout::TravelDocument
        }
        PrintedDocument::UnitedStatesLicence | PrintedDocument::CanadianLicence => {
            DocumentLayout::NorthAmericanCard
        }
    }
}

pub(super) fn text(fields: &[PrintedField], key: FieldKey) -> Option<String> {
    let field = fields.iter().find(|field| field.key == key)?;
    match field.value.expose() {
        FieldValue::Text(text) => Some(plain(&text.to_uppercase())),
        FieldValue::Date(day) => Some(day.to_string()),
    }
}

/// Family name and given names, with every mark; a suffix may stay with the given names or not.
fn name(drawn: &PrintedPhoto, fields: &[PrintedField]) -> Told {
    let family = text(fields, FieldKey::FamilyName);
    let parts = [FieldKey::FirstName, FieldKey::MiddleName].map(|key| text(fields, key));
    let given: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    let given = given.join(" ");
    let printed = &drawn.photo.truth.fields;
    let with_suffix = printed.iter().find(|field| field.key == "givenNames");
    let with_suffix = with_suffix.map(|field| plain(&field.text.to_uppercase()));
    let values = &drawn.values;
    let is_given = given == plain(&values.given_names) || Some(&given) == with_suffix.as_ref();
    Told {
        is_right: is_given && family.as_ref() == Some(&plain(&values.family_name)),
        is_told: family.is_some() && !given.is_empty(),
        printed: format!("{}, {}", values.family_name, values.given_names),
        read: format!("{}, {given}", family.unwrap_or_default()),
    }
}

fn date(fields: &[PrintedField], key: FieldKey, printed: CalendarDate) -> Told {
    let read = text(fields, key);
    told_text(printed.to_string(), read)
}

fn number(fields: &[PrintedField], printed: &str) -> Told {
    told_text(plain(printed), text(fields, FieldKey::Id))
}

fn told_text(printed: String, read: Option<String>) -> Told {
    Told {
        is_right: read.as_ref() == Some(&printed),
        is_told: read.is_some(),
        printed,
        read: read.unwrap_or_default(),
    }
}
