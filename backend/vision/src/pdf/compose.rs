#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are clamped to the picture before they are narrowed"
)]

use super::content::{Drawing, Matrix};
use super::document::Document;
use super::image::{Bitmap, Image, flatten};
use super::layout::{Layout, ScannedPage};
use crate::decode::{DecodeError, turned};
use crate::picture::Picture;
use crate::pixels;

/// The page's picture.
pub(crate) fn decode(page: &ScannedPage<'_>) -> Result<Picture, DecodeError> {
    let document = &page.document;
    let (bitmap, orientation) = match &page.layout {
        Layout::Picture { image, orientation } => (picture(document, *image)?, *orientation),
        Layout::Composed {
            drawings,
            width,
            height,
            to_points,
            orientation,
        } => {
            let mut paper = Bitmap {
                width: *width,
                height: *height,
                rgb: vec![255; 3 * *width as usize * *height as usize],
            };
            for drawing in drawings {
                paint(document, drawing, *to_points, &mut paper)?;
            }
            (paper, *orientation)
        }
    };
    let (width, height, rgb) = turned(bitmap.width, bitmap.height, bitmap.rgb, orientation)
        .ok_or(DecodeError::Unreadable)?;
    Picture::from_rgb(width, height, rgb).ok_or(DecodeError::Unreadable)
}

fn picture(document: &Document<'_>, number: u32) -> Result<Bitmap, DecodeError> {
    let image = Image::read(document, number)?;
    let mask = image.soft_mask;
    let mut bitmap = image.decode()?;
    if let Some(mask) = mask {
        flatten(&mut bitmap, &Image::read(document, mask)?.decode()?);
    }
    Ok(bitmap)
}

/// Draws one picture where the page has it, by looking up every point of the paper in it.
fn paint(
    document: &Document<'_>,
    drawing: &Drawing,
    to_points: Matrix,
    paper: &mut Bitmap,
) -> Result<(), DecodeError> {
    let placed = drawing.matrix.then(to_points);
    let Some(back) = placed.inverse() else {
        return Ok(());
    };
    let mut picture = Image::read(document, drawing.image)?.decode()?;
    shrink(&mut picture, placed);
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
    let corners = corners.map(|(x, y)| placed.apply(x, y));
    let span = |values: [f64; 4], side: u32| {
        let least = values.into_iter().fold(f64::INFINITY, f64::min);
        let most = values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let clamp = |value: f64| value.clamp(0.0, f64::from(side)) as usize;
        clamp(least.floor())..clamp(most.ceil())
    };
    let columns = span(corners.map(|corner| corner.0), paper.width);
    let rows = span(corners.map(|corner| corner.1), paper.height);
    let stride = 3 * paper.width as usize;
    for y in rows {
        for x in columns.clone() {
            let (u, v) = back.apply(x as f64 + 0.5, y as f64 + 0.5);
            if !((0.0..1.0).contains(&u) && (0.0..1.0).contains(&v)) {
                continue;
            }
            let at = y * stride + 3 * x;
            if let Some(pixel) = paper.rgb.get_mut(at..at + 3) {
                pixel.copy_from_slice(&sample(&picture, u, 1.0 - v));
            }
        }
    }
    Ok(())
}

/// Halves a picture that is drawn at less than half its size, so that no line is lost.
fn shrink(picture: &mut Bitmap, placed: Matrix) {
    let [a, b, c, d, _, _] = placed.0;
    let (across, down) = (a.hypot(b).max(1.0), c.hypot(d).max(1.0));
    while f64::from(picture.width) >= 2.0 * across && f64::from(picture.height) >= 2.0 * down {
        let rgb = std::mem::take(&mut picture.rgb);
        (picture.width, picture.height, picture.rgb) =
            pixels::halve::<3>(picture.width, picture.height, rgb);
    }
}

/// A mean of the four nearest pixels; `u` and `v` run from 0 to 1, from the upper left corner.
fn sample(picture: &Bitmap, u: f64, v: f64) -> [u8; 3] {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let place = |share: f64, side: usize| {
        let at = (share * side as f64 - 0.5).clamp(0.0, side as f64 - 1.0);
        (at as usize, at.fract())
    };
    let ((left, x), (top, y)) = (place(u, width), place(v, height));
    let (right, lower) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let pixel = |x: usize, y: usize| {
        let at = 3 * (y * width + x);
        let found = picture.rgb.get(at..).and_then(|rest| rest.first_chunk());
        found.copied().unwrap_or([255u8; 3])
    };
    let corners = [
        (pixel(left, top), (1.0 - x) * (1.0 - y)),
        (pixel(right, top), x * (1.0 - y)),
        (pixel(left, lower), (1.0 - x) * y),
        (pixel(right, lower), x * y),
    ];
    let mut mean = [0.0; 3];
    for (pixel, share) in corners {
        for (sum, value) in mean.iter_mut().zip(pixel) {
            *sum += f64::from(value) * share;
        }
    }
    mean.map(|value| value.round().clamp(0.0, 255.0) as u8)
}
