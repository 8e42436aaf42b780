use credence_dcs_protocol::{FieldError, Passport};
use credence_storage::SessionRow;
use credence_types::Redacted;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};

/// The letters that a machine-readable zone has for names, with the two fillers between them; a
/// longer name is cut (Doc 9303-4 section 4.2.2).
const ZONE_CHARS: usize = 39;

/// A person's name as their passport prints it, in their own hand. Follows the rules of the
/// Document Checking Service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedNames {
    surname: Redacted<String>,
    forenames: Redacted<Vec<String>>,
}

impl PrintedNames {
    /// Takes what was typed; blanks at the ends and repeated ones do not count.
    ///
    /// # Errors
    /// Every rule that the names break, by field.
    pub fn new(
        surname: &Redacted<String>,
        forenames: &Redacted<String>,
    ) -> Result<Self, Vec<FieldError>> {
        let words = |text: &Redacted<String>| -> Vec<String> {
            let words = text.expose().split_whitespace();
            words.map(str::to_owned).collect()
        };
        let names = Self {
            surname: words(surname).join(" ").into(),
            forenames: words(forenames).into(),
        };
        Passport::validate_names(names.surname.expose(), names.forenames.expose())?;
        Ok(names)
    }

    pub(crate) const fn surname(&self) -> &Redacted<String> {
        &self.surname
    }

    pub(crate) const fn forenames(&self) -> &Redacted<Vec<String>> {
        &self.forenames
    }

    /// Whether this is only another way to print the name that was read from the zone: the same
    /// letters, or longer where the zone has no room. Anything else would let somebody hold another
    /// person's record under the name of the document.
    pub(crate) fn is_spelling_of(&self, surname: &str, given_names: &str) -> bool {
        let may_be_cut = surname.chars().count() + 2 + given_names.chars().count() >= ZONE_CHARS;
        let fits = |printed: &str, read: &str| {
            let (printed, read) = (letters(printed), letters(read));
            printed == read || (may_be_cut && !read.is_empty() && printed.starts_with(&read))
        };
        fits(self.surname.expose(), surname) && fits(&self.forenames.expose().concat(), given_names)
    }

    pub(crate) fn seal(&self, key: &SessionKey) -> Result<Vec<u8>, Fault> {
        let json = serde_json::to_vec(self).map_err(|_| Fault::Corrupt("a printed name"))?;
        key.seal(Sealed::Names, &json)
    }

    /// What the person of a session wrote; `None` until they have.
    pub(crate) fn of(row: &SessionRow, key: &SessionKey) -> Result<Option<Self>, Fault> {
        let Some(sealed) = &row.names_sealed else {
            return Ok(None);
        };
        let json = key.open(Sealed::Names, sealed)?;
        serde_json::from_slice(&json).map_err(|_| Fault::Corrupt("a printed name"))
    }
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|character| character.is_alphabetic());
    letters.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(surname: &str, forenames: &str) -> Result<PrintedNames, Vec<FieldError>> {
        PrintedNames::new(&surname.to_owned().into(), &forenames.to_owned().into())
    }

    #[test]
    fn names_keep_the_services_rules() {
        let fields = |surname: &str, forenames: &str| -> Vec<&str> {
            let errors = names(surname, forenames).err().unwrap_or_default();
            errors.iter().map(|error| error.field).collect()
        };
        assert!(fields("O'Connor-Smith", " Mary  Jane ").is_empty());
        assert!(fields("D\u{2019}Arcy", "St. John").is_empty());
        assert_eq!(fields(" ", ""), ["surname", "forenames"]);
        assert_eq!(fields("Müller", "Jan"), ["surname"]);
        assert_eq!(fields("Smith", "R2D2"), ["forenames"]);
        assert_eq!(fields("Smith", "Mary\u{0}Jane"), ["forenames"]);
        let (longest, too_long) = ("a".repeat(30), "a".repeat(31));
        assert!(fields(&longest, &longest).is_empty());
        assert_eq!(fields(&too_long, &too_long), ["surname", "forenames"]);
        // The blank between forenames counts.
        assert_eq!(
            fields("Smith", &format!("{} b", "a".repeat(29))),
            ["forenames"]
        );
    }

    #[test]
    fn only_the_documents_own_letters_are_a_spelling_of_it() {
        let is_spelling = |printed: (&str, &str), read: (&str, &str)| {
            let names = names(printed.0, printed.1).unwrap();
            names.is_spelling_of(read.0, read.1)
        };
        let read = ("OCONNOR SMITH", "MARY JANE");
        assert!(is_spelling(("O'Connor-Smith", "Mary-Jane"), read));
        assert!(is_spelling(("OCONNOR SMITH", "MARY JANE"), read));
        assert!(!is_spelling(("Connor Smith", "Mary Jane"), read));
        assert!(!is_spelling(("O'Connor-Smith", "Mary"), read));
        assert!(!is_spelling(("O'Connor", "Smith Mary Jane"), read));
        let cut = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "MARIA MAGDA");
        assert!(is_spelling(
            ("Abcdefghijklmnopqrstuvwxyz", "Maria Magdalena"),
            cut
        ));
        assert!(!is_spelling(
            ("Abcdefghijklmnopqrstuvwxyz", "Marta Magdalena"),
            cut
        ));
        assert!(!is_spelling(("Watson-Holmes", "Mary"), ("WATSON", "MARY")));
    }

    #[test]
    fn names_are_not_printed() {
        let printed = format!("{:?}", names("Watson", "Mary").unwrap());
        assert!(!printed.contains("Watson") && !printed.contains("Mary"));
    }
}
