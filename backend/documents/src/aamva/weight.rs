use super::values::Values;

/// The ranges of element DCE, in kilograms.
const RANGES: [&str; 10] = [
    "UP TO 31 KG",
    "32-45 KG",
    "46-59 KG",
    "60-70 KG",
    "71-86 KG",
    "87-100 KG",
    "101-113 KG",
    "114-127 KG",
    "128-145 KG",
    "146+ KG",
];

/// Reads the weight as `160 LB`, `073 KG` or a range: DAW in pounds unless it says otherwise, DAX
/// in kilograms, DCE as a range. `Err` when one is there and none can be read.
pub(super) fn read(values: Values<'_>) -> Result<Option<String>, ()> {
    let exact = [(b"DAW", "LB"), (b"DAX", "KG")];
    let mut found = exact
        .iter()
        .filter_map(|(id, unit)| Some((values.get_some(id)?, *unit)))
        .peekable();
    let range = values.get_some(b"DCE");
    let is_stated = found.peek().is_some() || range.is_some();
    let weight = found
        .find_map(|(text, unit)| with_unit(text, unit))
        .or_else(|| {
            RANGES
                .get(range?.parse::<usize>().ok()?)
                .map(|range| (*range).to_owned())
        });
    match weight {
        None if is_stated => Err(()),
        weight => Ok(weight),
    }
}

/// A weight with a unit of its own, or in `unit`.
pub(crate) fn with_unit(text: &str, unit: &str) -> Option<String> {
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, own_unit) = text.split_at_checked(digits_end)?;
    let unit = match own_unit.trim().to_ascii_uppercase().as_str() {
        "" => unit,
        "LB" | "LBS" | "LB." => "LB",
        "KG" | "KGS" | "KG." => "KG",
        _ => return None,
    };
    let count: u32 = digits.parse().ok()?;
    (20..=999)
        .contains(&count)
        .then(|| format!("{count:03} {unit}"))
}
