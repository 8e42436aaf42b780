use std::sync::LazyLock;

use super::fold::{fold, foldings};

/// A language's months as printed: abbreviations where documents use them, then the names.
/// A printed word means a month if it is one of these or the beginning of a name, of three letters
/// or more, that fits no other month of the language.
struct Language {
    short: [&'static str; 12],
    names: [&'static str; 12],
}

#[rustfmt::skip]
const LANGUAGES: [Language; 13] = [
    // English
    Language { short: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
        names: ["JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"] },
    // French
    Language { short: ["JAN", "FÉV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOÛT", "SEPT", "OCT", "NOV", "DÉC"],
        names: ["JANVIER", "FÉVRIER", "MARS", "AVRIL", "MAI", "JUIN", "JUILLET", "AOÛT", "SEPTEMBRE", "OCTOBRE", "NOVEMBRE", "DÉCEMBRE"] },
    // German
    Language { short: ["JAN", "FEB", "MÄR", "APR", "MAI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEZ"],
        names: ["JANUAR", "FEBRUAR", "MÄRZ", "APRIL", "MAI", "JUNI", "JULI", "AUGUST", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DEZEMBER"] },
    // Spanish
    Language { short: ["ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC"],
        names: ["ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE", "NOVIEMBRE", "DICIEMBRE"] },
    // Italian
    Language { short: ["GEN", "FEB", "MAR", "APR", "MAG", "GIU", "LUG", "AGO", "SET", "OTT", "NOV", "DIC"],
        names: ["GENNAIO", "FEBBRAIO", "MARZO", "APRILE", "MAGGIO", "GIUGNO", "LUGLIO", "AGOSTO", "SETTEMBRE", "OTTOBRE", "NOVEMBRE", "DICEMBRE"] },
    // Portuguese
    Language { short: ["JAN", "FEV", "MAR", "ABR", "MAI", "JUN", "JUL", "AGO", "SET", "OUT", "NOV", "DEZ"],
        names: ["JANEIRO", "FEVEREIRO", "MARÇO", "ABRIL", "MAIO", "JUNHO", "JULHO", "AGOSTO", "SETEMBRO", "OUTUBRO", "NOVEMBRO", "DEZEMBRO"] },
    // Dutch
    Language { short: ["JAN", "FEB", "MRT", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC"],
        names: ["JANUARI", "FEBRUARI", "MAART", "APRIL", "MEI", "JUNI", "JULI", "AUGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DECEMBER"] },
    // Danish, Norwegian, Swedish
    Language { short: ["JAN", "FEB", "MAR", "APR", "MAJ", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DES"],
        names: ["JANUARI", "FEBRUARI", "MARS", "APRIL", "MAJ", "JUNI", "JULI", "AUGUSTI", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DESEMBER"] },
    // Polish, in the genitive that follows a day
    Language { short: ["STY", "LUT", "MAR", "KWI", "MAJ", "CZE", "LIP", "SIE", "WRZ", "PAŹ", "LIS", "GRU"],
        names: ["STYCZNIA", "LUTEGO", "MARCA", "KWIETNIA", "MAJA", "CZERWCA", "LIPCA", "SIERPNIA", "WRZEŚNIA", "PAŹDZIERNIKA", "LISTOPADA", "GRUDNIA"] },
    // Romanian
    Language { short: ["IAN", "FEB", "MAR", "APR", "MAI", "IUN", "IUL", "AUG", "SEP", "OCT", "NOI", "DEC"],
        names: ["IANUARIE", "FEBRUARIE", "MARTIE", "APRILIE", "MAI", "IUNIE", "IULIE", "AUGUST", "SEPTEMBRIE", "OCTOMBRIE", "NOIEMBRIE", "DECEMBRIE"] },
    // Hungarian
    Language { short: ["JAN", "FEB", "MÁR", "ÁPR", "MÁJ", "JÚN", "JÚL", "AUG", "SZEP", "OKT", "NOV", "DEC"],
        names: ["JANUÁR", "FEBRUÁR", "MÁRCIUS", "ÁPRILIS", "MÁJUS", "JÚNIUS", "JÚLIUS", "AUGUSZTUS", "SZEPTEMBER", "OKTÓBER", "NOVEMBER", "DECEMBER"] },
    // Finnish
    Language { short: ["TAM", "HEL", "MAA", "HUH", "TOU", "KESÄ", "HEI", "ELO", "SYY", "LOK", "MARRAS", "JOU"],
        names: ["TAMMIKUU", "HELMIKUU", "MAALISKUU", "HUHTIKUU", "TOUKOKUU", "KESÄKUU", "HEINÄKUU", "ELOKUU", "SYYSKUU", "LOKAKUU", "MARRASKUU", "JOULUKUU"] },
    // Turkish
    Language { short: ["OCA", "ŞUB", "MAR", "NİS", "MAY", "HAZ", "TEM", "AĞU", "EYL", "EKİ", "KAS", "ARA"],
        names: ["OCAK", "ŞUBAT", "MART", "NİSAN", "MAYIS", "HAZİRAN", "TEMMUZ", "AĞUSTOS", "EYLÜL", "EKİM", "KASIM", "ARALIK"] },
];

/// Words of a month as documents print them, each once, English first.
pub(super) fn words(month: u32) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut add = |word: Option<&&'static str>| {
        if let Some(word) = word
            && !found.contains(word)
        {
            found.push(*word);
        }
    };
    let Some(place) = (month as usize).checked_sub(1) else {
        return found;
    };
    for language in &LANGUAGES {
        add(language.short.get(place));
    }
    for language in LANGUAGES.iter().take(6) {
        add(language.names.get(place));
    }
    found
}

/// The months, 1 to 12, that a word may mean: usually one, none when it is no month. The digits
/// that readers take for letters are taken back.
pub(super) fn meanings(word: &str) -> Vec<u32> {
    let letters: String = fold(word)
        .chars()
        .map(|letter| match letter {
            '0' => 'O',
            '1' => 'I',
            '5' => 'S',
            '8' => 'B',
            other => other,
        })
        .collect();
    if letters.len() < 3 || letters.len() > 12 {
        return Vec::new();
    }
    let mut months: Vec<u32> = TABLE
        .iter()
        .filter(|word| word.letters == letters)
        .map(|word| word.month)
        .collect();
    if months.is_empty() {
        months = (0..LANGUAGES.len())
            .filter_map(|language| beginning(language, &letters))
            .collect();
    }
    months.sort_unstable();
    months.dedup();
    months
}

/// The only month of a language whose name begins with `letters`.
fn beginning(language: usize, letters: &str) -> Option<u32> {
    let mut fitting = TABLE
        .iter()
        .filter(|word| word.language == language && word.letters.starts_with(letters))
        .map(|word| word.month);
    let month = fitting.next()?;
    fitting.all(|other| other == month).then_some(month)
}

/// A word as a zone would write it.
struct MonthWord {
    letters: String,
    month: u32,
    language: usize,
}

static TABLE: LazyLock<Vec<MonthWord>> = LazyLock::new(|| {
    let mut table = Vec::new();
    for (language, months) in LANGUAGES.iter().enumerate() {
        for words in [&months.short, &months.names] {
            for (month, word) in (1..).zip(words) {
                table.extend(foldings(word).into_iter().map(|letters| MonthWord {
                    letters,
                    month,
                    language,
                }));
            }
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages_mean_months() {
        for (word, month) in [
            ("AUG", 8),
            ("août", 8),
            ("AOUT", 8),
            ("JUIL", 7),
            ("JUIN", 6),
            ("0CT", 10),
            ("Dezember", 12),
            ("MÄRZ", 3),
            ("MAERZ", 3),
            ("MARZ", 3),
            ("Sept", 9),
            ("agosto", 8),
            ("GIU", 6),
            ("MRT", 3),
            ("września", 9),
            ("FEVR", 2),
            ("MARRAS", 11),
            ("MAR", 3),
        ] {
            assert_eq!(meanings(word), [month], "{word}");
        }
    }

    #[test]
    fn other_words_mean_none() {
        for word in ["JUI", "MA", "", "STREET", "NOVAK", "DECKER"] {
            assert_eq!(meanings(word), [0_u32; 0], "{word}");
        }
    }

    #[test]
    fn printed_words_of_a_month_mean_it() {
        for month in 1..=12 {
            for word in words(month) {
                assert_eq!(meanings(word), [month], "{word}");
            }
        }
    }
}
