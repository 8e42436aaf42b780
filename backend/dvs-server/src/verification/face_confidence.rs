//! The vendor's single number for a comparison of faces.

use credence_types::{FaceComparison, FaceStatus, FaceThresholds};

/// The vendor advises to accept from here on (dvs-wire section 6).
const ADVISED_TO_ACCEPT: u8 = 70;
/// What stands at the threshold to a mismatch.
const MISMATCH_BEGINS: f64 = 30.0;

/// 0 to 100, so that 70 stands where consistent distances end and 30 where mismatches begin. A model
/// that the operator has not calibrated never gives what the vendor advises to accept. None where no
/// judgement was made.
pub(super) fn face_confidence(comparison: &FaceComparison) -> Option<u8> {
    let is_judged = matches!(
        comparison.status,
        FaceStatus::Consistent | FaceStatus::Review | FaceStatus::Mismatch
    );
    let distance = comparison.distance.filter(|_| is_judged)?;
    let thresholds = comparison.thresholds.filter(FaceThresholds::is_sound)?;
    let confidence = confidence(distance, thresholds)?;
    Some(if comparison.calibrated {
        confidence
    } else {
        confidence.min(ADVISED_TO_ACCEPT - 1)
    })
}

/// Straight lines through (0, 100), (consistent, 70), (mismatch, 30) and (2 × mismatch, 0).
fn confidence(distance: f64, thresholds: FaceThresholds) -> Option<u8> {
    let FaceThresholds {
        consistent,
        mismatch,
    } = thresholds;
    let accepted = f64::from(ADVISED_TO_ACCEPT);
    let on_line = |from: (f64, f64), to: (f64, f64)| {
        let share = if to.0 > from.0 {
            (distance - from.0) / (to.0 - from.0)
        } else {
            1.0
        };
        from.1 + share.clamp(0.0, 1.0) * (to.1 - from.1)
    };
    let value = if distance <= consistent {
        on_line((0.0, 100.0), (consistent, accepted)).floor()
    } else if distance <= mismatch {
        // Beyond the threshold, however little.
        let value = on_line((consistent, accepted), (mismatch, MISMATCH_BEGINS));
        value.ceil().min(accepted - 1.0)
    } else {
        let value = on_line((mismatch, MISMATCH_BEGINS), (2.0 * mismatch, 0.0));
        value.floor().min(MISMATCH_BEGINS - 1.0)
    };
    (0..=100_u8).find(|&score| f64::from(score) >= value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(distance: f64, calibrated: bool, status: FaceStatus) -> Option<u8> {
        face_confidence(&FaceComparison {
            distance: Some(distance),
            calibrated,
            thresholds: Some(FaceThresholds {
                consistent: 0.4,
                mismatch: 0.6,
            }),
            ..FaceComparison::without_distance(status)
        })
    }

    #[test]
    fn the_thresholds_stand_at_70_and_30() {
        let distances = [0.0, 0.4, 0.4001, 0.5, 0.6, 0.6001, 1.2, 9.0];
        let confidences = distances.map(|d| of(d, true, FaceStatus::Review).unwrap());
        assert_eq!(confidences, [100, 70, 69, 50, 30, 29, 0, 0]);
    }

    #[test]
    fn what_is_not_calibrated_stays_below_what_is_advised_to_accept() {
        for distance in [0.0, 0.1, 0.3999] {
            assert_eq!(of(distance, false, FaceStatus::Consistent), Some(69));
        }
        assert_eq!(of(0.5, false, FaceStatus::Review), Some(50));
    }

    #[test]
    fn without_a_judgement_there_is_no_number() {
        for status in [
            FaceStatus::NoFace,
            FaceStatus::SeveralFaces,
            FaceStatus::LowQuality,
            FaceStatus::NoModel,
            FaceStatus::Error,
        ] {
            assert_eq!(of(0.1, true, status), None);
        }
        let unknown = FaceComparison {
            distance: Some(0.1),
            ..FaceComparison::without_distance(FaceStatus::Consistent)
        };
        assert_eq!(face_confidence(&unknown), None);
    }
}
