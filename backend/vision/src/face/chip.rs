//! Pixels as networks take them: cut out, brought to a square, or turned and scaled by a map.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: places are clamped into the picture before they become indices"
)]

use crate::geometry::Point;
use crate::picture::Picture;

/// Three planes of a square picture, row by row, 0 to 255: red, green, blue.
pub(super) struct Chip {
    pub(super) side: usize,
    pub(super) values: Vec<f32>,
}

impl Chip {
    /// Takes a mean from each colour and divides by a scale.
    pub(super) fn normalised(mut self, mean: [f32; 3], scale: f32) -> Vec<f32> {
        let plane = self.side * self.side;
        for (plane, mean) in self.values.chunks_exact_mut(plane.max(1)).zip(mean) {
            plane
                .iter_mut()
                .for_each(|value| *value = (*value - mean) / scale);
        }
        self.values
    }

    /// Blue first.
    pub(super) fn reversed(mut self) -> Self {
        let plane = self.side * self.side;
        let (red, rest) = self.values.split_at_mut(plane);
        red.swap_with_slice(&mut rest[plane..]);
        self
    }

    /// Brightness by pixel (ITU-R BT.601).
    pub(super) fn luma(&self) -> Vec<f32> {
        let plane = self.side * self.side;
        let (red, rest) = self.values.split_at(plane);
        let (green, blue) = rest.split_at(plane);
        let colours = red.iter().zip(green).zip(blue);
        colours
            .map(|((red, green), blue)| 0.299 * red + 0.587 * green + 0.114 * blue)
            .collect()
    }
}

/// What of a box lies in a picture, in whole pixels as face-api.js takes them: left, top, width and
/// height, each rounded down. `None` without a whole pixel.
pub(super) fn clipped(area: &super::Area, size: (u32, u32)) -> Option<[u32; 4]> {
    let (left, top) = (area.x.max(0.0), area.y.max(0.0));
    let width = (area.x + area.width - left)
        .min(size.0 as f32 - left)
        .floor();
    let height = (area.y + area.height - top)
        .min(size.1 as f32 - top)
        .floor();
    let is_seen = width >= 1.0 && height >= 1.0;
    is_seen.then_some([left as u32, top as u32, width as u32, height as u32])
}

/// A window of a picture (left, top, width, height), turned clockwise so many quarters.
pub(super) fn cut(picture: &Picture, window: [u32; 4], quarters: usize) -> Option<Picture> {
    let [left, top, width, height] = window;
    let is_inside =
        left.checked_add(width)? <= picture.width() && top.checked_add(height)? <= picture.height();
    if !is_inside {
        return None;
    }
    let (pixels, stride) = (picture.rgb().as_chunks::<3>().0, picture.width() as usize);
    let pixel = |x: u32, y: u32| pixels[(top + y) as usize * stride + (left + x) as usize];
    let (wide, high) = if quarters.is_multiple_of(2) {
        (width, height)
    } else {
        (height, width)
    };
    let places = (0..high).flat_map(|y| (0..wide).map(move |x| (x, y)));
    let rgb = places.flat_map(|(x, y)| match quarters % 4 {
        0 => pixel(x, y),
        1 => pixel(y, height - 1 - x),
        2 => pixel(width - 1 - x, height - 1 - y),
        _ => pixel(width - 1 - y, x),
    });
    Picture::from_rgb(wide, high, rgb.collect())
}

/// A place in a picture turned clockwise so many quarters, in the picture of this size.
pub(super) fn turned_back(point: Point, quarters: usize, size: (u32, u32)) -> Point {
    let (last_x, last_y) = (size.0 as f32 - 1.0, size.1 as f32 - 1.0);
    match quarters % 4 {
        0 => point,
        1 => Point::new(point.y, last_y - point.x),
        2 => Point::new(last_x - point.x, last_y - point.y),
        _ => Point::new(last_x - point.y, point.x),
    }
}

