use image::metadata::Orientation;

use super::content::{Drawing, Matrix, drawings};
use super::document::Document;
use super::image::Image;
use super::page::{Page, first_pages};
use crate::decode::{DecodeError, MAX_SIDE, MAX_WORKING_BYTES};
use crate::header::Header;

/// A picture that covers this much of what all cover together is the page; the rest is a
/// scanner's mark.
const MAIN_SHARE: f64 = 0.9;
/// Smaller ones are marks and logos, in square inches of 1/72: two thirds of an inch square.
const SMALLEST_AREA: f64 = 2_300.0;
/// How far a picture may lean and still count as straight: about 3°.
const STRAIGHT: f64 = 0.05;
/// Points of a composed page across an inch of 72 units.
const MAX_DENSITY: f64 = 300.0 / 72.0;
/// The most points of a composed page.
const MAX_COMPOSED_PIXELS: f64 = 12_000_000.0;
/// What the pictures of a page may have together, decoded one after the other.
const MAX_DECODED_PIXELS: u64 = 80_000_000;
/// How often a page may be painted over.
const MAX_PAINTED_PAGES: f64 = 4.0;

/// A page with its pictures found and not yet decoded.
#[derive(Debug)]
pub(crate) struct ScannedPage<'a> {
    pub(super) document: Document<'a>,
    pub(super) layout: Layout,
}

/// How the page is made up.
#[derive(Debug)]
pub(super) enum Layout {
    /// It is one picture, taken as it is and turned.
    Picture {
        image: u32,
        orientation: Orientation,
    },
    /// It is put together from several.
    Composed {
        drawings: Vec<Drawing>,
        width: u32,
        height: u32,
        /// From the page's units to points, with the first row at the top.
        to_points: Matrix,
        orientation: Orientation,
    },
}

/// Finds the first page that holds a picture.
pub(crate) fn inspect(file: &[u8]) -> Result<(Header, ScannedPage<'_>), DecodeError> {
    let document = Document::read(file)?;
    let mut found = None;
    for page in first_pages(&document)? {
        let mut drawings = drawings(&document, &page)?;
        drawings.retain(|drawing| drawing.matrix.area() >= SMALLEST_AREA);
        if !drawings.is_empty() {
            found = Some(lay_out(&document, &page, drawings)?);
            break;
        }
    }
    let (header, layout) = found.ok_or(DecodeError::NoScan)?;
    Ok((header, ScannedPage { document, layout }))
}

fn lay_out(
    document: &Document<'_>,
    page: &Page<'_>,
    drawings: Vec<Drawing>,
) -> Result<(Header, Layout), DecodeError> {
    let area = |drawing: &Drawing| drawing.matrix.area();
    let all: f64 = drawings.iter().map(area).sum();
    let main = drawings.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
    if let Some(main) = main.filter(|main| area(main) >= MAIN_SHARE * all)
        && let Some(orientation) = orientation(main.matrix, page.quarters)
    {
        return picture(document, main.image, orientation);
    }
    compose(document, page, drawings)
}

fn picture(
    document: &Document<'_>,
    number: u32,
    orientation: Orientation,
) -> Result<(Header, Layout), DecodeError> {
    let image = Image::read(document, number)?;
    let mut header = image.header;
    if let Some(mask) = image.soft_mask {
        let mask = Image::read(document, mask)?.header;
        let kept = Header::kept_bytes(header.width, header.height);
        header.working_bytes = header.working_bytes.max(kept + mask.working_bytes);
    }
    let layout = Layout::Picture {
        image: number,
        orientation,
    };
    Ok((header, layout))
}

