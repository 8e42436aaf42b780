//! The spellings that a machine-readable zone leaves open.
//!
//! HM Passport Office compares the printed spelling. A zone drops apostrophes and writes blanks and
//! hyphens alike as fillers (Doc 9303-3 section 4.6; dcs-wire section 1.9), so `OCONNOR` may be
//! printed `O'CONNOR` and `ANNA MARIA` may be printed `ANNA-MARIA`. Every spelling tried costs a
//! check, so the likeliest come first. Nothing published says that the comparison minds the case of
//! letters, and clients that worked sent both, so letters stay as the zone has them.

use credence_types::Redacted;

/// More than anybody pays for; bounds the work on a name of many parts.
const MOST_SPELLINGS: usize = 32;

/// Words that belong to the next one in a surname and are rarely joined to it by a hyphen.
const PARTICLES: [&str; 22] = [
    "BIN", "BINT", "DA", "DE", "DEL", "DEN", "DER", "DI", "DO", "DOS", "DU", "IBN", "LA", "LE",
    "MAC", "MC", "SAN", "ST", "TEN", "TER", "VAN", "VON",
];

/// What follows the O' of common Irish surnames.
const AFTER_O: [&str; 41] = [
    "BOYLE",
    "BRIEN",
    "BYRNE",
    "CALLAGHAN",
    "CONNELL",
    "CONNOR",
    "DEA",
    "DOHERTY",
    "DONNELL",
    "DONOGHUE",
    "DONOVAN",
    "DOWD",
    "DRISCOLL",
    "DWYER",
    "FARRELL",
    "FLAHERTY",
    "FLYNN",
    "GORMAN",
    "GRADY",
    "HAGAN",
    "HALLORAN",
    "HANLON",
    "HARA",
    "HARE",
    "HIGGINS",
    "KANE",
    "KEEFE",
    "KEEFFE",
    "LEARY",
    "LOUGHLIN",
    "MAHONY",
    "MALLEY",
    "MEARA",
    "NEIL",
    "NEILL",
    "REGAN",
    "REILLY",
    "RIORDAN",
    "ROURKE",
    "SHEA",
    "SULLIVAN",
];

/// What follows the D' of surnames that hardly occur without it, Goan and Portuguese ones.
const ONLY_AFTER_D: [&str; 9] = [
    "COSTA", "CRUZ", "LIMA", "MELLO", "MONTE", "ROZARIO", "SA", "SILVA", "SOUZA",
];

/// What follows the D' of surnames that are as common without it.
const ALSO_AFTER_D: [&str; 12] = [
    "ABREU", "AGOSTINO", "ALMEIDA", "AMATO", "AMBROSIO", "AMICO", "ANDREA", "ANGELO", "ANTONIO",
    "ARCY", "ELIA", "URSO",
];

/// One way to print a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The surname.
    pub surname: Redacted<String>,
    /// The forenames, one to an entry; one with a hyphen is one.
    pub forenames: Redacted<Vec<String>>,
}

/// The ways in which the names of a machine-readable zone, its fillers read as blanks, may be
/// printed: the likeliest first, none twice, at most `limit` (and never more than 32). All have the
/// same letters. None for a zone without a surname.
#[must_use]
pub fn spellings(surname: &str, given_names: &str, limit: usize) -> Vec<Spelling> {
    let surname: Vec<&str> = surname.split_whitespace().collect();
    let given_names: Vec<&str> = given_names.split_whitespace().collect();
    let limit = limit.min(MOST_SPELLINGS);
    if surname.is_empty() || limit == 0 {
        return Vec::new();
    }
    let surnames = printings(&surname, Part::Surname, limit);
    let given_names = printings(&given_names, Part::GivenNames, limit);
    let mut pairs: Vec<(u32, &str, &str)> = Vec::new();
    for (one_cost, surname) in &surnames {
        for (other_cost, given_names) in &given_names {
            pairs.push((one_cost + other_cost, surname, given_names));
        }
    }
    pairs.sort_by_key(|(cost, ..)| *cost);
    pairs
        .into_iter()
        .take(limit)
        .map(|(_, surname, given_names)| Spelling {
            surname: surname.to_owned().into(),
            forenames: forenames(given_names).into(),
        })
        .collect()
}

/// Forenames as the service takes them.
fn forenames(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Surname,
    GivenNames,
}

/// Unlikeliness and text. Costs of independent places add up, so the best `limit` of the whole are
/// made of the best `limit` of each beginning.
type Printing = (u32, String);

fn printings(words: &[&str], part: Part, limit: usize) -> Vec<Printing> {
    let mut printed: Vec<Printing> = vec![(0, String::new())];
    let mut before: Option<&str> = None;
    for word in words {
        let joints = before.map_or_else(|| vec![(0, "")], |before| joints(before, part));
        let own = apostrophes(word, part);
        let mut longer = Vec::new();
        for (cost, beginning) in &printed {
            for (joint_cost, joint) in &joints {
                for (word_cost, word) in &own {
                    let cost = cost + joint_cost + word_cost;
                    longer.push((cost, format!("{beginning}{joint}{word}")));
                }
            }
        }
        longer.sort_by_key(|(cost, _)| *cost);
        longer.truncate(limit);
        printed = longer;
        before = Some(word);
    }
    printed
}