/// A picture made square with black at its sides and resized, exactly as face-api.js does on
/// TensorFlow.js: bilinear from the upper left corner of each pixel, `alignCorners` and
/// `halfPixelCenters` both off, so that networks see what they were trained and measured on.
pub(super) fn square(picture: &Picture, side: usize) -> Chip {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let longest = width.max(height);
    let missing = longest - width.min(height);
    // Half, rounded up, goes behind.
    let before = missing - missing.div_ceil(2);
    let (left, top) = if height > width {
        (before, 0)
    } else {
        (0, before)
    };
    let pixels = picture.rgb().as_chunks::<3>().0;
    let pixel = |x: usize, y: usize| match (x.checked_sub(left), y.checked_sub(top)) {
        (Some(x), Some(y)) if x < width && y < height => pixels[y * width + x].map(f32::from),
        _ => [0.0; 3],
    };
    let scale = longest as f32 / side as f32;
    let places: Vec<(usize, usize, f32)> = (0..side)
        .map(|at| {
            let place = at as f32 * scale;
            let first = (place.floor() as usize).min(longest - 1);
            let second = (place.ceil() as usize).min(longest - 1);
            (first, second, place - first as f32)
        })
        .collect();
    let mut values = vec![0.0; 3 * side * side];
    for (row, &(upper, lower, down)) in places.iter().enumerate() {
        for (column, &(first, second, across)) in places.iter().enumerate() {
            let above = [pixel(first, upper), pixel(second, upper)];
            let below = [pixel(first, lower), pixel(second, lower)];
            for channel in 0..3 {
                let along = |[a, b]: [[f32; 3]; 2]| a[channel] + (b[channel] - a[channel]) * across;
                let (above, below) = (along(above), along(below));
                values[(channel * side + row) * side + column] = above + (below - above) * down;
            }
        }
    }
    Chip { side, values }
}

/// A picture at the upper left of a black square of `side` pixels, moved by (`left`, `top`).
pub(super) fn placed(picture: &Picture, side: usize, (left, top): (usize, usize)) -> Chip {
    let mut values = vec![0.0; 3 * side * side];
    let width = picture.width() as usize;
    for (y, row) in picture.rgb().chunks_exact(3 * width).enumerate() {
        for (x, pixel) in row.as_chunks::<3>().0.iter().enumerate() {
            let (x, y) = (x + left, y + top);
            if x < side && y < side {
                for (channel, &colour) in pixel.iter().enumerate() {
                    values[(channel * side + y) * side + x] = f32::from(colour);
                }
            }
        }
    }
    Chip { side, values }
}

/// A map of the plane that keeps shapes: `a`, `b` and a shift; (x, y) goes to
/// (a·x − b·y + shift.x, b·x + a·y + shift.y).
#[derive(Debug, Clone, Copy)]
pub(super) struct Similarity {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) shift: Point,
}

impl Similarity {
    pub(super) fn map(&self, point: Point) -> Point {
        Point::new(
            self.a * point.x - self.b * point.y + self.shift.x,
            self.b * point.x + self.a * point.y + self.shift.y,
        )
    }

    pub(super) fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }
}

/// Most places by which a pixel of a chip is averaged along a side: what is finer aliases, and work
/// is bounded.
const MOST_SAMPLES: usize = 6;

