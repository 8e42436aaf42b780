//! Lines of print that may belong to a machine-readable zone: long, thin, straight or slightly
//! bent.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places and counts in a picture, which are small and not negative"
)]

use super::components::{Run, components};
use super::ink::{PrintSize, ink, rows_of_print};
use super::line::Line;
use super::view::View;
use crate::geometry::Point;

/// A line has at least this share of the view's width.
const SHORTEST: f32 = 0.13;
/// Length over height of ink. A line of 30 characters with all that the windows add has about 14, one
/// of 44 up to 60.
const ASPECT: std::ops::RangeInclusive<f32> = 8.0..=75.0;
/// Steepest direction in the view: steeper lines are found in a turned one.
const STEEPEST: f32 = 0.62;
/// How far the middle of a row of print strays from a parabola, in its heights and in pixels of the
/// view: most stay within half of that, while what looks like print in noise strays twice as far.
const WAVINESS: f32 = 0.06;
const LEAST_WAVINESS: f32 = 0.15;
/// Places along a line at which its middle is taken.
const STATIONS: usize = 12;
/// At most so many lines of a view are kept, the longest.
const MOST_LINES: usize = 28;

/// The lines of a view, the longest first; `clearness` as for [`rows_of_print`].
pub(super) fn find_lines(view: &View, size: PrintSize, clearness: f32) -> Vec<Line> {
    let ink = ink(&view.luma, size);
    if ink.width < 3 * size.bridge || ink.height < 8 {
        return Vec::new();
    }
    let mask = rows_of_print(&ink, size, clearness);
    let shortest = SHORTEST * ink.width as f32;
    let fewest_pixels = (shortest * 4.0).max(1.0) as usize;
    let mut lines: Vec<Line> = components(&mask, ink.width, fewest_pixels)
        .iter()
        .filter_map(|runs| fit(runs, shortest))
        .map(|line| to_picture(&line, view))
        .collect();
    lines.sort_by(|a, b| b.length.total_cmp(&a.length));
    lines.truncate(MOST_LINES);
    lines
}

