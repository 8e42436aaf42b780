use std::fmt::Write as _;

use super::escaped;
use crate::sweep::{Sweep, SweepPoint};

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 48.0;

/// A sweep as a plot: error in percent over the degrees, which stand at equal distances.
pub(super) fn plot(sweep: &Sweep) -> String {
    let place = Place {
        count: sweep.points.len().max(2),
    };
    let mut drawing = axes(sweep, place);
    drawing.push_str(&band(sweep, place));
    drawing.push_str(&line(sweep, place));
    format!(
        "<figure><figcaption>{title}</figcaption><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-label=\"{label}\">{drawing}</svg></figure>",
        title = escaped(sweep.axis),
        label = escaped(&in_words(sweep)),
    )
}

/// Where things go on the plot.
#[derive(Debug, Clone, Copy)]
struct Place {
    count: usize,
}

impl Place {
    fn x(self, index: usize) -> f64 {
        let share = index as f64 / (self.count - 1) as f64;
        LEFT + 8.0 + share * (WIDTH - LEFT - RIGHT - 16.0)
    }

    fn y(self, percent: f64) -> f64 {
        HEIGHT - BOTTOM - percent / 100.0 * (HEIGHT - TOP - BOTTOM)
    }
}

fn axes(sweep: &Sweep, place: Place) -> String {
    let mut text = String::new();
    for percent in [0.0, 50.0, 100.0] {
        let y = place.y(percent);
        let _ = write!(
            text,
            "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent:.0} %</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            y + 4.5
        );
    }
    for (index, point) in sweep.points.iter().enumerate() {
        let _ = write!(
            text,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            place.x(index),
            HEIGHT - BOTTOM + 34.0,
            point.at
        );
    }
    text
}

/// The 95 % interval of the error (Wilson).
fn band(sweep: &Sweep, place: Place) -> String {
    let bounds: Vec<(f64, f64)> = sweep.points.iter().map(interval).collect();
    let mut corners = String::new();
    for (index, (_, upper)) in bounds.iter().enumerate() {
        let _ = write!(corners, "{:.1},{:.1} ", place.x(index), place.y(*upper));
    }
    for (index, (lower, _)) in bounds.iter().enumerate().rev() {
        let _ = write!(corners, "{:.1},{:.1} ", place.x(index), place.y(*lower));
    }
    format!(
        "<polygon class=\"band\" points=\"{}\"/>",
        corners.trim_end()
    )
}

fn line(sweep: &Sweep, place: Place) -> String {
    let mut corners = String::new();
    let mut marks = String::new();
    for (index, point) in sweep.points.iter().enumerate() {
        let (x, y) = (place.x(index), place.y(point.error_percent()));
        let _ = write!(corners, "{x:.1},{y:.1} ");
        let _ = write!(
            marks,
            "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>\
             <text class=\"value\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            y - 8.0,
            point.error_text()
        );
        if point.misread > 0 {
            let _ = write!(
                marks,
                "<text class=\"misread\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">✕{}</text>",
                HEIGHT - BOTTOM + 18.0,
                point.misread
            );
        }
    }
    format!(
        "<polyline class=\"line\" points=\"{}\"/>{marks}",
        corners.trim_end()
    )
}

/// The plot for those who hear it.
fn in_words(sweep: &Sweep) -> String {
    let points: Vec<String> = sweep
        .points
        .iter()
        .map(|point| format!("{}: {:.0} %", point.at, point.error_percent()))
        .collect();
    let points = points.join(", ");
    format!("Percent {} by {}: {points}", sweep.error, sweep.axis)
}

/// Wilson's score interval of the error, in percent.
fn interval(point: &SweepPoint) -> (f64, f64) {
    const Z: f64 = 1.96;
    let count = point.images.max(1) as f64;
    let share = point.error_percent() / 100.0;
    let middle = share + Z * Z / (2.0 * count);
    let reach = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    let whole = 1.0 + Z * Z / count;
    (
        100.0 * ((middle - reach) / whole).max(0.0),
        100.0 * ((middle + reach) / whole).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_share_and_narrows() {
        let point = |images, exact| SweepPoint {
            at: 1.0,
            images,
            exact,
            misread: 0,
        };
        let (low, high) = interval(&point(10, 8));
        assert!(
            low > 5.0 && low < 20.0 && high > 20.0 && high < 55.0,
            "{low} {high}"
        );
        let (tighter_low, tighter_high) = interval(&point(1000, 800));
        assert!(tighter_low > low && tighter_high < high);
        assert_eq!(interval(&point(10, 10)).0, 0.0);
    }
}
