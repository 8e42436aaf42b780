use crate::geometry::Quad;
use crate::outline::{Outline, Shape};

/// Where in a picture the document lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Its corners in picture pixels, in order; the upper left one first where `is_upright`.
    pub corners: Quad,
    /// Its size across and down from the first corner, in millimetres.
    pub millimetres: (f32, f32),
    /// Whether the first corner is known to be the upper left one as the text reads.
    pub is_upright: bool,
}

impl Sheet {
    /// The sheet of an outline, the longer side across. Without a known shape it is taken for a
    /// card when it is as long as one, else for a page.
    #[must_use]
    pub fn of_outline(outline: &Outline) -> Self {
        let (width, height) = outline.quad.mean_size();
        let lies_across = width >= height;
        let ratio = if lies_across {
            width / height
        } else {
            height / width
        };
        let (long, short) = match outline.shape {
            Some(Shape::Id1) => (85.6, 53.98),
            Some(Shape::RootTwo) => (125.0, 88.0),
            Some(Shape::LargeVisa) => (120.0, 80.0),
            None if ratio > 1.5 => (85.6, 53.98),
            None => (125.0, 88.0),
        };
        Self {
            corners: outline.quad,
            millimetres: if lies_across {
                (long, short)
            } else {
                (short, long)
            },
            is_upright: false,
        }
    }

    /// The same sheet, beginning so many corners later.
    pub(super) fn turned(&self, quarters: usize) -> Self {
        let (width, height) = self.millimetres;
        Self {
            corners: self.corners.started_at(quarters),
            millimetres: if quarters.is_multiple_of(2) {
                (width, height)
            } else {
                (height, width)
            },
            ..*self
        }
    }
}
