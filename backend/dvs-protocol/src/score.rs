//! A confidence on the wire: 0 to 100, and -1 when it was not assessed. For `#[serde(with)]`.

use serde::{Deserialize, Deserializer, Serializer};

use crate::lenient::Scalar;

pub(crate) const NOT_ASSESSED: i32 = -1;

pub(crate) fn serialize<S: Serializer>(score: &Option<u8>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_i32(score.map_or(NOT_ASSESSED, i32::from))
}

/// Anything but a number of 0 to 100 is "not assessed".
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    Ok(of(&Scalar::deserialize(from)?))
}

pub(crate) fn of(scalar: &Scalar<'_>) -> Option<u8> {
    let number = scalar
        .float()
        .filter(|number| (0.0..=100.0).contains(number))?;
    Scalar::Number(number)
        .integer()
        .and_then(|number| u8::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_0_to_100_is_a_score() {
        for (number, score) in [
            (0.0, Some(0)),
            (82.7, Some(82)),
            (100.0, Some(100)),
            (-1.0, None),
            (100.5, None),
            (-0.5, None),
        ] {
            assert_eq!(of(&Scalar::Number(number)), score, "{number}");
        }
        assert_eq!(of(&Scalar::Missing), None);
        assert_eq!(of(&Scalar::Boolean(true)), None);
    }
}
