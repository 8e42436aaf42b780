use std::sync::LazyLock;

use credence_types::ReaderModel;
use sha2::{Digest, Sha256};

/// The models that are built in and read documents and find faces, by the hashes of their files. What
/// compares faces is installed apart, and its comparison names it.
#[must_use]
pub fn reader_models() -> &'static [ReaderModel] {
    static MODELS: LazyLock<Vec<ReaderModel>> = LazyLock::new(|| {
        let files: [(&str, &[u8]); 6] = [
            ("mrz-line", crate::mrz::model_file()),
            ("mrz-names", crate::mrz::NAMES_FILE),
            ("print-lines", crate::printed::lines_file()),
            ("print-line", crate::printed::line_file()),
            ("zone-font", crate::ocr_b::SHAPES),
            ("face-detector", crate::face::DETECTOR_FILE),
        ];
        files.map(named).to_vec()
    });
    &MODELS
}

fn named((name, file): (&str, &[u8])) -> ReaderModel {
    let digest = Sha256::digest(file);
    ReaderModel {
        name: name.to_owned(),
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_model_is_named_by_its_own_file() {
        let models = reader_models();
        let sums: std::collections::BTreeSet<_> =
            models.iter().map(|model| &model.sha256).collect();
        assert_eq!(sums.len(), models.len());
        let line = named(("mrz-line", include_bytes!("../models/mrz-line.onnx")));
        assert!(models.contains(&line));
    }
}
