//! The detection error trade-off as a picture: false non-matches over false matches, both axes by
//! powers of ten.

use std::fmt::Write as _;

use super::distances::CurvePoint;
use super::table::{in_percent, one_in};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 62.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 54.0;
/// The lowest rates shown, as powers of ten; what lies below is drawn at the edge.
const LOWEST_MATCH: i32 = -5;
const LOWEST_NON_MATCH: i32 = -3;

/// The curve as a figure; empty without points.
pub(crate) fn figure(points: &[CurvePoint]) -> String {
    if points.is_empty() {
        return String::new();
    }
    let mut drawing = axes();
    drawing.push_str(&line(points));
    format!(
        "<section><h2>Detection error trade-off</h2><p class=\"quiet\">Each point is a threshold: to \
         the right more pairs of two people match, upwards fewer pairs of one person do. A rate \
         below the edge, none included, is drawn at the edge.</p>\
         <figure class=\"det\"><figcaption>false non-match rate over false match rate</figcaption>\
         <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">{drawing}</svg></figure>\
         </section>",
        in_words(points)
    )
}

fn x(rate: f64) -> f64 {
    LEFT + share_of_axis(rate, LOWEST_MATCH) * (WIDTH - LEFT - RIGHT)
}

fn y(rate: f64) -> f64 {
    HEIGHT - BOTTOM - share_of_axis(rate, LOWEST_NON_MATCH) * (HEIGHT - TOP - BOTTOM)
}

fn share_of_axis(rate: f64, lowest: i32) -> f64 {
    let power = rate.max(10_f64.powi(lowest)).log10();
    (1.0 - power / f64::from(lowest)).clamp(0.0, 1.0)
}

fn axes() -> String {
    let mut text = String::new();
    for power in LOWEST_MATCH..=0 {
        let rate = 10_f64.powi(power);
        let x = x(rate);
        let _ = write!(
            text,
            "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{} %</text>",
            HEIGHT - BOTTOM,
            HEIGHT - BOTTOM + 20.0,
            in_percent(rate)
        );
    }
    for power in LOWEST_NON_MATCH..=0 {
        let rate = 10_f64.powi(power);
        let y = y(rate);
        let _ = write!(
            text,
            "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{} %</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            y + 4.5,
            in_percent(rate)
        );
    }
    let _ = write!(
        text,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">false match rate</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 10.0
    );
    text
}

/// Steps, because between two distances neither rate changes.
fn line(points: &[CurvePoint]) -> String {
    let mut corners = String::new();
    let mut last: Option<f64> = None;
    for point in points {
        let (x, y) = (x(point.false_match_rate), y(point.false_non_match_rate));
        if let Some(last) = last {
            let _ = write!(corners, "{x:.1},{last:.1} ");
        }
        let _ = write!(corners, "{x:.1},{y:.1} ");
        last = Some(y);
    }
    format!(
        "<polyline class=\"line\" points=\"{}\"/>",
        corners.trim_end()
    )
}

/// The curve for those who hear it.
fn in_words(points: &[CurvePoint]) -> String {
    let at = |rate: f64| {
        let point = points.iter().rev().find(|p| p.false_match_rate <= rate)?;
        let words = in_percent(point.false_non_match_rate);
        Some(format!("{words} % at {}", one_in(rate)))
    };
    let words: Vec<String> = [1e-4, 1e-3, 1e-2, 1e-1]
        .into_iter()
        .filter_map(at)
        .collect();
    format!("False non-matches by false matches: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_lies_within_the_axes() {
        let point = |false_match_rate, false_non_match_rate| CurvePoint {
            threshold: 0.5,
            false_match_rate,
            false_non_match_rate,
        };
        let points = [point(0.0, 1.0), point(0.001, 0.25), point(1.0, 0.0)];
        let figure = figure(&points);
        let corners = figure
            .split("points=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        for corner in corners.split(' ') {
            let (x, y) = corner.split_once(',').unwrap();
            let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
            assert!((LEFT..=WIDTH - RIGHT).contains(&x), "{x}");
            assert!((TOP..=HEIGHT - BOTTOM).contains(&y), "{y}");
        }
        assert!(figure.contains("25 % at 1 in 100"), "{figure}");
        assert!(super::figure(&[]).is_empty());
    }
}
