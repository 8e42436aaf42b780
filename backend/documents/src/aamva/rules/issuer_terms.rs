/// Longer than any issuer's term but Arizona's; Montana and Wyoming give twelve and ten years.
pub(super) const LONGEST_TERM_OF_ALL_YEARS: u32 = 15;

/// The longest usual term of a licence in years, by the issuers' public fee tables. Terms change,
/// so this serves for hints only. Arizona's licences run until old age.
const LONGEST_TERMS_YEARS: [(&str, u32); 62] = [
    ("AB", 10),
    ("AK", 8),
    ("AL", 4),
    ("AR", 8),
    ("AZ", 60),
    ("BC", 5),
    ("CA", 5),
    ("CO", 5),
    ("CT", 8),
    ("DC", 8),
    ("DE", 8),
    ("FL", 8),
    ("GA", 10),
    ("GU", 5),
    ("HI", 8),
    ("IA", 8),
    ("ID", 8),
    ("IL", 4),
    ("IN", 6),
    ("KS", 6),
    ("KY", 8),
    ("LA", 6),
    ("MA", 5),
    ("MB", 5),
    ("MD", 8),
    ("ME", 6),
    ("MI", 4),
    ("MN", 4),
    ("MO", 6),
    ("MS", 8),
    ("MT", 12),
    ("NB", 4),
    ("NC", 8),
    ("ND", 6),
    ("NE", 5),
    ("NH", 5),
    ("NJ", 4),
    ("NL", 5),
    ("NM", 8),
    ("NS", 5),
    ("NV", 8),
    ("NY", 8),
    ("OH", 8),
    ("OK", 8),
    ("ON", 5),
    ("OR", 8),
    ("PA", 4),
    ("PR", 8),
    ("QC", 8),
    ("RI", 5),
    ("SC", 10),
    ("SD", 5),
    ("SK", 5),
    ("TN", 8),
    ("TX", 8),
    ("UT", 8),
    ("VA", 8),
    ("VT", 4),
    ("WA", 8),
    ("WI", 8),
    ("WV", 8),
    ("WY", 10),
];

/// Issuers whose licences expire on the holder's birthday, or within a month of it.
pub(super) const EXPIRING_BY_BIRTHDAY: [&str; 36] = [
    "AK", "AR", "AZ", "CA", "CT", "DC", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "MA",
    "MD", "ME", "MI", "MN", "MT", "NC", "ND", "NE", "NH", "NM", "NV", "NY", "OH", "ON", "OR", "PA",
    "TX", "UT", "WA", "WI",
];

/// The longest usual term of the issuer's licences in years, where it is known.
pub(super) fn longest_term_years(abbreviation: &str) -> Option<u32> {
    LONGEST_TERMS_YEARS
        .iter()
        .find(|(issuer, _)| *issuer == abbreviation)
        .map(|(_, years)| *years)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aamva::issuer_by_state;

    #[test]
    fn the_tables_are_ordered_and_name_issuers() {
        assert!(LONGEST_TERMS_YEARS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(EXPIRING_BY_BIRTHDAY.is_sorted_by(|a, b| a < b));
        for name in LONGEST_TERMS_YEARS
            .iter()
            .map(|(name, _)| name)
            .chain(&EXPIRING_BY_BIRTHDAY)
        {
            assert!(issuer_by_state(name).is_some(), "{name}");
            assert!(longest_term_years(name).is_some(), "{name}");
        }
    }
}
