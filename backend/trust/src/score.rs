use std::fmt;

use serde::{Deserialize, Serialize};

/// A confidence from 0 to 100. "Not assessed" (−1 on the DVS wire) is `None`, never a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

/// The number is above 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a score lies between 0 and 100")]
pub struct ScoreError;

impl Score {
    /// The score as the wire gives it: anything outside 0–100 (−1 above all) was not assessed.
    #[must_use]
    pub fn from_wire(number: i64) -> Option<Self> {
        u8::try_from(number)
            .ok()
            .and_then(|value| Self::try_from(value).ok())
    }

    /// A score written in the code; anything above 100 becomes 100.
    pub(crate) const fn constant(value: u8) -> Self {
        if value <= 100 { Self(value) } else { Self(100) }
    }

    /// The number, 0 to 100.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = ScoreError;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        if value <= 100 {
            Ok(Self(value))
        } else {
            Err(ScoreError)
        }
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_0_to_100_is_a_score() {
        let values = [-1, 0, 100, 101, 356].map(Score::from_wire);
        assert_eq!(values, [None, Some(Score(0)), Some(Score(100)), None, None]);
        assert!(serde_json::from_str::<Score>("101").is_err());
    }
}