/// A chip whose places a map takes into the picture, bilinear, averaged where the picture is finer;
/// black outside.
pub(super) fn warp(picture: &Picture, to_picture: &Similarity, side: usize) -> Chip {
    let samples = (to_picture.scale().ceil() as usize).clamp(1, MOST_SAMPLES);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.rgb().as_chunks::<3>().0;
    let count = (samples * samples) as f32;
    let within = |sample: usize| (sample as f32 + 0.5) / samples as f32 - 0.5;
    let mut values = vec![0.0; 3 * side * side];
    for row in 0..side {
        for column in 0..side {
            let mut sum = [0.0f32; 3];
            for (down, across) in (0..samples).flat_map(|d| (0..samples).map(move |a| (d, a))) {
                let place = Point::new(column as f32 + within(across), row as f32 + within(down));
                let Point { x, y } = to_picture.map(place);
                let is_inside = x >= 0.0 && y >= 0.0 && x <= (width - 1) as f32;
                if !is_inside || y > (height - 1) as f32 {
                    continue;
                }
                let (left, top) = (x as usize, y as usize);
                let (right, below) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
                let (along, along_down) = (x - left as f32, y - top as f32);
                let pixel = |x: usize, y: usize| pixels[y * width + x].map(f32::from);
                let (a, b) = (pixel(left, top), pixel(right, top));
                let (c, d) = (pixel(left, below), pixel(right, below));
                for channel in 0..3 {
                    let upper = a[channel] + (b[channel] - a[channel]) * along;
                    let lower = c[channel] + (d[channel] - c[channel]) * along;
                    sum[channel] += upper + (lower - upper) * along_down;
                }
            }
            for channel in 0..3 {
                values[(channel * side + row) * side + column] = sum[channel] / count;
            }
        }
    }
    Chip { side, values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::Area;

    fn picture(width: u32, height: u32) -> Picture {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let rgb = places.flat_map(|(x, y)| [x as u8, y as u8, 7]).collect();
        Picture::from_rgb(width, height, rgb).unwrap()
    }

    #[test]
    fn what_is_cut_out_turned_comes_back_to_its_place() {
        let whole = picture(40, 30);
        let window = [5, 3, 10, 6];
        for quarters in 0..4 {
            let part = cut(&whole, window, quarters).unwrap();
            let pixel = |x: u32, y: u32| {
                let at = 3 * (y * part.width() + x) as usize;
                (part.rgb()[at], part.rgb()[at + 1])
            };
            for (x, y) in [(0, 0), (part.width() - 1, 2), (1, part.height() - 1)] {
                let back = turned_back(Point::new(x as f32, y as f32), quarters, (10, 6));
                assert_eq!(
                    pixel(x, y),
                    (back.x as u8 + 5, back.y as u8 + 3),
                    "{quarters}"
                );
            }
        }
        assert!(cut(&whole, [35, 0, 6, 1], 0).is_none());
        assert!(cut(&whole, [u32::MAX, 0, 6, 1], 0).is_none());
    }

    #[test]
    fn a_box_is_clipped_to_whole_pixels_of_the_picture() {
        let clip = |x, y, w, h| clipped(&Area::new(x, y, w, h), (40, 30));
        assert_eq!(clip(2.7, 3.2, 10.5, 5.9), Some([2, 3, 10, 5]));
        assert_eq!(clip(-4.0, -2.0, 10.0, 100.0), Some([0, 0, 6, 30]));
        assert_eq!(clip(40.0, 0.0, 10.0, 10.0), None);
        assert_eq!(clip(-20.0, 0.0, 10.0, 10.0), None);
        assert_eq!(clip(0.0, 0.0, 0.5, 0.5), None);
        assert_eq!(clip(f32::NAN, 0.0, 10.0, 10.0), None);
    }

    #[test]
    fn a_picture_is_made_square_with_black() {
        let chip = square(&picture(4, 2), 4);
        // Rows 1 and 2 hold the picture: blue is 7 there and nothing elsewhere.
        let blue: Vec<f32> = chip.values[32..].to_vec();
        assert_eq!(blue[..4], [0.0; 4]);
        assert_eq!(blue[4..12], [7.0; 8]);
        assert_eq!(blue[12..], [0.0; 4]);
        assert_eq!(chip.values[4..8], [0.0, 1.0, 2.0, 3.0]);
        let reversed = square(&picture(4, 2), 4).reversed();
        assert_eq!(reversed.values[..16], blue[..]);
    }

    #[test]
    fn a_warp_of_nothing_but_a_shift_copies() {
        let shift = Similarity {
            a: 1.0,
            b: 0.0,
            shift: Point::new(3.0, 2.0),
        };
        let chip = warp(&picture(40, 30), &shift, 8);
        assert_eq!(chip.values[..8], [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
        let far = Similarity {
            shift: Point::new(f32::NAN, 0.0),
            ..shift
        };
        assert!(
            warp(&picture(4, 3), &far, 8)
                .values
                .iter()
                .all(|&value| value == 0.0)
        );
    }
}
