use credence_types::{FaceComparison, FaceStatus};

/// Why the selfie should be taken again, as a stable code: the comparison says that it is the selfie
/// that was too poor. What the document lacks is no reason: nobody can photograph a better portrait
/// than theirs has.
pub(crate) fn selfie_retake(comparison: Option<&FaceComparison>) -> Option<&str> {
    let comparison = comparison?;
    let told = |wanted: fn(&str) -> bool| {
        let mut codes = comparison.warnings.iter().map(String::as_str);
        codes.find(|code| wanted(code))
    };
    match comparison.status {
        FaceStatus::NoFace => told(|code| code == "selfie_without_face"),
        FaceStatus::SeveralFaces => told(|code| code == "selfie_several_faces"),
        FaceStatus::LowQuality => {
            let portrait = told(|code| matches!(code, "portrait_very_small" | "portrait_cut_off"));
            told(|code| code.starts_with("selfie_")).filter(|_| portrait.is_none())
        }
        FaceStatus::Consistent
        | FaceStatus::Review
        | FaceStatus::Mismatch
        | FaceStatus::NoModel
        | FaceStatus::Error => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retake(status: FaceStatus, warnings: &[&str]) -> Option<String> {
        let comparison = FaceComparison {
            warnings: warnings.iter().map(|&code| code.to_owned()).collect(),
            ..FaceComparison::without_distance(status)
        };
        selfie_retake(Some(&comparison)).map(str::to_owned)
    }

    #[test]
    fn a_selfie_that_is_to_blame_is_taken_again() {
        use FaceStatus::{LowQuality, NoFace, SeveralFaces};
        let cases = [
            (NoFace, "selfie_without_face"),
            (SeveralFaces, "selfie_several_faces"),
            (LowQuality, "selfie_blurred"),
        ];
        for (status, code) in cases {
            let warnings = ["model_uneven_by_group", code];
            assert_eq!(retake(status, &warnings).as_deref(), Some(code));
        }
    }

    #[test]
    fn a_poor_portrait_a_judged_selfie_and_a_missing_one_are_not() {
        let nothing = [
            retake(FaceStatus::LowQuality, &["portrait_very_small"]),
            retake(
                FaceStatus::NoFace,
                &["portrait_not_found", "selfie_blurred"],
            ),
            retake(
                FaceStatus::LowQuality,
                &["portrait_cut_off", "selfie_blurred"],
            ),
            retake(FaceStatus::NoFace, &["selfie_missing"]),
            retake(FaceStatus::Mismatch, &["selfie_blurred"]),
            retake(FaceStatus::NoModel, &[]),
            selfie_retake(None).map(str::to_owned),
        ];
        assert_eq!(nothing, [const { None }; 7]);
    }
}
