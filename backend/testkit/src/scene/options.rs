use super::curl::Curl;
use super::encode::Encoding;
use crate::exif::Orientation;

/// Everything about a photograph. Start from [`SceneOptions::flat`], [`SceneOptions::phone`] or
/// [`SceneOptions::hard`] and change fields.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneOptions {
    /// Seed of the background's details and of the noise.
    pub seed: u64,
    /// Size of the picture.
    pub size: FrameSize,
    /// How large the document appears.
    pub magnification: Magnification,
    /// How the document lies.
    pub placement: Placement,
    /// How the page is bent, if it is.
    pub curl: Option<Curl>,
    /// What it lies on.
    pub background: Background,
    /// The light.
    pub light: Light,
    /// Lens and sensor.
    pub camera: Camera,
    /// File format.
    pub encoding: Encoding,
    /// EXIF orientation: the pixels are stored turned, so that a reader that obeys the tag sees
    /// the picture upright. Ground truth is in upright coordinates. JPEG only.
    pub orientation: Option<Orientation>,
}

/// Size of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FrameSize {
    /// Width and height in pixels.
    Fixed(u32, u32),
    /// As large as the document needs, with a margin of that many pixels on each side.
    Around(u32),
}

/// How large the document appears.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Magnification {
    /// The document's upper edge would be this many pixels long if it were not tilted.
    Width(f32),
    /// A module of the barcode would be this many pixels wide if the card were not tilted.
    /// A document without a barcode takes it for pixels per 0.25 mm.
    PixelsPerModule(f32),
    /// A character of the MRZ would be this many pixels wide if the document were not tilted.
    /// A document without an MRZ takes it for pixels per 2.54 mm.
    PixelsPerCharacter(f32),
    /// The document's bounding box takes this share of the picture's width or height, whichever
    /// is tighter. With [`FrameSize::Around`] one drawing pixel becomes one pixel.
    Fill(f32),
}

/// How the document lies. The camera sees it in true perspective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Turn in the picture's plane, clockwise.
    pub rotation_degrees: f32,
    /// Tilt about the horizontal axis: positive moves the upper edge away.
    pub tilt_x_degrees: f32,
    /// Tilt about the vertical axis: positive moves the right edge away.
    pub tilt_y_degrees: f32,
    /// Distance of the camera in document widths; smaller is stronger perspective.
    pub distance: f32,
    /// Shift of the document's middle from the picture's middle, in shares of the picture.
    pub offset: (f32, f32),
}

/// What lies behind the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// One colour, red, green, blue.
    Plain([u8; 3]),
    /// Wooden planks.
    Wood,
    /// Woven cloth.
    Cloth,
    /// A gradient with things strewn over it: papers with print, coins, pens, a ruled pad.
    Clutter,
    /// Speckled stone.
    Stone,
}

/// The light.
#[derive(Debug, Clone, PartialEq)]
pub struct Light {
    /// Brightness; 1 leaves the document as drawn.
    pub exposure: f32,
    /// Difference of brightness from one side to the other, as a share.
    pub gradient: f32,
    /// Where the light comes from: 0 right, 90 below.
    pub direction_degrees: f32,
    /// Loss of brightness in the corners, as a share.
    pub vignette: f32,
    /// A shadow across the picture.
    pub shadow: Option<Shadow>,
    /// Reflections.
    pub glare: Vec<Glare>,
}

/// A shadow with a soft straight edge, as a hand or a phone throws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shadow {
    /// Where the edge crosses, in shares of the picture.
    pub at: (f32, f32),
    /// Direction into the shadow: 0 right, 90 down.
    pub direction_degrees: f32,
    /// Loss of light, 0 to 1.
    pub depth: f32,
    /// Width of the edge as a share of the picture's width.
    pub softness: f32,
}

/// A reflection on the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glare {
    /// Middle, in shares of the document.
    pub at: (f32, f32),
    /// Radius across, as a share of the document's width.
    pub radius: f32,
    /// Radius down over radius across.
    pub aspect: f32,
    /// Levels added in the middle, 0 to 255 and more; 255 blinds fully.
    pub strength: f32,
}

/// Lens and sensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Blur of the lens, deviation in pixels.
    pub defocus_sigma: f32,
    /// Length of the streak in pixels.
    pub motion_length: f32,
    /// Direction of the streak: 0 along the rows.
    pub motion_degrees: f32,
    /// Noise of the sensor: deviation in levels at middle grey.
    pub noise_sigma: f32,
    /// Gains of red, green and blue.
    pub white_balance: [f32; 3],
}

impl Default for Placement {
    fn default() -> Self {
        Self {
            rotation_degrees: 0.0,
            tilt_x_degrees: 0.0,
            tilt_y_degrees: 0.0,
            distance: 4.0,
            offset: (0.0, 0.0),
        }
    }
}

impl Default for Light {
    fn default() -> Self {
        Self {
            exposure: 1.0,
            gradient: 0.0,
            direction_degrees: 0.0,
            vignette: 0.0,
            shadow: None,
            glare: Vec::new(),
        }
    }
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            defocus_sigma: 0.0,
            motion_length: 0.0,
            motion_degrees: 0.0,
            noise_sigma: 0.0,
            white_balance: [1.0; 3],
        }
    }
}
