//! Is one part of a picture — the zone, the barcode, the portrait — good enough to read?

use serde::Serialize;

use super::{Level, at_least};
use crate::geometry::{Homography, Point, Quad};
use crate::luma::Luma;

/// Cells across and down that are measured by themselves: light and blur change over a document.
const CELLS: (u8, u8) = (8, 4);
/// Places along each side of a cell that are looked at.
const PLACES: u8 = 24;
/// Levels between ink and paper below which a cell shows nothing.
const LEAST_CONTRAST: f32 = 24.0;
/// Least contrast of print that is not blurred, in shares of the paper's luma.
const PRINT: f32 = 0.4;
/// Share of the places that are less steep than an edge.
const STEEP: f32 = 0.97;
/// Luma from which a place is burnt out.
const BURNT: f32 = 250.0;

const GOOD_BURNT: f32 = 0.03;
const POOR_BURNT: f32 = 0.20;
/// Paper and contrast, in levels.
const GOOD_LIGHT: (f32, f32) = (70.0, 45.0);
const POOR_LIGHT: (f32, f32) = (35.0, 20.0);

/// What is printed in a part of a picture, and how fine.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Characters of a machine-readable zone, so many pixels from one to the next.
    Character(f32),
    /// Modules of a barcode, so many pixels wide.
    Module(f32),
    /// A portrait, so many pixels wide.
    Portrait(f32),
}

impl Detail {
    fn pixels(self) -> f32 {
        match self {
            Self::Character(pixels) | Self::Module(pixels) | Self::Portrait(pixels) => pixels,
        }
    }

    /// Passports were read at 8 pixels to a character and mostly at 5.3; a barcode wants 1.5
    /// pixels to a module and is now and then read at 1.25.
    fn size_level(self) -> Level {
        match self {
            Self::Character(pixels) => at_least(pixels, 8.0, 5.0),
            Self::Module(pixels) => at_least(pixels, 1.5, 1.25),
            Self::Portrait(pixels) => at_least(pixels, 120.0, 60.0),
        }
    }

    /// Blur, in shares of the detail, that leaves it readable, and that may.
    fn blur_level(self, blur: f32) -> Level {
        let (good, poor) = match self {
            Self::Character(_) => (0.15, 0.25),
            Self::Module(_) => (0.7, 1.1),
            Self::Portrait(_) => (0.0125, 0.03),
        };
        at_least(-blur, -good, -poor)
    }
}

/// Measures of one part of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PartQuality {
    /// What is printed there and how fine.
    pub detail: Detail,
    /// Whether the picture is fine enough for it.
    pub size_level: Level,
    /// Deviation of the blur in shares of the detail; `None` where nothing is printed to tell it.
    pub blur: Option<f32>,
    /// Level of the blur: bad when nothing is printed to tell it.
    pub blur_level: Level,
    /// Share that is burnt out, 0-1.
    pub burnt: f32,
    /// Level of the glare. White paper in bright light is burnt out too, so a part all of whose
    /// print is seen is at worst poor.
    pub glare_level: Level,
    /// Luma of the paper: the median over the part of its lightest tenth.
    pub paper: f32,
    /// Levels between ink and paper, the median over the part.
    pub contrast: f32,
    /// Whether it is light enough; burning out counts as glare.
    pub light_level: Level,
    /// Share that lies outside the picture, 0-1.
    pub outside: f32,
}

impl PartQuality {
    /// The lowest of the levels.
    #[must_use]
    pub fn worst(&self) -> Level {
        self.size_level
            .min(self.blur_level)
            .min(self.glare_level)
            .min(self.light_level)
    }
}

/// Measures what four corners bound: upper left corner first as the print reads. `None` when they
/// are not those of a convex quadrilateral or none of it is in the picture. Some 20 000 places are
/// looked at, whatever the size.
#[must_use]
pub fn assess_part(luma: &Luma, quad: &Quad, detail: Detail) -> Option<PartQuality> {
    let (across, down) = (f32::from(CELLS.0), f32::from(CELLS.1));
    let map = Homography::between(&Quad::rectangle(0.0, 0.0, across, down), quad)?;
    if !quad.is_convex() {
        return None;
    }
    let [upper_left, upper_right, lower_right, lower_left] = quad.0;
    let (from, to) = (
        upper_left.between(lower_left, 0.5),
        upper_right.between(lower_right, 0.5),
    );
    let length = from.distance(to);
    let along = Point::new((to.x - from.x) / length, (to.y - from.y) / length);
    let mut cells: Vec<Cell> = Vec::new();
    let (mut seen, mut burnt) = (0u32, 0u32);
    for row in 0..CELLS.1 {
        for column in 0..CELLS.0 {
            let cell = Cell::measure(luma, &map, along, (column.into(), row.into()));
            seen += cell.seen;
            burnt += cell.burnt;
            cells.extend((cell.seen > u32::from(PLACES)).then_some(cell));
        }
    }
    let all = u32::from(CELLS.0) * u32::from(CELLS.1) * u32::from(PLACES) * u32::from(PLACES);
    let paper = median(cells.iter().map(|cell| cell.paper))?;
    let contrast = median(cells.iter().map(|cell| cell.contrast))?;
    let printed = cells.iter().filter(|cell| cell.contrast >= LEAST_CONTRAST);
    let blur =
        median(printed.clone().map(|cell| cell.blur(detail))).map(|blur| blur / detail.pixels());
    let burnt = burnt as f32 / seen.max(1) as f32;
    let glare_level = at_least(-burnt, -GOOD_BURNT, -POOR_BURNT);
    let is_all_seen = printed.count() == cells.len();
    Some(PartQuality {
        detail,
        size_level: detail.size_level(),
        blur,
        blur_level: blur.map_or(Level::Bad, |blur| detail.blur_level(blur)),
        burnt,
        glare_level: if is_all_seen {
            glare_level.max(Level::Poor)
        } else {
            glare_level
        },
        paper,
        contrast,
        light_level: at_least(paper, GOOD_LIGHT.0, POOR_LIGHT.0).min(at_least(
            contrast,
            GOOD_LIGHT.1,
            POOR_LIGHT.1,
        )),
        outside: 1.0 - seen as f32 / all as f32,
    })
}

