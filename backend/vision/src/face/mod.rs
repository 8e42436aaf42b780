//! Faces: found, aligned, told apart. What is compared is a recogniser's distance; the built-in one
//! helps a reviewer and is never calibrated, an operator's own may be.

mod align;
mod area;
mod built_in;
mod chip;
mod choose;
mod compare;
mod crop;
mod detect;
mod error;
mod files;
mod found;
mod model_error;
mod models;
mod network;
mod networks;
mod onnx;
mod onnx_check;
mod operator;
mod seeded;
mod seeta;
mod selfie;
mod template;
mod trial;
mod turn;
mod weights;
mod yunet;

pub use area::Area;
pub use compare::{Compared, compare};
pub use error::FaceFault;
pub use files::{BUILT_IN_FILES, BuiltInFiles, PinnedFile};
pub use found::{FacePoints, FoundFace};
pub use model_error::ModelError;
pub use models::{FaceModels, ModelInfo};
pub use operator::{
    Calibration, ChannelOrder, DetectorFile, MAX_MODEL_BYTES, OperatorModels, RecogniserFile,
};
#[doc(hidden)]
pub use seeded::{seeded_detector, seeded_recogniser, try_recogniser, try_weights};
pub(crate) use seeta::MODEL as DETECTOR_FILE;
pub use selfie::{SelfieFault, SelfieQuality, measure_selfie};
pub use template::Template;
pub use turn::measure_frame;
