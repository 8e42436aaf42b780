use super::icao::ICAO_9303;
use super::iso_3166::ISO_3166;

/// A state or organisation that issues documents or that a person belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// The letters on the document, one to three.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3 of the state behind the code; none for organisations.
    pub alpha3: Option<&'static str>,
    /// ISO 3166-1 alpha-2 of the state behind the code; none for organisations.
    pub alpha2: Option<&'static str>,
    /// The short English name.
    pub name: &'static str,
}

/// The country behind the letters of an MRZ: ISO 3166-1 alpha-3 or one of ICAO's own codes.
#[must_use]
pub fn country_by_code(code: &str) -> Option<&'static Country> {
    match ISO_3166.binary_search_by(|country| country.code.cmp(code)) {
        Ok(at) => ISO_3166.get(at),
        Err(_) => ICAO_9303.iter().find(|country| country.code == code),
    }
}

/// The letters of every country and organisation that may stand in an MRZ, one to three of them.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    ISO_3166
        .iter()
        .chain(&ICAO_9303)
        .map(|country| country.code)
}

/// The country behind an ISO 3166-1 alpha-2 code.
#[must_use]
pub fn country_by_alpha2(code: &str) -> Option<&'static Country> {
    ISO_3166.iter().find(|country| country.alpha2 == Some(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_ordered_and_has_no_twins() {
        assert!(ISO_3166.is_sorted_by(|a, b| a.code < b.code));
        assert!(ICAO_9303.iter().all(|country| {
            ISO_3166
                .binary_search_by(|other| other.code.cmp(country.code))
                .is_err()
        }));
        let alpha2: std::collections::BTreeSet<_> = ISO_3166.iter().map(|c| c.alpha2).collect();
        assert_eq!(alpha2.len(), ISO_3166.len());
    }

    #[test]
    fn germany_has_one_letter_in_an_mrz() {
        assert_eq!(country_by_code("D").and_then(|c| c.alpha3), Some("DEU"));
        assert_eq!(country_by_code("DEU").map(|c| c.name), Some("Germany"));
    }

    #[test]
    fn every_code_leads_back_to_its_country() {
        assert!(country_codes().count() > 270);
        assert!(country_codes().all(|code| country_by_code(code).is_some()));
    }

    #[test]
    fn misread_codes_are_unknown() {
        for code in ["MLD", "", "US", "usa", "132"] {
            assert_eq!(country_by_code(code), None, "{code}");
        }
        assert_eq!(country_by_alpha2("CA").map(|c| c.code), Some("CAN"));
    }
}