/// What may stand between a word and the next.
fn joints(before: &str, part: Part) -> Vec<(u32, &'static str)> {
    match (before, part) {
        // Nobody has a surname of one letter: some zones have a filler for the apostrophe.
        ("D" | "L" | "O", Part::Surname) => vec![(0, "'"), (1, " "), (8, "-")],
        ("D" | "L" | "O", Part::GivenNames) => vec![(0, " "), (4, "-"), (6, "'")],
        (before, Part::Surname) if PARTICLES.contains(&before) => vec![(0, " "), (7, "-")],
        (_, Part::Surname) => vec![(0, " "), (2, "-")],
        (_, Part::GivenNames) => vec![(0, " "), (3, "-")],
    }
}

/// The word without and with the apostrophe that the zone may have dropped.
fn apostrophes(word: &str, part: Part) -> Vec<Printing> {
    let parted = |length: usize| -> Option<(&str, &str)> { word.split_at_checked(length) };
    let Some((first, rest)) = parted(1) else {
        return vec![(0, word.to_owned())];
    };
    let (plain, with) = match first {
        "O" if AFTER_O.contains(&rest) => (1, Some(0)),
        "D" if ONLY_AFTER_D.contains(&rest) => (1, Some(0)),
        "D" if ALSO_AFTER_D.contains(&rest) => (0, Some(1)),
        _ => (0, None),
    };
    // As a given name such a word is rather somebody's surname without its apostrophe.
    let later = if part == Part::GivenNames { 5 } else { 0 };
    let mut ways = vec![(if later > 0 { 0 } else { plain }, word.to_owned())];
    if let Some(cost) = with {
        ways.push((cost + later, format!("{first}'{rest}")));
    }
    ways
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn told(surname: &str, given_names: &str, limit: usize) -> Vec<String> {
        spellings(surname, given_names, limit)
            .iter()
            .map(|one| {
                format!(
                    "{}/{}",
                    one.surname.expose(),
                    one.forenames.expose().join("|")
                )
            })
            .collect()
    }

    #[test]
    fn the_likeliest_come_first() {
        let rows: [(&str, &str, &[&str]); 9] = [
            ("WATSON", "MARY", &["WATSON/MARY"]),
            (
                "HUDSON",
                "SARAH JANE",
                &["HUDSON/SARAH|JANE", "HUDSON/SARAH-JANE"],
            ),
            (
                "SMITH JONES",
                "ANNA MARIA",
                &[
                    "SMITH JONES/ANNA|MARIA",
                    "SMITH-JONES/ANNA|MARIA",
                    "SMITH JONES/ANNA-MARIA",
                    "SMITH-JONES/ANNA-MARIA",
                ],
            ),
            ("OCONNOR", "SEAN", &["O'CONNOR/SEAN", "OCONNOR/SEAN"]),
            (
                "O CONNOR",
                "SEAN",
                &["O'CONNOR/SEAN", "O CONNOR/SEAN", "O-CONNOR/SEAN"],
            ),
            ("DSOUZA", "MARIA", &["D'SOUZA/MARIA", "DSOUZA/MARIA"]),
            ("DARCY", "JANE", &["DARCY/JANE", "D'ARCY/JANE"]),
            ("OLIVER", "DIANA", &["OLIVER/DIANA"]),
            (
                "VAN DER MEER",
                "JAN",
                &[
                    "VAN DER MEER/JAN",
                    "VAN DER-MEER/JAN",
                    "VAN-DER MEER/JAN",
                    "VAN-DER-MEER/JAN",
                ],
            ),
        ];
        for (surname, given_names, wanted) in rows {
            assert_eq!(told(surname, given_names, 9), wanted, "{surname}");
        }
    }

    #[test]
    fn a_double_barrelled_irish_name_has_its_usual_form_among_the_first_three() {
        let told = told("OBRIEN SMITH", "MARY", 3);
        assert!(told.contains(&"O'BRIEN-SMITH/MARY".to_owned()), "{told:?}");
    }

    #[test]
    fn a_zone_without_a_surname_or_a_limit_of_none_gives_none() {
        assert!(spellings(" ", "MARY", 3).is_empty());
        assert!(spellings("WATSON", "MARY", 0).is_empty());
        assert_eq!(told("WATSON", "", 3), ["WATSON/"]);
    }

    #[test]
    fn a_spelling_is_not_printed() {
        let printed = format!("{:?}", spellings("WATSON", "MARY", 1));
        assert!(!printed.contains("WATSON") && !printed.contains("MARY"));
    }

    fn letters(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_spelling_has_the_letters_of_the_zone_and_none_comes_twice(
            surname in "[A-Z]{1,8}( (O|D|VAN|[A-Z]{1,7})){0,5}",
            given_names in "([A-Z]{1,7}( (D|[A-Z]{1,7})){0,7})?",
            limit in 1_usize..60,
        ) {
            let told = spellings(&surname, &given_names, limit);
            prop_assert!((1..=limit.min(MOST_SPELLINGS)).contains(&told.len()));
            let mut seen = HashSet::new();
            for one in &told {
                let (family, given) = (one.surname.expose(), one.forenames.expose());
                prop_assert_eq!(letters(family), letters(&surname));
                prop_assert_eq!(letters(&given.concat()), letters(&given_names));
                prop_assert!(given.iter().all(|name| !name.is_empty() && !name.contains(' ')));
                prop_assert!(seen.insert((family.clone(), given.clone())));
            }
            let more = spellings(&surname, &given_names, limit + 1);
            prop_assert!(more.starts_with(&told));
        }

        #[test]
        fn any_text_is_borne(surname in ".{0,60}", given_names in ".{0,60}") {
            let told = spellings(&surname, &given_names, usize::MAX);
            prop_assert!(told.len() <= MOST_SPELLINGS);
        }
    }
}
