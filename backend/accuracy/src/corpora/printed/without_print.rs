use credence_documents::FieldKey;

const BACK: &str = "the back of a card, which does not print the holder's data";
const ALL: &[FieldKey] = &[FieldKey::Id, FieldKey::FamilyName, FieldKey::DateOfBirth];

/// Pictures of `mrz/` whose print does not show what the zone says, and why.
pub(super) const WITHOUT_PRINT: [(&str, &[FieldKey], &str); 9] = [
    ("0_id-esp.png", ALL, BACK),
    ("100_id-che.jpg", ALL, BACK),
    ("100_id-mac.jpg", ALL, BACK),
    ("100_id-si.jpg", ALL, BACK),
    ("100_id-usa.jpg", ALL, BACK),
    ("53_id-d.jpg", ALL, BACK),
    ("77_card-cmw.png", ALL, BACK),
    (
        "100_id-rou.jpg",
        &[FieldKey::DateOfBirth],
        "the birth date stands only within the personal number",
    ),
    (
        "100_visa-usa.jpg",
        &[FieldKey::Id],
        "the zone holds the first nine characters of a longer number",
    ),
];
