use crate::transliteration::to_mrz_letters;

/// The name field of that many characters: `FAMILY<NAME<<GIVEN<NAMES`, filled up with `<`.
///
/// Too long a name is cut as Doc 9303-3 section 4.6 allows: at the end, so that the last place
/// holds a letter; where the family name would leave no room, it is cut so that `<<` and the first
/// letter of the given names remain.
#[must_use]
pub fn name_field(family_name: &str, given_names: &str, length: usize) -> String {
    let (family, given) = (identifier(family_name), identifier(given_names));
    if given.is_empty() {
        return fill(&family, length);
    }
    let initial: String = given.chars().take(1).collect();
    let room = length.saturating_sub(3);
    if family.len() >= room {
        let cut: String = family.chars().take(room).collect();
        return fill(&format!("{}<<{initial}", cut.trim_end_matches('<')), length);
    }
    fill(&format!("{family}<<{given}"), length)
}

/// Letters of one identifier: apostrophes and full stops vanish, hyphens and spaces become `<`.
fn identifier(name: &str) -> String {
    let mut letters = String::new();
    for character in to_mrz_letters(name).chars() {
        match character {
            'A'..='Z' => letters.push(character),
            ' ' | '-' if !letters.ends_with('<') => letters.push('<'),
            _ => {}
        }
    }
    letters.trim_matches('<').to_owned()
}

fn fill(text: &str, length: usize) -> String {
    let cut: String = text.chars().take(length).collect();
    format!("{cut:<<length$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_examples_of_the_standard() {
        // Doc 9303-3 section 4.6.2 and 9303-4 section 4.2.3.
        let name = |family, given| name_field(family, given, 39);
        assert_eq!(
            name("Eriksson", "Anna Maria"),
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name("O'Connor", "Enya Siobhan"),
            "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name("Smith-Jones", "Susie"),
            "SMITH<JONES<<SUSIE<<<<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name("Arkfreith", ""),
            "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name("Nilavadhanananda", "Chayapa Dejthamrong Krasuang"),
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
        );
    }

    #[test]
    fn a_family_name_too_long_leaves_an_initial() {
        let field = name_field("Wolfeschlegelsteinhausenbergerdorff", "Hubert", 30);
        assert_eq!(field, "WOLFESCHLEGELSTEINHAUSENBER<<H");
    }
}
