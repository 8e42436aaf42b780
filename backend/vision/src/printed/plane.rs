//! The document face on, at the scale at which the finder of lines was trained.

use super::sheet::Sheet;
use crate::geometry::{Homography, Point, Quad};

/// Longer side in pixels of a card; a page of a passport, and a picture in which nothing was found,
/// have smaller print for their size.
const CARD: f32 = 608.0;
const PAGE: f32 = 768.0;
const PICTURE: f32 = 1024.0;
/// Millimetres of the longer side up to which it is a card.
const CARD_MILLIMETRES: f32 = 95.0;

/// A plane of `width` × `height` pixels and where its places lie in the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) to_picture: Homography,
}

impl Plane {
    pub(super) fn of_sheet(sheet: &Sheet) -> Option<Self> {
        let (across, down) = sheet.millimetres;
        let long = if across.max(down) <= CARD_MILLIMETRES {
            CARD
        } else {
            PAGE
        };
        let scale = long / across.max(down);
        (sheet.corners.is_convex() && scale.is_finite())
            .then(|| Self::new(&sheet.corners, (across * scale, down * scale)))?
    }

    /// The whole picture, never enlarged.
    pub(super) fn of_picture(width: f32, height: f32, quarters: usize) -> Option<Self> {
        let corners = Quad::rectangle(-0.5, -0.5, width, height).started_at(quarters);
        let scale = (PICTURE / width.max(height)).min(1.0);
        let size = if quarters.is_multiple_of(2) {
            (width, height)
        } else {
            (height, width)
        };
        Self::new(&corners, (size.0 * scale, size.1 * scale))
    }

    /// A plane on which there is nothing.
    pub(super) const fn nowhere() -> Self {
        Self {
            width: 1,
            height: 1,
            to_picture: Homography([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        }
    }

    fn new(corners: &Quad, (width, height): (f32, f32)) -> Option<Self> {
        let side = |length: f32| (32..=1024_u16).rfind(|&n| f32::from(n) <= length.round());
        let (width, height) = (side(width)?, side(height)?);
        let upright = Quad::rectangle(-0.5, -0.5, f32::from(width), f32::from(height));
        Some(Self {
            width: usize::from(width),
            height: usize::from(height),
            to_picture: Homography::between(&upright, corners)?,
        })
    }

    /// The same plane upside down.
    pub(super) fn turned_half(&self) -> Self {
        let (right, bottom) = (self.width as f32 - 1.0, self.height as f32 - 1.0);
        let turn = Homography([
            [-1.0, 0.0, f64::from(right)],
            [0.0, -1.0, f64::from(bottom)],
            [0.0, 0.0, 1.0],
        ]);
        Self {
            to_picture: turn.then(&self.to_picture),
            ..*self
        }
    }

    /// The document's corners in the picture.
    pub(super) fn corners(&self) -> Quad {
        let upright = Quad::rectangle(-0.5, -0.5, self.width as f32, self.height as f32);
        self.to_picture.map_quad(&upright)
    }

    /// Picture pixels to one of the plane, about its middle.
    pub(super) fn step(&self) -> f32 {
        let (width, height) = self.corners().mean_size();
        (width / self.width as f32).max(height / self.height as f32)
    }

    pub(super) fn in_picture(&self, place: Point) -> Point {
        self.to_picture.map(place)
    }
}
