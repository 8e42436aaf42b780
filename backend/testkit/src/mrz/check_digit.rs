/// The check digit of ICAO Doc 9303-3 section 4.9: weights 7, 3, 1, modulo 10; A is 10, `<` is 0.
#[must_use]
pub fn check_digit(text: &str) -> char {
    let sum: u32 = text
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(character, weight)| character.to_digit(36).unwrap_or(0) * weight)
        .sum();
    char::from_digit(sum % 10, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specimen_of_the_standard_holds() {
        // Doc 9303-4, appendix B.
        assert_eq!(check_digit("L898902C3"), '6');
        assert_eq!(check_digit("740812"), '2');
        assert_eq!(check_digit("120415"), '9');
        assert_eq!(check_digit("ZE184226B<<<<<"), '1');
    }
}
