/// Who issues licences under an issuer identification number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuer {
    /// The number, six digits.
    pub iin: &'static str,
    /// The postal abbreviation of the state or province; empty for a country's own department.
    pub abbreviation: &'static str,
    /// The name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2 of the country.
    pub country: &'static str,
}

const fn issuer(
    iin: &'static str,
    country: &'static str,
    abbreviation: &'static str,
    name: &'static str,
) -> Issuer {
    Issuer {
        iin,
        abbreviation,
        name,
        country,
    }
}

/// AAMVA's list of issuer identification numbers, ordered by number; Alberta also uses 990876,
/// which no authority gave it.
static ISSUERS: [Issuer; 72] = [
    issuer("604426", "CA", "PE", "Prince Edward Island"),
    issuer("604427", "US", "AS", "American Samoa"),
    issuer("604428", "CA", "QC", "Quebec"),
    issuer("604429", "CA", "YT", "Yukon"),
    issuer("604430", "US", "MP", "Northern Mariana Islands"),
    issuer("604431", "US", "PR", "Puerto Rico"),
    issuer("604432", "CA", "AB", "Alberta"),
    issuer("604433", "CA", "NU", "Nunavut"),
    issuer("604434", "CA", "NT", "Northwest Territories"),
    issuer("636000", "US", "VA", "Virginia"),
    issuer("636001", "US", "NY", "New York"),
    issuer("636002", "US", "MA", "Massachusetts"),
    issuer("636003", "US", "MD", "Maryland"),
    issuer("636004", "US", "NC", "North Carolina"),
    issuer("636005", "US", "SC", "South Carolina"),
    issuer("636006", "US", "CT", "Connecticut"),
    issuer("636007", "US", "LA", "Louisiana"),
    issuer("636008", "US", "MT", "Montana"),
    issuer("636009", "US", "NM", "New Mexico"),
    issuer("636010", "US", "FL", "Florida"),
    issuer("636011", "US", "DE", "Delaware"),
    issuer("636012", "CA", "ON", "Ontario"),
    issuer("636013", "CA", "NS", "Nova Scotia"),
    issuer("636014", "US", "CA", "California"),
    issuer("636015", "US", "TX", "Texas"),
    issuer("636016", "CA", "NL", "Newfoundland and Labrador"),
    issuer("636017", "CA", "NB", "New Brunswick"),
    issuer("636018", "US", "IA", "Iowa"),
    issuer("636019", "US", "GU", "Guam"),
    issuer("636020", "US", "CO", "Colorado"),
    issuer("636021", "US", "AR", "Arkansas"),
    issuer("636022", "US", "KS", "Kansas"),
    issuer("636023", "US", "OH", "Ohio"),
    issuer("636024", "US", "VT", "Vermont"),
    issuer("636025", "US", "PA", "Pennsylvania"),
    issuer("636026", "US", "AZ", "Arizona"),
    issuer("636027", "US", "", "United States Department of State"),
    issuer("636028", "CA", "BC", "British Columbia"),
    issuer("636029", "US", "OR", "Oregon"),
    issuer("636030", "US", "MO", "Missouri"),
    issuer("636031", "US", "WI", "Wisconsin"),
    issuer("636032", "US", "MI", "Michigan"),
    issuer("636033", "US", "AL", "Alabama"),
    issuer("636034", "US", "ND", "North Dakota"),
    issuer("636035", "US", "IL", "Illinois"),
    issuer("636036", "US", "NJ", "New Jersey"),
    issuer("636037", "US", "IN", "Indiana"),
    issuer("636038", "US", "MN", "Minnesota"),
    issuer("636039", "US", "NH", "New Hampshire"),
    issuer("636040", "US", "UT", "Utah"),
    issuer("636041", "US", "ME", "Maine"),
    issuer("636042", "US", "SD", "South Dakota"),
    issuer("636043", "US", "DC", "District of Columbia"),
    issuer("636044", "CA", "SK", "Saskatchewan"),
    issuer("636045", "US", "WA", "Washington"),
    issuer("636046", "US", "KY", "Kentucky"),
    issuer("636047", "US", "HI", "Hawaii"),
    issuer("636048", "CA", "MB", "Manitoba"),
    issuer("636049", "US", "NV", "Nevada"),
    issuer("636050", "US", "ID", "Idaho"),
    issuer("636051", "US", "MS", "Mississippi"),
    issuer("636052", "US", "RI", "Rhode Island"),
    issuer("636053", "US", "TN", "Tennessee"),
    issuer("636054", "US", "NE", "Nebraska"),
    issuer("636055", "US", "GA", "Georgia"),
    issuer("636056", "MX", "COA", "Coahuila"),
    issuer("636057", "MX", "HID", "Hidalgo"),
    issuer("636058", "US", "OK", "Oklahoma"),
    issuer("636059", "US", "AK", "Alaska"),
    issuer("636060", "US", "WY", "Wyoming"),
    issuer("636061", "US", "WV", "West Virginia"),
    issuer("636062", "US", "VI", "United States Virgin Islands"),
];

/// Alberta under the number that its licences carry.
static ALBERTA_OWN_NUMBER: Issuer = issuer("990876", "CA", "AB", "Alberta");

/// Who issues under `iin`, six digits.
#[must_use]
pub fn issuer_by_iin(iin: &str) -> Option<&'static Issuer> {
    if iin == ALBERTA_OWN_NUMBER.iin {
        return Some(&ALBERTA_OWN_NUMBER);
    }
    ISSUERS
        .binary_search_by(|issuer| issuer.iin.cmp(iin))
        .ok()
        .and_then(|at| ISSUERS.get(at))
}

/// Who issues for a state or province, by its abbreviation or name.
pub(crate) fn issuer_by_state(text: &str) -> Option<&'static Issuer> {
    let text = text.trim();
    ISSUERS.iter().find(|issuer| {
        !issuer.abbreviation.is_empty() && issuer.abbreviation.eq_ignore_ascii_case(text)
            || issuer.name.eq_ignore_ascii_case(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_ordered_and_names_known_countries() {
        assert!(ISSUERS.is_sorted_by(|a, b| a.iin < b.iin));
        for issuer in &ISSUERS {
            assert!(
                crate::country::country_by_alpha2(issuer.country).is_some(),
                "{}",
                issuer.name
            );
        }
    }

    #[test]
    fn every_state_province_and_territory_is_listed() {
        let count = |country| {
            ISSUERS
                .iter()
                .filter(|issuer| issuer.country == country)
                .count()
        };
        // 50 states, the District, 5 territories, the Department of State; 10 provinces, 3 territories.
        assert_eq!((count("US"), count("CA"), count("MX")), (57, 13, 2));
        assert_eq!(
            issuer_by_iin("990876").map(|issuer| issuer.abbreviation),
            Some("AB")
        );
        assert_eq!(issuer_by_iin("999999"), None);
    }
}