fn compose(
    document: &Document<'_>,
    page: &Page<'_>,
    drawings: Vec<Drawing>,
) -> Result<(Header, Layout), DecodeError> {
    let [left, bottom, right, top] = page.shown;
    let (wide, high) = (right - left, top - bottom);
    let (mut density, mut painted) = (0.0f64, 0.0f64);
    let mut decoded = 0u64;
    let mut working = 0;
    for drawing in &drawings {
        let image = Image::read(document, drawing.image)?;
        // To let what lies beneath show through takes a painter that this is not.
        if image.soft_mask.is_some() || image.is_cut_out {
            return Err(DecodeError::UnsupportedCoding);
        }
        let header = image.header;
        decoded = decoded.saturating_add(header.pixels());
        // A leaning picture takes a box of up to twice its size.
        painted += (2.0 * drawing.matrix.area()).min(wide * high);
        if decoded > MAX_DECODED_PIXELS || painted > MAX_PAINTED_PAGES * wide * high {
            return Err(DecodeError::TooManyPixels);
        }
        working = working.max(header.working_bytes);
        let [a, b, _, _, _, _] = drawing.matrix.0;
        density = density.max(f64::from(header.width) / a.hypot(b).max(1.0));
    }
    let density = density
        .min(MAX_DENSITY)
        .min((MAX_COMPOSED_PIXELS / (wide * high)).sqrt())
        .min(f64::from(MAX_SIDE) / wide.max(high));
    let (width, height) = (points(wide * density), points(high * density));
    let header = Header {
        width,
        height,
        scans: 1,
        // The page, and one picture after the other.
        working_bytes: Header::kept_bytes(width, height).saturating_add(working),
        is_animated: false,
    };
    if header.working_bytes > MAX_WORKING_BYTES {
        return Err(DecodeError::TooManyPixels);
    }
    let layout = Layout::Composed {
        drawings,
        width,
        height,
        to_points: Matrix([density, 0.0, 0.0, -density, -left * density, top * density]),
        orientation: turned(page.quarters),
    };
    Ok((header, layout))
}

/// A number of points, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is clamped to a side"
)]
fn points(number: f64) -> u32 {
    number.round().clamp(1.0, f64::from(MAX_SIDE)) as u32
}

fn turned(quarters: u8) -> Orientation {
    match quarters {
        1 => Orientation::Rotate90,
        2 => Orientation::Rotate180,
        3 => Orientation::Rotate270,
        _ => Orientation::NoTransforms,
    }
}

/// How a picture is to be turned to stand as the page shows it. `None` where it leans.
fn orientation(matrix: Matrix, quarters: u8) -> Option<Orientation> {
    // Where the picture's right and lower side point to, downwards counting up.
    let [a, b, c, d, _, _] = matrix.0;
    let mut sides = [(a, -b), (-c, d)];
    for _ in 0..quarters {
        sides = sides.map(|(x, y)| (-y, x));
    }
    let direction = |(x, y): (f64, f64)| {
        if y.abs() <= STRAIGHT * x.abs() {
            Some(if x > 0.0 { 'r' } else { 'l' })
        } else if x.abs() <= STRAIGHT * y.abs() {
            Some(if y > 0.0 { 'd' } else { 'u' })
        } else {
            None
        }
    };
    let [right, lower] = sides.map(direction);
    match (right?, lower?) {
        ('r', 'd') => Some(Orientation::NoTransforms),
        ('d', 'l') => Some(Orientation::Rotate90),
        ('l', 'u') => Some(Orientation::Rotate180),
        ('u', 'r') => Some(Orientation::Rotate270),
        ('l', 'd') => Some(Orientation::FlipHorizontal),
        ('r', 'u') => Some(Orientation::FlipVertical),
        ('d', 'r') => Some(Orientation::Rotate90FlipH),
        ('u', 'l') => Some(Orientation::Rotate270FlipH),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_as_the_page_shows_it() {
        let cases = [
            ([9.0, 0.0, 0.0, 5.0], 0, Some(Orientation::NoTransforms)),
            ([9.0, 0.1, -0.1, 5.0], 0, Some(Orientation::NoTransforms)),
            ([9.0, 0.0, 0.0, 5.0], 1, Some(Orientation::Rotate90)),
            ([0.0, 9.0, -5.0, 0.0], 1, Some(Orientation::NoTransforms)),
            ([0.0, 9.0, -5.0, 0.0], 0, Some(Orientation::Rotate270)),
            ([-9.0, 0.0, 0.0, 5.0], 0, Some(Orientation::FlipHorizontal)),
            ([9.0, 0.0, 0.0, -5.0], 0, Some(Orientation::FlipVertical)),
            ([9.0, 3.0, -3.0, 5.0], 0, None),
        ];
        for ([a, b, c, d], quarters, expected) in cases {
            let matrix = Matrix([a, b, c, d, 0.0, 0.0]);
            assert_eq!(
                orientation(matrix, quarters),
                expected,
                "{matrix:?} {quarters}"
            );
        }
    }
}
