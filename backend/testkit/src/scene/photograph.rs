use image::RgbImage;

use super::background::draw_background;
use super::curl::{Bend, View};
use super::encode::{EncodeError, encode_picture};
use super::options::SceneOptions;
use super::pose::pose;
use super::{blur, light, noise, warp};
use crate::document::Drawing;
use crate::geometry::{Homography, Point, Quad};

/// A photograph could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SceneError {
    /// The picture would have no pixels or more than 100 million.
    #[error("a picture of {width} × {height} pixels is outside what a scene draws")]
    Size {
        /// Pixels per row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The file could not be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

/// A line of print in the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneField {
    /// What it says.
    pub key: &'static str,
    /// The text as printed.
    pub text: String,
    /// Where it is.
    pub quad: Quad,
}

/// Where everything is in the upright picture.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneTruth {
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Drawing pixels to picture pixels, for a page that is not bent; see [`SceneTruth::place`].
    pub map: Homography,
    /// The bend of the page, before the map.
    pub bend: Option<Bend>,
    /// The document's corners (of the box around its round corners).
    pub outline: Quad,
    /// Whether part of the document lies outside the picture.
    pub is_cropped: bool,
    /// The portrait.
    pub portrait: Option<Quad>,
    /// The second portrait.
    pub ghost_portrait: Option<Quad>,
    /// The PDF417 symbol without quiet zone.
    pub barcode: Option<Quad>,
    /// Mean width of a module in picture pixels, tilt included.
    pub pixels_per_module: Option<f32>,
    /// The lines of the MRZ from the top.
    pub mrz_lines: Vec<Quad>,
    /// Upper and lower edge of each line from left to right, which a bent page curves.
    pub mrz_edges: Vec<[Vec<Point>; 2]>,
    /// Mean width of an MRZ character in picture pixels, tilt included.
    pub pixels_per_character: Option<f32>,
    /// Everything printed.
    pub fields: Vec<SceneField>,
}

/// A photograph of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Photograph {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// The upright pixels before encoding.
    pub picture: RgbImage,
    /// Ground truth.
    pub truth: SceneTruth,
}

/// Photographs the drawing.
///
/// # Errors
/// When the picture's size is out of range or the file format cannot hold it.
pub fn photograph(drawing: &Drawing, options: &SceneOptions) -> Result<Photograph, SceneError> {
    let pose = pose(drawing, options);
    let (width, height) = checked_size(pose.width, pose.height)?;
    let mut picture = draw_background(width, height, options.background, options.seed);
    warp::lay(&mut picture, drawing, &pose.view);
    light::shine(&mut picture, &options.light);
    for glare in &options.light.glare {
        light::glare(&mut picture, drawing.bounds(), &pose.view, glare);
    }
    develop(&mut picture, options);
    let bytes = encode_picture(&picture, options.encoding, options.orientation)?;
    Ok(Photograph {
        bytes,
        media_type: options.encoding.media_type(),
        truth: truth(drawing, pose.view, (width, height)),
        picture,
    })
}

/// Where everything would be, without taking the photograph.
#[must_use]
pub fn survey(drawing: &Drawing, options: &SceneOptions) -> SceneTruth {
    let pose = pose(drawing, options);
    truth(drawing, pose.view, (pose.width, pose.height))
}

impl SceneTruth {
    /// Where a place of the drawing is in the picture.
    #[must_use]
    pub fn place(&self, point: Point) -> Point {
        let bent = self.bend.as_ref().map_or(point, |bend| bend.bend(point));
        self.map.map(bent)
    }
}

/// Photographs the background alone; size must be fixed (1600 × 1200 otherwise).
///
/// # Errors
/// When the picture's size is out of range or the file format cannot hold it.
pub fn photograph_nothing(options: &SceneOptions) -> Result<Vec<u8>, SceneError> {
    let (width, height) = match options.size {
        super::FrameSize::Fixed(width, height) => (width, height),
        super::FrameSize::Around(_) => (1600, 1200),
    };
    let (width, height) = checked_size(width, height)?;
    let mut picture = draw_background(width, height, options.background, options.seed);
    light::shine(&mut picture, &options.light);
    develop(&mut picture, options);
    Ok(encode_picture(
        &picture,
        options.encoding,
        options.orientation,
    )?)
}

fn checked_size(width: u32, height: u32) -> Result<(u32, u32), SceneError> {
    let pixels = u64::from(width) * u64::from(height);
    if width < 8 || height < 8 || pixels > 100_000_000 {
        return Err(SceneError::Size { width, height });
    }
    Ok((width, height))
}

/// What lens and sensor do.
fn develop(picture: &mut RgbImage, options: &SceneOptions) {
    let camera = &options.camera;
    blur::gaussian(picture, camera.defocus_sigma);
    blur::motion(picture, camera.motion_length, camera.motion_degrees);
    noise::expose(picture, camera, options.seed);
}

fn truth(drawing: &Drawing, view: View, (width, height): (u32, u32)) -> SceneTruth {
    let outline = view.map_rectangle(drawing.bounds());
    let barcode = drawing.barcode.as_ref();
    let barcode_quad = barcode.map(|barcode| view.map_rectangle(barcode.area));
    let zone = drawing.mrz.iter().flat_map(|mrz| &mrz.areas);
    let mrz_lines: Vec<Quad> = zone.clone().map(|area| view.map_rectangle(*area)).collect();
    let mrz_edges = zone
        .map(|area| {
            let [upper_left, upper_right, lower_right, lower_left] = area.corners().0;
            [
                view.path(upper_left, upper_right),
                view.path(lower_left, lower_right),
            ]
        })
        .collect();
    let characters = drawing
        .mrz
        .as_ref()
        .and_then(|mrz| mrz.lines.first())
        .map(|line| line.chars().count().max(1) as f32);
    SceneTruth {
        width,
        height,
        map: view.camera,
        outline,
        is_cropped: !outline.is_inside(width, height),
        portrait: drawing.portrait.map(|area| view.map_rectangle(area)),
        ghost_portrait: drawing.ghost_portrait.map(|area| view.map_rectangle(area)),
        pixels_per_module: barcode
            .zip(barcode_quad)
            .map(|(barcode, quad)| quad.mean_width() / barcode.modules as f32),
        barcode: barcode_quad,
        pixels_per_character: mrz_lines
            .first()
            .zip(characters)
            .map(|(line, characters)| line.mean_width() / characters),
        mrz_lines,
        mrz_edges,
        fields: drawing
            .fields
            .iter()
            .map(|field| SceneField {
                key: field.key,
                text: field.text.clone(),
                quad: view.map_rectangle(field.area),
            })
            .collect(),
        bend: view.bend,
    }
}
