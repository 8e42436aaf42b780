//! YuNet (Wu 2023), an operator's detector: boxes with five points from a square picture.

use super::area::strongest;
use super::built_in::corners;
use super::chip::{placed, turned_back};
use super::found::{is_cut_off, roll, turned};
use super::network::{Network, Outputs};
use super::{Area, FaceFault, FacePoints, FoundFace, ModelError};
use crate::geometry::{Point, Quad};
use crate::picture::Picture;

/// Side of the square that is searched: what the published file is fixed to.
pub(super) const SIDE: usize = 640;
/// The grids of its three heads: pixels to a cell.
pub(super) const STRIDES: [usize; 3] = [8, 16, 32];
/// Numbers to a cell, by kind of output: class, object, box, points. The file gives each kind for
/// all three grids, in this order.
pub(super) const WIDTHS: [usize; 4] = [1, 1, 4, 10];
const LEAST_SCORE: f32 = 0.6;
const SURE_SCORE: f32 = 0.75;
const MOST_OVERLAP: f32 = 0.3;
const MOST_FACES: usize = 16;

pub(super) struct Yunet(Network);

/// A face in the square: its score, box and points.
struct Sight {
    score: f32,
    area: Area,
    points: [Point; 5],
}

impl Yunet {
    pub(super) fn load(file: Vec<u8>) -> Result<Self, ModelError> {
        Ok(Self(Network::load("face detector", file, SIDE)?))
    }

    pub(super) const fn network(&self) -> &Network {
        &self.0
    }

    /// Whether these outputs are a YuNet's.
    pub(super) fn has_its_shape(outputs: &Outputs) -> bool {
        outputs.len() == STRIDES.len() * WIDTHS.len()
            && outputs.iter().enumerate().all(|(number, (_, values))| {
                let stride = STRIDES.get(number % STRIDES.len());
                let width = WIDTHS.get(number / STRIDES.len());
                let (stride, width) = (stride.copied(), width.copied());
                let cells = stride.map(|stride| (SIDE / stride) * (SIDE / stride));
                cells.zip(width).map(|(cells, width)| cells * width) == Some(values.len())
            })
    }

    /// Faces in a copy of the picture that was turned clockwise so many quarters and shrunk by
    /// `shrunk`; the copy lies (`margin`, `margin`) pixels into the square.
    pub(super) fn detect(
        &self,
        copy: &Picture,
        margin: usize,
        back: &Back,
    ) -> Result<Vec<FoundFace>, FaceFault> {
        // It was trained on blue first, 0 to 255.
        let chip = placed(copy, SIDE, (margin, margin)).reversed();
        let outputs = self.0.run(chip.values)?;
        if !Self::has_its_shape(&outputs) {
            return Err(FaceFault::Network);
        }
        let sights = strongest(decode(&outputs), MOST_OVERLAP, |sight| {
            (sight.score, sight.area)
        });
        let faces = sights.iter().take(MOST_FACES);
        Ok(faces.map(|sight| back.face(sight, margin as f32)).collect())
    }
}

/// The way from a copy back to the picture.
pub(super) struct Back {
    pub(super) quarters: usize,
    /// The copy's pixels to one of the picture's.
    pub(super) shrunk: f32,
    /// The picture's size.
    pub(super) size: (u32, u32),
}

impl Back {
    fn point(&self, point: Point, margin: f32) -> Point {
        let point = Point::new(point.x - margin, point.y - margin).times(1.0 / self.shrunk);
        turned_back(point, self.quarters, self.size)
    }

    fn face(&self, sight: &Sight, margin: f32) -> FoundFace {
        let [left_eye, right_eye, nose, mouth_left, mouth_right] =
            sight.points.map(|point| self.point(point, margin));
        let points = FacePoints {
            left_eye,
            right_eye,
            nose,
            mouth_left,
            mouth_right,
        };
        let quad = Quad(corners(&sight.area).map(|corner| self.point(corner, margin)));
        FoundFace {
            score: sight.score,
            is_doubtful: sight.score < SURE_SCORE,
            quad,
            points,
            eye_distance: left_eye.distance(right_eye),
            is_cut_off: is_cut_off(&Area::around(&quad), &points, self.size),
            yaw: turned(left_eye, nose, right_eye),
            roll: roll(&points),
            mouth: points.mouth(),
        }
    }
}

fn decode(outputs: &Outputs) -> Vec<Sight> {
    let mut sights = Vec::new();
    for (level, stride) in STRIDES.into_iter().enumerate() {
        let values = |kind: usize| {
            let output = outputs.get(kind * STRIDES.len() + level);
            output
                .map(|(_, values)| values.as_slice())
                .unwrap_or_default()
        };
        let boxes = values(2).as_chunks::<4>().0;
        let points = values(3).as_chunks::<10>().0;
        let cells = values(0).iter().zip(values(1)).zip(boxes).zip(points);
        let columns = SIDE / stride;
        for (cell, (((class, object), &bounds), &points)) in cells.enumerate() {
            let score = (class.clamp(0.0, 1.0) * object.clamp(0.0, 1.0)).sqrt();
            if score >= LEAST_SCORE {
                let place = ((cell % columns) as f32, (cell / columns) as f32);
                sights.push(sight(score, place, stride as f32, bounds, points));
            }
        }
    }
    sights
}

fn sight(
    score: f32,
    (column, row): (f32, f32),
    stride: f32,
    [across, down, width, height]: [f32; 4],
    points: [f32; 10],
) -> Sight {
    let (width, height) = (width.exp() * stride, height.exp() * stride);
    let (x, y) = ((column + across) * stride, (row + down) * stride);
    let mut places = [Point::default(); 5];
    for (place, &[x, y]) in places.iter_mut().zip(points.as_chunks::<2>().0) {
        *place = Point::new((x + column) * stride, (y + row) * stride);
    }
    Sight {
        score,
        area: Area::new(x - width / 2.0, y - height / 2.0, width, height),
        points: places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_decoded_to_a_box_and_points() {
        let cells = |stride: usize| (SIDE / stride) * (SIDE / stride);
        let mut outputs: Outputs = WIDTHS
            .into_iter()
            .flat_map(|width| STRIDES.map(|stride| (Vec::new(), vec![0.0; cells(stride) * width])))
            .collect();
        assert!(Yunet::has_its_shape(&outputs));
        let cell = 10 * 40 + 5;
        outputs[1].1[cell] = 0.9;
        outputs[4].1[cell] = 0.9;
        outputs[7].1[4 * cell + 2] = 8f32.ln();
        outputs[7].1[4 * cell + 3] = 10f32.ln();
        outputs[10].1[10 * cell] = -1.0;
        let sights = decode(&outputs);
        assert_eq!(sights.len(), 1);
        assert!((sights[0].score - 0.9).abs() < 1e-6);
        let area = sights[0].area;
        assert!((area.width - 128.0).abs() < 1e-3 && (area.height - 160.0).abs() < 1e-3);
        assert!(area.centre().distance(Point::new(80.0, 160.0)) < 1e-3);
        assert!(sights[0].points[0].distance(Point::new(64.0, 160.0)) < 1e-3);
        // A box without bounds is dropped with whatever else has no extent.
        outputs[7].1[4 * cell + 2] = 1000.0;
        assert_eq!(decode(&outputs)[0].area, Area::default());
        outputs.pop();
        assert!(!Yunet::has_its_shape(&outputs));
    }
}
