use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A three-letter country or organisation code as ICAO Doc 9303-3 section 5 writes it: ISO 3166-1
/// alpha-3 plus ICAO's own, and `D` for Germany kept as the document prints it. Only the form is
/// checked here; whether the code exists is for `credence-documents`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(String);

/// The text is not one to three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a country code is one to three capital letters")]
pub struct CountryCodeError;

impl CountryCode {
    /// The letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CountryCode {
    type Err = CountryCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(CountryCodeError)
        }
    }
}

impl TryFrom<String> for CountryCode {
    type Error = CountryCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.0
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
