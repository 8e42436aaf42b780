use chrono::Datelike;
use credence_types::CalendarDate;

/// How a state prints dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `12 AUG 1974`
    Words,
    /// `12.08.1974`
    Dots,
    /// `12 08 1974`
    Spaces,
    /// `12 AUG / AOUT 74`
    TwoLanguages,
    /// `12/08/1974`
    Slashes,
    /// `1974-08-12`
    Dashes,
    /// `12 Aug 1974`
    SmallWords,
}

impl DateStyle {
    /// The date as printed.
    #[must_use]
    pub fn print(self, date: CalendarDate) -> String {
        const MONTHS: [(&str, &str); 12] = [
            ("JAN", "JAN"),
            ("FEB", "FÉV"),
            ("MAR", "MARS"),
            ("APR", "AVR"),
            ("MAY", "MAI"),
            ("JUN", "JUIN"),
            ("JUL", "JUIL"),
            ("AUG", "AOÛT"),
            ("SEP", "SEPT"),
            ("OCT", "OCT"),
            ("NOV", "NOV"),
            ("DEC", "DÉC"),
        ];
        let day = date.as_naive();
        let month = MONTHS
            .get(day.month0() as usize)
            .copied()
            .unwrap_or_default();
        match self {
            Self::Words => format!("{:02} {} {}", day.day(), month.0, day.year()),
            Self::Dots => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
            Self::Spaces => format!("{:02} {:02} {}", day.day(), day.month(), day.year()),
            Self::Slashes => day.format("%d/%m/%Y").to_string(),
            Self::Dashes => day.format("%Y-%m-%d").to_string(),
            Self::SmallWords => day.format("%d %b %Y").to_string(),
            Self::TwoLanguages => format!(
                "{:02} {} / {} {:02}",
                day.day(),
                month.0,
                month.1,
                day.year().rem_euclid(100)
            ),
        }
    }
}

/// A state that issues travel documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// Code in the MRZ: three letters, Germany one.
    pub code: &'static str,
    /// Name on the document.
    pub name: &'static str,
    /// Nationality on the document.
    pub nationality: &'static str,
    /// Form of a passport number: `A` a letter, `#` a digit.
    pub passport_pattern: &'static str,
    /// Form of an identity card's number.
    pub card_pattern: &'static str,
    /// How dates are printed.
    pub dates: DateStyle,
}

const fn state(
    code: &'static str,
    (name, nationality): (&'static str, &'static str),
    (passport_pattern, card_pattern): (&'static str, &'static str),
    dates: DateStyle,
) -> Authority {
    Authority {
        code,
        name,
        nationality,
        passport_pattern,
        card_pattern,
        dates,
    }
}

#[rustfmt::skip]
const AUTHORITIES: [Authority; 16] = [
    state("UTO", ("UTOPIA", "UTOPIAN"), ("A######A#", "A########"), DateStyle::TwoLanguages),
    state("D", ("BUNDESREPUBLIK DEUTSCHLAND", "DEUTSCH"), ("C##AA###A", "L##AA###A"), DateStyle::Dots),
    state("FRA", ("RÉPUBLIQUE FRANÇAISE", "FRANÇAISE"), ("##AA#####", "A#AAA##A#"), DateStyle::Spaces),
    state("GBR", ("UNITED KINGDOM", "BRITISH CITIZEN"), ("#########", "AA#######"), DateStyle::TwoLanguages),
    state("USA", ("UNITED STATES OF AMERICA", "UNITED STATES OF AMERICA"), ("A########", "C########"), DateStyle::Words),
    state("CAN", ("CANADA", "CANADIAN/CANADIENNE"), ("AA######", "AA######"), DateStyle::TwoLanguages),
    state("NLD", ("KONINKRIJK DER NEDERLANDEN", "NEDERLANDSE"), ("AA#A##A##", "AA#A##A##"), DateStyle::Words),
    state("ESP", ("REINO DE ESPAÑA", "ESPAÑOLA"), ("AAA######", "AAA######"), DateStyle::Spaces),
    state("ITA", ("REPUBBLICA ITALIANA", "ITALIANA"), ("AA#######", "AA#####AA"), DateStyle::Spaces),
    state("POL", ("RZECZPOSPOLITA POLSKA", "POLSKIE"), ("AA#######", "AAA######"), DateStyle::Dots),
    state("SWE", ("SVERIGE", "SVENSK"), ("########", "########"), DateStyle::Words),
    state("BEL", ("BELGIË BELGIQUE BELGIEN", "BELG"), ("AA######", "###########"), DateStyle::Dots),
    state("PRT", ("REPÚBLICA PORTUGUESA", "PORTUGUESA"), ("A######", "########"), DateStyle::Spaces),
    state("CZE", ("ČESKÁ REPUBLIKA", "ČESKÁ REPUBLIKA"), ("########", "#########"), DateStyle::Dots),
    state("IND", ("REPUBLIC OF INDIA", "INDIAN"), ("A#######", "A#######"), DateStyle::Dots),
    state("JPN", ("JAPAN", "JAPAN"), ("AA#######", "AA########AA"), DateStyle::Words),
];

/// Every state that can be drawn.
#[must_use]
pub const fn authorities() -> &'static [Authority; 16] {
    &AUTHORITIES
}

impl Authority {
    /// The state with that code.
    #[must_use]
    pub fn by_code(code: &str) -> Option<&'static Self> {
        AUTHORITIES.iter().find(|authority| authority.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_printed_in_each_style() {
        let date = CalendarDate::new(1974, 8, 2).unwrap();
        assert_eq!(DateStyle::Words.print(date), "02 AUG 1974");
        assert_eq!(DateStyle::Dots.print(date), "02.08.1974");
        assert_eq!(DateStyle::Spaces.print(date), "02 08 1974");
        assert_eq!(DateStyle::TwoLanguages.print(date), "02 AUG / AOÛT 74");
        assert_eq!(DateStyle::Slashes.print(date), "02/08/1974");
        assert_eq!(DateStyle::Dashes.print(date), "1974-08-02");
        assert_eq!(DateStyle::SmallWords.print(date), "02 Aug 1974");
    }
}
