/// Heights that a person on a licence may have.
const INCHES: std::ops::RangeInclusive<u32> = 20..=108;
const CENTIMETRES: std::ops::RangeInclusive<u32> = 50..=275;
const FEET: std::ops::RangeInclusive<u32> = 2..=8;

/// Reads a height in any form that barcodes hold and writes it as `070 IN` or `178 CM`: `070 in`,
/// `178 CM`, `5'10"`, `5-10`, `510` (feet, two digits of inches: 2000 edition) or bare numbers,
/// whose unit is the one that a person's height allows.
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    if let Some((feet, inches)) = text
        .split_once(['\'', '-'])
        .or_else(|| text.split_once("FT"))
    {
        return feet_and_inches(number(feet)?, number(inches).unwrap_or(0));
    }
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(digits_end)?;
    let count: u32 = digits.parse().ok()?;
    match unit.trim() {
        "IN" | "IN." | "INCHES" | "\"" => in_inches(count).or_else(|| packed(digits, count)),
        "CM" | "CM." => in_centimetres(count),
        "" if digits.len() == 2 || digits.starts_with('0') => in_inches(count),
        "" => packed(digits, count).or_else(|| in_centimetres(count)),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    text.trim_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .ok()
}

/// `510`: five feet ten.
fn packed(digits: &str, count: u32) -> Option<String> {
    if digits.len() == 3 {
        feet_and_inches(count / 100, count % 100)
    } else {
        None
    }
}

fn feet_and_inches(feet: u32, inches: u32) -> Option<String> {
    if FEET.contains(&feet) && inches < 12 {
        in_inches(feet * 12 + inches)
    } else {
        None
    }
}

fn in_inches(count: u32) -> Option<String> {
    INCHES.contains(&count).then(|| format!("{count:03} IN"))
}

fn in_centimetres(count: u32) -> Option<String> {
    CENTIMETRES
        .contains(&count)
        .then(|| format!("{count:03} CM"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_issuers_reads() {
        for (text, expected) in [
            ("064 IN", "064 IN"),
            ("073 in", "073 IN"),
            ("72 IN ", "072 IN"),
            ("070\"", "070 IN"),
            ("155 CM", "155 CM"),
            ("505", "065 IN"),
            ("601", "073 IN"),
            ("511 in", "071 IN"),
            ("5'05\"", "065 IN"),
            ("6'", "072 IN"),
            ("5-06", "066 IN"),
            ("5FT 11IN", "071 IN"),
            ("068", "068 IN"),
            ("69", "069 IN"),
            ("178", "178 CM"),
            ("181cm", "181 CM"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn impossible_heights_are_not_guessed_at() {
        for text in [
            "",
            "009",
            "000",
            "999 CM",
            "5'13\"",
            "TALL",
            "17 M",
            "99999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
