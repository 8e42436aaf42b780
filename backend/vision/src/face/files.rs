use sha2::{Digest, Sha256};

use super::ModelError;

/// The four files of the built-in models.
#[derive(Debug, Clone, Copy)]
pub struct BuiltInFiles<'a> {
    /// Names and shapes of the recogniser's weights.
    pub recognition_manifest: &'a [u8],
    /// The recogniser's weights.
    pub recognition_weights: &'a [u8],
    /// Names and shapes of the landmark network's weights.
    pub landmark_manifest: &'a [u8],
    /// The landmark network's weights.
    pub landmark_weights: &'a [u8],
}

/// A file that is taken only with the right content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedFile {
    /// Its name in the folder `model` of the package that it comes from.
    pub name: &'static str,
    /// The SHA-256 of its content, in hexadecimal digits.
    pub sha256: &'static str,
}

/// The files of [`BuiltInFiles`] in its order; `faces/SHA256SUMS` says the same to the set-up, and a
/// test holds them together.
pub const BUILT_IN_FILES: [PinnedFile; 4] = [
    PinnedFile {
        name: "face_recognition_model-weights_manifest.json",
        sha256: "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
    },
    PinnedFile {
        name: "face_recognition_model.bin",
        sha256: "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589",
    },
    PinnedFile {
        name: "face_landmark_68_model-weights_manifest.json",
        sha256: "ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9",
    },
    PinnedFile {
        name: "face_landmark_68_model.bin",
        sha256: "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b",
    },
];

impl BuiltInFiles<'_> {
    pub(super) fn verify(&self) -> Result<(), ModelError> {
        let files = [
            self.recognition_manifest,
            self.recognition_weights,
            self.landmark_manifest,
            self.landmark_weights,
        ];
        for (bytes, pinned) in files.into_iter().zip(BUILT_IN_FILES) {
            verify(bytes, pinned.sha256, pinned.name)?;
        }
        Ok(())
    }
}

pub(super) fn verify(bytes: &[u8], sha256: &str, file: &str) -> Result<(), ModelError> {
    let digest = Sha256::digest(bytes);
    let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if found.eq_ignore_ascii_case(sha256) {
        Ok(())
    } else {
        let file = file.to_owned();
        Err(ModelError::NotPinned { file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_up_verifies_the_same_files() {
        let sums = include_str!("../../faces/SHA256SUMS");
        let pinned: String = BUILT_IN_FILES
            .iter()
            .map(|file| format!("{}  {}\n", file.sha256, file.name))
            .collect();
        assert_eq!(sums, pinned);
    }

    #[test]
    fn another_content_is_refused_by_the_name_of_its_file() {
        let files = BuiltInFiles {
            recognition_manifest: b"[]",
            recognition_weights: b"",
            landmark_manifest: b"[]",
            landmark_weights: b"",
        };
        let refused = files.verify().unwrap_err();
        assert!(
            matches!(&refused, ModelError::NotPinned { file } if file == BUILT_IN_FILES[0].name),
            "{refused}"
        );
    }
}
