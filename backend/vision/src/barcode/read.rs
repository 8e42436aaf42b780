use credence_types::Redacted;

use super::codewords;
use super::faint_guards::find_faint_guards;
use super::general::{self, Budget, Threshold};
use super::geometry::{Frame, Point};
use super::grid::Grid;
use super::guards::{Guards, find_guards};
use super::locate::{Region, locate};
use super::patterns::Bank;
use super::reading::{BarcodeReading, Content, Layout, Method};
use super::sample::View;
use super::sides::Sides;
use crate::luma::Luma;
use crate::picture::Picture;

/// Longest side of a frame; larger regions are read at a coarser step.
const LONGEST_FRAME: f32 = 1600.0;
/// Narrowest straightened symbol that the general decoder is given.
const STRAIGHT_WIDTH: f32 = 820.0;
/// A second symbol has at least this share of the texture of the first; the print beside a symbol
/// has less and is not looked at.
const PEER_SHARE: f32 = 0.4;
/// Pixels that the general decoder may see for one picture.
const GENERAL_PIXELS: usize = 12_000_000;
/// Larger pictures are shrunk before the general decoder sees them whole.
const GENERAL_SIDE: usize = 1600;

/// Reads the PDF417 symbol of a picture at any rotation, tilted, mirrored or upright, byte for
/// byte. Several readings are returned when several symbols are apart from each other, which
/// happens with divided messages. Empty when there is none that can be read; never a guess: what
/// is returned passed its error correction.
///
/// The work is bounded by counts, not by a clock: about 5–15 ms for a readable 2 MP picture, up to
/// some 150 ms for an unreadable one.
#[must_use]
pub fn read_pdf417(picture: &Picture) -> Vec<BarcodeReading> {
    read_luma(picture.luma())
}

/// [`read_pdf417`] for brightness alone.
#[must_use]
pub fn read_luma(luma: &Luma) -> Vec<BarcodeReading> {
    read_observed(luma, &mut |_| {})
}

/// A step of the reading that has just ended, for those who measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many regions look like a barcode.
    Located(usize),
    /// The start and the stop pattern of a region were found, or not.
    Guards(bool, bool),
    /// Rows and columns of a region's grid, if one fitted.
    Grid(Option<(usize, usize)>),
    /// Whether the cells of a grid passed error correction.
    Cells(bool),
    /// Whether the general decoder read something.
    General(bool),
}

/// [`read_luma`] that tells when each step ends.
pub fn read_observed(luma: &Luma, observe: &mut dyn FnMut(Step)) -> Vec<BarcodeReading> {
    let mut budget = Budget {
        pixels: GENERAL_PIXELS,
    };
    let view = View::new(luma);
    let regions = locate(luma);
    observe(Step::Located(regions.len()));
    let mut readings: Vec<BarcodeReading> = Vec::new();
    let mut least_score = 0.0;
    for region in &regions {
        let is_read = readings
            .iter()
            .any(|reading| covers(&reading.corners, region.centre));
        if is_read || region.score < least_score {
            continue;
        }
        if let Some(reading) = read_region(&view, region, observe) {
            least_score = PEER_SHARE * region.score;
            readings.push(reading);
        }
    }
    if !readings.is_empty() {
        return readings;
    }
    let whole = Region::whole(luma);
    let own = [whole, whole.turned()]
        .iter()
        .find_map(|region| read_region(&view, region, observe));
    let faint = |region| read_faint_region(&view, region, observe);
    let own = own.or_else(|| regions.iter().take(2).find_map(faint));
    if own.is_some() {
        return own.into_iter().collect();
    }
    let found = regions
        .iter()
        .take(2)
        .find_map(|region| straightened(&view, region, &mut budget));
    let found = found.or_else(|| as_it_is(luma, &mut budget));
    observe(Step::General(found.is_some()));
    found.into_iter().collect()
}

/// Our own reader on one region.
fn read_region(
    view: &View<'_>,
    region: &Region,
    observe: &mut dyn FnMut(Step),
) -> Option<BarcodeReading> {
    read_guarded(view, find_guards(view, &frame(region)), observe)
}

/// Our own reader on a region whose guards have blurred.
fn read_faint_region(
    view: &View<'_>,
    region: &Region,
    observe: &mut dyn FnMut(Step),
) -> Option<BarcodeReading> {
    read_guarded(view, find_faint_guards(view, &frame(region)), observe)
}

fn read_guarded(
    view: &View<'_>,
    guards: Option<Guards>,
    observe: &mut dyn FnMut(Step),
) -> Option<BarcodeReading> {
    let sides = guards.as_ref().and_then(Sides::new);
    observe(Step::Guards(
        guards.is_some_and(|guards| guards.start.is_some()),
        guards.is_some_and(|guards| guards.stop.is_some()),
    ));
    let grid = Grid::new(view, sides?, Bank::with_blur(1));
    observe(Step::Grid(grid.map(|grid| (grid.rows, grid.sides.columns))));
    let grid = grid?;
    let cells = codewords::read(view, &grid);
    observe(Step::Cells(cells.is_some()));
    let (content, layout) = cells?;
    let corners = grid.corners();
    let [top_left, top_right, ..] = corners;
    let module_width = top_left.distance(top_right) / (grid.sides.modules() as f32 + 1.0);
    Some(reading(
        content,
        corners,
        Some(module_width),
        Some(layout),
        Method::Grid,
    ))
}

