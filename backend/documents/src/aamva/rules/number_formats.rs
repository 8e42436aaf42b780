/// Forms of licence and card numbers by issuer, without blanks and dashes, ordered by abbreviation:
/// the public tables of the issuers, current forms and those that older cards still carry. They
/// change without notice, so a number of another form is a hint only.
static NUMBER_FORMATS: [(&str, &[&str]); 67] = [
    ("AB", &["9{5,9}"]),
    ("AK", &["9{1,7}"]),
    ("AL", &["9{1,8}"]),
    ("AR", &["9{4,9}"]),
    ("AZ", &["A9{8}", "9{9}"]),
    ("BC", &["9{7}"]),
    ("CA", &["A9{7}"]),
    ("CO", &["9{9}", "A9{3,6}", "A{2}9{2,5}"]),
    ("CT", &["9{9}"]),
    ("DC", &["9{7}", "9{9}"]),
    ("DE", &["9{1,7}"]),
    ("FL", &["A9{12}"]),
    ("GA", &["9{7,9}"]),
    ("GU", &["A9{7,14}", "9{9,10}"]),
    ("HI", &["A9{8}", "9{9}"]),
    ("IA", &["9{9}", "9{3}A{2}9{4}"]),
    ("ID", &["A{2}9{6}A", "9{9}"]),
    ("IL", &["A9{11,12}", "9{11,12}", "9{11}A"]),
    ("IN", &["A9{9}", "9{9,10}"]),
    ("KS", &["A9A9A", "A9{8}", "9{9}"]),
    ("KY", &["A9{8,9}", "9{9}"]),
    ("LA", &["9{1,9}"]),
    ("MA", &["A9{8}", "A{2}9{7}", "9{9}"]),
    ("MB", &["A{6}9{3}A{2}", "A{1,6}X{6,11}", "9{6,12}"]),
    ("MD", &["A9{12}"]),
    ("ME", &["9{7,8}", "9{7}A"]),
    ("MI", &["A9{10}", "A9{12}"]),
    ("MN", &["A9{12}"]),
    (
        "MO",
        &[
            "A9{5,9}",
            "A9{6}R",
            "9{3}A9{6}",
            "9{8}A{2}",
            "9{9}A",
            "9{9}",
        ],
    ),
    ("MP", &["A9{6,7}", "9{6,9}"]),
    ("MS", &["9{9}"]),
    ("MT", &["A9{8}", "9{13,14}", "9{9}"]),
    ("NB", &["9{5,7}"]),
    ("NC", &["9{1,12}"]),
    ("ND", &["A{3}9{6}", "9{9}"]),
    ("NE", &["A9{3,8}"]),
    ("NH", &["9{2}A{3}9{5}", "NHAX{8}", "NHLX{8}", "NHVX{8}"]),
    ("NJ", &["A9{14}"]),
    ("NL", &["A9{9}"]),
    ("NM", &["9{8,9}"]),
    ("NS", &["A{5}9{9}", "A{1,5}X{8,13}"]),
    ("NT", &["9{6}"]),
    ("NU", &["9{5,6}"]),
    ("NV", &["9{9,10}", "9{12}", "X9{8}"]),
    ("NY", &["A9{7}", "A9{18}", "9{8,9}", "9{16}", "A{8}"]),
    ("OH", &["A9{4,8}", "A{2}9{3,7}", "9{8}"]),
    ("OK", &["A9{9}", "9{9}"]),
    ("ON", &["A9{14}"]),
    ("OR", &["9{1,9}", "A9{6}"]),
    ("PA", &["9{8}"]),
    ("PE", &["9{5,6}"]),
    ("PR", &["9{5,9}"]),
    ("QC", &["A9{12}"]),
    ("RI", &["9{7,8}", "A9{6}"]),
    ("SC", &["9{5,11}"]),
    ("SD", &["9{6,10}", "9{12}"]),
    ("SK", &["9{8}"]),
    ("TN", &["9{7,9}"]),
    ("TX", &["9{7,8}"]),
    ("UT", &["9{4,10}"]),
    ("VA", &["A9{8,11}", "9{9}"]),
    ("VT", &["9{8}", "9{7}A"]),
    // Washington fills short names up with asterisks, which `number_is_of_issuer` takes for digits.
    ("WA", &["X{12}"]),
    ("WI", &["A9{13}"]),
    ("WV", &["9{7}", "A{1,2}9{5,6}"]),
    ("WY", &["9{9,10}"]),
    ("YT", &["9{1,6}"]),
];

/// The forms of an issuer's numbers, where they are known.
pub(super) fn number_formats(abbreviation: &str) -> Option<&'static [&'static str]> {
    NUMBER_FORMATS
        .iter()
        .find(|(issuer, _)| *issuer == abbreviation)
        .map(|(_, formats)| *formats)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aamva::issuer_by_state;

    #[test]
    fn the_table_is_ordered_and_names_issuers() {
        assert!(NUMBER_FORMATS.is_sorted_by(|a, b| a.0 < b.0));
        for (name, formats) in &NUMBER_FORMATS {
            assert!(issuer_by_state(name).is_some(), "{name}");
            assert!(!formats.is_empty(), "{name}");
        }
    }
}