/// Sums over the pixels of a part.
#[derive(Default)]
struct Moments {
    count: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Moments {
    fn of(runs: &[Run]) -> Self {
        let mut sums = Self::default();
        for run in runs {
            let (from, to, y) = (run.from as f64, run.to as f64, run.y as f64);
            let count = to - from;
            let middle = (from + to - 1.0) / 2.0;
            sums.count += count;
            sums.x += count * middle;
            sums.y += count * y;
            sums.xx += count * (middle * middle + (count * count - 1.0) / 12.0);
            sums.xy += count * middle * y;
            sums.yy += count * y * y;
        }
        sums
    }

    /// The middle, and the direction in which the pixels spread most.
    fn axis(&self) -> (Point, Point) {
        let (x, y) = (self.x / self.count, self.y / self.count);
        let xx = self.xx / self.count - x * x;
        let yy = self.yy / self.count - y * y;
        let xy = self.xy / self.count - x * y;
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        let point = |x: f64, y: f64| Point::new(x as f32, y as f32);
        (point(x, y), point(angle.cos(), angle.sin()))
    }
}

/// A line through a part, in pixels of the view; none when it has not the shape of one.
fn fit(runs: &[Run], shortest: f32) -> Option<Line> {
    let moments = Moments::of(runs);
    let (mean, along) = moments.axis();
    if along.y.abs() > STEEPEST {
        return None;
    }
    let (mut from, mut to) = (f32::MAX, f32::MIN);
    for run in runs {
        for x in [run.from as f32, run.to as f32 - 1.0] {
            let distance = (x - mean.x) * along.x + (run.y as f32 - mean.y) * along.y;
            from = from.min(distance);
            to = to.max(distance);
        }
    }
    let length = to - from;
    let thickness = moments.count as f32 / length.max(1.0);
    if length < shortest || thickness < 3.0 || !ASPECT.contains(&(length / thickness)) {
        return None;
    }
    let stations = stations(runs, mean, along, (from, to));
    let (level, slope, bend) = parabola(&stations)?;
    let off =
        |&(u, v, weight): &(f32, f32, f32)| weight * (v - level - slope * u - bend * u * u).powi(2);
    let weight: f32 = stations.iter().map(|(.., weight)| weight).sum();
    let waviness = (stations.iter().map(off).sum::<f32>() / weight.max(1.0)).sqrt();
    if waviness > WAVINESS * thickness + LEAST_WAVINESS {
        return None;
    }
    // The line's own middle, with the slope taken into the direction.
    let centre = (from + to) / 2.0;
    let turn = slope * 2.0 / length;
    let norm = turn.hypot(1.0);
    Some(Line {
        middle: Point::new(
            mean.x + along.x * centre - along.y * level,
            mean.y + along.y * centre + along.x * level,
        ),
        along: Point::new(
            (along.x - along.y * turn) / norm,
            (along.y + along.x * turn) / norm,
        ),
        length,
        thickness,
        bend,
    })
}

/// By station its place from −1 to 1, the mean height of the pixels there, and their number.
fn stations(
    runs: &[Run],
    mean: Point,
    along: Point,
    (from, to): (f32, f32),
) -> Vec<(f32, f32, f32)> {
    let mut sums = [(0.0f32, 0.0f32); STATIONS];
    let width = (to - from).max(1.0);
    for run in runs {
        // Long runs cross several stations: they are taken apart.
        for x in run.from..run.to {
            let (dx, dy) = (x as f32 - mean.x, run.y as f32 - mean.y);
            let share = (dx * along.x + dy * along.y - from) / width;
            let station = (share.clamp(0.0, 0.999) * STATIONS as f32) as usize;
            if let Some((count, sum)) = sums.get_mut(station) {
                *count += 1.0;
                *sum += dy * along.x - dx * along.y;
            }
        }
    }
    let place = |at: usize| (at as f32 + 0.5) / STATIONS as f32 * 2.0 - 1.0;
    sums.iter()
        .enumerate()
        .filter(|(_, (count, _))| *count > 0.0)
        .map(|(at, &(count, sum))| (place(at), sum / count, count))
        .collect()
}

/// Weighted least squares of level + slope · u + bend · u².
fn parabola(stations: &[(f32, f32, f32)]) -> Option<(f32, f32, f32)> {
    if stations.len() < STATIONS / 2 {
        return None;
    }
    let (mut s, mut t) = ([0.0f64; 5], [0.0f64; 3]);
    for &(u, v, weight) in stations {
        let (u, v, weight) = (f64::from(u), f64::from(v), f64::from(weight).sqrt());
        let powers = [1.0, u, u * u, u * u * u, u * u * u * u];
        s.iter_mut()
            .zip(powers)
            .for_each(|(sum, power)| *sum += weight * power);
        t.iter_mut()
            .zip(powers)
            .for_each(|(sum, power)| *sum += weight * power * v);
    }
    let [s0, s1, s2, s3, s4] = s;
    let [t0, t1, t2] = t;
    let minor = |a: f64, b: f64, c: f64, d: f64| a * d - b * c;
    let determinant =
        s0 * minor(s2, s3, s3, s4) - s1 * minor(s1, s3, s2, s4) + s2 * minor(s1, s2, s2, s3);
    if determinant.abs() < 1e-9 {
        return None;
    }
    let level =
        t0 * minor(s2, s3, s3, s4) - s1 * minor(t1, s3, t2, s4) + s2 * minor(t1, s2, t2, s3);
    let slope =
        s0 * minor(t1, s3, t2, s4) - t0 * minor(s1, s3, s2, s4) + s2 * minor(s1, t1, s2, t2);
    let bend = s0 * minor(s2, t1, s3, t2) - s1 * minor(s1, t1, s2, t2) + t0 * minor(s1, s2, s2, s3);
    let value = |part: f64| (part / determinant) as f32;
    Some((value(level), value(slope), value(bend)))
}

fn to_picture(line: &Line, view: &View) -> Line {
    let step = view.step();
    let middle = view.place(line.middle.x, line.middle.y);
    let ahead = view.place(line.middle.x + line.along.x, line.middle.y + line.along.y);
    let distance = middle.distance(ahead).max(1e-6);
    Line {
        middle,
        along: Point::new(
            (ahead.x - middle.x) / distance,
            (ahead.y - middle.y) / distance,
        ),
        length: line.length * step,
        thickness: line.thickness * step,
        bend: line.bend * step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::luma::Luma;

    /// A row of strokes on paper along y = 150 + slope · (x − 250) + bend · ((x − 250) / 200)².
    /// Waves are `wave` high.
    fn drawn(slope: f32, bend: f32, wave: f32) -> Luma {
        let (width, height) = (500, 300);
        let ink = |x: usize, y: usize| {
            let u = (x as f32 - 250.0) / 200.0;
            let wave = wave * (x as f32 / 16.0).sin();
            let middle = 150.0 + slope * (x as f32 - 250.0) + bend * u * u + wave;
            u.abs() <= 1.0 && (y as f32 - middle).abs() <= 6.0 && x % 9 < 3
        };
        let pixels = (0..width * height)
            .map(|at| if ink(at % width, at / width) { 30 } else { 190 })
            .collect();
        Luma::new(width, pixels)
    }

    #[test]
    fn a_row_of_strokes_is_found_where_it_is() {
        for (slope, bend) in [(0.0, 0.0), (0.12, 0.0), (-0.1, 6.0)] {
            let view = View::whole(&drawn(slope, bend, 0.0), 1000).unwrap();
            let lines = find_lines(&view, super::super::ink::PRINT_SIZES[0], 1.0);
            assert_eq!(lines.len(), 1, "{slope} {bend}");
            let line = lines[0];
            assert!((line.length - 400.0).abs() < 16.0, "{}", line.length);
            for share in [-0.45, -0.2, 0.0, 0.2, 0.45] {
                let place = line.place(share * line.length, 0.0);
                let u = (place.x - 250.0) / 200.0;
                let truth = 150.0 + slope * (place.x - 250.0) + bend * u * u;
                assert!(
                    (place.y - truth).abs() < 1.5,
                    "{slope} {bend} {place:?} {truth}"
                );
            }
        }
    }

    #[test]
    fn what_waves_is_no_line() {
        let lines = |wave: f32| {
            let view = View::whole(&drawn(0.0, 0.0, wave), 1000).unwrap();
            find_lines(&view, super::super::ink::PRINT_SIZES[0], 1.0).len()
        };
        assert_eq!((lines(0.3), lines(2.5)), (1, 0));
    }

    #[test]
    fn blank_paper_has_no_lines() {
        let view = View::whole(&Luma::new(300, vec![180; 300 * 200]), 1000).unwrap();
        assert!(find_lines(&view, super::super::ink::PRINT_SIZES[0], 1.0).is_empty());
    }
}
