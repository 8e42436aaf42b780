use crate::geometry::{Point, Quad};

/// An upright rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Left side.
    pub x: f32,
    /// Upper side.
    pub y: f32,
    /// Pixels across; not negative.
    pub width: f32,
    /// Pixels down; not negative.
    pub height: f32,
}

impl Area {
    /// With this upper left corner and extent; what is no number or negative counts as no extent.
    #[must_use]
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        let is_sound = [x, y, width, height].iter().all(|value| value.is_finite());
        if is_sound && width > 0.0 && height > 0.0 {
            Self {
                x,
                y,
                width,
                height,
            }
        } else {
            Self::default()
        }
    }

    /// The smallest that holds four corners.
    #[must_use]
    pub fn around(quad: &Quad) -> Self {
        let least = |of: fn(&Point) -> f32| quad.0.iter().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&Point) -> f32| quad.0.iter().map(of).fold(f32::MIN, f32::max);
        let (left, top) = (least(|p| p.x), least(|p| p.y));
        Self::new(left, top, most(|p| p.x) - left, most(|p| p.y) - top)
    }

    /// Square pixels.
    #[must_use]
    pub fn size(&self) -> f32 {
        self.width * self.height
    }

    /// The middle.
    #[must_use]
    pub fn centre(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn times(&self, times: f32) -> Self {
        Self::new(
            self.x * times,
            self.y * times,
            self.width * times,
            self.height * times,
        )
    }

    pub(super) fn contains(&self, point: Point) -> bool {
        (self.x..=self.x + self.width).contains(&point.x)
            && (self.y..=self.y + self.height).contains(&point.y)
    }

    /// Square pixels that both have.
    pub(super) fn shared(&self, other: &Self) -> f32 {
        let across = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let down = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        across.max(0.0) * down.max(0.0)
    }

    /// The shared part over the whole of both: 0 apart, 1 the same.
    pub(super) fn overlap(&self, other: &Self) -> f32 {
        let shared = self.shared(other);
        let whole = self.size() + other.size() - shared;
        if whole > 0.0 { shared / whole } else { 0.0 }
    }
}

/// Of candidates that overlap by more than `most`, the one with the highest score. Those without
/// an extent or a score are dropped.
pub(super) fn strongest<T>(
    mut candidates: Vec<T>,
    most: f32,
    of: impl Fn(&T) -> (f32, Area),
) -> Vec<T> {
    candidates.retain(|candidate| {
        let (score, area) = of(candidate);
        score.is_finite() && area.size() > 0.0
    });
    candidates.sort_by(|a, b| of(b).0.total_cmp(&of(a).0));
    let mut kept: Vec<T> = Vec::new();
    for candidate in candidates {
        let area = of(&candidate).1;
        if kept.iter().all(|other| of(other).1.overlap(&area) <= most) {
            kept.push(candidate);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_the_shared_part_of_the_whole() {
        let area = Area::new(0.0, 0.0, 10.0, 10.0);
        assert!((area.overlap(&area) - 1.0).abs() < 1e-6);
        let half = Area::new(5.0, 0.0, 10.0, 10.0);
        assert!((area.overlap(&half) - 1.0 / 3.0).abs() < 1e-6);
        assert!(area.overlap(&Area::new(20.0, 0.0, 5.0, 5.0)).abs() < 1e-6);
        assert!(Area::default().overlap(&Area::default()).abs() < 1e-6);
    }

    #[test]
    fn what_has_no_extent_is_no_area() {
        for (width, height) in [
            (0.0, 5.0),
            (-3.0, 5.0),
            (f32::NAN, 5.0),
            (f32::INFINITY, 1.0),
        ] {
            assert_eq!(Area::new(1.0, 1.0, width, height), Area::default());
        }
    }

    #[test]
    fn of_faces_inside_faces_the_surest_stays() {
        let candidate = |score: f32, x: f32, side: f32| (score, Area::new(x, x, side, side));
        let candidates = vec![
            candidate(1.0, 0.0, 100.0),
            candidate(3.0, 2.0, 100.0),
            candidate(2.0, 40.0, 20.0),
            candidate(9.0, 0.0, 0.0),
            candidate(f32::NAN, 0.0, 100.0),
        ];
        let scores: Vec<f32> = strongest(candidates, 0.3, |&candidate| candidate)
            .into_iter()
            .map(|(score, _)| score)
            .collect();
        // The small one inside overlaps too little: it is a face of its own, for others to judge.
        assert_eq!(scores, [3.0, 2.0]);
    }
}
