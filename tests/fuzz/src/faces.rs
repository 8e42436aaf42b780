use std::sync::OnceLock;

use credence_vision::face::{FaceModels, compare, measure_selfie, try_recogniser, try_weights};

use super::picture;

/// Longest file of a network: mutating more finds nothing more.
const MOST_MODEL_BYTES: usize = 1 << 18;

/// A manifest, a byte 0, values.
pub(super) fn feed_manifest(bytes: &[u8]) {
    let middle = bytes.iter().position(|&byte| byte == 0);
    let (manifest, values) = bytes.split_at(middle.unwrap_or(bytes.len()));
    let _ = try_weights(manifest, values.get(1..).unwrap_or_default());
}

/// One input of so many goes all the way to the recogniser, which takes a second when its branches
/// are counted.
const COMPARED_EACH: u8 = 32;

/// Pixels before networks of random weights.
pub(super) fn feed_pixels(bytes: &[u8]) {
    static MODELS: OnceLock<Option<FaceModels>> = OnceLock::new();
    let models = MODELS.get_or_init(|| FaceModels::seeded(1).ok());
    let (Some(models), Some(picture)) = (models, picture(bytes)) else {
        return;
    };
    for face in models.faces(&picture).unwrap_or_default() {
        let _ = measure_selfie(&picture, &face);
    }
    if bytes.last().is_some_and(|byte| byte % COMPARED_EACH == 0) {
        let _ = compare(Some(models), Some(&picture), Some(&picture));
    }
}

pub(super) fn feed_onnx(bytes: &[u8]) {
    if bytes.len() <= MOST_MODEL_BYTES {
        let _ = try_recogniser(bytes.to_vec());
    }
}
