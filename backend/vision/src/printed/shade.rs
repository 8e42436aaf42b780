//! Brightness reduced so that sampling it aliases little.

use super::plane::Plane;
use crate::geometry::{Homography, Point};
use crate::luma::Luma;
use crate::network::wide;
use crate::strip::bilinear;

/// Pixels to one of the plane that are kept for reading.
const FINE: f32 = 2.7;
/// Sums of brightness along which a line on the plane is straight in the picture.
const STRAIGHT: usize = 16;

/// A picture's brightness, reduced, with the way from the plane to its pixels.
pub(super) struct Shade {
    luma: Luma,
    from_plane: Homography,
    /// Its pixels to one of the plane, about.
    pub(super) step: f32,
}

impl Shade {
    /// As fine as reading needs it.
    pub(super) fn fine(luma: &Luma, plane: &Plane) -> Option<Self> {
        Self::reduced(luma, plane, FINE)
    }

    /// As coarse as the plane.
    pub(super) fn coarse(&self, plane: &Plane) -> Option<Self> {
        let share = 1.0 / self.step;
        let luma = if share < 0.8 {
            resized(&self.luma, share)?
        } else {
            self.luma.clone()
        };
        let scale = scaling(&self.luma, &luma);
        Some(Self {
            luma,
            from_plane: self.from_plane.then(&scale),
            step: plane.step().min(1.0),
        })
    }

    fn reduced(luma: &Luma, plane: &Plane, wanted: f32) -> Option<Self> {
        if luma.width() < 2 || luma.height() < 2 {
            return None;
        }
        let step = plane.step();
        let share = wanted / step;
        let reduced = if share < 0.8 {
            resized(luma, share)?
        } else {
            luma.clone()
        };
        let scale = scaling(luma, &reduced);
        Some(Self {
            step: step * reduced.width() as f32 / luma.width() as f32,
            from_plane: plane.to_picture.then(&scale),
            luma: reduced,
        })
    }

    /// The same pixels seen from the plane turned upside down.
    pub(super) fn turned_half(self, plane: &Plane) -> Self {
        let turn = plane
            .turned_half()
            .to_picture
            .then(&plane.to_picture.inverse());
        Self {
            from_plane: turn.then(&self.from_plane),
            ..self
        }
    }

    /// Adds to each of `sums` the brightness at `each` places evenly apart, on the plane, from
    /// `first` on.
    pub(super) fn add(&self, first: Point, apart: Point, each: usize, sums: &mut [f32]) {
        wide(
            #[inline(always)]
            || {
                let mut from = self.from_plane.map(first);
                for (stretch, sums) in sums.chunks_mut(STRAIGHT).enumerate() {
                    // The way to the pixels is as good as straight for so short a stretch.
                    let count = sums.len() * each;
                    let end = stretch * STRAIGHT * each + count;
                    let to = self.from_plane.map(first.plus(apart, end as f32));
                    let step = to.minus(from).times(1.0 / count as f32);
                    for (at, sum) in sums.iter_mut().enumerate() {
                        for part in 0..each {
                            let place = from.plus(step, (at * each + part) as f32);
                            *sum += bilinear(&self.luma, place.x, place.y);
                        }
                    }
                    from = to;
                }
            },
        );
    }
}

fn resized(luma: &Luma, share: f32) -> Option<Luma> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a picture's side"
    )]
    let side = |n: usize| ((n as f32 * share).round() as usize).clamp(2, n.max(2));
    luma.resized(side(luma.width()), side(luma.height()))
}

/// Places of one copy of a picture to those of another; centres of pixels are whole.
fn scaling(from: &Luma, to: &Luma) -> Homography {
    let along = to.width() as f64 / from.width() as f64;
    let down = to.height() as f64 / from.height() as f64;
    Homography([
        [along, 0.0, 0.5 * along - 0.5],
        [0.0, down, 0.5 * down - 0.5],
        [0.0, 0.0, 1.0],
    ])
}
