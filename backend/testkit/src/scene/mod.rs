//! Photographs of drawings: where the document lies, what it lies on, the light and the camera.

mod again;
mod background;
pub(crate) mod blur;
mod clutter;
mod curl;
mod encode;
mod enlarge;
mod light;
pub(crate) mod noise;
mod options;
mod outlined;
mod photograph;
mod pose;
mod presets;
mod texture;
mod warp;

pub use curl::{Bend, Curl, CurlShape};
pub use encode::{EncodeError, Encoding, encode_picture};
pub use options::{
    Background, Camera, FrameSize, Glare, Light, Magnification, Placement, SceneOptions, Shadow,
};
pub use outlined::outlined;
pub use photograph::{
    Photograph, SceneError, SceneField, SceneTruth, photograph, photograph_nothing, survey,
};
