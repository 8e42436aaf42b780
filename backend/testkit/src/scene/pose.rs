use super::curl::{Bend, View};
use super::options::{FrameSize, Magnification, Placement, SceneOptions};
use crate::document::Drawing;
use crate::geometry::Homography;

/// The camera: where the drawing's pixels go, and how large the picture is.
#[derive(Debug, Clone)]
pub(super) struct Pose {
    pub(super) view: View,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Works out the map from drawing pixels to picture pixels.
pub(super) fn pose(drawing: &Drawing, options: &SceneOptions) -> Pose {
    let drawn_width = drawing.bounds().width;
    let natural = match options.magnification {
        Magnification::Width(width) => width,
        Magnification::PixelsPerModule(pixels) => {
            let module = drawing.barcode.as_ref().map_or(
                0.25 * drawing.pixels_per_millimetre,
                super::super::document::BarcodeTruth::pixels_per_module,
            );
            drawn_width * pixels / module
        }
        Magnification::PixelsPerCharacter(pixels) => {
            let character = drawing.mrz.as_ref().map_or(
                2.54 * drawing.pixels_per_millimetre,
                super::super::document::MrzTruth::pixels_per_character,
            );
            drawn_width * pixels / character
        }
        Magnification::Fill(_) => drawn_width,
    };
    let mut view = View {
        camera: project(drawing, &options.placement, natural),
        bend: options.curl.map(|curl| Bend::new(&curl, drawing.bounds())),
    };
    let bounds = view.bounds(drawing.bounds());
    let (width, height) = match options.size {
        FrameSize::Fixed(width, height) => (width, height),
        FrameSize::Around(margin) => (
            bounds.width.ceil() as u32 + 2 * margin,
            bounds.height.ceil() as u32 + 2 * margin,
        ),
    };
    let scale = match (options.magnification, options.size) {
        (Magnification::Fill(share), FrameSize::Fixed(..)) => {
            share * (width as f32 / bounds.width).min(height as f32 / bounds.height)
        }
        _ => 1.0,
    };
    let middle = bounds.centre();
    let (along, down) = options.placement.offset;
    let (along, down) = match options.size {
        FrameSize::Fixed(..) => (along, down),
        FrameSize::Around(_) => (0.0, 0.0),
    };
    let shift_x = width as f32 * (0.5 + along) - middle.x * scale;
    let shift_y = height as f32 * (0.5 + down) - middle.y * scale;
    let fit = Homography([
        [f64::from(scale), 0.0, f64::from(shift_x)],
        [0.0, f64::from(scale), f64::from(shift_y)],
        [0.0, 0.0, 1.0],
    ]);
    view.camera = view.camera.then(&fit);
    Pose {
        view,
        width,
        height,
    }
}

/// A pinhole camera over the middle of the document: the document, measured in its own widths, is
/// turned, tilted, moved away by the distance, and projected so that an untilted document is
/// `width` pixels wide.
fn project(drawing: &Drawing, placement: &Placement, width: f32) -> Homography {
    let (sin_z, cos_z) = f64::from(placement.rotation_degrees).to_radians().sin_cos();
    let (sin_x, cos_x) = f64::from(placement.tilt_x_degrees).to_radians().sin_cos();
    let (sin_y, cos_y) = f64::from(placement.tilt_y_degrees).to_radians().sin_cos();
    // First columns of Rz · Rx · Ry; depth grows away from the camera.
    let tilted_x = [cos_y, sin_x * sin_y, cos_x * sin_y];
    let tilted_y = [0.0, cos_x, -sin_x];
    let turn = |[x, y, z]: [f64; 3]| [cos_z * x - sin_z * y, sin_z * x + cos_z * y, z];
    let ([ax, ay, az], [bx, by, bz]) = (turn(tilted_x), turn(tilted_y));
    let distance = f64::from(placement.distance.max(1.2));
    let focal = f64::from(width) * distance;
    let size = f64::from(drawing.bounds().width);
    let (mx, my) = (size / 2.0, f64::from(drawing.bounds().height) / 2.0);
    let row = |a: f64, b: f64, gain: f64, add: f64| {
        [
            gain * a / size,
            gain * b / size,
            add - gain * (a * mx + b * my) / size,
        ]
    };
    Homography([
        row(ax, bx, focal, 0.0),
        row(ay, by, focal, 0.0),
        row(az, bz, 1.0, distance),
    ])
}
