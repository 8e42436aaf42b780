/// A sex as documents print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Female,
    Male,
    Unspecified,
}

/// Words and letters, the commonest first. `M` alone is always male here: a Spanish `M` for
/// `mujer` stands beside `H` for `hombre` and cannot be told from it.
const FEMALE: [&str; 13] = [
    "F",
    "FEMALE",
    "F/F",
    "FEM",
    "FÉMININ",
    "FEMENINO",
    "FEMININO",
    "FEMMINILE",
    "WEIBLICH",
    "W",
    "MUJER",
    "K",
    "KVINNA",
];
const MALE: [&str; 11] = [
    "M",
    "MALE",
    "M/M",
    "MASCULIN",
    "MASCULINO",
    "MASC",
    "MASCHILE",
    "MÄNNLICH",
    "HOMBRE",
    "H",
    "MAN",
];
const UNSPECIFIED: [&str; 3] = ["X", "X/X", "NOT SPECIFIED"];

impl Sex {
    /// The sex that a word of print or of a barcode means.
    pub(super) fn of_printed(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("Unspecified") {
            return Some(Self::Unspecified);
        }
        let folded = super::fold::fold(text);
        [Self::Female, Self::Male, Self::Unspecified]
            .into_iter()
            .find(|sex| {
                sex.forms()
                    .iter()
                    .any(|form| super::fold::fold(form) == folded)
            })
    }

    const fn forms(self) -> &'static [&'static str] {
        match self {
            Self::Female => &FEMALE,
            Self::Male => &MALE,
            Self::Unspecified => &UNSPECIFIED,
        }
    }
}

/// How a sex is printed.
pub(super) fn sex_forms(sex: Sex) -> Vec<String> {
    sex.forms().iter().map(|&form| form.to_owned()).collect()
}
