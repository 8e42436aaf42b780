//! What a comparison of two faces says: the same words from the reader over the wire to the
//! decision. No personal data: distances and names of models, no templates.

use serde::{Deserialize, Serialize};

/// How a comparison of the document's portrait with the selfie ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceStatus {
    /// The distance is within what one person's pictures show.
    Consistent,
    /// The distance is one that both one person's and two people's pictures show.
    Review,
    /// The distance is beyond what one person's pictures show.
    Mismatch,
    /// There is no face on the document or in the selfie; a warning says where.
    NoFace,
    /// The selfie shows several people.
    SeveralFaces,
    /// A face was found and is too poor to judge by; warnings say why.
    LowQuality,
    /// No model is installed: nothing was compared.
    NoModel,
    /// The comparison broke off; nothing is known.
    Error,
}

/// Where a distance lies between a model's two thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceBand {
    /// At most the lower threshold.
    Consistent,
    /// Between the two.
    Review,
    /// Above the upper threshold.
    Mismatch,
}

/// How far apart two templates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceMetric {
    /// The Euclidean distance.
    Euclidean,
    /// One less the cosine of the angle, 0 to 2.
    Cosine,
}

impl FaceMetric {
    /// How far apart two templates are, to four decimals. None where they have different lengths,
    /// have none, or hold what is no number or has no direction.
    #[must_use]
    pub fn distance(self, one: &[f32], other: &[f32]) -> Option<f64> {
        if one.len() != other.len() || one.is_empty() {
            return None;
        }
        let pairs = || {
            one.iter()
                .zip(other)
                .map(|(a, b)| (f64::from(*a), f64::from(*b)))
        };
        let distance = match self {
            Self::Euclidean => pairs().map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt(),
            Self::Cosine => {
                let product: f64 = pairs().map(|(a, b)| a * b).sum();
                let lengths =
                    pairs().fold((0.0, 0.0), |sum, (a, b)| (sum.0 + a * a, sum.1 + b * b));
                1.0 - product / (lengths.0.sqrt() * lengths.1.sqrt())
            }
        };
        let rounded = (distance.max(0.0) * 1e4).round() / 1e4;
        distance.is_finite().then_some(rounded)
    }
}

/// Where a model's bands begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceThresholds {
    /// Distances up to this are consistent.
    pub consistent: f64,
    /// Distances above this are a mismatch; not below `consistent`.
    pub mismatch: f64,
}

impl FaceThresholds {
    /// The band of a distance. What is no number is a mismatch.
    #[must_use]
    pub fn band(&self, distance: f64) -> FaceBand {
        if distance <= self.consistent {
            FaceBand::Consistent
        } else if distance <= self.mismatch {
            FaceBand::Review
        } else {
            FaceBand::Mismatch
        }
    }

    /// Whether the two are finite, not negative and in order.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.consistent >= 0.0 && self.mismatch >= self.consistent && self.mismatch.is_finite()
    }
}

/// The comparison of the document's portrait with the selfie, with all it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FaceComparison {
    /// How it ended.
    pub status: FaceStatus,
    /// How far apart the two faces are in the model's metric, to four decimals; none where nothing
    /// was compared.
    pub distance: Option<f64>,
    /// The distance's band, whatever the status; none where nothing was compared.
    pub band: Option<FaceBand>,
    /// The metric of `distance`.
    pub metric: Option<FaceMetric>,
    /// The model's name.
    pub model_id: Option<String>,
    /// The SHA-256 of the model's file, in hexadecimal digits.
    pub model_sha256: Option<String>,
    /// Where its bands begin.
    pub thresholds: Option<FaceThresholds>,
    /// Whether the thresholds were measured on the operator's own pairs for this very model.
    pub calibrated: bool,
    /// The false match rate measured at `thresholds.consistent`, 0 to 1; only where calibrated.
    pub false_match_rate: Option<f64>,
    /// Stable codes of what limits the comparison, such as `selfie_blurred` or
    /// `model_uneven_by_group`.
    pub warnings: Vec<String>,
    /// Signs about how the pictures came to be.
    pub capture: CaptureSigns,
    /// Whether presentation attack detection by ISO/IEC 30107-3 was evaluated.
    pub pad: Pad,
}

