/// Languages of the labels of a travel document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelLanguages {
    /// `Surname/Nom (1)`
    EnglishFrench,
    /// `Surname`
    English,
    /// `Name/Surname`
    GermanEnglish,
    /// `Apellidos/Surname`
    SpanishEnglish,
    /// `Cognome/Surname`
    ItalianEnglish,
    /// `Naam/Surname`
    DutchEnglish,
}

impl LabelLanguages {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::EnglishFrench,
        Self::English,
        Self::GermanEnglish,
        Self::SpanishEnglish,
        Self::ItalianEnglish,
        Self::DutchEnglish,
    ];

    /// The place of the first language in the columns of [`WORDS`].
    const fn column(self) -> Option<usize> {
        match self {
            Self::EnglishFrench | Self::English => None,
            Self::GermanEnglish => Some(0),
            Self::SpanishEnglish => Some(1),
            Self::ItalianEnglish => Some(2),
            Self::DutchEnglish => Some(3),
        }
    }
}

/// Key, English, then German, Spanish, Italian and Dutch as passports of those states print it.
#[rustfmt::skip]
const WORDS: [(&str, &str, [&str; 4]); 14] = [
    ("documentCode", "Type", ["Typ", "Tipo", "Tipo", "Type"]),
    ("country", "Code", ["Kode", "Código", "Codice", "Code"]),
    ("id", "Passport No.", ["Pass-Nr.", "Pasaporte No.", "Passaporto N.", "Paspoortnummer"]),
    ("cardNumber", "Document No.", ["Ausweisnummer", "Núm. soporte", "Numero carta", "Documentnummer"]),
    ("familyName", "Surname", ["Name", "Apellidos", "Cognome", "Naam"]),
    ("givenNames", "Given names", ["Vornamen", "Nombre", "Nome", "Voornamen"]),
    ("nationality", "Nationality", ["Staatsangehörigkeit", "Nacionalidad", "Cittadinanza", "Nationaliteit"]),
    ("dob", "Date of birth", ["Geburtsdatum", "Fecha de nacimiento", "Data di nascita", "Geboortedatum"]),
    ("personalNumber", "Personal No.", ["", "", "", ""]),
    ("gender", "Sex", ["Geschlecht", "Sexo", "Sesso", "Geslacht"]),
    ("placeOfBirth", "Place of birth", ["Geburtsort", "Lugar de nacimiento", "Luogo di nascita", "Geboorteplaats"]),
    ("issued", "Date of issue", ["Ausstellungsdatum", "Fecha de expedición", "Data di rilascio", "Datum van afgifte"]),
    ("issuedBy", "Authority", ["Behörde", "Autoridad", "Autorità", "Autoriteit"]),
    ("expires", "Date of expiry", ["Gültig bis", "Fecha de caducidad", "Data di scadenza", "Geldig tot"]),
];

/// The label of a field; none where the plain one stands.
pub(super) fn label(languages: LabelLanguages, key: &str) -> Option<String> {
    if languages == LabelLanguages::EnglishFrench {
        return None;
    }
    let (_, english, others) = WORDS.iter().find(|(known, ..)| *known == key)?;
    let first = languages
        .column()
        .and_then(|column| others.get(column))
        .filter(|word| !word.is_empty());
    Some(match first {
        Some(first) if first != english => format!("{first}/{english}"),
        _ => (*english).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_in_their_languages() {
        let of = |languages| label(languages, "dob");
        assert_eq!(of(LabelLanguages::EnglishFrench), None);
        assert_eq!(
            of(LabelLanguages::English).as_deref(),
            Some("Date of birth")
        );
        let german = of(LabelLanguages::GermanEnglish);
        assert_eq!(german.as_deref(), Some("Geburtsdatum/Date of birth"));
        let dutch = label(LabelLanguages::DutchEnglish, "country");
        assert_eq!(dutch.as_deref(), Some("Code"));
    }
}