/// One of the cells.
struct Cell {
    seen: u32,
    burnt: u32,
    paper: f32,
    contrast: f32,
    /// Levels by which one pixel differs from the next at the steepest edges, along the print and
    /// across it.
    steepest: (f32, f32),
}

impl Cell {
    fn measure(luma: &Luma, map: &Homography, along: Point, (left, top): (f32, f32)) -> Self {
        let mut lumas = Vec::with_capacity(usize::from(PLACES) * usize::from(PLACES));
        let mut steps_along = Vec::with_capacity(lumas.capacity());
        let mut steps_across = Vec::with_capacity(lumas.capacity());
        let mut burnt = 0;
        let share = |n: u8| (f32::from(n) + 0.5) / f32::from(PLACES);
        for row in 0..PLACES {
            for column in 0..PLACES {
                let place = map.map(Point::new(left + share(column), top + share(row)));
                let Some([here, right, below, beyond]) = square(luma, place) else {
                    continue;
                };
                let slope_x = (right + beyond - here - below) / 2.0;
                let slope_y = (below + beyond - here - right) / 2.0;
                steps_along.push((slope_x * along.x + slope_y * along.y).abs());
                steps_across.push((slope_y * along.x - slope_x * along.y).abs());
                lumas.push(here);
                burnt += u32::from(here >= BURNT);
            }
        }
        lumas.sort_by(f32::total_cmp);
        steps_along.sort_by(f32::total_cmp);
        steps_across.sort_by(f32::total_cmp);
        let paper = part(&lumas, 0.9);
        Self {
            seen: u32::try_from(lumas.len()).unwrap_or(u32::MAX),
            burnt,
            paper,
            contrast: part(&lumas, 0.95) - part(&lumas, 0.05),
            steepest: (part(&steps_along, STEEP), part(&steps_across, STEEP)),
        }
    }

    /// Deviation in pixels of the blur that makes a step between ink and paper this steep. A
    /// perfect picture's step takes one pixel. Strong blur takes contrast as well as steepness, so
    /// print is taken to be no fainter than [`PRINT`].
    /// Characters have strokes in both directions and lose by motion in either; a barcode has them
    /// in one, and a face wherever they are.
    fn blur(&self, detail: Detail) -> f32 {
        let (along, across) = self.steepest;
        let steepest = match detail {
            Detail::Character(_) => along.min(across),
            Detail::Module(_) => along,
            Detail::Portrait(_) => along.max(across),
        };
        let step = self.contrast.max(PRINT * self.paper);
        let pixels = step / steepest.max(0.1);
        (pixels * pixels - 1.0).max(0.0).sqrt() / (2.0 * std::f32::consts::PI).sqrt()
    }
}

/// Four neighbouring pixels, or `None` outside.
fn square(luma: &Luma, place: Point) -> Option<[f32; 4]> {
    let (width, height) = (luma.width() as f32, luma.height() as f32);
    let is_inside =
        place.x >= 0.0 && place.y >= 0.0 && place.x < width - 1.0 && place.y < height - 1.0;
    if !is_inside {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place lies in the picture"
    )]
    let (x, y) = (place.x as usize, place.y as usize);
    let &[here, right] = luma.row(y).get(x..)?.first_chunk()?;
    let &[below, beyond] = luma.row(y + 1).get(x..)?.first_chunk()?;
    Some([here, right, below, beyond].map(f32::from))
}

fn part(sorted: &[f32], share: f32) -> f32 {
    let last = sorted.len().saturating_sub(1) as f32;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of the length"
    )]
    let at = (last * share) as usize;
    sorted.get(at).copied().unwrap_or_default()
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}
