use credence_types::FieldSource;

use super::date_forms::date_forms;
use super::fold::without_repetition;
use super::measure_forms::{height_forms, weight_forms};
use super::sex::{Sex, sex_forms};
use crate::aamva::colour_forms;
use crate::{FieldKey, FieldValue};

/// Most forms of one text.
const FORM_LIMIT: usize = 24;

/// Lengths of the groups in which issuers print a number.
const GROUPS: [&[usize]; 5] = [
    &[3, 3, 3, 3, 3, 3],
    &[4, 4, 4, 4, 4],
    &[4, 3, 2, 3, 1],
    &[5, 5, 5, 5],
    &[5, 6, 5, 2],
];

/// What to look for in the print for a value known from elsewhere: every usual form of it, the
/// likeliest first, in upper case. Letters stay as the source spells them; compare with
/// [`super::foldings`].
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
        forms.extend(number_forms(&text, origin));
    } else if key == FieldKey::Zip {
        forms.extend(postal_code_forms(&text));
    } else if key == FieldKey::FullName {
        forms.push(text.clone());
        forms.extend(family_name_first(&text, origin));
    }
    forms.push(text);
    without_repetition(forms, FORM_LIMIT)
}

/// A number as it stands, without blanks and dashes, and in groups. A zone holds it without them,
/// so there the groups are a guess; they come last.
fn number_forms(text: &str, origin: FieldSource) -> Vec<String> {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut forms = match origin {
        FieldSource::Mrz => vec![bare.clone(), text.to_owned()],
        FieldSource::Barcode | FieldSource::Printed => vec![text.to_owned(), bare.clone()],
    };
    forms.push(text.replace(['-', '/', '.'], " "));
    forms.push(text.replace([' ', '/', '.'], "-"));
    if bare.len() >= 7 {
        for separator in [" ", "-"] {
            forms.extend(
                GROUPS
                    .iter()
                    .map(|lengths| grouped(&bare, lengths, separator)),
            );
            forms.push(grouped(&bare, &[1, 3, 3, 3, 3], separator));
        }
    }
    forms
}

/// The text in groups of those lengths; what is left over is the last group.
fn grouped(bare: &str, lengths: &[usize], separator: &str) -> String {
    let mut letters = bare.chars().peekable();
    let mut groups: Vec<String> = Vec::new();
    for length in lengths {
        if letters.peek().is_some() {
            groups.push(letters.by_ref().take(*length).collect());
        }
    }
    if letters.peek().is_some() {
        groups.push(letters.collect());
    }
    groups.join(separator)
}

/// `12345-6789` is printed short too; a Canadian code has a blank in its middle or none.
fn postal_code_forms(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && bare.len() == 9 {
        forms.push(grouped(&bare, &[5, 4], "-"));
        forms.extend(bare.get(..5).map(str::to_owned));
    } else if !is_number && bare.len() == 6 {
        forms.push(grouped(&bare, &[3, 3], " "));
    }
    forms.push(bare);
    forms
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
            (Id, "MORGA753116SM9IJ", "MORGA 753116 SM9IJ"),
            (Id, "D12345678901", "D123-4567-8901"),
            (Id, "A12-34", "A1234"),
            (Zip, "995012345", "99501-2345"),
            (Zip, "99501-2345", "99501"),
            (Zip, "K1A0B1", "K1A 0B1"),
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
