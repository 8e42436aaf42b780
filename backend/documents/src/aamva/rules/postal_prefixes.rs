/// The first three digits of a state's ZIP codes, from and to, ordered by abbreviation: USPS
/// Publication 65, with the few offices that serve a neighbouring state.
static ZIP_RANGES: [(&str, &[(u32, u32)]); 56] = [
    ("AK", &[(995, 999)]),
    ("AL", &[(350, 369)]),
    ("AR", &[(716, 729), (755, 755)]),
    ("AS", &[(967, 967)]),
    ("AZ", &[(850, 865)]),
    ("CA", &[(900, 961)]),
    ("CO", &[(800, 816)]),
    ("CT", &[(60, 69)]),
    ("DC", &[(200, 205), (569, 569)]),
    ("DE", &[(197, 199)]),
    ("FL", &[(320, 349)]),
    ("GA", &[(300, 319), (398, 399)]),
    ("GU", &[(969, 969)]),
    ("HI", &[(967, 968)]),
    ("IA", &[(500, 528), (612, 612), (681, 681)]),
    ("ID", &[(832, 838), (979, 979)]),
    ("IL", &[(600, 629)]),
    ("IN", &[(460, 479)]),
    ("KS", &[(660, 679)]),
    ("KY", &[(400, 427)]),
    ("LA", &[(700, 714)]),
    ("MA", &[(10, 27), (55, 55)]),
    ("MD", &[(206, 219)]),
    ("ME", &[(39, 49)]),
    ("MI", &[(480, 499)]),
    ("MN", &[(550, 567)]),
    ("MO", &[(630, 658)]),
    ("MP", &[(969, 969)]),
    ("MS", &[(386, 397)]),
    ("MT", &[(590, 599)]),
    ("NC", &[(270, 289)]),
    ("ND", &[(580, 588)]),
    ("NE", &[(680, 693)]),
    ("NH", &[(30, 38)]),
    ("NJ", &[(70, 89)]),
    ("NM", &[(870, 884)]),
    ("NV", &[(889, 898)]),
    ("NY", &[(5, 5), (63, 63), (100, 149)]),
    ("OH", &[(430, 459)]),
    ("OK", &[(730, 749)]),
    ("OR", &[(970, 979)]),
    ("PA", &[(150, 196)]),
    ("PR", &[(6, 7), (9, 9)]),
    ("RI", &[(28, 29)]),
    ("SC", &[(290, 299)]),
    ("SD", &[(570, 577)]),
    ("TN", &[(370, 385)]),
    ("TX", &[(733, 733), (739, 739), (750, 799), (885, 885)]),
    ("UT", &[(840, 847)]),
    ("VA", &[(201, 201), (220, 246)]),
    ("VI", &[(8, 8)]),
    ("VT", &[(50, 59)]),
    ("WA", &[(980, 994)]),
    ("WI", &[(530, 549)]),
    ("WV", &[(247, 268)]),
    ("WY", &[(820, 831), (834, 834)]),
];

/// The first letters of a province's postal codes: Canada Post, Addressing Guidelines.
static CANADIAN_LETTERS: [(&str, &str); 13] = [
    ("AB", "T"),
    ("BC", "V"),
    ("MB", "R"),
    ("NB", "E"),
    ("NL", "A"),
    ("NS", "B"),
    ("NT", "X"),
    ("NU", "X"),
    ("ON", "KLMNP"),
    ("PE", "C"),
    ("QC", "GHJK"),
    ("SK", "RS"),
    ("YT", "Y"),
];

/// The ranges of a state's first three digits; none for what is no state.
pub(super) fn zip_ranges(state: &str) -> Option<&'static [(u32, u32)]> {
    let found = ZIP_RANGES.iter().find(|(name, _)| *name == state);
    found.map(|(_, ranges)| *ranges)
}

/// The first letters of a province's codes; none for what is no province.
pub(super) fn canadian_letters(province: &str) -> Option<&'static str> {
    let found = CANADIAN_LETTERS.iter().find(|(name, _)| *name == province);
    found.map(|(_, letters)| *letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aamva::issuer_by_state;

    #[test]
    fn the_tables_are_ordered_and_name_states() {
        assert!(ZIP_RANGES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(CANADIAN_LETTERS.is_sorted_by(|a, b| a.0 < b.0));
        for (state, ranges) in &ZIP_RANGES {
            assert!(issuer_by_state(state).is_some(), "{state}");
            assert!(
                ranges.iter().all(|(from, to)| from <= to && *to <= 999),
                "{state}"
            );
        }
        assert_eq!(canadian_letters("CA"), None);
        assert_eq!(zip_ranges("AE"), None);
    }
}
