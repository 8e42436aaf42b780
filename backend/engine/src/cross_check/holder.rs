//! Parts of the holder's name on the print beside those of a zone or a barcode. Given names are
//! compared all together, since sources part them differently.

use credence_documents::FieldKey;
use credence_documents::compare::{Equality, HolderName, compare_names};
use credence_documents::printed::fold;
use credence_types::{FieldSource, Redacted};

/// Whether printed text says the same as the part of a name that `key` is of. `printed` is the
/// family name, or all given names.
pub(super) fn compare_part(coded: &HolderName, key: FieldKey, printed: &str) -> Equality {
    let text = || Redacted::new(printed.to_owned());
    let whole = HolderName {
        origin: FieldSource::Printed,
        is_family_shortened: false,
        is_first_shortened: false,
        is_middle_shortened: false,
        room: None,
        ..coded.clone()
    };
    let read = if key == FieldKey::FamilyName {
        HolderName {
            family: text(),
            is_first_shortened: coded.is_first_shortened,
            is_middle_shortened: coded.is_middle_shortened,
            ..whole
        }
    } else {
        HolderName {
            first: text(),
            middle: Redacted::default(),
            is_family_shortened: coded.is_family_shortened,
            ..whole
        }
    };
    compare_names(coded, &read)
}

/// Whether the print has some words of the name and no others: the rest may stand in a line that
/// was not read.
pub(super) fn is_half_read(coded: &HolderName, key: FieldKey, printed: &str) -> bool {
    let expected = if key == FieldKey::FamilyName {
        fold(coded.family.expose())
    } else {
        let given = format!("{} {}", coded.first.expose(), coded.middle.expose());
        fold(&given)
    };
    let printed = fold(printed);
    let mut expected: Vec<&str> = expected.split(' ').collect();
    printed.split_whitespace().all(|word| {
        let at = expected.iter().position(|own| *own == word);
        at.map(|at| expected.swap_remove(at)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded() -> HolderName {
        let text = |text: &str| Redacted::new(text.to_owned());
        HolderName {
            origin: FieldSource::Barcode,
            family: text("ERIKSSON"),
            first: text("ANNA"),
            middle: text("MARIA"),
            suffix: Redacted::default(),
            unsplit: Redacted::default(),
            is_family_shortened: false,
            is_first_shortened: false,
            is_middle_shortened: false,
            room: None,
        }
    }

    #[test]
    fn each_part_is_compared_as_if_the_other_were_right() {
        let compare = |key, printed| compare_part(&coded(), key, printed);
        assert_eq!(compare(FieldKey::FamilyName, "Eriksson"), Equality::Same);
        assert_eq!(
            compare(FieldKey::FamilyName, "ERIKSEN"),
            Equality::Different
        );
        assert_eq!(compare(FieldKey::FirstName, "Anna Maria"), Equality::Same);
        assert_eq!(
            compare(FieldKey::MiddleName, "ANNA SOFIA"),
            Equality::Different
        );
    }

    #[test]
    fn a_name_of_which_words_are_missing_is_half_read() {
        assert!(is_half_read(&coded(), FieldKey::FirstName, "ANNA"));
        assert!(!is_half_read(&coded(), FieldKey::FirstName, "ANNA SOFIA"));
        assert!(!is_half_read(&coded(), FieldKey::FirstName, "ANNA ANNA"));
    }
}