fn reading(
    content: Content,
    corners: [Point; 4],
    module_width: Option<f32>,
    layout: Option<Layout>,
    method: Method,
) -> BarcodeReading {
    BarcodeReading {
        bytes: Redacted::new(content.bytes),
        character_sets: content.character_sets,
        segment: content.segment,
        corners,
        module_width,
        layout,
        method,
    }
}

/// The region with room for the guards and the quiet zone, which have little texture.
fn frame(region: &Region) -> Frame {
    let half_along = region.half_along * 1.14 + 10.0;
    let half_across = region.half_across * 1.10 + 6.0;
    let step = (2.0 * half_along.max(half_across) / LONGEST_FRAME).max(1.0);
    let (sin, cos) = region.angle.sin_cos();
    let along = Point::new(cos * step, sin * step);
    let across = Point::new(-sin * step, cos * step);
    let count = |half: f32| {
        (1..4096usize)
            .find(|&n| n as f32 * step >= 2.0 * half)
            .unwrap_or(4096)
    };
    Frame {
        origin: region
            .centre
            .plus(along, -half_along / step)
            .plus(across, -half_across / step),
        along,
        across,
        width: count(half_along),
        height: count(half_across),
    }
}

/// Whether a point lies inside the corners, on the same side of all four edges.
fn covers(corners: &[Point; 4], point: Point) -> bool {
    let next = corners.iter().cycle().skip(1);
    let sides = corners
        .iter()
        .zip(next)
        .map(|(a, b)| (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x));
    let (mut left, mut right) = (false, false);
    for side in sides {
        left |= side < 0.0;
        right |= side > 0.0;
    }
    !(left && right)
}

/// The general decoder on a region turned upright and widened.
fn straightened(view: &View<'_>, region: &Region, budget: &mut Budget) -> Option<BarcodeReading> {
    let frame = frame(region);
    let finer = (STRAIGHT_WIDTH / frame.width.max(1) as f32).clamp(1.0, 3.0);
    let scaled = |n: usize| {
        (1..4096usize)
            .find(|&m| m as f32 >= n as f32 * finer)
            .unwrap_or(4096)
    };
    let (width, height) = (scaled(frame.width), scaled(frame.height));
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| {
        let at = frame.place(x as f32 / finer, y as f32 / finer);
        to_byte(view.brightness(at))
    });
    let patch = Luma::new(width, pixels.collect());
    let attempts = [
        (false, Threshold::Local),
        (true, Threshold::Local),
        (false, Threshold::Global),
    ];
    let content = attempts.into_iter().find_map(|(is_mirrored, threshold)| {
        let mirrored = is_mirrored.then(|| patch.mirrored());
        general::decode(mirrored.as_ref().unwrap_or(&patch), threshold, budget)
    });
    let (last_x, last_y) = (frame.width as f32, frame.height as f32);
    let corners = [(0.0, 0.0), (last_x, 0.0), (last_x, last_y), (0.0, last_y)];
    let corners = corners.map(|(x, y)| frame.place(x, y));
    content.map(|(content, _)| reading(content, corners, None, None, Method::Straightened))
}

fn to_byte(value: f32) -> u8 {
    let rounded = value.round().clamp(0.0, 255.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of a byte"
    )]
    let byte = rounded as u8;
    byte
}

/// The general decoder on the picture: as it is (it turns by quarters itself), with the other
/// threshold, mirrored, and enlarged by half.
fn as_it_is(luma: &Luma, budget: &mut Budget) -> Option<BarcodeReading> {
    let working = luma.shrunk_to(GENERAL_SIDE);
    let scale = luma.width() as f32 / working.width().max(1) as f32;
    let enlarged = || working.resized(working.width() * 3 / 2, working.height() * 3 / 2);
    let found = general::decode(&working, Threshold::Local, budget)
        .or_else(|| general::decode(&working, Threshold::Global, budget))
        .or_else(|| general::decode(&working.mirrored(), Threshold::Local, budget))
        .or_else(|| general::decode(&enlarged()?, Threshold::Local, budget));
    let (content, points) = found?;
    let low = points
        .iter()
        .fold(Point::new(f32::MAX, f32::MAX), |low, p| {
            Point::new(low.x.min(p.x * scale), low.y.min(p.y * scale))
        });
    let high = points.iter().fold(Point::new(0.0, 0.0), |high, p| {
        Point::new(high.x.max(p.x * scale), high.y.max(p.y * scale))
    });
    let corners = [
        low,
        Point::new(high.x, low.y),
        high,
        Point::new(low.x, high.y),
    ];
    Some(reading(content, corners, None, None, Method::Whole))
}
