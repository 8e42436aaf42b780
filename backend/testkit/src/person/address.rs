use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::aamva::Issuer;
use crate::dice::{fill_pattern, pick};

/// Where a licence holder lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// House number and street.
    pub street: String,
    /// Flat or unit.
    pub unit: Option<String>,
    /// Town.
    pub city: &'static str,
    /// State or province, two letters.
    pub region: &'static str,
    /// `12345`, `12345-6789` or `A1A 1A1`.
    pub postal_code: String,
}

impl Address {
    /// Draws an address in the issuer's state or province.
    #[must_use]
    pub fn draw(dice: &mut ChaCha8Rng, issuer: &Issuer) -> Self {
        const STREETS: [&str; 16] = [
            "Maple",
            "Oak",
            "Washington",
            "2nd",
            "Lakeview",
            "Old Mill",
            "Martin Luther King Jr",
            "Sunset",
            "W 23rd",
            "Cherry Blossom",
            "Main",
            "Saint Andrews",
            "N Elm",
            "Hickory Ridge",
            "County Road 12",
            "Blueberry Hill",
        ];
        const KINDS: [&str; 8] = ["St", "Ave", "Rd", "Dr", "Ln", "Blvd", "Ct", "Ter"];
        let number = dice.random_range(1..19_999_u32);
        let street = format!("{number} {} {}", pick(dice, &STREETS), pick(dice, &KINDS));
        let unit = dice.random_bool(0.25).then(|| {
            format!(
                "{} {}",
                pick(dice, &["Apt", "Unit", "#"]),
                dice.random_range(1..900)
            )
        });
        let (city, postal_pattern) = pick(dice, &issuer.cities);
        let mut postal_code = fill_pattern(dice, postal_pattern);
        if postal_code.len() == 5 && dice.random_bool(0.3) {
            postal_code.push_str(&fill_pattern(dice, "-####"));
        }
        Self {
            street,
            unit,
            city,
            region: issuer.code,
            postal_code,
        }
    }
}
