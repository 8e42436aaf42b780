use credence_types::FieldSource;

use super::date_forms::date_forms;
use super::fold::without_repetition;
use super::measure_forms::{height_forms, weight_forms};
use super::sex::{Sex, sex_forms};
use crate::aamva::colour_forms;
use crate::{FieldKey, FieldValue};

/// Most forms of one text.
const FORM_LIMIT: usize = 24;

/// What to look for in the print for a value known from elsewhere: every usual form of it, the
/// likeliest first, in upper case. Letters stay as the source spells them; compare with
/// [`super::foldings`]. What may divide a number is left out.
#[must_use]
pub fn printed_forms(key: FieldKey, value: &FieldValue, origin: FieldSource) -> Vec<String> {
    let text = match value {
        FieldValue::Date(date) => return date_forms(*date),
        FieldValue::Text(text) => text.trim().to_uppercase(),
    };
    if text.is_empty() {
        return Vec::new();
    }
    let mut forms = Vec::new();
    if key == FieldKey::Gender {
        forms.extend(Sex::of_printed(&text).map(sex_forms).unwrap_or_default());
    } else if key == FieldKey::Height {
        forms.extend(height_forms(&text));
    } else if key == FieldKey::Weight {
        forms.extend(weight_forms(&text));
    } else if matches!(key, FieldKey::Eyes | FieldKey::Hair) {
        forms.push(text.clone());
        forms.extend(colour_forms(&text).map(str::to_owned));
    } else if matches!(key, FieldKey::Id | FieldKey::PersonalNumber) {
        forms.push(bare(&text));
    } else if key == FieldKey::Zip {
        let bare = bare(&text);
        let short = short_postal_code(&bare);
        forms.push(bare);
        forms.extend(short);
    } else if key == FieldKey::FullName {
        forms.push(text.clone());
        forms.extend(family_name_first(&text, origin));
    }
    forms.push(text);
    without_repetition(forms, FORM_LIMIT)
}

/// A number without what divides it: in which groups it is printed is for the reader to see.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `12345-6789` is printed short too.
fn short_postal_code(bare: &str) -> Option<String> {
    let is_long = bare.len() == 9 && bare.bytes().all(|byte| byte.is_ascii_digit());
    bare.get(..5).filter(|_| is_long).map(str::to_owned)
}

/// `ANNA MARIA ERIKSSON` as `ERIKSSON, ANNA MARIA`. A print already says what it says.
fn family_name_first(text: &str, origin: FieldSource) -> Option<String> {
    let (given, family) = text.rsplit_once(' ')?;
    (origin != FieldSource::Printed).then(|| format!("{family}, {given}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(key: FieldKey, text: &str, origin: FieldSource) -> Vec<String> {
        printed_forms(key, &FieldValue::Text(text.to_owned()), origin)
    }

    #[test]
    fn values_have_the_forms_that_issuers_print() {
        use FieldKey::{Eyes, Gender, Height, Id, Weight, Zip};
        for (key, text, form) in [
            (Gender, "Female", "F"),
            (Gender, "Male", "M/M"),
            (Gender, "Unspecified", "X"),
            (Height, "070 IN", "5'-10\""),
            (Height, "178 CM", "1,78 M"),
            (Weight, "160 LB", "160"),
            (Weight, "073 KG", "73 KG"),
            (Eyes, "BRO", "BROWN"),
            (Id, "A12-34", "A1234"),
            (Zip, "99501-2345", "995012345"),
            (Zip, "995012345", "99501"),
            (Zip, "K1A 0B1", "K1A0B1"),
        ] {
            let all = forms(key, text, FieldSource::Barcode);
            assert!(all.iter().any(|each| each == form), "{text}: {all:?}");
        }
    }

    #[test]
    fn names_are_only_put_in_upper_case() {
        let all = forms(FieldKey::FamilyName, "Müller", FieldSource::Printed);
        assert_eq!(all, ["MÜLLER"]);
        assert!(forms(FieldKey::FirstName, " ", FieldSource::Mrz).is_empty());
    }

    #[test]
    fn a_date_has_the_forms_of_dates() {
        let date = credence_types::CalendarDate::new(1974, 8, 12).unwrap();
        let all = printed_forms(FieldKey::Expires, &FieldValue::Date(date), FieldSource::Mrz);
        assert_eq!(all, date_forms(date));
    }
}
