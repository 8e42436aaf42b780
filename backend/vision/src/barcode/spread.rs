//! How the modules of a row spread between the two guards: not evenly, because of perspective, a
//! bent card or the lens.

use super::patterns::MODULES;

/// The guards' modules are measured over 17 modules: their width is that at the middle.
const GUARD_MIDDLE: f32 = MODULES as f32 / 2.0;
/// Up to this disagreement between the guards and the count of modules it is measuring error, and
/// the exact law of perspective is kept; above it the symbol is bent.
const MEASURING_ERROR: f32 = 0.015;

/// A monotone map from modules to the share of the way between the two guard lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Modules between the lines.
    modules: f32,
    bend: Bend,
}

#[derive(Debug, Clone, Copy)]
enum Bend {
    /// Perspective: s(1 + k) / (1 + ks).
    Straight(f32),
    /// Cubic with these slopes at the ends.
    Curved(f32, f32),
}

/// Modules between the guard lines of a symbol of some data columns: start and two indicators,
/// and the stop pattern up to its last bar.
pub(super) const fn modules_for(columns: usize) -> usize {
    MODULES * (columns + 4)
}

/// The data columns (1–30) that fit a width and the widths of a module at both guards.
pub(super) fn columns_for(width: f32, left: f32, right: f32) -> Option<usize> {
    let mut modules = width / (left * right).sqrt();
    for _ in 0..4 {
        let (start, growth) = perspective(modules, left, right);
        modules = width / (start - growth * width);
        if !(1.0..10_000.0).contains(&modules) {
            return None;
        }
    }
    let columns = modules / MODULES as f32 - 4.0;
    (1..=30usize).find(|&count| (count as f32 - columns).abs() <= 0.5)
}

/// Width of a module at the left line, and k of width(u) = start / (1 + ku)².
fn perspective(modules: f32, left: f32, right: f32) -> (f32, f32) {
    let ratio = (left / right).sqrt();
    let growth = (ratio - 1.0) / (modules - GUARD_MIDDLE - ratio * GUARD_MIDDLE).max(1.0);
    (left * (1.0 + growth * GUARD_MIDDLE).powi(2), growth)
}

impl Spread {
    /// The spread of a known number of columns over a width.
    pub(super) fn new(columns: usize, width: f32, left: f32, right: f32) -> Self {
        let modules = modules_for(columns) as f32;
        let (start, growth) = perspective(modules, left, right);
        let reach = start * modules / (1.0 + growth * modules);
        let bend = if (width / reach - 1.0).abs() < MEASURING_ERROR {
            Bend::Straight(growth * modules)
        } else {
            let end = start / (1.0 + growth * modules).powi(2);
            Bend::Curved(start * modules / width, end * modules / width)
        };
        Self { modules, bend }
    }

    /// The spread of a flat symbol: k is 0 without perspective.
    pub(super) fn with_perspective(columns: usize, k: f32) -> Self {
        Self {
            modules: modules_for(columns) as f32,
            bend: Bend::Straight(k),
        }
    }

    /// The k of a flat symbol whose modules are as wide at its ends.
    pub(super) fn k(&self) -> f32 {
        match self.bend {
            Bend::Straight(k) => k,
            Bend::Curved(start, end) => (start / end.max(1e-3)).max(0.0).sqrt() - 1.0,
        }
    }

    /// Share of the way from the left line to the right one.
    pub(super) fn share(&self, module: f32) -> f32 {
        let s = module / self.modules;
        match self.bend {
            Bend::Straight(k) => s * (1.0 + k) / (1.0 + k * s),
            Bend::Curved(start, end) => {
                // Hermite: 0 and 1 at the ends. Beyond them it goes on straight.
                if s < 0.0 {
                    return s * start;
                }
                if s > 1.0 {
                    return 1.0 + (s - 1.0) * end;
                }
                let rest = 1.0 - s;
                s * s * (3.0 - 2.0 * s) + start * s * rest * rest - end * s * s * rest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ends of the modules under width(u) = a / (1 + ku)².
    fn seen(columns: usize, a: f32, k: f32) -> (f32, f32, f32) {
        let at = |u: f32| a * u / (1.0 + k * u);
        let modules = modules_for(columns) as f32;
        (
            at(modules),
            at(17.0) / 17.0,
            (at(modules) - at(modules - 17.0)) / 17.0,
        )
    }

    #[test]
    fn columns_are_counted_through_perspective() {
        for columns in [1, 2, 5, 13, 30] {
            for shrink in [-0.2, -0.05, 0.0, 0.05, 0.25] {
                let k = shrink / modules_for(columns) as f32;
                let (width, left, right) = seen(columns, 2.0, k);
                assert_eq!(
                    columns_for(width, left, right),
                    Some(columns),
                    "{columns} {shrink}"
                );
                let spread = Spread::new(columns, width, left, right);
                let middle = modules_for(columns) as f32 / 2.0;
                let exact = 2.0 * middle / (1.0 + k * middle) / width;
                let modules_off = (spread.share(middle) - exact) * modules_for(columns) as f32;
                assert!(modules_off.abs() < 0.15, "{columns} {shrink} {modules_off}");
            }
        }
    }

    #[test]
    fn a_bent_symbol_keeps_the_module_widths_at_its_ends() {
        let width = 272.0 * 2.02;
        let spread = Spread::new(12, width, 1.94, 1.87);
        let pitch = |from: f32| (spread.share(from + 17.0) - spread.share(from)) * width / 17.0;
        assert!((pitch(0.0) - 1.94).abs() < 0.03, "{}", pitch(0.0));
        assert!((pitch(255.0) - 1.87).abs() < 0.03, "{}", pitch(255.0));
        assert!(pitch(130.0) > 2.05);
        assert_eq!((spread.share(0.0), spread.share(272.0)), (0.0, 1.0));
    }
}