/// Presentation attack detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pad {
    /// Whether it was tested by ISO/IEC 30107-3. Nobody has tested ours.
    pub evaluated: bool,
}

/// Signs about how pictures came to be. Each is one sign under its own name; none proves that a
/// living person was before the camera.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaptureSigns {
    /// Whether the selfie shows the pixel grid of a screen; none where its file is too small or too
    /// altered to tell.
    pub screen_pattern: Option<bool>,
    /// The selfie's perceptual hash: 64 hexadecimal digits, near for near copies.
    pub selfie_hash: Option<String>,
    /// The head turns that the page recorded; none when it sent none.
    pub head_turn: Option<HeadTurn>,
    /// What the page and the files say of their source, as stable codes such as `selfie_from_file`,
    /// `virtual_camera` or `edited_by_software`. All but the file's own are the client's word.
    pub source: Vec<String>,
}

/// A recorded challenge: what the page says it did, and what its frames show.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HeadTurn {
    /// The challenge's nonce, as the page repeats it.
    pub nonce: String,
    /// The frames in the order in which they were taken.
    pub frames: Vec<HeadTurnFrame>,
}

/// One frame of a head turn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HeadTurnFrame {
    /// Milliseconds since the challenge was shown, as the page says.
    pub at_milliseconds: u32,
    /// How far the head is turned, −1 to 1: negative to the person's own left. None without exactly
    /// one face.
    pub yaw: Option<f64>,
    /// The distance to the selfie's face in the model's metric; none where nothing was compared.
    pub distance: Option<f64>,
    /// The band of that distance.
    pub band: Option<FaceBand>,
}

/// A direction that the person is asked to turn their head to, their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnDirection {
    /// To their left.
    Left,
    /// To their right.
    Right,
}

impl TurnDirection {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl FaceComparison {
    /// A comparison that ended before anything was measured.
    #[must_use]
    pub fn without_distance(status: FaceStatus) -> Self {
        Self {
            status,
            distance: None,
            band: None,
            metric: None,
            model_id: None,
            model_sha256: None,
            thresholds: None,
            calibrated: false,
            false_match_rate: None,
            warnings: Vec::new(),
            capture: CaptureSigns::default(),
            pad: Pad::default(),
        }
    }
}

/// Nothing is known: what a malformed message reads as.
impl Default for FaceComparison {
    fn default() -> Self {
        Self::without_distance(FaceStatus::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_falls_into_one_band_and_what_is_no_number_is_a_mismatch() {
        let thresholds = FaceThresholds {
            consistent: 0.4,
            mismatch: 0.6,
        };
        let bands = [0.4, 0.41, 0.6, 0.61, f64::NAN].map(|distance| thresholds.band(distance));
        use FaceBand::{Consistent, Mismatch, Review};
        assert_eq!(bands, [Consistent, Review, Review, Mismatch, Mismatch]);
    }

    #[test]
    fn distances_are_those_of_their_metrics() {
        let (east, north) = ([1.0, 0.0], [0.0, 2.0]);
        assert_eq!(FaceMetric::Euclidean.distance(&east, &north), Some(2.2361));
        assert_eq!(FaceMetric::Cosine.distance(&east, &north), Some(1.0));
        assert_eq!(FaceMetric::Cosine.distance(&north, &[0.0, 7.0]), Some(0.0));
    }

    #[test]
    fn templates_that_cannot_be_compared_have_no_distance() {
        for (one, other) in [
            (&[1.0_f32][..], &[1.0, 2.0][..]),
            (&[], &[]),
            (&[f32::NAN], &[1.0]),
            (&[f32::MAX, f32::INFINITY], &[0.0, 0.0]),
        ] {
            assert_eq!(FaceMetric::Euclidean.distance(one, other), None);
        }
        assert_eq!(FaceMetric::Cosine.distance(&[0.0], &[1.0]), None);
    }

    #[test]
    fn thresholds_out_of_order_are_not_sound() {
        let is_sound = |consistent, mismatch| {
            FaceThresholds {
                consistent,
                mismatch,
            }
            .is_sound()
        };
        assert!(is_sound(0.4, 0.4) && is_sound(0.0, 0.6));
        assert!(!is_sound(0.6, 0.4) && !is_sound(f64::NAN, 0.6) && !is_sound(0.4, f64::INFINITY));
        assert!(!is_sound(-0.1, 0.6));
    }
}
