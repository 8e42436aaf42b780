use super::equality::Equality;
use super::words::{Match, Words};
use crate::aamva::issuer_by_state;

/// Words of a street address with the abbreviations that stand for them: USPS Publication 28,
/// appendices B, C1 and C2, and Canada Post's where they differ.
const STREET_WORDS: [(&str, &[&str]); 46] = [
    ("ALY", &["ALLEY"]),
    (
        "APT",
        &["APARTMENT", "UNIT", "SUITE", "STE", "NO", "NUMBER", "#"],
    ),
    ("AVE", &["AVENUE", "AV"]),
    ("BLDG", &["BUILDING"]),
    ("BLVD", &["BOULEVARD", "BOUL"]),
    ("BOX", &["BX"]),
    ("CIR", &["CIRCLE"]),
    ("CRES", &["CRESCENT", "CR"]),
    ("CT", &["COURT", "CRT"]),
    ("CV", &["COVE"]),
    ("DR", &["DRIVE"]),
    ("E", &["EAST"]),
    ("EXPY", &["EXPRESSWAY"]),
    ("FL", &["FLOOR"]),
    ("FT", &["FORT"]),
    ("HTS", &["HEIGHTS"]),
    ("HWY", &["HIGHWAY"]),
    ("JCT", &["JUNCTION"]),
    ("LN", &["LANE"]),
    ("LP", &["LOOP"]),
    ("MT", &["MOUNT"]),
    ("MTN", &["MOUNTAIN"]),
    ("N", &["NORTH"]),
    ("NE", &["NORTHEAST"]),
    ("NW", &["NORTHWEST"]),
    ("PKWY", &["PARKWAY", "PKY"]),
    ("PL", &["PLACE"]),
    ("PLZ", &["PLAZA"]),
    ("PO", &["POB"]),
    ("PT", &["POINT"]),
    ("RD", &["ROAD"]),
    ("RDG", &["RIDGE"]),
    ("RM", &["ROOM"]),
    ("RTE", &["ROUTE", "RT"]),
    ("S", &["SOUTH"]),
    ("SE", &["SOUTHEAST"]),
    ("SPC", &["SPACE", "SP"]),
    ("SQ", &["SQUARE"]),
    ("ST", &["STREET", "STR", "SAINT"]),
    ("SW", &["SOUTHWEST"]),
    ("TER", &["TERRACE"]),
    ("TPKE", &["TURNPIKE"]),
    ("TRL", &["TRAIL"]),
    ("W", &["WEST"]),
    ("XING", &["CROSSING"]),
    ("TRLR", &["TRAILER"]),
];

/// Compares streets or cities: letters, digits and word order count, abbreviations do not.
pub(super) fn compare_addresses(left: (&str, bool), right: (&str, bool)) -> Equality {
    let [left, right] = [left, right].map(|(text, is_cut)| Words::of(&abbreviated(text), is_cut));
    if left.is_empty() || right.is_empty() {
        return Equality::NotComparable;
    }
    match left.compare(&right) {
        Match::Whole => Equality::Same,
        Match::Cut => Equality::SameShortened,
        Match::None => Equality::Different,
    }
}

/// Compares postal codes; the five digits of an American one are the nine cut short.
pub(super) fn compare_postal_codes(left: &str, right: &str) -> Equality {
    let plain = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_uppercase())
            .collect::<String>()
    };
    let (left, right) = (plain(left), plain(right));
    if left.is_empty() || right.is_empty() {
        return Equality::NotComparable;
    }
    let is_zip_of = |short: &str, long: &str| {
        short.len() == 5
            && long.len() == 9
            && long.bytes().all(|byte| byte.is_ascii_digit())
            && long.starts_with(short)
    };
    match left == right {
        true => Equality::Same,
        false if is_zip_of(&left, &right) || is_zip_of(&right, &left) => Equality::SameShortened,
        false => Equality::Different,
    }
}

/// Compares states and provinces, by abbreviation or name; none when one is neither.
pub(super) fn compare_states(left: &str, right: &str) -> Option<Equality> {
    let [left, right] = [left, right].map(issuer_by_state);
    let is_same = left?.abbreviation == right?.abbreviation && left?.country == right?.country;
    Some(match is_same {
        true => Equality::Same,
        false => Equality::Different,
    })
}

/// Every word by its shortest standard form; `#4` is apartment 4.
fn abbreviated(text: &str) -> String {
    let plain: String = text
        .to_uppercase()
        .replace('#', " # ")
        .chars()
        .map(|character| {
            if ",;.".contains(character) {
                ' '
            } else {
                character
            }
        })
        .collect();
    let words = plain.split_whitespace().map(|word| {
        STREET_WORDS
            .iter()
            .find(|(_, forms)| forms.contains(&word))
            .map_or(word, |(short, _)| *short)
    });
    let mut kept: Vec<&str> = Vec::new();
    for word in words {
        // `APT #4` names the apartment twice.
        if word != "APT" || kept.last() != Some(&"APT") {
            kept.push(word);
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Equality::{Different, Same, SameShortened};

    #[test]
    fn abbreviations_of_an_address_do_not_matter() {
        for (left, right, expected) in [
            ("123 NORTH STATE STREET", "123 N. State St", Same),
            ("123 N STATE ST APT 4", "123 N STATE ST #4", Same),
            ("123 N STATE ST APT #4", "123 N STATE ST, UNIT 4", Same),
            ("9 OAK AVENUE", "9 Oak Ave.", Same),
            ("12 RUE DE L'ÉGLISE", "12 RUE DE L EGLISE", Same),
            ("P.O. BOX 12", "PO BOX 12", Same),
            ("123 N STATE ST", "124 N STATE ST", Different),
            ("123 N STATE ST", "123 S STATE ST", Different),
            ("123 N STATE ST", "123 N STATE ST APT 4", Different),
        ] {
            let [left, right] = [(left, false), (right, false)];
            assert_eq!(
                compare_addresses(left, right),
                expected,
                "{left:?} {right:?}"
            );
        }
        let cut = ("1234 SOUTHWEST MARTIN LUTHER KING JUNI", true);
        let whole = ("1234 SW MARTIN LUTHER KING JUNIOR BLVD", false);
        assert_eq!(compare_addresses(cut, whole), SameShortened);
    }

    #[test]
    fn a_zip_is_the_beginning_of_the_longer_one() {
        for (left, right, expected) in [
            ("90223", "90223-0001", SameShortened),
            ("90223-0001", "902230001", Same),
            ("90223", "90224", Different),
            ("T4G 7A7", "t4g7a7", Same),
            ("9022", "90223", Different),
        ] {
            assert_eq!(compare_postal_codes(left, right), expected, "{left}");
            assert_eq!(compare_postal_codes(right, left), expected, "{left}");
        }
    }

    #[test]
    fn states_have_names_and_abbreviations() {
        assert_eq!(compare_states("CA", "California"), Some(Same));
        assert_eq!(compare_states("CA", "CO"), Some(Different));
        assert_eq!(compare_states("CA", "Calif"), None);
    }

    #[test]
    fn no_word_has_two_abbreviations() {
        let mut all: Vec<_> = STREET_WORDS.iter().flat_map(|(_, forms)| *forms).collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
