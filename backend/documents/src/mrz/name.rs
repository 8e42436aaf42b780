use super::flag::MrzFlag;

/// The two parts of a name (Doc 9303-3 section 4.6).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    pub(super) primary: String,
    pub(super) secondary: String,
}

/// Splits the name field: `PRIMARY<<SECONDARY<SECONDARY<<<`. One filler stands for a blank, a
/// hyphen or an apostrophe; which one is not known, so it becomes a blank.
pub(super) fn read(field: &str, flags: &mut Vec<MrzFlag>) -> Name {
    if !field.ends_with('<') {
        flags.push(MrzFlag::NameMayBeTruncated);
    }
    if field.bytes().any(|byte| byte.is_ascii_digit()) {
        flags.push(MrzFlag::NameHasDigits);
    }
    let field = field.trim_matches('<');
    let (primary, secondary) = field.split_once("<<").unwrap_or((field, ""));
    if secondary.trim_start_matches('<').contains("<<") || secondary.starts_with('<') {
        flags.push(MrzFlag::NameSeparatorRepeated);
    }
    let words = |text: &str| {
        text.split('<')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let name = Name {
        primary: words(primary),
        secondary: words(secondary),
    };
    if name.primary.is_empty() {
        flags.push(MrzFlag::NameMissing);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(field: &str) -> (String, String, Vec<MrzFlag>) {
        let mut flags = Vec::new();
        let name = read(field, &mut flags);
        (name.primary, name.secondary, flags)
    }

    #[test]
    fn names_split_at_the_double_filler() {
        for (field, primary, secondary) in [
            ("ERIKSSON<<ANNA<MARIA<<<<<", "ERIKSSON", "ANNA MARIA"),
            ("VAN<DER<MEER<<JAN<<<", "VAN DER MEER", "JAN"),
            ("ARKFREITH<<<<<<<<<<", "ARKFREITH", ""),
        ] {
            assert_eq!(
                split(field),
                (primary.to_owned(), secondary.to_owned(), vec![]),
                "{field}"
            );
        }
    }

    #[test]
    fn doubts_about_names_are_flagged() {
        assert_eq!(
            split("NILAVADHANANANDA<<CHAYAPA<DE").2,
            [MrzFlag::NameMayBeTruncated]
        );
        assert_eq!(split("ROE<<JANE<<Q<<<").2, [MrzFlag::NameSeparatorRepeated]);
        assert_eq!(split("R0E<<JANE<<<").2, [MrzFlag::NameHasDigits]);
        assert_eq!(split("<<<<<<").2, [MrzFlag::NameMissing]);
    }
}
