use super::values::Values;

/// The parts of an address; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) postal_code: String,
    pub(super) postal_box: String,
    /// Whether the postal code is in no form that the country has.
    pub(super) is_postal_code_irregular: bool,
}

/// Reads the mailing address DAG to DAK, or the residence DAL to DAP of the 2000 edition where the
/// former has no street.
pub(super) fn read(values: Values<'_>, country: Option<&str>) -> Address {
    let mailing = [b"DAG", b"DAH", b"DAI", b"DAJ", b"DAK"].map(|id| values.get_some(id));
    let residence = [b"DAL", b"DAM", b"DAN", b"DAO", b"DAP"].map(|id| values.get_some(id));
    let is_resident = mailing.first().is_some_and(Option::is_none);
    let pick = |index: usize| {
        let at = |parts: &[Option<&str>; 5]| parts.get(index).copied().flatten().map(tidy);
        let (first, second) = if is_resident {
            (&residence, &mailing)
        } else {
            (&mailing, &residence)
        };
        // A second line belongs to its own first line only.
        if index == 1 {
            at(first)
        } else {
            at(first).or_else(|| at(second))
        }
        .unwrap_or_default()
    };
    let street = tidy(&format!("{} {}", pick(0), pick(1)));
    let (postal_code, is_regular) = postal_code(&pick(4), country);
    Address {
        postal_box: postal_box(&street),
        street,
        city: pick(2),
        state: pick(3),
        postal_code,
        is_postal_code_irregular: !is_regular,
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `NNNNN` or `NNNNN-NNNN` of the United States, where `0000` stands for an unknown ending, or
/// `ANA NAN` of Canada; anything else stays as it is.
fn postal_code(text: &str, country: Option<&str>) -> (String, bool) {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_american = plain.len() <= 9 && plain.bytes().all(|byte| byte.is_ascii_digit());
    match (plain.len(), country) {
        (0, _) => (String::new(), true),
        (5 | 9, Some("US") | None) if is_american => {
            let (zone, rest) = plain.split_at_checked(5).unwrap_or((&plain, ""));
            let is_known = rest.bytes().any(|byte| byte != b'0');
            let code = if is_known {
                format!("{zone}-{rest}")
            } else {
                zone.to_owned()
            };
            (code, true)
        }
        // The fixed eleven characters of the element, with blanks that stand for digits.
        (6, Some("US") | None) if is_american && plain.ends_with('0') && text.contains(' ') => {
            (plain.get(..5).unwrap_or_default().to_owned(), true)
        }
        (6, Some("CA") | None) if is_canadian(&plain) => {
            let code = plain.to_ascii_uppercase();
            let (area, unit) = code.split_at_checked(3).unwrap_or((&code, ""));
            (format!("{area} {unit}"), true)
        }
        _ => (text.to_owned(), false),
    }
}

fn is_canadian(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| {
        if at % 2 == 0 {
            byte.is_ascii_alphabetic()
        } else {
            byte.is_ascii_digit()
        }
    })
}

/// The box, where the street is one: `PO BOX 12`, `P.O. BOX 12`, `POB 12`.
fn postal_box(street: &str) -> String {
    let plain: String = street
        .to_ascii_uppercase()
        .chars()
        .filter(|c| *c != '.')
        .collect();
    let rest = ["P O BOX ", "PO BOX ", "POB ", "POST OFFICE BOX "]
        .iter()
        .find_map(|name| plain.strip_prefix(name));
    rest.and_then(|rest| rest.split(' ').next())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_take_the_countrys_form() {
        for (text, country, expected) in [
            ("996450000", Some("US"), "99645"),
            ("85641-4321", Some("US"), "85641-4321"),
            ("71901 4455 ", Some("US"), "71901-4455"),
            ("20009", None, "20009"),
            ("96826     0", Some("US"), "96826"),
            ("t4g7a7", Some("CA"), "T4G 7A7"),
            ("T4G 7A7", None, "T4G 7A7"),
        ] {
            assert_eq!(
                postal_code(text, country),
                (expected.to_owned(), true),
                "{text}"
            );
        }
        for (text, country) in [
            ("633011", Some("US")),
            ("1234", Some("US")),
            ("12345", Some("CA")),
        ] {
            assert_eq!(
                postal_code(text, country),
                (text.to_owned(), false),
                "{text}"
            );
        }
    }

    #[test]
    fn a_box_is_found() {
        assert_eq!(postal_box("P.O. BOX 12 APT 3"), "12");
        assert_eq!(postal_box("PO BOX 4477"), "4477");
        assert_eq!(postal_box("12 BOX ELDER RD"), "");
    }
}
