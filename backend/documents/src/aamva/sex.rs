/// The wire's word for a sex as barcodes write it: ANSI D20 `1`, `2` and `9`, or letters.
pub(super) fn read(text: &str) -> Option<&'static str> {
    match text.to_ascii_uppercase().as_str() {
        "1" | "M" | "MALE" => Some("Male"),
        "2" | "F" | "FEMALE" => Some("Female"),
        "9" | "X" | "U" | "NOT SPECIFIED" => Some("Unspecified"),
        _ => None,
    }
}
